import type { NonEmpty } from "../rulebook/types";

/** What a proof stands on that no document can show: who answers for it, until when, and what will confirm it. */
export interface Assumption {
  readonly id: string;
  readonly assumes: string;
  readonly owner: string;
  /** ISO 8601, a day: after it the proofs that stand on it are unknown. */
  readonly reviewBy: string;
  readonly drill: string;
  readonly source: string;
}

export const assumptions = [
  {
    id: "console-switch-carries-mfa",
    assumes: "The console switches roles with the MFA context of the original sign-in.",
    owner: "platform team",
    reviewBy: "2027-05-31",
    drill: "A responder signs in with MFA and switches to a target role in the console.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-console.html",
  },
  {
    id: "mfa-serial-carries-mfa",
    assumes:
      "After aws login, AssumeRole with the serial number and code of a TOTP device counts as authenticated with MFA.",
    owner: "platform team",
    reviewBy: "2027-05-31",
    drill: "A responder runs aws login and takes a target role by the profile of the runbook.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html",
  },
  {
    id: "responders-have-mfa-devices",
    assumes: "Every responder has enrolled an MFA device of one's own, a TOTP device among them; no program can.",
    owner: "platform team",
    reviewBy: "2027-05-31",
    drill: "Each responder signs in with each device.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html",
  },
  {
    id: "passwords-are-made-by-hand",
    assumes: "A responder for whom the stack makes no login profile has got a password by hand.",
    owner: "platform team",
    reviewBy: "2027-05-31",
    drill: "Each responder without a PGP key signs in to the console.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_admin-change-user.html",
  },
  {
    id: "sign-in-needs-no-other-region",
    assumes: "The Regional sign-in endpoint works for IAM users while another Region, us-east-1 too, is down.",
    owner: "platform team",
    reviewBy: "2027-05-31",
    drill: "Responders sign in by each link of signInUrls; AWS alone can take the other Region away.",
    source: "https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html",
  },
  {
    id: "no-sign-in-policy-stops-responders",
    assumes:
      "AWS Sign-In has no resource policy in the emergency account that stops responders; the snapshot tells none.",
    owner: "platform team",
    reviewBy: "2027-05-31",
    drill: "aws signin get-resource-policy in the emergency account; take the answer into the snapshot.",
    source: "https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html",
  },
  {
    id: "identity-provider-enforces-mfa",
    assumes: "The identity provider asks for a second factor before it asserts anybody for a hub role.",
    owner: "identity team",
    reviewBy: "2027-05-31",
    drill: "A member of the emergency group enters a hub role by SAML; without the second factor the provider refuses.",
    source:
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/emergency-access-one-time-setup-direct-IAM-federation-application-in-idp.html",
  },
  {
    id: "incidents-wait-for-the-home-region",
    assumes: "While the home Region is down, incidents are noted on paper and declared when it is back.",
    owner: "SOC",
    reviewBy: "2027-05-31",
    drill: "Play an emergency without the home Region: the SOC calls for each sign-in that the standby topic tells.",
    source: "docs/runbook.md#home-region-gone",
  },
  {
    id: "stack-sets-execution-roles-are-administrators",
    assumes:
      "AWS's stacksets-exec roles have AdministratorAccess and trust the service-linked role of StackSets alone.",
    owner: "platform team",
    reviewBy: "2027-05-31",
    drill: "Make a new account: its target roles appear, an updated template reaches them.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html",
  },
  {
    id: "deployers-are-administrators",
    assumes: "The declared deployers have AdministratorAccess and trust the pipeline of the management account alone.",
    owner: "platform team",
    reviewBy: "2027-05-31",
    drill: "pulumi up --refresh, by the pipeline.",
    source:
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access-cross-account-role.html",
  },
  {
    id: "subscribers-have-confirmed",
    assumes: "Who subscribed to a topic by mail has confirmed by the link that was mailed, and reads what comes.",
    owner: "SOC",
    reviewBy: "2027-05-31",
    drill: "Play an emergency: each subscriber answers the alert.",
    source: "https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html",
  },
  {
    id: "another-stack-has-the-trail",
    assumes:
      "The organization trail, which another stack deploys, is as the facts say, and writes to the named log group.",
    owner: "platform team",
    reviewBy: "2027-05-31",
    drill: "aws cloudtrail get-trail-status, and an event of today in the log group.",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html",
  },
] as const satisfies NonEmpty<Assumption>;

export type AssumptionId = (typeof assumptions)[number]["id"];
