import { call, request, rows, home, global, type Made } from "./made-event";
import { accounts } from "./organization";

const { management, emergency, logArchive, security, workload } = accounts;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html#CloudWatch-state-change-events */
const deadLettersWait = {
  account: security,
  region: "us-east-2",
  source: "aws.cloudwatch",
  "detail-type": "CloudWatch Alarm State Change",
  detail: {
    alarmName: "lifeline-dead-letters",
    previousState: { value: "OK" },
    state: { value: "ALARM", reason: "Threshold Crossed" },
  },
};

export const madePathChanges: readonly Made[] = [
  ...rows("watch-rules", [
    ...[workload, management, emergency].map(
      (account) =>
        [
          `disabled in ${account}`,
          call(account, home, "events", "DisableRule", request({ name: "BreakGlassX" })),
        ] as const,
    ),
    ["a target taken away", call(workload, global, "events", "RemoveTargets", request({ rule: "breakglassx" }))],
    ["a rule taken for ours", call(workload, home, "events", "PutRule", request({ name: "break-glass-x" }))],
    [
      "a target of a rule taken for ours",
      call(workload, home, "events", "PutTargets", request({ rule: "Break-Glass-x" })),
    ],
  ]),
  ...rows("watch-rules-away", [
    ...[security, logArchive].map(
      (account) =>
        [
          `disabled in ${account}, far from home`,
          call(account, "eu-north-1", "events", "DisableRule", request({ name: "BreakGlassWatchKeys" })),
        ] as const,
    ),
    [
      "a target taken away, far from home",
      call(security, "ap-southeast-2", "events", "RemoveTargets", request({ rule: "breakglassWatchKeys" })),
    ],
  ]),
  ...rows("watch-buses", [
    ["deleted", call(security, home, "events", "DeleteEventBus", request({ name: "lifeline-standby" }))],
    ["its policy", call(security, home, "events", "PutPermission", request({ eventBusName: "lifeline-central" }))],
    [
      "a rule on it",
      call(security, home, "events", "PutRule", request({ name: "x", eventBusName: "lifeline-central" })),
    ],
    [
      "a rule on it, by ARN",
      call(
        security,
        home,
        "events",
        "PutRule",
        request({ name: "x", eventBusName: "arn:aws:events:x:4:event-bus/lifeline-central" }),
      ),
    ],
    [
      "deleted, by ARN",
      call(
        security,
        home,
        "events",
        "DeleteEventBus",
        request({ name: "arn:aws:events:x:4:event-bus/lifeline-standby" }),
      ),
    ],
  ]),
  ...rows("watch-topics", [
    ["the SOC's", call(security, home, "sns", "DeleteTopic", request({ topicArn: "arn:aws:sns:x:4:lifeline-soc" }))],
    [
      "one of ours",
      call(management, home, "sns", "SetTopicAttributes", request({ topicArn: "arn:aws:sns:x:1:lifeline-other" })),
    ],
    [
      "standby's",
      call(security, global, "sns", "SetTopicAttributes", request({ topicArn: "arn:aws:sns:x:4:lifeline-standby" })),
    ],
    [
      "a subscription",
      call(
        management,
        home,
        "sns",
        "Unsubscribe",
        request({ subscriptionArn: "arn:aws:sns:x:1:lifeline-second-path:1-2" }),
      ),
    ],
    [
      "a subscription of one of ours",
      call(security, home, "sns", "Unsubscribe", request({ subscriptionArn: "arn:aws:sns:x:1:lifeline-other:1-2" })),
    ],
  ]),
  ...rows(
    "watch-buses",
    ["PutPermission", "RemovePermission"].map(
      (eventName) =>
        [
          `${eventName} refused`,
          call(security, home, "events", eventName, { requestParameters: null, errorCode: "AccessDenied" }),
        ] as const,
    ),
  ),
  ...rows("watch-topics", [
    [
      "what it lets through",
      call(
        security,
        home,
        "sns",
        "PutDataProtectionPolicy",
        request({ resourceArn: "arn:aws:sns:x:4:lifeline-soc", dataProtectionPolicy: "{}" }),
      ),
    ],
  ]),
  ...rows("watch-queues", [
    [
      "moved away",
      call(
        security,
        home,
        "sqs",
        "StartMessageMoveTask",
        request({ sourceArn: "arn:aws:sqs:eu-central-1:4:lifeline-dead-letters" }),
      ),
    ],
    [
      "purged",
      call(
        security,
        "eu-north-1",
        "sqs",
        "PurgeQueue",
        request({ queueUrl: "https://sqs.x.amazonaws.com/4/lifeline-dead" }),
      ),
    ],
  ]),
  ...rows(
    "watch-keys",
    [
      "DisableKey",
      "ScheduleKeyDeletion",
      "PutKeyPolicy",
      "DeleteAlias",
      "UpdateAlias",
      "DeleteImportedKeyMaterial",
      "DisableKeyRotation",
      "UpdatePrimaryRegion",
      "ReplicateKey",
    ].flatMap((eventName) =>
      [security, logArchive, management].map(
        (account) =>
          [`${eventName} in ${account}`, call(account, home, "kms", eventName, request({ keyId: "0-1-2" }))] as const,
      ),
    ),
  ),
  ...rows(
    "watch-function",
    [
      "lifeline-triage",
      "arn:aws:lambda:x:4:function:lifeline-triage",
      "arn:aws:lambda:x:4:function:lifeline-triage:7",
    ].map(
      (functionName) =>
        [
          functionName,
          call(security, home, "lambda", "UpdateFunctionCode20150331v2", request({ functionName })),
        ] as const,
    ),
  ),
  ...rows("watch-function", [
    [
      "its policy as a whole",
      call(
        security,
        home,
        "lambda",
        "PutResourcePolicy20240916",
        request({ resourceArn: "arn:aws:lambda:x:4:function:lifeline-triage" }),
      ),
    ],
  ]),
  ...rows("watch-register", [
    ["deleted", call(security, home, "dynamodb", "DeleteTable", request({ tableName: "lifeline-incidents" }))],
    [
      "by ARN",
      call(
        security,
        home,
        "dynamodb",
        "UpdateTable",
        request({ tableName: "arn:aws:dynamodb:x:4:table/lifeline-incidents" }),
      ),
    ],
    [
      "its policy",
      call(
        security,
        home,
        "dynamodb",
        "PutResourcePolicy",
        request({ resourceArn: "arn:aws:dynamodb:x:4:table/lifeline-incidents" }),
      ),
    ],
    [
      "a row, by a user",
      call(security, home, "dynamodb", "PutItem", {
        managementEvent: false,
        ...request({ tableName: "lifeline-incidents" }),
        userIdentity: { type: "IAMUser" },
      }),
    ],
  ]),
  ...rows("watch-schedules", [
    ["ours", call(emergency, "eu-north-1", "scheduler", "UpdateSchedule", request({ name: "breakglassheartbeat" }))],
  ]),
  ...rows("watch-alarms", [
    ["changed", call(security, home, "monitoring", "PutMetricAlarm", request({ alarmName: "lifeline-x" }))],
    ["deleted", call(management, home, "monitoring", "DeleteAlarms", request({ alarmNames: ["other", "lifeline-x"] }))],
    [
      "muted",
      call(
        management,
        home,
        "monitoring",
        "PutAlarmMuteRule",
        request({ muteTargets: { alarmNames: ["lifeline-x"] } }),
      ),
    ],
  ]),
  ...rows("hear-alarms-elsewhere", [["dead letters wait in us-east-2", deadLettersWait]]),
];
