import { createHash } from "node:crypto";
import { type Crypter, crypterFor } from "./passphrase";
import { EngineError, type PendingOperation, type ResourceState, type StackExport, type StackRun } from "./types";
import { homeOf, nameOf, providerUrnOf, typeOf, urnFor } from "./urn";
import { contains, isSecret, mapped, SECRET, secretOf, SIGNATURE, type Value } from "./values";

/** The version of Pulumi whose form of state this is. */
const VERSION = "v3.260.0";

/**
 * The state while it changes. Exported are the resources of this run in the order of their completion, which no
 * dependency contradicts, then those of the last run that this one has not settled: the order that Pulumi keeps.
 */
export class Snapshot {
  readonly olds: ResourceState[] = [];
  readonly news: ResourceState[] = [];
  /** Left out of the export: deleted, or continued by a newer state. */
  readonly done = new Set<ResourceState>();
  readonly pending = new Set<PendingOperation>();
  /** Creations of an earlier run whose outcome nobody has established yet. */
  readonly unsettled = new Set<PendingOperation>();
  private readonly exports = new WeakMap<ResourceState, ResourceState>();
  static async load({ state, passphrase }: StackRun): Promise<Snapshot> {
    const { resources = [], pending_operations = [], secrets_providers: provider } = state?.deployment ?? {};
    if (provider !== undefined && provider.type !== "passphrase") {
      throw new EngineError(`the embedded engine does not support the secrets provider ${provider.type} of the state`);
    }
    const states = [...resources, ...pending_operations.map(({ resource }) => resource)];
    const isSealed = states.some(({ inputs = {}, outputs = {} }) => contains([inputs, outputs], isSecret));
    const crypter = isSealed ? await crypterFor(passphrase, provider?.state?.salt) : undefined;
    const open = (part: Value): Value | undefined => {
      const text = isSecret(part) ? (part["plaintext"] ?? crypter?.decrypt(part["ciphertext"] as string)) : undefined;
      return text === undefined ? undefined : secretOf(JSON.parse(text as string) as Value);
    };
    const loaded = (each: ResourceState): ResourceState => {
      return { ...each, inputs: mapped(each.inputs ?? {}, open), outputs: mapped(each.outputs ?? {}, open) };
    };
    const snapshot = new Snapshot();
    for (const resource of resources) snapshot.olds.push(loaded(resource));
    const creations = pending_operations.filter(({ type }) => type === "creating");
    for (const { resource, type } of creations) snapshot.unsettled.add({ resource: loaded(resource), type });
    return snapshot;
  }
  /** Changes a state in place: late outputs, or marks of what is still to be done with it. */
  mark(state: ResourceState, marks: Partial<ResourceState>): void {
    Object.assign(state, marks);
    this.exports.delete(state);
  }
  export(crypter: Crypter): StackExport {
    const resources = [...this.news, ...this.olds].filter((state) => !this.done.has(state));
    const current = currentUrns(resources);
    const exported = (state: ResourceState): ResourceState => {
      const found = current.size > 0 ? undefined : this.exports.get(state);
      const result = found ?? exportedState(state, crypter, current);
      this.exports.set(state, result);
      return result;
    };
    const operations = [...this.pending, ...this.unsettled];
    const pending = operations.map(({ resource, type }) => ({ resource: exported(resource), type }));
    const magic = createHash("sha256").update(VERSION).digest("hex");
    return {
      version: 3,
      deployment: {
        manifest: { time: new Date().toISOString(), magic, version: VERSION },
        secrets_providers: { type: "passphrase", state: { salt: crypter.salt } },
        ...(resources.length > 0 ? { resources: resources.map(exported) } : {}),
        ...(pending.length > 0 ? { pending_operations: pending } : {}),
        metadata: {},
      },
    };
  }
}

/** Old URN → new URN of what was found under an alias, and of its children (NormalizeURNReferences). */
function currentUrns(resources: readonly ResourceState[]): ReadonlyMap<string, string> {
  const current = new Map<string, string>();
  for (const { urn, parent = "", aliases = [] } of resources) {
    for (const alias of aliases) current.set(alias, urn);
    const now = current.get(parent);
    if (now !== undefined) current.set(urn, urnFor(homeOf(urn), now, typeOf(urn), nameOf(urn)));
  }
  return current;
}

function exportedState(state: ResourceState, crypter: Crypter, current: ReadonlyMap<string, string>): ResourceState {
  const { aliases: _aliases, inputs = {}, outputs = {}, ...names } = state;
  const renamed = (_key: string, value: unknown): unknown => {
    if (typeof value !== "string") return value;
    const [urn, now] = [providerUrnOf(value), current.get(providerUrnOf(value))];
    return current.get(value) ?? (now === undefined ? value : now + value.slice(urn.length));
  };
  const seal = (part: Value) =>
    isSecret(part) ? { [SIGNATURE]: SECRET, ciphertext: crypter.encrypt(JSON.stringify(part["value"])) } : undefined;
  const named = current.size > 0 ? (JSON.parse(JSON.stringify(names), renamed) as ResourceState) : names;
  const fields = { ...named, inputs: mapped(inputs, seal), outputs: mapped(outputs, seal) };
  // As Go's `omitempty` does; only `custom` is always said.
  const isSaid = (value: unknown) => (value instanceof Object ? Object.keys(value).length > 0 : !!value);
  const said = Object.entries(fields).filter(([key, value]) => key === "custom" || isSaid(value));
  return Object.fromEntries(said) as unknown as ResourceState;
}
