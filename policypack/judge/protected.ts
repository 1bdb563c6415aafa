import type { Rulebook } from "../../rulebook";
import type { Law } from "./law";
import type { Probe } from "./probes";
import { isUnknown, type Value } from "../../proofs/model/value";

type Names = Rulebook["names"];

/** Calls that change a role's trust, permissions or existence. */
const roleChanges = [
  "iam:UpdateAssumeRolePolicy",
  "iam:PutRolePolicy",
  "iam:AttachRolePolicy",
  "iam:DetachRolePolicy",
  "iam:DeleteRolePolicy",
  "iam:DeleteRole",
  "iam:UpdateRole",
  "iam:PutRolePermissionsBoundary",
  "iam:DeleteRolePermissionsBoundary",
  "iam:TagRole",
  "iam:UntagRole",
];

const userChanges = [
  "iam:DeleteUser",
  "iam:UpdateUser",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:UpdateLoginProfile",
  "iam:DeleteLoginProfile",
  "iam:DeactivateMFADevice",
  "iam:AttachUserPolicy",
  "iam:DetachUserPolicy",
  "iam:PutUserPolicy",
  "iam:DeleteUserPolicy",
];

export interface ProtectedThings {
  readonly identities: readonly Probe[];
  readonly makers: readonly Probe[];
  readonly alerts: readonly Probe[];
  readonly archive: readonly Probe[];
  readonly squatting: readonly Probe[];
  readonly assuming: readonly Probe[];
}

const remembered = new WeakMap<Law, ProtectedThings>();

export function protectedThings(law: Law): ProtectedThings {
  const known = remembered.get(law);
  if (known !== undefined) return known;
  const things = thingsFrom(law);
  remembered.set(law, things);
  return things;
}

function iam(resource: string): string {
  return `arn:aws:iam::{account}:${resource}`;
}

