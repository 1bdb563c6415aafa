import fc from "fast-check";
import type { Context, PolicyKind, PrincipalKind } from "../../iam";

/** Small worlds, so that statements meet requests often: two teams, two buckets, few operators of each family. */
const conditions: readonly object[] = [
  { Bool: { "aws:MultiFactorAuthPresent": "true" } },
  { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
  { Null: { "aws:MultiFactorAuthPresent": "true" } },
  { StringEquals: { "aws:PrincipalTag/team": "red" } },
  { StringNotLike: { "aws:PrincipalTag/team": ["r*", "${aws:username}"] } },
  { StringEqualsIfExists: { "aws:username": "${aws:PrincipalTag/team}" } },
  { StringNotEquals: { "aws:PrincipalTag/team": "${aws:username, 'red'}" } },
  { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
  { NotIpAddressIfExists: { "aws:SourceIp": ["203.0.113.0/25", "2001:db8::/32"] } },
  { "ForAnyValue:StringEquals": { "aws:TagKeys": ["a", "b"] } },
  { "ForAllValues:StringNotEquals": { "aws:TagKeys": "a" } },
  { StringEquals: { "aws:TagKeys": ["a", "c"] } },
  { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/App" } },
  { NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } },
  { DateGreaterThan: { "aws:CurrentTime": "2025-01-01T00:00:00Z" } },
];

const valuesByKey: Readonly<Record<string, readonly (string | readonly string[])[]>> = {
  "aws:MultiFactorAuthPresent": ["true", "false"],
  "aws:PrincipalTag/team": ["red", "blue", "", "*"],
  "aws:username": ["ana", "red", "?"],
  "aws:SourceIp": ["203.0.113.9", "203.0.113.200", "2001:db8::1", "nowhere"],
  "aws:TagKeys": [["a"], ["b", "c"], ["a", "c"], [], [""]],
  "aws:MultiFactorAuthAge": ["60", "7200"],
  "aws:CurrentTime": ["2024-06-01T00:00:00Z", "1750000000"],
};

export const keys = Object.keys(valuesByKey);

/** Some keys with a value, the others absent. */
export const contexts: fc.Arbitrary<Context> = fc
  .subarray(keys)
  .chain((present) =>
    fc
      .tuple(...present.map((key) => fc.constantFrom(...(valuesByKey[key] ?? []))))
      .map((values) => Object.fromEntries(present.map((key, index) => [key, values[index] ?? ""]))),
  );

export const someKeys: fc.Arbitrary<readonly string[]> = fc.subarray(keys);

const ACCOUNT = "111122223333";

export interface GeneratedCaller {
  readonly principal: string | null;
  readonly principalKind: PrincipalKind;
  readonly arn?: string;
}

export const callers: fc.Arbitrary<GeneratedCaller> = fc.constantFrom<GeneratedCaller>(
  { principal: `arn:aws:iam::${ACCOUNT}:user/ana`, principalKind: "user", arn: `arn:aws:iam::${ACCOUNT}:user/ana` },
  {
    principal: `arn:aws:sts::${ACCOUNT}:assumed-role/App/s1`,
    principalKind: "assumedRole",
    arn: `arn:aws:iam::${ACCOUNT}:role/App`,
  },
  {
    principal: `arn:aws:iam::${ACCOUNT}:role/App`,
    principalKind: "assumedRole",
    arn: `arn:aws:iam::${ACCOUNT}:role/App`,
  },
  { principal: `arn:aws:iam::${ACCOUNT}:root`, principalKind: "root", arn: `arn:aws:iam::${ACCOUNT}:root` },
  { principal: `arn:aws:sts::${ACCOUNT}:federated-user/ana`, principalKind: "federatedUser" },
  { principal: "sns.amazonaws.com", principalKind: "service" },
  { principal: null, principalKind: "anonymous" },
);

const principals = fc.constantFrom<unknown>(
  "*",
  { AWS: ACCOUNT },
  { AWS: [`arn:aws:iam::${ACCOUNT}:user/ana`, `arn:aws:iam::${ACCOUNT}:root`] },
  { AWS: `arn:aws:iam::${ACCOUNT}:role/App` },
  { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/App/s1` },
  { Service: "sns.amazonaws.com" },
);

const actions = fc.constantFrom<unknown>("s3:*", "s3:GetObject", ["s3:Put*", "S3:getobject"], "s3:Put*", "kms:Decrypt");
const resources = fc.constantFrom<unknown>(
  "*",
  "arn:aws:s3:::bucket/*",
  "arn:aws:s3:::other/*",
  "arn:aws:s3:::bucket/${aws:username}",
  "arn:aws:s3:::bucket/${aws:PrincipalTag/team, 'red'}*",
);

/** A statement that is valid in a policy of the kind. */
export function statementsFor(kind: PolicyKind, effect: "Allow" | "Deny"): fc.Arbitrary<object> {
  const isRcp = kind === "rcp";
  if (isRcp && effect === "Allow") return fc.constant({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" });
  const noun = (name: string, values: fc.Arbitrary<unknown>, negatable: boolean) =>
    fc
      .tuple(values, negatable ? fc.boolean() : fc.constant(false))
      .map(([value, not]) => ({ [not ? `Not${name}` : name]: value }));
  const principal =
    kind === "resource"
      ? noun("Principal", principals, effect === "Deny")
      : fc.constant(isRcp ? { Principal: "*" } : {});
  const condition = fc.option(fc.constantFrom(...conditions), { nil: undefined });
  return fc
    .tuple(noun("Action", actions, !isRcp), noun("Resource", resources, true), principal, condition)
    .map(([action, resource, named, when]) => ({
      Effect: effect,
      ...action,
      ...resource,
      ...named,
      ...(when === undefined ? {} : { Condition: when }),
    }));
}

export function documentsFor(kind: PolicyKind): fc.Arbitrary<readonly object[]> {
  const any = fc.oneof(statementsFor(kind, "Allow"), statementsFor(kind, "Allow"), statementsFor(kind, "Deny"));
  return fc.array(any, { minLength: 1, maxLength: 3 });
}
