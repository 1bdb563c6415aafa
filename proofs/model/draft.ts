import type { Origin } from "./organization";
import type { Registered } from "./recorded";
import { isMapping, isUnknown, listOf, textOf, valueAt, type Properties, type Value } from "./value";

/** A resource in its account and Region, from the stack or from a template: of both by the classic provider's names. */
export interface Draft {
  /** Without the module: "role", "rolePolicy". */
  readonly kind: string;
  readonly origin: Origin;
  readonly label: string;
  readonly account: string;
  readonly region: string;
  readonly properties: Properties;
  readonly id: string | undefined;
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

/**
 * `aws:iam/role:Role` → `iam/role`; undefined for what is no resource of the classic AWS provider. Names that end in V2
 * are the sixth version's for what the seventh calls without it.
 */
export function classicKind(type: string): string | undefined {
  return /^aws:([a-z0-9]+\/[A-Za-z0-9]+?)(?:V2)?:[A-Za-z0-9]+$/.exec(type)?.[1];
}

/** By the one account that the provider may touch, or else the role that it assumes last. */
export function accountOf(provider: Properties): string | undefined {
  const allowed = listOf(settingOf(provider["allowedAccountIds"]));
  if (allowed.length === 1 && typeof allowed[0] === "string") return allowed[0];
  return accountInArn(textOf(rolesOf(provider).at(-1)));
}

/** ARNs of the roles by which a provider enters its account, in the order in which it assumes them. */
export function rolesOf(provider: Properties): readonly string[] {
  return listOf(settingOf(provider["assumeRoles"] ?? provider["assumeRole"]))
    .map((role) => (isMapping(role) ? textOf(valueAt(role, "roleArn")) : ""))
    .filter((arn) => arn !== "");
}

/** A provider's settings travel as JSON text. */
function settingOf(value: Value): Value {
  if (typeof value !== "string") return isUnknown(value) ? undefined : value;
  try {
    return JSON.parse(value) as Value;
  } catch {
    return value;
  }
}

export function accountInArn(arn: string): string | undefined {
  const account = arn.split(":")[4] ?? "";
  return /^\d{12}$/.test(account) ? account : undefined;
}

/** The resource's own Region, its provider's, or that of its ARN. */
export function regionOf({ properties, provider }: Registered): string {
  const own = textOf(properties["region"]) || textOf(provider?.properties["region"]);
  return own || (textOf(properties["arn"]).split(":")[3] ?? "");
}