function thingsFrom({ rulebook: { names }, facts }: Law): ProtectedThings {
  const targets = Object.values(names.targetRole).map((name) => iam(`role${names.targetPath}${name}`));
  const hubs = Object.values(names.hubRole).map((name) => iam(`role${names.hubPath}${name}`));
  const automation = [names.forwarderRole, names.heartbeatRole, names.triageRole, names.incidentApproveRole].map(
    (name) => iam(`role${names.targetPath}${name}`),
  );
  const responder = facts?.responders[0].name ?? "responder";
  const bucket = `arn:aws:s3:::${archiveBucketOf(names, facts?.organization.id ?? "o-0000000000")}`;
  const policy = iam(`policy${names.policyPath}${names.responderPolicy}`);
  return {
    identities: [
      { actions: roleChanges, resources: [...targets, ...hubs, ...automation] },
      { actions: userChanges, resources: [iam(`user${names.responderPath}${responder}`)] },
      {
        actions: ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion", "iam:DeletePolicy"],
        resources: [policy],
      },
      {
        actions: ["iam:UpdateSAMLProvider", "iam:DeleteSAMLProvider"],
        resources: [iam(`saml-provider/${names.samlProvider}`)],
      },
    ],
    makers: [
      { actions: roleChanges, resources: [iam("role/stacksets-exec-0123456789abcdef0123456789abcdef")] },
      {
        actions: [
          "cloudformation:UpdateStackSet",
          "cloudformation:DeleteStackSet",
          "cloudformation:DeleteStackInstances",
        ],
        resources: [
          `arn:aws:cloudformation:eu-central-1:{account}:stackset/${names.targetRolesStackSet}:0`,
          `arn:aws:cloudformation:eu-central-1:{account}:stackset/${names.detectionStackSet}:0`,
        ],
      },
      {
        actions: ["cloudformation:DeleteStack", "cloudformation:UpdateStack", "cloudformation:SetStackPolicy"],
        resources: [
          `arn:aws:cloudformation:eu-central-1:{account}:stack/StackSet-${names.targetRolesStackSet}-0/0`,
          `arn:aws:cloudformation:eu-central-1:{account}:stack/StackSet-${names.detectionStackSet}-0/0`,
        ],
      },
    ],
    alerts: [
      {
        actions: [
          "events:DisableRule",
          "events:DeleteRule",
          "events:PutRule",
          "events:RemoveTargets",
          "events:PutTargets",
        ],
        resources: [
          `arn:aws:events:eu-central-1:{account}:rule/${names.receiverRule}`,
          `arn:aws:events:eu-central-1:{account}:rule/${names.centralBus}/${names.receiverRule}`,
        ],
      },
      {
        actions: ["events:DeleteEventBus", "events:PutPermission", "events:RemovePermission"],
        resources: [`arn:aws:events:eu-central-1:{account}:event-bus/${names.centralBus}`],
      },
      {
        actions: ["lambda:UpdateFunctionCode", "lambda:DeleteFunction", "lambda:UpdateFunctionConfiguration"],
        resources: [`arn:aws:lambda:eu-central-1:{account}:function:${names.triageFunction}`],
      },
      {
        actions: ["dynamodb:DeleteTable", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
        resources: [`arn:aws:dynamodb:eu-central-1:{account}:table/${names.register}`],
      },
      {
        actions: ["sns:DeleteTopic", "sns:SetTopicAttributes", "sns:RemovePermission"],
        resources: [names.socTopic, names.secondPathTopic].map((name) => `arn:aws:sns:eu-central-1:{account}:${name}`),
      },
      {
        actions: ["sqs:DeleteQueue", "sqs:PurgeQueue", "sqs:SetQueueAttributes"],
        resources: [`arn:aws:sqs:eu-central-1:{account}:${names.deadLetterQueue}`],
      },
    ],
    archive: [
      {
        actions: [
          "cloudtrail:StopLogging",
          "cloudtrail:DeleteTrail",
          "cloudtrail:UpdateTrail",
          "cloudtrail:PutEventSelectors",
        ],
        resources: [`arn:aws:cloudtrail:eu-central-1:{account}:trail/${names.trail}`],
      },
      {
        actions: ["s3:DeleteBucket", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:PutBucketVersioning"],
        resources: [bucket],
      },
      {
        actions: ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention", "s3:PutObject"],
        resources: [`${bucket}/AWSLogs/o-0000000000/000000000000/CloudTrail/x.json.gz`],
      },
      {
        actions: ["kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:PutKeyPolicy"],
        resources: ["arn:aws:kms:eu-central-1:{account}:key/00000000-0000-0000-0000-000000000000"],
      },
      {
        actions: ["logs:DeleteLogGroup", "logs:DeleteLogStream", "logs:DeleteMetricFilter", "logs:PutRetentionPolicy"],
        resources: [`arn:aws:logs:eu-central-1:{account}:log-group:${names.trailLogGroup}`],
      },
    ],
    squatting: [
      { actions: ["iam:CreateRole"], resources: [...targets, ...hubs, iam("role/stacksets-exec-0")] },
      { actions: ["iam:CreateUser"], resources: [iam(`user${names.responderPath}somebody`)] },
      { actions: ["iam:CreatePolicy"], resources: [policy] },
      { actions: ["iam:CreateSAMLProvider"], resources: [iam(`saml-provider/${names.samlProvider}`)] },
    ],
    assuming: [{ actions: ["sts:AssumeRole"], resources: [...targets, ...hubs] }],
  };
}

export function archiveBucketOf(names: Names, organizationId: string): string {
  return `${names.logArchiveBucketPrefix}${organizationId}`;
}

/** Roles, users and the like are looked for by a name that is unique whatever the path and the letter case. */
export function isProtectedName(name: Value, { rulebook: { names } }: Law): boolean {
  if (typeof name !== "string") return false;
  const lower = name.toLowerCase();
  return lower.startsWith(names.prefix.toLowerCase()) || lower === names.samlProvider.toLowerCase();
}

export function isProtectedPath(path: Value, { rulebook: { names } }: Law): boolean {
  if (typeof path !== "string") return false;
  return [names.targetPath, names.hubPath, names.responderPath].some((own) => path.startsWith(own));
}

/** Names of StackSets, buses, topics, trails and stores. */
export function isProtectedStore(name: Value, { rulebook: { names } }: Law): boolean {
  if (typeof name !== "string" || isUnknown(name)) return false;
  const last = name.split(/[:/]/).at(-1) ?? name;
  const own: readonly string[] = [
    names.targetRolesStackSet,
    names.detectionStackSet,
    names.centralBus,
    names.deadLetterQueue,
    names.triageFunction,
    names.triageFailureQueue,
    names.register,
    names.socTopic,
    names.secondPathTopic,
    names.standbyTopic,
    names.alarmStack,
    names.trail,
  ];
  return (
    own.includes(last) ||
    name.endsWith(names.trailLogGroup) ||
    last.startsWith(names.logArchiveBucketPrefix) ||
    last.startsWith(`StackSet-${names.stackSetPrefix}`)
  );
}
