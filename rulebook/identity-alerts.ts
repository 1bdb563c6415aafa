import type { AlertRow } from "./alerts";

const d = "https://docs.aws.amazon.com/";
const iam = `${d}service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html`;

/**
 * Changes to identities, and refused ones. IAM events carry names without path or ARN, and a name is unique whatever its
 * letter case. Everything that is not a read counts as a change: complete by construction, also for verbs yet to come.
 */
export const identityAlerts = [
  {
    id: "watch-emergency-identities",
    kind: "credential-change",
    why: "Whoever changes a responder's credentials or MFA devices, a hub role or the SAML provider becomes the responder (C4).",
    source: iam,
    where: ["emergency"],
    regions: "detection",
    pattern: { source: ["aws.iam"], detail: { readOnly: [false] } },
    spared: "stackSets",
  },
  {
    id: "watch-name-squatting",
    kind: "squatting",
    why: "`breakglassadmin` keeps StackSets from making `BreakGlassAdmin`; the guardrails deny some spellings, this sees all.",
    source: `${d}IAM/latest/APIReference/API_CreateRole.html`,
    where: ["management", "members"],
    regions: "reach",
    pattern: {
      source: ["aws.iam"],
      detail: {
        eventName: [{ prefix: "Create" }],
        requestParameters: {
          $or: [
            { roleName: [{ prefix: { "equals-ignore-case": "{prefix}" } }] },
            { userName: [{ prefix: { "equals-ignore-case": "{prefix}" } }] },
            { policyName: [{ prefix: { "equals-ignore-case": "{prefix}" } }] },
            { instanceProfileName: [{ prefix: { "equals-ignore-case": "{prefix}" } }] },
          ],
        },
      },
    },
    spared: "stackSets",
  },
  {
    id: "watch-protected-roles",
    kind: "tamper",
    why: "Target, forwarding, heartbeat and incident roles and their policies: a changed trust lets a stranger in, a changed policy stops the alert (E7).",
    source: iam,
    where: ["management", "members"],
    regions: "reach",
    pattern: {
      source: ["aws.iam"],
      detail: {
        readOnly: [false],
        eventName: [{ "anything-but": { prefix: "Create" } }],
        requestParameters: {
          $or: [
            { roleName: [{ prefix: { "equals-ignore-case": "{prefix}" } }] },
            { policyArn: [{ wildcard: "*:policy{policyPath}*" }, { wildcard: "*:policy/{prefix}*" }] },
          ],
        },
      },
    },
    spared: "stackSets",
  },
  {
    id: "watch-protected-policy-versions",
    kind: "tamper",
    why: "CreatePolicyVersion changes a role without touching it, and creates nothing of a protected name.",
    source: `${d}IAM/latest/UserGuide/access_policies_managed-versioning.html`,
    where: ["management", "members"],
    regions: "reach",
    pattern: {
      source: ["aws.iam"],
      detail: {
        eventName: ["CreatePolicyVersion"],
        requestParameters: {
          policyArn: [{ wildcard: "*:policy{policyPath}*" }, { wildcard: "*:policy/{prefix}*" }],
        },
      },
    },
    spared: "stackSets",
  },
  {
    id: "watch-stack-sets-execution-roles",
    kind: "tamper",
    why: "They may change everything that StackSets deploy, and this table passes over their work; only AWS's own role makes them.",
    source: `${d}AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html`,
    where: ["emergency", "members"],
    regions: "reach",
    pattern: {
      source: ["aws.iam"],
      detail: {
        readOnly: [false],
        requestParameters: { roleName: [{ prefix: { "equals-ignore-case": "stacksets-exec-" } }] },
      },
    },
    spared: "stackSetsService",
  },
  {
    id: "watch-deployers",
    kind: "tamper",
    why: "Deployers are spared by the guardrails: who changes one inherits that.",
    source: iam,
    where: ["emergency", "members"],
    regions: "reach",
    pattern: {
      source: ["aws.iam"],
      account: ["{deployerAccount}"],
      detail: {
        readOnly: [false],
        requestParameters: { roleName: [{ "equals-ignore-case": "{deployerRole}" }] },
      },
    },
  },
  {
    id: "watch-refused-changes",
    kind: "failed-attempt",
    why: "A refused change is an attack that the guardrails stopped; it is logged without parameters, the thing stands in errorMessage.",
    source: `${d}IAM/latest/UserGuide/troubleshoot_access-denied.html`,
    where: ["management", "emergency", "members"],
    regions: "reach",
    pattern: {
      source: [{ prefix: "aws." }],
      detail: {
        readOnly: [false],
        errorMessage: [
          { wildcard: "*resource: *{prefix}*" },
          { wildcard: "*resource: *{lowerPrefix}*" },
          { wildcard: "*resource: *{upperPrefix}*" },
          { wildcard: "*resource: *{targetPath}*" },
          { wildcard: "*resource: *{hubPath}*" },
          { wildcard: "*resource: *{stackSetPrefix}*" },
          { wildcard: "*resource: *stacksets-exec-*" },
          { wildcard: "*resource: *{deployerRole}*" },
        ],
        userIdentity: { type: [{ "anything-but": ["AWSService"] }] },
      },
    },
  },
] as const satisfies readonly AlertRow[];
