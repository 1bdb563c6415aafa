import fc from "fast-check";
import type { PolicyKind } from "../../iam";
import { oidcProvider, OTHER, OWN, samlProvider } from "./differential-callers";
import { generatedConditions } from "./differential-conditions";

/** What is asked for; whether the resource can have a policy, and what else stands in the context of such a request. */
export interface Target {
  readonly action: string;
  readonly resource: string;
  readonly account: string;
  readonly policy?: "resource" | "trust";
}

const roleArn = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;

const bucketTargets: readonly Target[] = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"].map((action) => ({
  action,
  resource: "arn:aws:s3:::data-bucket/reports/jdoe",
  account: OWN,
  policy: "resource",
}));

const sts = (action: string, name: string): Target => ({
  action: `sts:${action}`,
  resource: roleArn(OWN, name),
  account: OWN,
  policy: "trust",
});

const withPolicy: readonly Target[] = [
  ["s3:ListBucket", "arn:aws:s3:::data-bucket"],
  ["s3:PutBucketPolicy", "arn:aws:s3:::data-bucket"],
  ["kms:Decrypt", `arn:aws:kms:eu-west-1:${OWN}:key/1234abcd-12ab-34cd-56ef-1234567890ab`],
  ["kms:ScheduleKeyDeletion", `arn:aws:kms:eu-west-1:${OWN}:key/1234abcd-12ab-34cd-56ef-1234567890ab`],
  ["sns:Publish", `arn:aws:sns:eu-west-1:${OWN}:alerts`],
  ["sqs:SendMessage", `arn:aws:sqs:eu-west-1:${OWN}:queue`],
  ["sqs:SetQueueAttributes", `arn:aws:sqs:eu-west-1:${OWN}:queue`],
  ["events:PutEvents", `arn:aws:events:eu-west-1:${OWN}:event-bus/central`],
  ["lambda:InvokeFunction", `arn:aws:lambda:eu-west-1:${OWN}:function:triage`],
  ["secretsmanager:GetSecretValue", `arn:aws:secretsmanager:eu-west-1:${OWN}:secret:db-a1b2c3`],
  ["dynamodb:GetItem", `arn:aws:dynamodb:eu-west-1:${OWN}:table/Thread`],
  ["lambda:UpdateFunctionCode", `arn:aws:lambda:eu-west-1:${OWN}:function:triage`],
].map(([action = "", resource = ""]) => ({ action, resource, account: OWN, policy: "resource" }));

const withoutPolicy: readonly Target[] = [
  ["iam:CreateRole", roleArn(OWN, "team/App")],
  ["iam:UpdateAssumeRolePolicy", roleArn(OWN, "App")],
  ["iam:PassRole", roleArn(OWN, "App")],
  ["iam:CreateUser", `arn:aws:iam::${OWN}:user/jdoe`],
  ["iam:DeactivateMFADevice", `arn:aws:iam::${OWN}:user/jdoe`],
  ["organizations:LeaveOrganization", "*"],
  ["ec2:RunInstances", `arn:aws:ec2:eu-west-1:${OWN}:instance/i-0123456789abcdef0`],
  ["cloudformation:DeleteStack", `arn:aws:cloudformation:eu-west-1:${OWN}:stack/roles/1`],
  ["cloudtrail:StopLogging", `arn:aws:cloudtrail:eu-west-1:${OWN}:trail/organization`],
  ["events:PutRule", `arn:aws:events:eu-west-1:${OWN}:rule/forward`],
].map(([action = "", resource = ""]) => ({ action, resource, account: OWN }));

export const samlTarget = sts("AssumeRoleWithSAML", "Hub");
export const oidcTarget = sts("AssumeRoleWithWebIdentity", "Hub");

const targetOf = (action: string) =>
  [...withPolicy, sts("AssumeRole", "Hub")].filter((target) => target.action === action);

/** Calls for which a rule of their own exists, when the root user makes them, or another account. */
export const rootsTargets = [...targetOf("sts:AssumeRole"), ...targetOf("s3:PutBucketPolicy")];
export const ownersTargets = [...targetOf("kms:ScheduleKeyDeletion"), ...targetOf("sqs:SetQueueAttributes")];

export const targets: fc.Arbitrary<Target> = fc.constantFrom(
  ...bucketTargets,
  ...withPolicy,
  ...withoutPolicy,
  sts("AssumeRole", "Hub"),
  sts("AssumeRole", "team/App"),
  sts("SetSourceIdentity", "Hub"),
  sts("TagSession", "Hub"),
);

