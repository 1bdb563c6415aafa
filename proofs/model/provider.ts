import { isMapping, isUnknown, listOf, textOf, valueAt, type Properties, type Value } from "./value";

/** By the one account that the provider may touch, or else the role that it assumes last, where that is known. */
export function accountOf(provider: Properties): string | undefined {
  const allowed = listOf(settingOf(provider["allowedAccountIds"]));
  if (allowed.length === 1 && typeof allowed[0] === "string") return allowed[0];
  const last = assumedBy(provider).at(-1);
  return /^arn:[^:]*:iam::(\d{12}):/.exec(last ?? "")?.[1];
}

/** ARNs of the roles by which a provider enters its account, in the order in which it assumes them. */
export function rolesOf(provider: Properties): readonly string[] {
  return assumedBy(provider).filter((arn) => arn !== "");
}

/** One for each role; "" for one whose ARN is not known. */
function assumedBy(provider: Properties): readonly string[] {
  return listOf(settingOf(provider["assumeRoles"] ?? provider["assumeRole"])).map((role) =>
    isMapping(role) ? textOf(valueAt(role, "roleArn")) : "",
  );
}

export function accountInArn(arn: string): string | undefined {
  const account = arn.split(":")[4] ?? "";
  return /^\d{12}$/.test(account) ? account : undefined;
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
