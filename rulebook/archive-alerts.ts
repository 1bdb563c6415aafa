import type { AlertRow } from "./alerts";

const d = "https://docs.aws.amazon.com/";

/** Changes to the trail, to its archive, and to the organization that both stand on. */
export const archiveAlerts = [
  {
    id: "watch-trail",
    kind: "tamper",
    why: "Without the trail no rule and no filter sees anything (E10).",
    source: `${d}awscloudtrail/latest/userguide/cloudtrail-concepts.html`,
    where: ["management", "members"],
    regions: "reach",
    pattern: {
      source: ["aws.cloudtrail"],
      detail: {
        readOnly: [false],
        $or: [
          { requestParameters: { name: ["{trailName}", { suffix: ":trail/{trailName}" }] } },
          { requestParameters: { trailName: ["{trailName}", { suffix: ":trail/{trailName}" }] } },
          { eventName: ["RegisterOrganizationDelegatedAdmin", "DeregisterOrganizationDelegatedAdmin"] },
        ],
      },
    },
  },
  {
    id: "watch-log-group",
    kind: "tamper",
    why: "The second path reads it: its filters, its key, its retention. CloudTrail makes a stream now and then.",
    source: `${d}AmazonCloudWatch/latest/logs/logging_cw_api_calls_cwl.html`,
    where: ["management"],
    regions: "detection",
    pattern: {
      source: ["aws.logs"],
      detail: {
        readOnly: [false],
        eventName: [{ "anything-but": ["CreateLogStream"] }],
        $or: [
          { requestParameters: { logGroupName: ["{logGroupName}"] } },
          {
            requestParameters: {
              logGroupIdentifier: ["{logGroupName}", { suffix: ":log-group:{logGroupName}" }],
            },
          },
          // They mask or change what every log group of the account shows, to filters too.
          { eventName: ["PutAccountPolicy", "DeleteAccountPolicy"] },
        ],
      },
    },
  },
  {
    id: "watch-bucket",
    kind: "tamper",
    why: "Policy, lock, lifecycle, key of the archive: whoever changes them erases what happened. Objects are data events, CloudTrail's own delivery among them.",
    source: `${d}AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html`,
    where: ["logArchive"],
    regions: "detection",
    pattern: {
      source: ["aws.s3"],
      detail: { readOnly: [false], managementEvent: [true], requestParameters: { bucketName: ["{bucketName}"] } },
    },
  },
  {
    id: "watch-organization",
    kind: "tamper",
    why: "Detached, switched off or delegated away, a policy guards nothing; AWS logs it in us-east-1, where no SCP binds the caller.",
    source: `${d}organizations/latest/userguide/orgs_cloudtrail-integration.html`,
    where: ["management", "emergency", "members"],
    regions: "reach",
    pattern: {
      source: ["aws.organizations", "aws.account"],
      detail: {
        $or: [
          {
            eventName: [
              "AttachPolicy",
              "DetachPolicy",
              "UpdatePolicy",
              "DeletePolicy",
              "EnablePolicyType",
              "DisablePolicyType",
              "EnableAWSServiceAccess",
              "DisableAWSServiceAccess",
              "RegisterDelegatedAdministrator",
              "DeregisterDelegatedAdministrator",
              "PutResourcePolicy",
              "DeleteResourcePolicy",
              "RemoveAccountFromOrganization",
              "LeaveOrganization",
              "DeleteOrganization",
            ],
          },
          {
            eventName: ["MoveAccount", "CloseAccount"],
            requestParameters: { accountId: ["{protectedAccount}"] },
          },
          // By the account itself.
          { eventSource: ["account.amazonaws.com"], eventName: ["CloseAccount"] },
        ],
      },
    },
  },
  {
    id: "watch-stack-sets",
    kind: "tamper",
    why: "They hold every member's roles and rules, and may deploy whatever they are told to (trusted access only CloudFormation switches).",
    source: `${d}AWSCloudFormation/latest/UserGuide/cfn-api-logging-cloudtrail.html`,
    where: ["management", "members"],
    regions: "reach",
    pattern: {
      source: ["aws.cloudformation"],
      detail: {
        readOnly: [false],
        $or: [
          { requestParameters: { stackSetName: [{ prefix: "{stackSetPrefix}" }] } },
          { eventName: ["ActivateOrganizationsAccess", "DeactivateOrganizationsAccess"] },
        ],
      },
    },
  },
  {
    id: "watch-stacks",
    kind: "tamper",
    why: "The stack in an account is a handle on the roles and rules there.",
    source: `${d}AWSCloudFormation/latest/UserGuide/stacksets-drift.html`,
    where: ["management", "emergency", "members"],
    regions: "reach",
    pattern: {
      source: ["aws.cloudformation"],
      detail: {
        readOnly: [false],
        requestParameters: {
          stackName: [
            { prefix: "StackSet-{stackSetPrefix}" },
            { prefix: "{stackSetPrefix}" },
            { wildcard: "*:stack/StackSet-{stackSetPrefix}*" },
            { wildcard: "*:stack/{stackSetPrefix}*" },
          ],
        },
      },
    },
    spared: "stackSets",
  },
  {
    id: "watch-sign-in-configuration",
    kind: "tamper",
    why: "A sign-in policy can lock responders out, and it looks like a wrong password.",
    source: `${d}signin/latest/userguide/console-access-control.html`,
    where: ["management", "members"],
    regions: "reach",
    pattern: {
      source: ["aws.signin"],
      detail: {
        eventName: [
          "PutConsoleAuthorizationConfiguration",
          "DeleteConsoleAuthorizationConfiguration",
          "PutResourcePermissionStatement",
          "DeleteResourcePermissionStatement",
        ],
      },
    },
  },
] as const satisfies readonly AlertRow[];
