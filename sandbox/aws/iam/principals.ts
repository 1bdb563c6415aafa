import { arnParts, nameOfResource, roleArn, userArn } from "../arns";
import { AwsError } from "../errors";
import type { Aws } from "../model";

/**
 * IAM stores a user or role that a trust policy names by its unique id, so the user or role must exist. Accounts that
 * the sandbox does not know are taken as they are.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function checkPrincipals(aws: Aws, trust: string): void {
  for (const arn of namedPrincipals(JSON.parse(trust))) {
    if (!exists(aws, arn)) {
      throw new AwsError("MalformedPolicyDocument", `Invalid principal in policy: "AWS":"${arn}"`);
    }
  }
}

function namedPrincipals(document: unknown): readonly string[] {
  return listOf(fieldOf(document, "Statement"))
    .flatMap((statement) => listOf(fieldOf(fieldOf(statement, "Principal"), "AWS")))
    .filter((principal): principal is string => typeof principal === "string" && principal.startsWith("arn:"));
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
