import type { Step, StepKind } from "../../sandbox/engine";

/** How many resources of which type stand (or will stand) in one account. */
export interface AccountCount {
  /** Twelve digits, or "Pulumi" for what lives in the state alone: components and providers. */
  readonly account: string;
  readonly resources: number;
  /** "iam Role" → 7, the most frequent first. */
  readonly types: readonly { readonly type: string; readonly count: number }[];
}

const stackType = "pulumi:pulumi:Stack";

/**
 * Every count leaves out the stack itself, which is no resource of anybody's; Pulumi's own summary counts it.
 * Components and providers are counted: Pulumi manages them and bills them alike.
 */
export function stepsCounted(steps: readonly Step[]): readonly Step[] {
  return steps.filter(({ type }) => type !== stackType);
}

export function countOf(steps: readonly Step[], kind: StepKind): number {
  return stepsCounted(steps).filter((step) => step.kind === kind).length;
}

/** Steps that change something; a read looks, a "same" confirms. */
export function changesIn(steps: readonly Step[]): number {
  return stepsCounted(steps).filter(({ kind }) => kind !== "same" && kind !== "read").length;
}

export function resourcesIn(
  resources: readonly { readonly type: string; readonly delete?: boolean | undefined }[],
): number {
  return resources.filter((resource) => resource.type !== stackType && resource.delete !== true).length;
}

/** `accountOf` tells the account that a provider (by its URN) works in. */
export function countsByAccount(
  steps: readonly Step[],
  accountOf: (providerUrn: string) => string | undefined,
): readonly AccountCount[] {
  const accounts = new Map<string, Map<string, number>>();
  for (const { type, provider } of stepsCounted(steps).filter(({ kind }) => kind === "create")) {
    const account = accountOf(providerUrnOf(provider)) ?? "Pulumi";
    const types = accounts.get(account) ?? new Map<string, number>();
    accounts.set(account, types.set(shortType(type), (types.get(shortType(type)) ?? 0) + 1));
  }
  return [...accounts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([account, types]) => ({
      account,
      resources: [...types.values()].reduce((sum, count) => sum + count, 0),
      types: [...types]
        .map(([type, count]) => ({ type, count }))
        .sort((one, other) => other.count - one.count || (one.type < other.type ? -1 : 1)),
    }));
}

/**
 * Which account each provider works in, by the provider's URN: the one its `allowedAccountIds` names.
 * The engine hands a provider its settings as JSON text.
 */
export function accountsOfProviders(
  resources: readonly {
    readonly urn: string;
    readonly type: string;
    readonly inputs?: Readonly<Record<string, unknown>> | undefined;
  }[],
): ReadonlyMap<string, string> {
  const accounts = new Map<string, string>();
  for (const { urn, type, inputs } of resources) {
    if (!type.startsWith("pulumi:providers:")) continue;
    const allowed = inputs?.["allowedAccountIds"];
    const ids: unknown = typeof allowed === "string" ? JSON.parse(allowed) : allowed;
    if (Array.isArray(ids) && ids.length === 1) accounts.set(urn, String(ids[0]));
  }
  return accounts;
}

/** `<urn>::<id>` → `<urn>`; ids hold no "::". */
function providerUrnOf(reference: string): string {
  const end = reference.lastIndexOf("::");
  return end < 0 ? reference : reference.slice(0, end);
}

/** "aws:iam/rolePolicy:RolePolicy" → "iam RolePolicy"; "lifeline:emergency:EmergencyAccess" → "EmergencyAccess". */
function shortType(type: string): string {
  const [packageName, module, name] = type.split(":");
  if (packageName === "aws") return `${(module ?? "").split("/")[0]} ${name}`;
  return packageName === "pulumi" ? `${module === "providers" ? "provider" : module} ${name}` : (name ?? type);
}
