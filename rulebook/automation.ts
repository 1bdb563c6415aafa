import type { NonEmpty, Row } from "./types";

/**
 * What machines do on the emergency path on an ordinary night: recorded and told once a day, so that nobody mutes the
 * channel. The same role doing anything else pages. `who` decides the exact roles.
 */
export interface AutomationRow extends Row {
  readonly who: "deployers" | "readiness";
  /** IAM actions; a `*` at the end stands for the rest. */
  readonly actions: NonEmpty<string>;
}

const refresh = "https://www.pulumi.com/docs/iac/cli/commands/pulumi_refresh/";

export const automation = [
  {
    id: "read-what-is-deployed",
    why: "A nightly refresh looks at everything that Lifeline deploys. It changes nothing: a deployment that does, pages.",
    source: refresh,
    who: "deployers",
    actions: [
      "cloudformation:Describe*",
      "cloudformation:Get*",
      "cloudformation:List*",
      "cloudtrail:Describe*",
      "cloudtrail:Get*",
      "cloudtrail:List*",
      "dynamodb:Describe*",
      "dynamodb:List*",
      "events:Describe*",
      "events:List*",
      "iam:Get*",
      "iam:List*",
      "kms:Describe*",
      "kms:GetKey*",
      "kms:List*",
      "lambda:GetFunction*",
      "lambda:GetPolicy*",
      "lambda:List*",
      "logs:Describe*",
      "logs:List*",
      "monitoring:Describe*",
      "monitoring:Get*",
      "monitoring:List*",
      "s3:GetBucket*",
      "s3:GetEncryptionConfiguration",
      "s3:GetLifecycleConfiguration",
      "s3:List*",
      "scheduler:Get*",
      "scheduler:List*",
      "sns:Get*",
      "sns:List*",
      "sqs:GetQueue*",
      "sqs:List*",
      "sts:GetCallerIdentity",
    ],
  },
  {
    id: "check-readiness",
    why: "Readiness asks every night whether the path would work, without taking it.",
    source: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_emergency_process.html",
    who: "readiness",
    actions: [
      "iam:Get*",
      "iam:List*",
      "iam:SimulatePrincipalPolicy",
      "organizations:Describe*",
      "organizations:List*",
      "sts:GetCallerIdentity",
    ],
  },
] as const satisfies readonly AutomationRow[];
