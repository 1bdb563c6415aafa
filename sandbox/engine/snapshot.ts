import { createHash } from "node:crypto";
import type { Crypter } from "./passphrase";
import { crypterFor } from "./passphrase";
import { EngineError, type PendingOperation, type ResourceState, type StackExport, type StackRun } from "./types";
import { providerParts, qualifiedTypeOf, STACK_TYPE, typeOf, nameOf, urnFor } from "./urn";
import { isObject, isSecret, mappedProperties, type Properties, SECRET, SIGNATURE, type Value } from "./values";

/** The engine whose form of state this is. */
const PULUMI_VERSION = "v3.260.0";

/**
 * The state while it changes. Exported are the resources of this run in the order of their completion, which no
 * dependency contradicts, then those of the last run that this one has not replaced: the order Pulumi keeps.
 */
export interface Snapshot {
  readonly olds: readonly ResourceState[];
  readonly news: ResourceState[];
  /** Those to leave out: replaced by a newer state, or deleted. */
  readonly done: Set<ResourceState>;
  readonly pending: Set<PendingOperation>;
  /** Creations of an earlier run whose outcome nobody has established yet. */
  readonly unsettled: Set<PendingOperation>;
  /** Of secrets that have not changed since they were read. */
  readonly ciphertexts: WeakMap<object, string>;
  readonly exports: WeakMap<ResourceState, ResourceState>;
}

export async function snapshotFor(run: StackRun): Promise<Snapshot> {
  const { deployment } = run.state ?? {};
  const provider = deployment?.secrets_providers;
  if (provider !== undefined && provider.type !== "passphrase") {
    throw new EngineError(`the embedded engine does not support the secrets provider ${provider.type} of the state`);
  }
  const isEncrypted = JSON.stringify(deployment ?? {}).includes(SECRET);
  const crypter = isEncrypted ? await crypterFor(run.passphrase, provider?.state?.salt) : undefined;
  const ciphertexts = new WeakMap<object, string>();
  const decrypted = (properties: Properties | undefined): Properties =>
    mappedProperties(properties ?? {}, (part) => decryptedSecret(part, crypter, ciphertexts));
  const loaded = (resource: ResourceState): ResourceState => ({
    ...resource,
    inputs: decrypted(resource.inputs),
    outputs: decrypted(resource.outputs),
  });
  const operations = (deployment?.pending_operations ?? []).map(({ resource, type }) => ({
    resource: loaded(resource),
    type,
  }));
  return {
    olds: (deployment?.resources ?? []).map(loaded),
    news: [],
    done: new Set(),
    pending: new Set(),
    unsettled: new Set(operations.filter(({ type }) => type === "creating")),
    ciphertexts,
    exports: new WeakMap(),
  };
}

function decryptedSecret(part: Value, crypter: Crypter | undefined, known: WeakMap<object, string>): Value | undefined {
  if (!isSecret(part)) return undefined;
  const { ciphertext, plaintext } = part;
  const text = typeof ciphertext === "string" ? crypter?.decrypt(ciphertext) : plaintext;
  if (typeof text !== "string") throw new EngineError("malformed secret value in the state");
  const secret = { [SIGNATURE]: SECRET, value: JSON.parse(text) as Value };
  if (typeof ciphertext === "string") known.set(secret, ciphertext);
  return secret;
}

export function resourcesOf(snapshot: Snapshot): readonly ResourceState[] {
  return [...snapshot.news, ...snapshot.olds].filter((state) => !snapshot.done.has(state));
}

/** The resource's place in the export is taken by `next`; what it was before is no longer exported. */
export function replaceIn(snapshot: Snapshot, old: ResourceState | undefined, next: ResourceState): void {
  if (old !== undefined) snapshot.done.add(old);
  snapshot.news.push(next);
}

/** Changes a state in place: marks that say what is still to be done with it, and late outputs. */
export function mark(snapshot: Snapshot, state: ResourceState, marks: Partial<ResourceState>): void {
  Object.assign(state, marks);
  snapshot.exports.delete(state);
}

