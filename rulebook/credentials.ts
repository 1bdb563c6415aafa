import type { NonEmpty, Row } from "./types";

/** Who makes a call of the emergency path. */
export type PathCaller = "anyone" | "responder" | "hub" | "forwarder" | "heartbeat" | "readiness";

/** On what a responder's own policy allows a call. */
export type PathTarget = "everything" | "ownUser" | "anyMfaDevice" | "localSignInClient" | "tierRoles";

/**
 * A call that the emergency account must let through, and by whom.
 * Three documents come from these rows: the account's SCP spares exactly them, the responders' policy allows those
 * of the responder, and its no-MFA denial spares those that must work before a second factor is there.
 */
export interface PathCall extends Row {
  readonly by: NonEmpty<PathCaller>;
  readonly actions: NonEmpty<string>;
  readonly on: PathTarget;
  /** `before`: works without MFA, so that the first device can be enrolled or a session begun. */
  readonly mfa: "before" | "after";
}

const signIn = "https://docs.aws.amazon.com/signin/latest/userguide/reference-signin-condition-keys.html";
const selfMfa =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage-mfa-only.html";

export const pathCalls = [
  {
    id: "sign-in-to-the-console",
    why: "Authorised before the caller is known, so it cannot be tied to a principal; without it nobody signs in once the organization controls console sign-in.",
    source: signIn,
    by: ["anyone"],
    actions: ["signin:Authenticate"],
    on: "everything",
    mfa: "before",
  },
  {
    id: "sign-in-to-the-command-line",
    why: "Responders have no access keys: `aws login` is how their command line begins. Only the client on one's own machine, never the phishable remote one. Once the organization controls console sign-in, every console session passes these two, that of a hub role entered by SAML too.",
    source: "https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html",
    by: ["responder", "hub"],
    actions: ["signin:AuthorizeOAuth2Access", "signin:CreateOAuth2Token"],
    on: "localSignInClient",
    mfa: "before",
  },
  {
    id: "enrol-own-mfa-device",
    why: "IaC cannot enrol a device; the responder does it, for the first time without one. Devices have any name, so that a second one fits.",
    source: selfMfa,
    by: ["responder"],
    actions: ["iam:EnableMFADevice", "iam:GetMFADevice", "iam:GetUser", "iam:ListMFADevices"],
    on: "ownUser",
    mfa: "before",
  },
  {
    id: "create-virtual-mfa-device",
    why: "A virtual device exists before it belongs to anyone: it cannot be bound to the user by its name.",
    source: selfMfa,
    by: ["responder"],
    actions: ["iam:CreateVirtualMFADevice"],
    on: "anyMfaDevice",
    mfa: "before",
  },
  {
    id: "list-virtual-mfa-devices",
    why: "The console lists devices before it enrols one.",
    source: selfMfa,
    by: ["responder"],
    actions: ["iam:ListVirtualMFADevices"],
    on: "everything",
    mfa: "before",
  },
  {
    id: "care-for-own-mfa-device",
    why: "A lost or drifting device is replaced by its owner, who still has another (at least two each, E3).",
    source: selfMfa,
    by: ["responder"],
    actions: ["iam:DeactivateMFADevice", "iam:ResyncMFADevice"],
    on: "ownUser",
    mfa: "after",
  },
  {
    id: "delete-virtual-mfa-device",
    why: "Removes a device that was made and never enabled; one in use must be deactivated first.",
    source: selfMfa,
    by: ["responder"],
    actions: ["iam:DeleteVirtualMFADevice"],
    on: "anyMfaDevice",
    mfa: "after",
  },
  {
    id: "change-own-password",
    why: "The initial password was made by someone else.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_enable-user-change.html",
    by: ["responder"],
    actions: ["iam:ChangePassword", "iam:GetLoginProfile"],
    on: "ownUser",
    mfa: "after",
  },
  {
    id: "read-password-policy",
    why: "The console shows it beside the change of a password.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_enable-user-change.html",
    by: ["responder"],
    actions: ["iam:GetAccountPasswordPolicy"],
    on: "everything",
    mfa: "after",
  },
  {
    id: "assume-hub-and-target-roles",
    why: "The path itself. Source identity and tags are allowed and never required: the console cannot send them.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html",
    by: ["responder", "hub"],
    actions: ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
    on: "tierRoles",
    mfa: "after",
  },
  {
    id: "know-oneself",
    why: "The first command of every runbook; AWS answers it whatever policies say.",
    source: "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html",
    by: ["responder", "hub", "readiness"],
    actions: ["sts:GetCallerIdentity"],
    on: "everything",
    mfa: "before",
  },
  {
    id: "forward-events",
    why: "The account's events reach the central bus through the forwarding role (E9).",
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html",
    by: ["forwarder"],
    actions: ["events:PutEvents"],
    on: "everything",
    mfa: "after",
  },
  {
    id: "send-heartbeat",
    why: "Silence must be told from peace: a synthetic event, and a refused AssumeRole that makes CloudTrail's own (E18).",
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html",
    by: ["heartbeat"],
    actions: ["events:PutEvents", "sts:AssumeRole"],
    on: "everything",
    mfa: "after",
  },
  {
    id: "check-readiness",
    why: "Devices, passwords and contacts are checked before the night they are needed (E3, G6).",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html",
    by: ["readiness"],
    // No wildcards here: the account's SCP ties each call to its callers, and `iam:List*` would take in the responders'.
    actions: [
      "account:GetAlternateContact",
      "account:GetContactInformation",
      "events:DescribeRule",
      "events:ListRules",
      "events:ListTargetsByRule",
      "iam:GenerateCredentialReport",
      "iam:GetAccountPasswordPolicy",
      "iam:GetAccountSummary",
      "iam:GetCredentialReport",
      "iam:GetLoginProfile",
      "iam:GetRole",
      "iam:GetSAMLProvider",
      "iam:GetUser",
      "iam:GetUserPolicy",
      "iam:ListAccessKeys",
      "iam:ListAttachedUserPolicies",
      "iam:ListMFADevices",
      "iam:ListRoles",
      "iam:ListSAMLProviders",
      "iam:ListUserPolicies",
      "iam:ListUsers",
      "iam:ListVirtualMFADevices",
    ],
    on: "everything",
    mfa: "after",
  },
] as const satisfies readonly PathCall[];

/**
 * Strong and without expiry: an expired password asks a dormant user for an IAM write in us-east-1 on the worst night.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
 */
export const passwordRules = {
  minimumLength: 24,
  initialLength: 32,
  reusePrevention: 24,
} as const satisfies PasswordRules;

export interface PasswordRules {
  readonly minimumLength: number;
  readonly initialLength: number;
  readonly reusePrevention: number;
}
