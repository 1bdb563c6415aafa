import type { LogFilter, LogTest } from "./logging";
import type { NonEmpty } from "./types";

/**
 * Reads are no tampering, nor is data, which an existing trail may record: CloudTrail delivers and triage writes all day
 * long. What StackSets deploys was decided in the management account, where it pages.
 */
export const tamperingGuard = {
  all: [
    {
      any: [
        { field: "$.readOnly", absent: true },
        { field: "$.readOnly", flag: false },
      ],
    },
    { field: "$.eventCategory", isNever: "Data" },
    {
      any: [
        { field: "$.userIdentity.arn", isNever: "*:assumed-role/stacksets-exec-*" },
        // There StackSets have no such role, and no guardrail keeps anybody from making one.
        { field: "$.recipientAccountId", is: "{management}" },
      ],
    },
  ],
} as const satisfies LogTest;

/** Accounts by what they are for: a key or a policy is recorded by an id that nobody knows beforehand. */
export const tamperingFilters = [
  {
    id: "trail",
    why: "Without the trail nothing of the second path is left.",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
    when: {
      all: [
        { field: "$.eventSource", is: "cloudtrail.amazonaws.com" },
        { field: "$.recipientAccountId", is: "{management}" },
      ],
    },
  },
  {
    id: "organization",
    why: "Guardrails go with their policies, policy types, trusted access and delegated administrators.",
    source: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html",
    when: {
      all: [
        { field: "$.eventSource", is: "organizations.amazonaws.com" },
        {
          any: [
            {
              field: "$.eventName",
              is: [
                "*Policy",
                "*PolicyType",
                "*ServiceAccess",
                "*DelegatedAdministrator",
                "*Organization",
                "CloseAccount",
              ],
            },
            { field: "$.requestParameters.accountId", is: "{protectedAccount}" },
          ],
        },
      ],
    },
  },
  {
    id: "stack-sets",
    why: "The StackSets and their stacks are a handle on every role and rule that they made.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-api-logging-cloudtrail.html",
    when: {
      all: [
        { field: "$.eventSource", is: "cloudformation.amazonaws.com" },
        {
          any: [
            { field: "$.requestParameters.stackSetName", is: "*{thing}*" },
            { field: "$.requestParameters.stackName", is: "*{thing}*" },
            { field: "$.eventName", is: "*OrganizationsAccess" },
          ],
        },
      ],
    },
  },
  {
    id: "roles",
    why: "Roles and policies of the path, and names taken from it in any letter case: role names are unique whatever theirs.",
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
    when: {
      all: [
        { field: "$.eventSource", is: "iam.amazonaws.com" },
        {
          any: [
            { field: "$.requestParameters.roleName", fits: "^{prefixInAnyCase}" },
            { field: "$.requestParameters.policyName", fits: "^{prefixInAnyCase}" },
            { field: "$.requestParameters.policyArn", is: ["*:policy{policyPath}*", "*:policy/{prefix}*"] },
          ],
        },
      ],
    },
  },
  {
    id: "emergency-account",
    why: "There every change of IAM touches the path: users, devices, passwords, the identity provider (C4); its schedules are heartbeats and canaries.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html",
    when: {
      all: [
        { field: "$.eventSource", is: ["iam.amazonaws.com", "scheduler.amazonaws.com"] },
        { field: "$.recipientAccountId", is: "{emergency}" },
      ],
    },
  },
  {
    id: "rules",
    why: "A rule that is disabled or points elsewhere is an alert that never comes.",
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/logging-using-cloudtrail.html",
    when: {
      all: [
        { field: "$.eventSource", is: "events.amazonaws.com" },
        {
          any: [
            { field: "$.requestParameters.name", is: "*{mark}*" },
            { field: "$.requestParameters.rule", is: "*{mark}*" },
            { field: "$.requestParameters.eventBusName", is: "*{mark}*" },
          ],
        },
      ],
    },
  },
  {
    id: "way-of-an-alert",
    why: "What an alert passes through tells nobody when it is changed: topics and their subscribers, queues of dead letters, the function that judges, the register that it asks, alarms.",
    source: "https://docs.aws.amazon.com/sns/latest/dg/sns-logging-using-cloudtrail.html",
    when: {
      any: [
        { field: "$.requestParameters.topicArn", is: "*{thing}*" },
        { field: "$.requestParameters.subscriptionArn", is: "*{thing}*" },
        { field: "$.requestParameters.queueUrl", is: "*{thing}*" },
        { field: "$.requestParameters.functionName", is: "*{thing}*" },
        { field: "$.requestParameters.tableName", is: "*{thing}*" },
        { field: "$.requestParameters.alarmName", is: "*{thing}*" },
      ],
    },
  },
  {
    id: "policies-on-the-way",
    why: "Resource policies of register and function, what a topic lets through, and where dead letters are moved: these calls name the thing by its ARN.",
    source: "https://docs.aws.amazon.com/sns/latest/api/API_PutDataProtectionPolicy.html",
    when: {
      any: [
        { field: "$.requestParameters.resourceArn", is: "*{thing}*" },
        { field: "$.requestParameters.sourceArn", is: "*{thing}*" },
      ],
    },
  },
  {
    id: "alarms",
    why: "Deleted and silenced alarms stand in a list, of which a filter sees single places only.",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/logging_cw_api_calls.html",
    when: {
      all: [
        { field: "$.recipientAccountId", is: ["{management}", "{security}"] },
        { field: "$.eventName", is: ["*Alarms", "*AlarmActions", "PutAlarmMuteRule"] },
      ],
    },
  },
  {
    id: "keys",
    why: "A disabled key silences what it encrypts. Keys are recorded by id, so those of the three accounts count.",
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html",
    when: {
      all: [
        { field: "$.eventSource", is: "kms.amazonaws.com" },
        { field: "$.recipientAccountId", is: ["{management}", "{security}", "{logArchive}"] },
        {
          field: "$.eventName",
          is: ["Disable*", "*KeyDeletion", "*KeyMaterial", "PutKeyPolicy", "*Alias", "*PrimaryRegion"],
        },
      ],
    },
  },
  {
    id: "log-archive",
    why: "Buckets of the log-archive account hold the evidence.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html",
    when: {
      all: [
        { field: "$.eventSource", is: "s3.amazonaws.com" },
        { field: "$.recipientAccountId", is: "{logArchive}" },
      ],
    },
  },
  {
    id: "log-group",
    why: "The log group and its filters are the second path's eyes. CloudTrail itself makes the streams.",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/logging_cw_api_calls_cwl.html",
    when: {
      all: [
        { field: "$.requestParameters.logGroupName", is: "{logGroup}" },
        { field: "$.eventName", isNot: "CreateLogStream" },
      ],
    },
  },
  {
    id: "log-group-by-identifier",
    why: "Newer calls name the log group by an identifier, its name or its ARN: what masks or changes the text that filters read.",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data.html",
    when: { field: "$.requestParameters.logGroupIdentifier", is: "*{logGroup}" },
  },
  {
    id: "policies-of-every-log-group",
    why: "A policy of the account masks or changes what every log group shows, the trail's too.",
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html",
    when: {
      all: [
        { field: "$.recipientAccountId", is: "{management}" },
        { field: "$.eventName", is: "*AccountPolicy" },
      ],
    },
  },
  {
    id: "sign-in-configuration",
    why: "A sign-in policy can lock responders out, and it looks like a wrong password.",
    source: "https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html",
    when: {
      all: [
        { field: "$.eventSource", is: "signin.amazonaws.com" },
        { field: "$.eventName", is: ["*ConsoleAuthorizationConfiguration", "*ResourcePermissionStatement"] },
      ],
    },
  },
  {
    id: "deployers",
    why: "Deployers are spared by the guardrails, and their makers may change them: whoever does inherits that.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html",
    each: "deployer",
    when: {
      // Who else takes the name of a role there is welcome to be seen.
      all: [
        { field: "$.recipientAccountId", is: "{deployerAccount}" },
        { field: "$.requestParameters.roleName", is: "{deployerRole}" },
      ],
    },
  },
  {
    id: "denied-changes",
    why: "Who tries to change the path and is refused is seen too; what was tried stands in the message only (E11).",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html",
    when: {
      all: [
        { field: "$.eventSource", isNot: "sts.amazonaws.com" },
        // The last is SNS's: https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html
        { field: "$.errorCode", is: ["*Denied*", "*Unauthorized*", "*AuthorizationError*"] },
        {
          field: "$.errorMessage",
          is: ["*role {prefix}*", "*policy {prefix}*", "*role{targetPath}*", "*rule/{prefix}*", "*{stackSetPrefix}*"],
        },
      ],
    },
  },
] as const satisfies NonEmpty<LogFilter>;