export function exportOf(snapshot: Snapshot, crypter: Crypter, time: string): StackExport {
  const resources = resourcesOf(snapshot);
  const current = currentUrns(resources);
  const exported = (state: ResourceState): ResourceState => {
    const found = current.size === 0 ? snapshot.exports.get(state) : undefined;
    const result = found ?? exportedState(state, current, crypter, snapshot.ciphertexts);
    snapshot.exports.set(state, result);
    return result;
  };
  const operations = [...snapshot.pending, ...snapshot.unsettled];
  const pending = operations.map(({ resource, type }) => ({ resource: exported(resource), type }));
  return {
    version: 3,
    deployment: {
      manifest: {
        time,
        magic: createHash("sha256").update(PULUMI_VERSION).digest("hex"),
        version: PULUMI_VERSION,
      },
      secrets_providers: { type: "passphrase", state: { salt: crypter.salt } },
      ...(resources.length > 0 ? { resources: resources.map(exported) } : {}),
      ...(pending.length > 0 ? { pending_operations: pending } : {}),
      metadata: {},
    },
  };
}

/** Old URN → new URN of resources found by an alias, and of their children (NormalizeURNReferences). */
function currentUrns(resources: readonly ResourceState[]): ReadonlyMap<string, string> {
  const current = new Map<string, string>();
  for (const { urn, parent = "", aliases = [] } of resources) {
    for (const alias of aliases) current.set(alias, urn);
    const newParent = current.get(parent);
    if (newParent === undefined || qualifiedTypeOf(newParent) === STACK_TYPE) continue;
    const [, , stack = ""] = (urn.split("::")[0] ?? "").split(":");
    const project = urn.split("::")[1] ?? "";
    current.set(urn, urnFor({ stack, project, parent: newParent, type: typeOf(urn), name: nameOf(urn) }));
  }
  return current;
}

function exportedState(
  state: ResourceState,
  current: ReadonlyMap<string, string>,
  crypter: Crypter,
  ciphertexts: WeakMap<object, string>,
): ResourceState {
  const now = (urn: string): string => current.get(urn) ?? urn;
  const encrypted = (properties: Properties): Properties =>
    mappedProperties(properties, (part) => {
      if (!isSecret(part)) return undefined;
      const ciphertext = ciphertexts.get(part) ?? crypter.encrypt(JSON.stringify(part["value"] ?? null));
      ciphertexts.set(part, ciphertext);
      return { [SIGNATURE]: SECRET, ciphertext };
    });
  const { propertyDependencies = {}, provider } = state;
  const reference = provider === undefined || provider === "" ? undefined : providerParts(provider);
  const { aliases: _, ...rest } = {
    ...state,
    urn: now(state.urn),
    inputs: encrypted(state.inputs ?? {}),
    outputs: encrypted(state.outputs ?? {}),
    parent: now(state.parent ?? ""),
    provider: reference === undefined ? "" : `${now(reference.urn)}::${reference.id}`,
    dependencies: state.dependencies?.map(now) ?? [],
    deletedWith: now(state.deletedWith ?? ""),
    replaceWith: state.replaceWith?.map(now) ?? [],
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies).map(([key, urns]) => [key, urns.map(now)]),
    ),
  };
  return withoutEmptyFields(rest);
}

/** As Go's `omitempty` does; only `custom` is always said. */
function withoutEmptyFields(state: ResourceState): ResourceState {
  const isEmpty = (value: unknown): boolean =>
    value === undefined ||
    value === "" ||
    value === false ||
    (isObject(value as Value) && !Object.keys(value as object)[0]) ||
    (Array.isArray(value) && value.length === 0);
  const kept = Object.entries(state).filter(([field, value]) => field === "custom" || !isEmpty(value));
  return Object.fromEntries(kept) as unknown as ResourceState;
}
