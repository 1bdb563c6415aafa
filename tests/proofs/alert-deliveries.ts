import { everyAlertTargetDelivers } from "../../proofs/claims/every-alert-target-delivers";
import { inAlarms, inDetection, type AlertCases } from "./alert-edits";
import { withPolicyOf, withTrustOf, withProperties, withSid, withStatements, without } from "./changed-landing-zone";

const standbyTopic = "arn:aws:sns:us-east-1:100000000004:lifeline-standby";

export const deliveries: readonly AlertCases[] = [
  [
    everyAlertTargetDelivers,
    [
      [
        "nobody subscribes to the SOC's topic",
        [without("sns/topicSubscription:TopicSubscription lifeline-soc.alerts.soc.soc@sandbox.example")],
        /nobody subscribes to arn:aws:sns:eu-central-1:100000000004:lifeline-soc/,
      ],
      [
        "dead letters have no policy",
        [inDetection("DeadLettersPolicy", (policy) => (policy["Queues"] = []))],
        /events\.amazonaws\.com may not sqs:SendMessage on arn:aws:sqs:\S+:100000000004:lifeline-dead-letters/,
      ],
      [
        "a rule has no queue of dead letters",
        [
          inDetection("WatchKeys", (rule) => {
            for (const target of rule["Targets"] as Record<string, unknown>[]) delete target["DeadLetterConfig"];
          }),
        ],
        /what arn:aws:events:\S+BreakGlassWatchKeys cannot deliver to central is lost/,
      ],
      [
        "the forwarding role may not put events",
        [
          withPolicyOf(
            "Forwarder",
            withSid("Forward", (statement) => (statement.Action = "events:PutRule")),
          ),
        ],
        /BreakGlassForwarder may not events:PutEvents on arn:aws:events:eu-central-1:100000000004:event-bus\/lifeline-central/,
      ],
      [
        "a target has no role",
        [
          inDetection("WatchKeys", (rule) => {
            for (const target of rule["Targets"] as Record<string, unknown>[]) delete target["RoleArn"];
          }),
        ],
        /the target central of arn:aws:events:\S+BreakGlassWatchKeys has no role to send with/,
      ],
      [
        "the function lets the bus's rule not in",
        [without("lambda/permission:Permission buses-permission")],
        /events\.amazonaws\.com may not lambda:InvokeFunction/,
      ],
      [
        "the key's grant to alarms is another account's",
        [
          withStatements(
            "kms/key:Key lifeline-soc-key",
            "policy",
            withSid("Alarms", (statement) => {
              statement.Condition = { StringEquals: { "aws:SourceAccount": "100000000001" } };
            }),
          ),
        ],
        /cloudwatch\.amazonaws\.com may not kms:GenerateDataKey/,
      ],
      [
        "an alarm tells nobody",
        [inAlarms("TriageErrors", (alarm) => (alarm["AlarmActions"] = []))],
        /lifeline-triage-errors acts on no topic/,
      ],
      [
        "a rule is off",
        [withProperties("cloudwatch/eventRule:EventRule buses-central-rule", (rule) => (rule["state"] = "DISABLED"))],
        /BreakGlassReceive is DISABLED/,
      ],
      [
        "the forwarding role is not EventBridge's to take",
        [
          withTrustOf(
            "Forwarder",
            withSid("OurRulesOnly", (one) => (one["Principal"] = { Service: "lambda.amazonaws.com" })),
          ),
        ],
        /events\.amazonaws\.com may not sts:AssumeRole on arn:aws:iam::\d+:role\/break-glass\/BreakGlassForwarder/,
      ],
      [
        "a target changes the event on its way",
        [
          inDetection("WatchKeys", (rule) => {
            for (const target of rule["Targets"] as Record<string, unknown>[]) target["InputPath"] = "$.detail";
          }),
        ],
        /the target central of arn:aws:events:\S+BreakGlassWatchKeys changes the event on its way/,
      ],
      [
        "dead letters wait in another Region",
        [
          inDetection("WatchKeys", (rule) => {
            for (const target of rule["Targets"] as Record<string, unknown>[]) {
              target["DeadLetterConfig"] = { Arn: "arn:aws:sqs:eu-central-1:100000000004:lifeline-dead-letters" };
            }
          }),
        ],
        /dead-letter queue \S+ is not in the Region of arn:aws:events:us-east-1:/,
      ],
      [
        "the topic's key is off",
        [withProperties("kms/key:Key lifeline-soc-key", (key) => (key["isEnabled"] = false))],
        /the key arn:aws:kms:eu-central-1:100000000004:key\/\S+ is disabled/,
      ],
      [
        "the topic has AWS's own key",
        [withProperties("sns/topic:Topic lifeline-soc", (topic) => (topic["kmsMasterKeyId"] = "alias/aws/sns"))],
        /is encrypted with alias\/aws\/sns, whose policy lets no service in/,
      ],
      // peers.md: EventBridge gives no source keys, so that such a grant lets it not in; a condition in the topic's policy neither.
      [
        "EventBridge publishes by itself, and the key asks whose event it is",
        [
          withProperties(
            "cloudwatch/eventTarget:EventTarget buses-standby-target",
            (target) => delete target["roleArn"],
          ),
          withStatements("sns/topic:Topic lifeline-standby", "policy", (statements) => [
            ...statements,
            {
              Effect: "Allow",
              Principal: { Service: "events.amazonaws.com" },
              Action: "sns:Publish",
              Resource: standbyTopic,
            },
          ]),
          withStatements("kms/key:Key lifeline-standby-key", "policy", (statements) => [
            ...statements,
            {
              Effect: "Allow",
              Principal: { Service: "events.amazonaws.com" },
              Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
              Resource: "*",
              Condition: { StringEquals: { "aws:SourceAccount": "100000000004" } },
            },
          ]),
        ],
        /^events\.amazonaws\.com may not kms:GenerateDataKey/m,
      ],
      [
        "EventBridge publishes by itself, and the topic asks whose event it is",
        [
          withProperties(
            "cloudwatch/eventTarget:EventTarget buses-standby-target",
            (target) => delete target["roleArn"],
          ),
          withStatements("sns/topic:Topic lifeline-standby", "policy", (statements) => [
            ...statements,
            {
              Effect: "Allow",
              Principal: { Service: "events.amazonaws.com" },
              Action: "sns:Publish",
              Resource: standbyTopic,
              Condition: { StringEquals: { "aws:SourceAccount": "100000000004" } },
            },
          ]),
        ],
        /^events\.amazonaws\.com may not sns:Publish/m,
      ],
    ],
  ],
];
