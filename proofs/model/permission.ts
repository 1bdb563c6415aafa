import { textOf, type Properties, type Value } from "./value";

/**
 * What Lambda writes into a function's policy for a permission.
 * https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
export function permissionStatement(permission: Properties, functionArn: string): Value {
  const { statementId, action, principal, sourceAccount, sourceArn, principalOrgId, qualifier } = permission;
  const conditions: Record<string, Value> = {};
  if (isSet(sourceAccount)) conditions["StringEquals"] = { "AWS:SourceAccount": sourceAccount };
  if (isSet(principalOrgId)) {
    conditions["StringEquals"] = {
      ...(conditions["StringEquals"] as Properties),
      "aws:PrincipalOrgID": principalOrgId,
    };
  }
  if (isSet(sourceArn)) conditions["ArnLike"] = { "AWS:SourceArn": sourceArn };
  const statement: Record<string, Value> = {
    [words.effect]: "Allow",
    Principal: principalFrom(principal),
    Action: action,
    Resource: isSet(qualifier) ? `${functionArn}:${textOf(qualifier)}` : functionArn,
  };
  if (isSet(statementId)) statement[words.id] = statementId;
  return Object.keys(conditions).length === 0 ? statement : { ...statement, Condition: conditions };
}

const words = { effect: "Effect", id: "Sid" } as const;

/** A service by its name, an account by its id or ARN, or everybody. */
function principalFrom(principal: Value): Value {
  if (typeof principal !== "string" || principal === "*") return principal;
  return principal.endsWith(".amazonaws.com") ? { Service: principal } : { AWS: principal };
}

function isSet(value: Value): boolean {
  return value !== undefined && value !== null && value !== "";
}
