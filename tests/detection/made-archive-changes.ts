import { call, request, rows, home, global, type Made } from "./made-event";
import { accounts } from "./organization";

const { management, emergency, logArchive, security, workload } = accounts;

export const madeArchiveChanges: readonly Made[] = [
  ...rows("watch-trail", [
    ["by name", call(management, home, "cloudtrail", "StopLogging", request({ name: "organization-trail" }))],
    [
      "by ARN",
      call(
        management,
        home,
        "cloudtrail",
        "DeleteTrail",
        request({ name: "arn:aws:cloudtrail:x:1:trail/organization-trail" }),
      ),
    ],
    [
      "its selectors",
      call(management, home, "cloudtrail", "PutEventSelectors", request({ trailName: "organization-trail" })),
    ],
    [
      "its selectors, by ARN, from a member",
      call(
        security,
        home,
        "cloudtrail",
        "PutEventSelectors",
        request({ trailName: "arn:aws:cloudtrail:x:1:trail/organization-trail" }),
      ),
    ],
    ["delegated", call(management, home, "cloudtrail", "RegisterOrganizationDelegatedAdmin", {})],
    ["no longer delegated", call(management, home, "cloudtrail", "DeregisterOrganizationDelegatedAdmin", {})],
  ]),
  ...rows("watch-log-group", [
    ["deleted", call(management, home, "logs", "DeleteLogGroup", request({ logGroupName: "organization-logs" }))],
    ["a filter", call(management, home, "logs", "DeleteMetricFilter", request({ logGroupName: "organization-logs" }))],
    [
      "by identifier",
      call(management, home, "logs", "PutTransformer", request({ logGroupIdentifier: "organization-logs" })),
    ],
    [
      "by ARN",
      call(
        management,
        home,
        "logs",
        "PutTransformer",
        request({ logGroupIdentifier: "arn:aws:logs:x:1:log-group:organization-logs" }),
      ),
    ],
  ]),
  ...rows(
    "watch-log-group",
    ["PutAccountPolicy", "DeleteAccountPolicy"].map(
      (eventName) =>
        [
          `every log group: ${eventName}`,
          call(management, home, "logs", eventName, request({ policyType: "DATA_PROTECTION_POLICY" })),
        ] as const,
    ),
  ),
  ...rows("watch-bucket", [
    [
      "its lock",
      call(
        logArchive,
        home,
        "s3",
        "PutBucketObjectLockConfiguration",
        request({ bucketName: "organization-logs-333333333333" }),
      ),
    ],
  ]),
  ...rows("watch-organization", [
    ...[
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
      "DeleteOrganization",
    ].map((eventName) => [eventName, call(management, global, "organizations", eventName, {})] as const),
    [
      "the emergency account that leaves",
      call(emergency, global, "organizations", "LeaveOrganization", { requestParameters: null }),
    ],
    [
      "an account that closes itself",
      call(workload, global, "account", "CloseAccount", {
        eventSource: "account.amazonaws.com",
        requestParameters: null,
      }),
    ],
    ["a member that leaves", call(workload, global, "organizations", "LeaveOrganization", {})],
    [
      "the emergency account moved",
      call(management, global, "organizations", "MoveAccount", request({ accountId: emergency })),
    ],
    [
      "the log archive closed",
      call(management, global, "organizations", "CloseAccount", request({ accountId: logArchive })),
    ],
  ]),
  ...rows("watch-stack-sets", [
    [
      "updated",
      call(management, home, "cloudformation", "UpdateStackSet", request({ stackSetName: "lifeline-target-roles" })),
    ],
    [
      "by a delegated administrator",
      call(security, home, "cloudformation", "DeleteStackSet", request({ stackSetName: "lifeline-target-roles:1-2" })),
    ],
    ["trusted access given", call(management, home, "cloudformation", "ActivateOrganizationsAccess", {})],
    ["trusted access taken", call(management, home, "cloudformation", "DeactivateOrganizationsAccess", {})],
  ]),
  ...rows("watch-stacks", [
    [
      "a set's, by name",
      call(workload, home, "cloudformation", "DeleteStack", request({ stackName: "StackSet-lifeline-roles-1" })),
    ],
    [
      "a set's, by ARN",
      call(
        emergency,
        home,
        "cloudformation",
        "DeleteStack",
        request({ stackName: "arn:aws:cloudformation:x:5:stack/StackSet-lifeline-roles-1/2" }),
      ),
    ],
    [
      "management's, by name",
      call(management, global, "cloudformation", "UpdateStack", request({ stackName: "lifeline-detection" })),
    ],
    [
      "management's, by ARN",
      call(
        management,
        global,
        "cloudformation",
        "UpdateStack",
        request({ stackName: "arn:aws:cloudformation:x:1:stack/lifeline-detection/2" }),
      ),
    ],
  ]),
  ...rows(
    "watch-sign-in-configuration",
    [
      "PutConsoleAuthorizationConfiguration",
      "DeleteConsoleAuthorizationConfiguration",
      "PutResourcePermissionStatement",
      "DeleteResourcePermissionStatement",
    ].flatMap((eventName) =>
      [management, workload].map(
        (account) => [`${eventName} in ${account}`, call(account, global, "signin", eventName, {})] as const,
      ),
    ),
  ),
];