/** Conditions on keys that Lifeline's documents use, and on others; some values hold variables. */
const conditions: readonly object[] = [
  { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${OWN}:role/*` } },
  { ArnNotLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/team/*", "arn:aws:iam::*:user/jdoe"] } },
  { ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${OWN}:role/team/App` } },
  { ArnNotEqualsIfExists: { "aws:PrincipalArn": `arn:aws:iam::${OWN}:user/jdoe` } },
  { StringLike: { "aws:PrincipalArn": ["arn:aws:iam::*:root", "arn:aws:iam::*:role/A?p"] } },
  { StringNotLike: { "aws:PrincipalArn": `arn:aws:iam::${OTHER}:*` } },
  { StringEqualsIgnoreCase: { "aws:PrincipalArn": `ARN:AWS:IAM::${OWN}:USER/JDOE` } },
  { StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } },
  { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-exampleorgid" } },
  { StringNotEquals: { "aws:PrincipalOrgID": ["o-exampleorgid", "o-otherorgid0"] } },
  { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-exampleorgid/*" } },
  { "ForAllValues:StringLike": { "aws:PrincipalOrgPaths": "o-exampleorgid/r-ab12/ou-ab12-2*" } },
  { "ForAnyValue:StringNotEquals": { "aws:TagKeys": ["team"] } },
  { "ForAnyValue:StringNotEquals": { "aws:CalledVia": "cloudformation.amazonaws.com" } },
  { "ForAllValues:StringEquals": { "aws:TagKeys": ["team", "cost"] } },
  { "ForAnyValue:StringEqualsIfExists": { "aws:TagKeys": ["team"] } },
  { Bool: { "aws:MultiFactorAuthPresent": "true" } },
  { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
  { Null: { "aws:MultiFactorAuthPresent": "true" } },
  { Null: { "aws:MultiFactorAuthAge": "false" } },
  { NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } },
  { NumericGreaterThanEqualsIfExists: { "aws:MultiFactorAuthAge": "900" } },
  { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"] } },
  { NotIpAddress: { "aws:SourceIp": "198.51.100.0/25" } },
  { NotIpAddress: { "aws:SourceIp": ["198.51.100.9", "10.0.0.0/8"] } },
  { IpAddressIfExists: { "aws:SourceIp": "0.0.0.0/0" } },
  { DateGreaterThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } },
  { DateLessThan: { "aws:CurrentTime": "1767225600" } },
  { DateLessThanEquals: { "aws:CurrentTime": "2026-06-30T23:59:59Z" } },
  { Bool: { "aws:SecureTransport": "false" } },
  { Bool: { "aws:PrincipalIsAWSService": "true" } },
  { BoolIfExists: { "aws:PrincipalIsAWSService": "false" } },
  { StringEquals: { "aws:PrincipalTag/team": "red" } },
  { StringNotEquals: { "aws:PrincipalTag/team": "${aws:username}" } },
  { StringEquals: { "aws:username": "${aws:PrincipalTag/team, 'jdoe'}" } },
  { StringLike: { "aws:PrincipalArn": "*${aws:username}" } },
  { StringNotEquals: { "aws:PrincipalTag/team": "${*}" } },
  { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::${aws:PrincipalAccount}:*" } },
  { StringLike: { "aws:SourceIdentity": "j*" } },
  { StringNotEquals: { "aws:SourceIdentity": "jdoe" } },
  { StringLike: { "aws:userid": ["AROA*:s?", "${*}"] } },
  { StringEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } },
  { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } },
  { StringEquals: { "aws:ResourceOrgID": "${aws:PrincipalOrgID}" } },
  { ArnLike: { "aws:SourceArn": "arn:aws:events:*:*:rule/*" } },
  { StringEqualsIfExists: { "aws:SourceAccount": OWN } },
  { StringEquals: { "sts:ExternalId": "ticket-1" } },
  { StringLike: { "sts:RoleSessionName": "${aws:username}" } },
  { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
  { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
  { StringLike: { "s3:prefix": ["", "reports/*"] } },
  { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
  { StringLike: { "token.actions.githubusercontent.com:sub": "repo:octo/landing-zone:*" } },
  {
    StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" },
    ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::*:user/*", "arn:aws:iam::*:role/*"] },
    Bool: { "aws:MultiFactorAuthPresent": "true" },
  },
];

const anyCondition = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...conditions) },
  { weight: 2, arbitrary: generatedConditions },
);

const principals: readonly unknown[] = [
  "*",
  { AWS: "*" },
  { AWS: OWN },
  { AWS: [`arn:aws:iam::${OTHER}:root`, `arn:aws:iam::${OWN}:root`] },
  { AWS: `arn:aws:iam::${OWN}:user/jdoe` },
  { AWS: [`arn:aws:iam::${OTHER}:user/jdoe`, roleArn(OTHER, "App")] },
  { AWS: roleArn(OWN, "App") },
  { AWS: [roleArn(OWN, "App"), roleArn(OTHER, "App")] },
  { AWS: [roleArn(OWN, "team/App"), OWN] },
  { AWS: [`arn:aws:sts::${OWN}:assumed-role/App/s1`, `arn:aws:iam::${OWN}:root`, roleArn(OWN, "App")] },
  { AWS: `arn:aws:sts::${OWN}:assumed-role/App/s1` },
  { AWS: `arn:aws:sts::${OWN}:federated-user/jdoe` },
  { Service: ["events.amazonaws.com", "lambda.amazonaws.com"] },
  { Federated: samlProvider(OWN) },
  { Federated: [oidcProvider(OWN), "accounts.google.com"] },
];

/** Statements that often meet the target: its action, its service, everything; its resource, a pattern of it, another. */
export function statementsFor(kind: PolicyKind, target: Target, effect: "Allow" | "Deny"): fc.Arbitrary<object> {
  const [service = "", name = ""] = target.action.split(":");
  const all = kind === "rcp" ? `${service}:*` : "*";
  const action = fc.constantFrom<unknown>(
    all,
    all,
    `${service}:*`,
    target.action.toUpperCase(),
    kind === "trust" ? [target.action, "sts:AssumeRoleWithWebIdentity"] : [target.action, "s3:GetBucketLocation"],
    `${service}:${name.slice(0, 3)}*`,
    kind === "trust" ? "sts:GetCallerIdentity" : ["ec2:*", "iam:Get*"],
  );
  const head = target.resource.split(":").slice(0, 5).join(":");
  const end = target.resource.slice(-4, -1);
  const resource = fc.constantFrom<unknown>(
    "*",
    "*",
    target.resource,
    target.resource === "*" ? "*" : [`${head}:*`, "arn:aws:s3:::other/*"],
    target.resource === "*" ? "*" : `${target.resource.replace(OWN, "*").slice(0, -3)}??${end.slice(-1)}*`,
    target.resource === "*" ? "*" : target.resource.replace("jdoe", "${aws:username}"),
    target.resource === "*" ? "*" : target.resource.replace("jdoe", "${aws:PrincipalTag/team, 'jdoe'}"),
    "arn:aws:s3:::data-bucket/*/${aws:PrincipalTag/team}",
    `arn:aws:iam::*:role/*/Ap?`,
  );
  const either = (title: string, values: fc.Arbitrary<unknown>, mayNegate: boolean) =>
    fc
      .tuple(values, mayNegate ? fc.nat({ max: 3 }).map((chance) => chance === 0) : fc.constant(false))
      .map(([value, not]) => ({ [not ? `Not${title}` : title]: value }));
  const principal =
    kind === "rcp"
      ? fc.constant({ Principal: "*" })
      : kind === "resource" || kind === "trust"
        ? either("Principal", fc.constantFrom(...principals), kind === "resource" && effect === "Deny")
        : fc.constant({});
  const condition = fc.option(anyCondition, { freq: 2, nil: undefined });
  return fc
    .tuple(
      either("Action", action, kind !== "rcp" && kind !== "trust"),
      kind === "trust" ? fc.constant({}) : either("Resource", resource, true),
      principal,
      condition,
    )
    .map(([what, where, who, when]) => ({
      Effect: effect,
      ...who,
      ...what,
      ...where,
      ...(when === undefined ? {} : { Condition: when }),
    }));
}

/** Mostly one wide Allow beside narrow statements, so that neither verdict is rare. */
export function documentsFor(kind: PolicyKind, target: Target): fc.Arbitrary<object> {
  const allow = statementsFor(kind, target, "Allow");
  const deny = statementsFor(kind, target, "Deny");
  const statement = kind === "rcp" ? deny : fc.oneof({ weight: 3, arbitrary: allow }, { weight: 1, arbitrary: deny });
  const version = kind === "scp" || kind === "rcp" ? fc.constant("2012-10-17") : versions;
  return fc
    .tuple(fc.array(statement, { minLength: 1, maxLength: 3 }), version)
    .map(([Statement, Version]) => ({ Version, Statement }));
}

const versions = fc.oneof(
  { weight: 4, arbitrary: fc.constant("2012-10-17") },
  { weight: 1, arbitrary: fc.constant("2008-10-17") },
);
