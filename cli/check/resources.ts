import { fromJson } from "../../proofs/model/sentinels";
import type { Resource } from "../../policypack/judge/subject";
import { isMapping, type Properties } from "../../proofs/model/value";
import { UserError } from "../user-error";

/** A resource as its program asked for it, and as it stands at the end: rules see the first alone, stacks the second. */
export interface Recorded {
  readonly asked: Resource;
  readonly standing: Resource;
}

interface StoredResource {
  readonly type: string;
  readonly urn: string;
  readonly inputs?: unknown;
  readonly outputs?: unknown;
  readonly protect?: boolean;
  readonly provider?: string;
  readonly delete?: boolean;
}

/** The resources of a state (`pulumi stack export`) or of a preview (`pulumi preview --json`). */
export function recordedIn(file: string, text: string): readonly Recorded[] {
  const stored = storedIn(file, text);
  const providers = new Map(stored.map((resource) => [resource.urn, propertiesOf(resource.inputs)]));
  return stored
    .filter(({ type }) => !type.startsWith("pulumi:"))
    .map((resource) => {
      const providerUrn = resource.provider?.split("::").slice(0, -1).join("::") ?? "";
      const base = {
        type: resource.type,
        urn: resource.urn,
        name: resource.urn.split("::").at(-1) ?? "",
        protect: resource.protect === true,
        provider: { properties: providers.get(providerUrn) ?? {} },
      };
      const asked = { ...base, properties: propertiesOf(resource.inputs) };
      const outputs = propertiesOf(resource.outputs);
      return { asked, standing: Object.keys(outputs).length === 0 ? asked : { ...base, properties: outputs } };
    });
}

function storedIn(file: string, text: string): readonly StoredResource[] {
  const json = jsonIn(file, text) as {
    readonly deployment?: { readonly resources?: readonly StoredResource[] };
    readonly resources?: readonly StoredResource[];
    readonly steps?: readonly { readonly op: string; readonly newState?: StoredResource }[];
  };
  const resources = json.deployment?.resources ?? json.resources;
  if (Array.isArray(resources)) return (resources as readonly StoredResource[]).filter((one) => one.delete !== true);
  if (Array.isArray(json.steps)) {
    return json.steps.flatMap(({ op, newState }) =>
      newState === undefined || op === "delete" || op.startsWith("discard") || op === "delete-replaced"
        ? []
        : [newState],
    );
  }
  throw new UserError(
    `${file}: expected the output of \`pulumi stack export\` or of \`pulumi preview --json\`, found neither resources nor steps.`,
  );
}

function jsonIn(file: string, text: string): object {
  try {
    const json = JSON.parse(text) as unknown;
    if (typeof json === "object" && json !== null) return json;
  } catch (error) {
    throw new UserError(`${file}: ${(error as Error).message}`);
  }
  throw new UserError(`${file}: expected an object of JSON.`);
}

function propertiesOf(json: unknown): Properties {
  const value = fromJson(json ?? {});
  return isMapping(value) ? value : {};
}
