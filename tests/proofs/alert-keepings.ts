import { secondPathIsIndependent } from "../../proofs/claims/second-path-is-independent";
import { trailRecordsWhatAlertsNeed } from "../../proofs/claims/trail-records-what-alerts-need";
import { silenceIsNoticed } from "../../proofs/claims/silence-is-noticed";
import { logsOutlastTheAttacker } from "../../proofs/claims/logs-outlast-the-attacker";
import { inAlarms, inDetection, type AlertCases } from "./alert-edits";
import { withoutSid, withProperties, withSid, withStatements, without } from "./changed-landing-zone";

const soc = "arn:aws:sns:eu-central-1:100000000004:lifeline-soc";

export const keepings: readonly AlertCases[] = [
  [
    secondPathIsIndependent,
    [
      [
        "the same people read both",
        [
          withProperties(
            "sns/topicSubscription:TopicSubscription lifeline-second-path.alerts.secondPath.on-call@sandbox.example",
            (subscription) => (subscription["endpoint"] = "soc@sandbox.example"),
          ),
        ],
        /whoever subscribes to the second path subscribes to the first: soc@sandbox\.example/,
      ],
      [
        "its alarm tells the first path's topic",
        [
          withProperties("cloudwatch/metricAlarm:MetricAlarm lifeline-second-path-tampering", (alarm) => {
            alarm["alarmActions"] = [soc];
          }),
        ],
        /both paths have the same topic: arn:aws:sns:eu-central-1:100000000004:lifeline-soc/,
      ],
    ],
  ],
  [
    trailRecordsWhatAlertsNeed,
    [
      [
        "reads are not recorded",
        [
          withProperties("cloudtrail/trail:Trail organization-trail", (trail) => {
            trail["eventSelectors"] = [{ includeManagementEvents: true, readWriteType: "WriteOnly" }];
          }),
        ],
        /does not record reads/,
      ],
      [
        "members' logs are not let in",
        [
          withStatements(
            "s3/bucketPolicy:BucketPolicy log-archive-policy",
            "policy",
            withoutSid("CloudTrailDeliversOfTheOrganization"),
          ),
        ],
        /cloudtrail\.amazonaws\.com may not s3:PutObject on arn:aws:s3:::\S+\/AWSLogs\/o-lifeline001\/any/,
      ],
      [
        "the key lets another trail encrypt",
        [
          withStatements(
            "kms/key:Key lifeline-log-archive-key",
            "policy",
            withSid("CloudTrailEncrypts", (statement) => {
              statement.Condition = {
                StringEquals: { "aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:100000000001:trail/other" },
              };
            }),
          ),
        ],
        /cloudtrail\.amazonaws\.com may not kms:GenerateDataKey/,
      ],
      [
        "the log group's role is without power",
        [
          withStatements("iam/rolePolicy:RolePolicy BreakGlassTrailLogs-policy", "policy", (statements) =>
            statements.map((one) => ({ ...one, Action: ["logs:CreateLogStream"] })),
          ),
        ],
        /BreakGlassTrailLogs may not logs:PutLogEvents/,
      ],
    ],
  ],
  [
    silenceIsNoticed,
    [
      [
        "an alarm takes silence for peace",
        [inAlarms("NoHeartbeatUsEast2", (alarm) => (alarm["TreatMissingData"] = "notBreaching"))],
        /lifeline-no-heartbeat-us-east-2 takes silence for notBreaching/,
      ],
      [
        "a heartbeat rests",
        [inDetection("HeartbeatAtHome", (schedule) => (schedule["State"] = "DISABLED"))],
        /the schedule arn:aws:scheduler:eu-central-1:100000000002:schedule\/default\/BreakGlassHeartbeat is off/,
      ],
      [
        "the heartbeat's role is let in by the bus no more",
        [
          withStatements(
            "cloudwatch/eventBusPolicy:EventBusPolicy buses-central-policy",
            "policy",
            withoutSid("Heartbeat"),
          ),
        ],
        /BreakGlassHeartbeat may not events:PutEvents/,
      ],
      [
        "a Region has no canary",
        [inDetection("Canary", (schedule) => (schedule["Name"] = "Other"))],
        /nothing sends a canary in ap-southeast-2/,
      ],
    ],
  ],
  [
    logsOutlastTheAttacker,
    [
      [
        "nothing keeps anybody from deleting",
        [withStatements("s3/bucketPolicy:BucketPolicy log-archive-policy", "policy", withoutSid("NobodyDeletes"))],
        /OrganizationAccountAccessRole can call s3:DeleteObject\w* on the log archive/,
      ],
      [
        "nothing is locked",
        [without("s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration log-archive-object-lock")],
        /lifeline-log-archive-o-lifeline001 locks nothing/,
      ],
      [
        "versions are suspended",
        [
          withProperties("s3/bucketVersioning:BucketVersioning log-archive-versioning", (versioning) => {
            versioning["versioningConfiguration"] = { status: "Suspended" };
          }),
        ],
        /lifeline-log-archive-o-lifeline001 keeps no versions/,
      ],
    ],
  ],
];
