/**
 * The services whose resources RCPs apply to, by action prefix; a deny of any other service has no effect.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
 */
export const rcpServices: ReadonlySet<string> = new Set([
  "appconfig",
  "cloudtrail-data",
  "codebuild",
  "dynamodb",
  "ecr",
  "events",
  "health",
  "kms",
  "logs",
  "notifications",
  "rolesanywhere",
  "s3",
  "secretsmanager",
  "signin",
  "sqs",
  "sts",
  "support",
]);
