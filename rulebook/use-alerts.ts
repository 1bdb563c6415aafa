import type { AlertRow } from "./alerts";

const signIn =
  "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html";
const sts = "https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html";
const identity =
  "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html";

/** AWS delivers the first spelling; its guide and older samples have the second. */
const bothSpellings = ["AWS Console Sign In via CloudTrail", "AWS Console Signin via CloudTrail"] as const;

/**
 * Uses of emergency access. Sources begin with `aws.`, which no customer can send: without that, an administrator of a
 * member account could put an event of his own into the shape of a rule and have it forwarded.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html
 */
export const useAlerts = [
  {
    id: "watch-emergency-sign-ins",
    kind: "sign-in",
    why: "Nobody enters the emergency account in normal times (E8): every console sign-in of a user, of root, by SAML, every failed one, the MFA check before it and `aws login` (an API call).",
    source: signIn,
    where: ["emergency"],
    regions: "detection",
    pattern: { source: ["aws.signin"], "detail-type": [...bothSpellings, "AWS API Call via CloudTrail"] },
    standby: true,
  },
  {
    id: "watch-root-sign-ins",
    kind: "sign-in",
    why: "Members have no root credentials and the management account's rest in a safe: a sign-in of root, or a failed one, is an emergency or an attack.",
    source: signIn,
    where: ["management", "members"],
    regions: "reach",
    pattern: {
      source: ["aws.signin"],
      "detail-type": bothSpellings,
      detail: { userIdentity: { type: ["Root"] } },
    },
  },
  {
    id: "watch-role-switches",
    kind: "switch",
    why: "The console switches with an event of its own, in the target account; only it names the person, in SwitchFrom.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-console.html",
    where: ["management", "members"],
    regions: "reach",
    pattern: {
      source: ["aws.signin"],
      "detail-type": bothSpellings,
      detail: {
        eventName: ["SwitchRole", "ExitRole", "RenewRole"],
        $or: [
          { userIdentity: { arn: [{ wildcard: "arn:*:assumed-role/{protectedRole}/*" }] } },
          {
            additionalEventData: {
              SwitchFrom: [{ prefix: "arn:aws:iam::{emergency}:" }, { prefix: "arn:aws:sts::{emergency}:" }],
            },
          },
        ],
      },
    },
  },
  {
    id: "watch-assumed-roles",
    kind: "assume",
    why: "By console and CLI, as the caller's and as the target's account log it; a role is also known by the session that AWS made of it, whatever letter case was asked for.",
    source: sts,
    where: ["management", "emergency", "members"],
    regions: "reach",
    pattern: {
      source: ["aws.sts"],
      detail: {
        eventName: [{ prefix: "AssumeRole" }],
        $or: [
          {
            requestParameters: {
              roleArn: [
                { suffix: ":role{targetPath}{protectedRole}" },
                { prefix: "arn:aws:iam::{emergency}:role{hubPath}" },
              ],
            },
          },
          {
            responseElements: {
              assumedRoleUser: { arn: [{ wildcard: "arn:*:assumed-role/{protectedRole}/*" }] },
            },
          },
        ],
      },
    },
  },
  {
    id: "watch-refused-assumptions",
    kind: "failed-attempt",
    why: "A refused assumption is logged in the caller's account only, without parameters: the role stands in errorMessage. Services are left out, or a forwarder that is refused would report itself for ever.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html",
    where: ["management", "emergency", "members"],
    regions: "reach",
    pattern: {
      source: ["aws.sts"],
      detail: {
        eventName: [{ prefix: "AssumeRole" }],
        errorMessage: [{ wildcard: "*:role{targetPath}*" }, { wildcard: "*:role{hubPath}*" }],
        userIdentity: { type: [{ "anything-but": ["AWSService"] }] },
      },
    },
  },
  {
    id: "watch-assumed-root",
    kind: "assume",
    why: "AssumeRoot takes root's rights in a member account from the management account, or from IAM's delegated administrator.",
    source: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html",
    where: ["management", "members"],
    regions: "reach",
    pattern: { source: ["aws.sts"], detail: { eventName: ["AssumeRoot"] } },
  },
  {
    id: "watch-target-role-activity",
    kind: "activity",
    why: "What is done with a target role, reads too; known by the role's name, which is unique in its account in any letter case.",
    source: identity,
    where: ["management", "members"],
    regions: "reach",
    pattern: {
      source: [{ prefix: "aws." }],
      detail: {
        userIdentity: {
          sessionContext: { sessionIssuer: { userName: [{ "equals-ignore-case": "{protectedRole}" }] } },
        },
      },
    },
  },
  {
    id: "watch-responder-activity",
    kind: "activity",
    why: "What responders, hub roles and root do in the emergency account itself. Calls that a service makes in root's name are left out.",
    source: identity,
    where: ["emergency"],
    regions: "detection",
    pattern: {
      source: [{ prefix: "aws." }],
      detail: {
        $or: [
          { userIdentity: { arn: [{ prefix: "arn:aws:iam::{emergency}:user{responderPath}" }] } },
          {
            userIdentity: {
              sessionContext: { sessionIssuer: { arn: [{ prefix: "arn:aws:iam::{emergency}:role{hubPath}" }] } },
            },
          },
          { userIdentity: { type: ["Root"], invokedBy: [{ exists: false }] } },
        ],
      },
    },
  },
  {
    id: "watch-management-root-activity",
    kind: "activity",
    why: "No SCP binds the management account's root: whoever has it can take everything off. Calls that a service makes in its name are left out.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html",
    where: ["management"],
    regions: "detection",
    pattern: {
      source: [{ prefix: "aws." }],
      detail: {
        userIdentity: { type: ["Root"], invokedBy: [{ exists: false }] },
        readOnly: [false],
        // Sign-ins have a row of their own.
        eventType: [{ "anything-but": ["AwsConsoleSignIn"] }],
      },
    },
  },
  {
    id: "forward-heartbeats",
    kind: "heartbeat",
    why: "A synthetic event over the same way; its absence tells of a broken way before an emergency does.",
    source: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html",
    where: ["emergency"],
    regions: "away",
    pattern: { source: ["{heartbeatSource}"], "detail-type": ["{heartbeatDetailType}"] },
  },
] as const satisfies readonly AlertRow[];
