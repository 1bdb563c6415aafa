import { join } from "node:path";
import type { ResourceState, StackExport, StackResult, StackRun } from "../../sandbox/engine";
import type { Toy } from "./toy-provider";

/** A resource of the program `scenario`: what it is (a thing, if nothing is said), its options and its arguments. */
export interface Resource {
  readonly is?: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly [argument: string]: unknown;
}

export type Resources = Readonly<Record<string, Resource>>;

/** A run of the program `scenario`, which makes these resources and returns these outputs. */
export function scenario(
  toy: Pick<Toy, "port">,
  resources: Resources,
  more: Partial<StackRun> & { readonly outputs?: object } = {},
): StackRun {
  const { outputs = {}, config = {}, ...run } = more;
  const listed = Object.entries(resources).map(([name, { is, options, ...args }]) => ({ name, is, options, args }));
  return {
    directory: join(__dirname, "programs", "scenario"),
    stack: "dev",
    providers: { toy: toy.port },
    passphrase: "",
    ...run,
    config: { "scenario:resources": JSON.stringify({ resources: listed, outputs }), ...config },
  };
}

export function stateOf(state: StackExport, name: string): ResourceState {
  const found = (state.deployment.resources ?? []).find(
    ({ urn, delete: isOld }) => urn.endsWith(`::${name}`) && !isOld,
  );
  if (found === undefined) throw new Error(`no resource ${name} in ${namesIn(state).join(", ")}`);
  return found;
}

export const namesIn = (state: StackExport): string[] =>
  (state.deployment.resources ?? []).map(({ urn }) => urn.split("::").pop() ?? "");

/** "create a", "update b (name)", ... without the stack, providers and what stays the same; in alphabetical order. */
export function changesOf({ steps }: StackResult): string[] {
  return steps
    .filter(({ kind, type }) => kind !== "same" && !type.startsWith("pulumi:"))
    .map(({ kind, name, changedProperties }) => {
      return `${kind} ${name}${changedProperties.length > 0 ? ` (${changedProperties.join(", ")})` : ""}`;
    })
    .sort();
}

export const errorsOf = ({ diagnostics }: StackResult): readonly string[] =>
  diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);

/** The calls of a kind that really changed or read something, as "create a". */
export const callsOf = (toy: Toy, ...methods: readonly string[]): string[] =>
  toy.calls
    .filter(({ method, preview }) => methods.includes(method) && !preview)
    .map(({ method, name }) => `${method} ${name}`);
