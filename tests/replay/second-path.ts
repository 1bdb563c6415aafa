import type { Aws } from "../../sandbox/aws";
import type { RegionalRecord } from "../../sandbox/aws/regional-model";
import { addRole, allow, home, management, policy, put, putTopic, security, thing, trustService } from "./landscape";

export const secondTopic = `arn:aws:sns:${home}:${management}:second`;

/** The trail's log, a filter that counts sign-ins, and an alarm that compares them with what was handled. */
export function putSecondPath(aws: Aws): void {
  const group = "/trail";
  addRole(aws, management, "TrailLogs", "/", trustService("cloudtrail.amazonaws.com"), ["logs:PutLogEvents"]);
  const logGroupArn = `arn:aws:logs:${home}:${management}:log-group:${group}:*`;
  put(aws, management, home, "trails", "organization", {
    ...thing,
    name: "organization",
    s3BucketName: "archive",
    isMultiRegionTrail: true,
    isOrganizationTrail: true,
    includeGlobalServiceEvents: true,
    enableLogFileValidation: true,
    isLogging: true,
    cloudWatchLogsGroupArn: logGroupArn,
    cloudWatchLogsRoleArn: `arn:aws:iam::${management}:role/TrailLogs`,
    eventSelectors: [],
    advancedEventSelectors: [],
    insightSelectors: [],
  });
  put(aws, management, home, "logGroups", group, {
    ...thing,
    name: group,
    retentionInDays: 30,
    logGroupClass: "STANDARD",
    deletionProtectionEnabled: false,
  });
  put(aws, management, home, "metricFilters", `${group}:uses`, {
    name: "uses",
    logGroupName: group,
    pattern: '{ $.eventName = "ConsoleLogin" }',
    transformation: { name: "SeenUses", namespace: "Lifeline", value: "1", unit: "None", dimensions: {} },
  });
  put(aws, management, home, "alarms", "unhandled", unhandledAlarm());
  const fromAlarms = { StringEquals: { "aws:SourceAccount": management } };
  putTopic(
    aws,
    management,
    "second",
    policy(allow({ Service: "cloudwatch.amazonaws.com" }, "sns:Publish", fromAlarms)),
  );
}

const alarmActions = {
  description: "uses that nobody handled",
  actionsEnabled: true,
  alarmActions: [secondTopic],
  okActions: [],
  insufficientDataActions: [],
  tags: {},
};

function unhandledAlarm(): RegionalRecord<"alarms"> {
  const metric = (metricName: string): object => ({ namespace: "Lifeline", metricName, period: 300, stat: "Sum" });
  return {
    kind: "metric",
    name: "unhandled",
    ...alarmActions,
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 6,
    datapointsToAlarm: 3,
    threshold: 0,
    treatMissingData: "missing",
    metricQueries: [
      { id: "seen", metric: metric("SeenUses") as never, returnData: false },
      { id: "handled", accountId: security, metric: metric("HandledUses") as never, returnData: false },
      { id: "open", expression: "RUNNING_SUM(FILL(seen, 0)) - RUNNING_SUM(FILL(handled, 0))", returnData: false },
      // What was handled before the window begins, and seen in it, is in every sum.
      { id: "unhandled", expression: "open - MIN(open) * (MIN(open) > 0)", returnData: true },
    ],
  };
}

export function composite(name: string, rule: string): RegionalRecord<"alarms"> {
  return { kind: "composite", name, ...alarmActions, rule };
}
