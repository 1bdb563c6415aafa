import { usesAreHeard } from "../../proofs/claims/uses-are-heard";
import { actsOfTierZeroAreHeardOnBothPaths } from "../../proofs/claims/acts-of-tier-zero-are-heard-on-both-paths";
import { managementTierIsHeardOnBothPaths } from "../../proofs/claims/management-tier-is-heard-on-both-paths";
import { refusedAttemptsAreHeard } from "../../proofs/claims/refused-attempts-are-heard";
import { inDetection, withDetection, type AlertCases } from "./alert-edits";
import { withProperties } from "./changed-landing-zone";

export const hearings: readonly AlertCases[] = [
  [
    usesAreHeard,
    [
      [
        "a rule knows one spelling of sign-ins",
        withDetection("WatchRootSignIns", (rule) => {
          (rule["EventPattern"] as Record<string, unknown>)["detail-type"] = ["AWS Console Signin via CloudTrail"];
        }),
        /root of 100000000005 signs in: ConsoleLogin in us-east-1/,
      ],
      [
        "detection left a Region where sign-ins are logged",
        [
          withProperties("cloudformation/stackInstances:StackInstances detection-instances", (instances) => {
            instances["regions"] = (instances["regions"] as string[]).filter((region) => region !== "eu-north-1");
          }),
        ],
        /alice signs in: ConsoleLogin in eu-north-1/,
      ],
      [
        "the filter of sign-ins knows another account",
        [
          withProperties("cloudwatch/logMetricFilter:LogMetricFilter lifeline-second-path-sign-ins", (filter) => {
            filter["pattern"] = String(filter["pattern"]).replaceAll("100000000002", "100000000009");
          }),
        ],
        /alice signs in: CheckMfa in us-east-1/,
      ],
      [
        "a rule takes no reads",
        withDetection("WatchTargetRoleActivity", (rule) => (rule["State"] = "ENABLED")),
        /BreakGlassReadOnly of 100000000003 reads something in eu-central-1/,
      ],
    ],
  ],
  [
    actsOfTierZeroAreHeardOnBothPaths,
    [
      [
        "a rule on keys lost disabling",
        [
          inDetection("WatchKeys", (rule) => {
            const { detail } = rule["EventPattern"] as { detail: { eventName: string[] } };
            detail.eventName = detail.eventName.filter((name) => name !== "DisableKey");
          }),
        ],
        /OrganizationAccountAccessRole calls kms:DisableKey on arn:aws:kms:\S+:100000000003:key/,
      ],
      [
        "the second path passes over StackSets in the management account too",
        [1, 2, 3, 4, 5, 6].map((index) =>
          withProperties(
            `cloudwatch/logMetricFilter:LogMetricFilter lifeline-second-path-tampering-${index}`,
            (filter) => {
              filter["pattern"] = String(filter["pattern"]).replace(' || $.recipientAccountId = "100000000001")', ")");
            },
          ),
        ),
        /called stacksets-exec-0123456789abcdef0123456789abcdef, by CloudFormation calls iam:\w+ on/,
      ],
      [
        "another account is delegated administrator of StackSets",
        [
          ({ snapshot }) => {
            snapshot.organization["delegatedAdministrators"] = [
              {
                accountId: "100000000011",
                servicePrincipals: ["member.org.stacksets.cloudformation.amazonaws.com"],
                servicePrincipal: "member.org.stacksets.cloudformation.amazonaws.com",
              },
            ];
          },
        ],
        /administrator of 100000000011, .* calls CreateStackInstances/,
      ],
    ],
  ],
  [
    managementTierIsHeardOnBothPaths,
    [
      [
        "the rule on what is done with roles hears writes only",
        withDetection("WatchTargetRoleActivity", (rule) => {
          const { detail } = rule["EventPattern"] as { detail: Record<string, unknown> };
          detail["readOnly"] = [false];
        }),
        /BreakGlassManagement calls iam:GetAny in us-east-1/,
      ],
      [
        "the filter of activity forgot the role",
        [
          withProperties("cloudwatch/logMetricFilter:LogMetricFilter lifeline-second-path-activity", (filter) => {
            filter["pattern"] = String(filter["pattern"]).replace("BreakGlassManagement", "BreakGlassOther");
          }),
        ],
        /BreakGlassManagement calls organizations:AttachPolicy in us-east-1/,
      ],
    ],
  ],
  [
    refusedAttemptsAreHeard,
    [
      [
        "refused assumptions reach no rule",
        [inDetection("WatchRefusedAssumptions", (rule) => (rule["State"] = "DISABLED"))],
        /an administrator of 100000000011 tries to take arn:aws:iam::\d+:role\/break-glass\S+ in vain/,
      ],
      [
        "refused changes reach neither a rule nor a filter",
        [
          inDetection("WatchRefusedChanges", (rule) => (rule["State"] = "DISABLED")),
          ...[1, 2, 3, 4, 5, 6].map((index) =>
            withProperties(
              `cloudwatch/logMetricFilter:LogMetricFilter lifeline-second-path-tampering-${index}`,
              (filter) => {
                filter["pattern"] = String(filter["pattern"]).replace(
                  '$.errorCode = "*Denied*"',
                  '$.errorCode = "Never"',
                );
              },
            ),
          ),
        ],
        /an administrator of 100000000011 tries iam:\w+ on arn:aws:iam::100000000011:role\/break-glass\/\w+ in vain/,
      ],
    ],
  ],
];
