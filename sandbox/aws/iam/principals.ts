import { arnParts, nameOfResource, roleArn, userArn } from "../arns";
import { AwsError } from "../errors";
import type { Aws } from "../model";

/**
 * IAM stores a user or role that a trust policy names by its unique id, so the user or role must exist. Accounts that
 * the sandbox does not know are taken as they are.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function checkPrincipals(aws: Aws, trust: string): void {
  const arns = namedIn(aws);
  for (const arn of principalsOf(trust)) {
    arns.add(arn);
    if (!exists(aws, arn)) {
      throw new AwsError("MalformedPolicyDocument", `Invalid principal in policy: "AWS":"${arn}"`);
    }
  }
}

/**
 * Whoever named a user or role that is now gone is left with its unique id: one made again under the same name is not
 * trusted. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function forgetPrincipal(aws: Aws, arn: string, id: string): void {
  if (!namedIn(aws).has(arn)) return;
  for (const { roles } of Object.values(aws.iam)) {
    for (const [key, role] of Object.entries(roles)) {
      if (!principalsOf(role.trust).has(arn)) continue;
      roles[key] = { ...role, trust: withPrincipal(role.trust, arn, id) };
    }
  }
}

function withPrincipal(trust: string, arn: string, id: string): string {
  const inPrincipal = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(inPrincipal) : value === arn ? id : value;
  return JSON.stringify(JSON.parse(trust), (key, value: unknown) => (key === "AWS" ? inPrincipal(value) : value));
}

const named = new WeakMap<Aws, Set<string>>();

/** Every ARN that some trust policy named since these data were first looked at. */
function namedIn(aws: Aws): Set<string> {
  let arns = named.get(aws);
  if (arns === undefined) {
    const roles = Object.values(aws.iam).flatMap((iam) => Object.values(iam.roles));
    arns = new Set(roles.flatMap(({ trust }) => [...principalsOf(trust)]));
    named.set(aws, arns);
  }
  return arns;
}

const known = new Map<string, ReadonlySet<string>>();

/** ARNs that a trust policy names; read once for each text, of which there are few in many accounts. */
function principalsOf(trust: string): ReadonlySet<string> {
  let principals = known.get(trust);
  if (principals === undefined) {
    principals = new Set(
      listOf(fieldOf(JSON.parse(trust), "Statement"))
        .flatMap((statement) => listOf(fieldOf(fieldOf(statement, "Principal"), "AWS")))
        .filter((principal): principal is string => typeof principal === "string" && principal.startsWith("arn:")),
    );
    if (known.size > 1_000) known.clear();
    known.set(trust, principals);
  }
  return principals;
}

function exists(aws: Aws, arn: string): boolean {
  const parts = arnParts(arn);
  if (parts?.service !== "iam") return true;
  const iam = aws.iam[parts.account];
  if (iam === undefined) return true;
  const key = nameOfResource(parts.resource).toLowerCase();
  const role = iam.roles[key];
  const user = iam.users[key];
  return (
    parts.resource === "root" ||
    (role !== undefined && roleArn(parts.account, role) === arn) ||
    (user !== undefined && userArn(parts.account, user) === arn)
  );
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}
