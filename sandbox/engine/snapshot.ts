import { createHash } from "node:crypto";
import { type Crypter, crypterFor } from "./passphrase";
import { EngineError, type PendingOperation, type ResourceState, type StackExport, type StackRun } from "./types";
import { homeOf, nameOf, providerUrnOf, typeOf, urnFor } from "./urn";
import { contains, isSecret, mapped, type Properties, SECRET, SIGNATURE, type Value } from "./values";

/** The version of Pulumi whose form of state this is. */
const VERSION = "v3.260.0";

/**
 * The state while it changes. Exported are the resources of this run in the order of their completion, which no
 * dependency contradicts, then those of the last run that this one has not settled: the order that Pulumi keeps.
 */
export class Snapshot {
  readonly news: ResourceState[] = [];
  /** Left out of the export: deleted, or continued by a newer state. */
  readonly done = new Set<ResourceState>();
  readonly pending = new Set<PendingOperation>();
  private readonly exports = new WeakMap<ResourceState, ResourceState>();

  private constructor(
    readonly olds: readonly ResourceState[],
    /** Creations of an earlier run whose outcome nobody has established yet. */
    readonly unsettled: Set<PendingOperation>,
    /** Secrets that have not changed are not encrypted anew. */
    private readonly ciphertexts: WeakMap<object, string>,
  ) {}

  static async load({ state, passphrase }: StackRun): Promise<Snapshot> {
    const { resources = [], pending_operations = [], secrets_providers: provider } = state?.deployment ?? {};
    if (provider !== undefined && provider.type !== "passphrase") {
      throw new EngineError(`the embedded engine does not support the secrets provider ${provider.type} of the state`);
    }
    const states = [...resources, ...pending_operations.map(({ resource }) => resource)];
    const isEncrypted = states.some(({ inputs = {}, outputs = {} }) => contains([inputs, outputs], isSecret));
    const crypter = isEncrypted ? await crypterFor(passphrase, provider?.state?.salt) : undefined;
    const ciphertexts = new WeakMap<object, string>();
    const open = (part: Value): Value | undefined => {
      if (!isSecret(part)) return undefined;
      const { ciphertext, plaintext = "null" } = part;
      const text = typeof ciphertext === "string" ? crypter?.decrypt(ciphertext) : String(plaintext as string);
      const secret = { [SIGNATURE]: SECRET, value: JSON.parse(text ?? "null") as Value };
      if (typeof ciphertext === "string") ciphertexts.set(secret, ciphertext);
      return secret;
    };
    const loaded = (each: ResourceState): ResourceState => {
      return { ...each, inputs: mapped(each.inputs ?? {}, open), outputs: mapped(each.outputs ?? {}, open) };
    };
    const creations = pending_operations.filter(({ type }) => type === "creating");
    const unsettled = creations.map(({ resource, type }) => ({ resource: loaded(resource), type }));
    return new Snapshot(resources.map(loaded), new Set(unsettled), ciphertexts);
  }

  /** Enters a state; `old`, which it continues, is left out from now on. */
  add(next: ResourceState, old: ResourceState | undefined): void {
    if (old !== undefined) this.done.add(old);
    this.news.push(next);
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
      const result = found ?? this.exported(state, crypter, current);
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

  private exported(state: ResourceState, crypter: Crypter, current: ReadonlyMap<string, string>): ResourceState {
    const seal = (part: Value): Value | undefined => {
      if (!isSecret(part)) return undefined;
      const ciphertext = this.ciphertexts.get(part) ?? crypter.encrypt(JSON.stringify(part["value"] ?? null));
      this.ciphertexts.set(part, ciphertext);
      return { [SIGNATURE]: SECRET, ciphertext };
    };
    const { aliases, inputs = {}, outputs = {}, ...rest } = state;
    const names = current.size > 0 ? renamed(rest, current) : rest;
    const fields = Object.entries({ ...names, inputs: mapped(inputs, seal), outputs: mapped(outputs, seal) });
    // As Go's `omitempty` does; only `custom` is always said.
    const isSaid = (value: unknown): boolean =>
      typeof value === "object" && value !== null ? Object.keys(value).length > 0 : Boolean(value);
    return Object.fromEntries(fields.filter(([key, value]) => key === "custom" || isSaid(value))) as typeof state &
      Properties;
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

function renamed(state: ResourceState, current: ReadonlyMap<string, string>): ResourceState {
  const now = (urn = ""): string => current.get(urn) ?? urn;
  const { propertyDependencies = {}, dependencies = [], provider = "" } = state;
  const ofProperties = Object.entries(propertyDependencies).map(([key, urns]) => [key, urns.map(now)] as const);
  const providerUrn = providerUrnOf(provider);
  return {
    ...state,
    urn: now(state.urn),
    parent: now(state.parent),
    provider: now(providerUrn) + provider.slice(providerUrn.length),
    dependencies: dependencies.map(now),
    propertyDependencies: Object.fromEntries(ofProperties),
    deletedWith: now(state.deletedWith),
  };
}
