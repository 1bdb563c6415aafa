import type { AlertRow } from "./alerts";

const d = "https://docs.aws.amazon.com/";
/** Changes to what carries the alert. */
export const pathAlerts = [
  {
    id: "watch-rules",
    kind: "tamper",
    why: "A disabled rule is an alert that never comes (E9). `break-glass…` is not ours but meant to be taken for it.",
    source: `${d}service-authorization/latest/reference/list_amazoneventbridge.html`,
    where: ["management", "emergency", "members"],
    regions: "reach",
    pattern: {
      source: ["aws.events"],
      detail: {
        readOnly: [false],
        requestParameters: {
          $or: [
            {
              name: [
                { prefix: { "equals-ignore-case": "{prefix}" } },
                { prefix: { "equals-ignore-case": "break-glass" } },
              ],
            },
            {
              rule: [
                { prefix: { "equals-ignore-case": "{prefix}" } },
                { prefix: { "equals-ignore-case": "break-glass" } },
              ],
            },
          ],
        },
      },
    },
    spared: "stackSets",
  },
  {
    id: "watch-rules-away",
    kind: "tamper",
    why: "What watches keys, topics and queues there stands in Regions that other members' rules do not reach.",
    source: `${d}service-authorization/latest/reference/list_amazoneventbridge.html`,
    where: ["security", "logArchive"],
    regions: "away",
    pattern: {
      source: ["aws.events"],
      detail: {
        readOnly: [false],
        requestParameters: {
          $or: [
            { name: [{ prefix: { "equals-ignore-case": "{prefix}" } }] },
            { rule: [{ prefix: { "equals-ignore-case": "{prefix}" } }] },
          ],
        },
      },
    },
    spared: "stackSets",
  },
  {
    id: "watch-buses",
    kind: "tamper",
    why: "Who changes the central bus, its policy or any rule on it decides what triage gets to see.",
    source: `${d}eventbridge/latest/userguide/eb-event-bus-perms.html`,
    where: ["security"],
    regions: "detection",
    pattern: {
      source: ["aws.events"],
      detail: {
        readOnly: [false],
        $or: [
          { requestParameters: { name: ["{bus}", { suffix: "event-bus/{bus}" }] } },
          { requestParameters: { eventBusName: ["{bus}", { suffix: "event-bus/{bus}" }] } },
          // Refused, they name no bus.
          { eventName: ["PutPermission", "RemovePermission"] },
        ],
      },
    },
  },
  {
    id: "watch-topics",
    kind: "tamper",
    why: "A deleted topic or subscription is silence; unsubscribing by a mail's link is not even logged, so the second path has another topic.",
    source: `${d}sns/latest/dg/logging-using-cloudtrail.html`,
    where: ["security", "management"],
    regions: "detection",
    pattern: {
      source: ["aws.sns"],
      detail: {
        readOnly: [false],
        requestParameters: {
          $or: [
            { topicArn: [{ wildcard: "*:{stackSetPrefix}*" }] },
            { subscriptionArn: [{ wildcard: "*:{stackSetPrefix}*" }] },
            // A data protection policy denies messages by what they contain.
            { resourceArn: [{ wildcard: "*:{stackSetPrefix}*" }] },
          ],
        },
      },
    },
  },
  {
    id: "watch-queues",
    kind: "tamper",
    why: "What could not be delivered waits there; a purged queue is a lost alert.",
    source: `${d}AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-logging-using-cloudtrail.html`,
    where: ["security"],
    regions: "detection",
    pattern: {
      source: ["aws.sqs"],
      detail: {
        readOnly: [false],
        requestParameters: {
          $or: [
            { queueUrl: [{ wildcard: "*/{stackSetPrefix}*" }] },
            // What waits there is moved away.
            { sourceArn: [{ wildcard: "*:{stackSetPrefix}*" }] },
          ],
        },
      },
    },
    spared: "stackSets",
  },
  {
    id: "watch-keys",
    kind: "tamper",
    why: "Topic, register and archive fall silent with their keys. Events name a key by its id only, so every key of the three accounts counts.",
    source: `${d}kms/latest/developerguide/logging-using-cloudtrail.html`,
    where: ["security", "logArchive", "management"],
    regions: "detection",
    pattern: {
      source: ["aws.kms"],
      detail: {
        eventName: [
          "DisableKey",
          "ScheduleKeyDeletion",
          "PutKeyPolicy",
          "DeleteAlias",
          "UpdateAlias",
          "DeleteImportedKeyMaterial",
          "DisableKeyRotation",
          "UpdatePrimaryRegion",
          "ReplicateKey",
        ],
      },
    },
  },
  {
    id: "watch-function",
    kind: "tamper",
    why: "Triage decides what is an alert; another code, role, trigger or limit decides otherwise. Event names carry API dates.",
    source: `${d}lambda/latest/dg/logging-using-cloudtrail.html`,
    where: ["security"],
    regions: "detection",
    pattern: {
      source: ["aws.lambda"],
      detail: {
        readOnly: [false],
        managementEvent: [true],
        requestParameters: {
          $or: [
            {
              functionName: [
                "{triageFunction}",
                { suffix: ":function:{triageFunction}" },
                { wildcard: "*:function:{triageFunction}:*" },
              ],
            },
            { resourceArn: [{ suffix: ":function:{triageFunction}" }] },
          ],
        },
      },
    },
  },
  {
    id: "watch-register",
    kind: "register-change",
    why: "A row written past triage would make any use a declared one. Rows are seen where the trail logs data events of the table.",
    source: `${d}amazondynamodb/latest/developerguide/logging-using-cloudtrail.html`,
    where: ["security"],
    regions: "detection",
    pattern: {
      source: ["aws.dynamodb"],
      detail: {
        readOnly: [false],
        requestParameters: {
          $or: [
            { tableName: ["{register}", { suffix: ":table/{register}" }] },
            { resourceArn: [{ suffix: ":table/{register}" }] },
          ],
        },
        userIdentity: {
          sessionContext: { sessionIssuer: { userName: [{ exists: false }, { "anything-but": ["{triageRole}"] }] } },
        },
      },
    },
  },
  {
    id: "watch-schedules",
    kind: "tamper",
    why: "Heartbeats and canaries begin here.",
    source: `${d}scheduler/latest/UserGuide/cross-service.html`,
    where: ["emergency"],
    regions: "detection",
    pattern: {
      source: ["aws.scheduler"],
      detail: { readOnly: [false], requestParameters: { name: [{ prefix: { "equals-ignore-case": "{prefix}" } }] } },
    },
    spared: "stackSets",
  },
  {
    id: "watch-alarms",
    kind: "tamper",
    why: "The alarms are the second path and tell of a broken first.",
    source: `${d}AmazonCloudWatch/latest/monitoring/logging_cw_api_calls.html`,
    where: ["security", "management"],
    regions: "detection",
    pattern: {
      source: ["aws.monitoring"],
      detail: {
        readOnly: [false],
        $or: [
          { requestParameters: { alarmName: [{ prefix: "{alarmPrefix}" }] } },
          { requestParameters: { alarmNames: [{ prefix: "{alarmPrefix}" }] } },
          // Mutes alarms that stand in a list of its own.
          { eventName: ["PutAlarmMuteRule"] },
        ],
      },
    },
  },
  {
    id: "hear-alarms-elsewhere",
    kind: "unknown",
    why: "Dead letters stay in their Region, and an alarm there cannot reach the SOC topic: its change of state goes home as an event.",
    source: `${d}AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html`,
    where: ["security"],
    regions: "away",
    pattern: {
      source: ["aws.cloudwatch"],
      "detail-type": ["CloudWatch Alarm State Change"],
      detail: { alarmName: [{ prefix: "{alarmPrefix}" }], state: { value: ["ALARM"] } },
    },
  },
] as const satisfies readonly AlertRow[];
