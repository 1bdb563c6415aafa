import * as pulumi from "@pulumi/pulumi";

/** A resource as Pulumi hears of it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** The AWS resources that components register, in order. ARNs and ids of keys, which AWS makes up, name their resource. */
export async function registeredBy(stack: string, make: () => void): Promise<readonly Registered[]> {
  const registered: Registered[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        registered.push({ type, name, inputs: inputs as Registered["inputs"] });
        return { id: name, state: { ...inputs, arn: `arn-of-${name}`, keyId: `id-of-${name}` } };
      },
      call: () => ({}),
    },
    "lifeline",
    stack,
  );
  make();
  await pulumi.runtime.disconnect();
  return registered.filter(({ type }) => type.startsWith("aws:"));
}
