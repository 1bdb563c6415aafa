import assert from "node:assert/strict";
import type { Aws } from "../../sandbox/aws";
import { ruleHolds } from "../../sandbox/aws/cloudwatch/alarm-rule";
import { passMinutes } from "../../sandbox/aws/cloudwatch/alarm-states";
import { mathValueOf } from "../../sandbox/aws/cloudwatch/metric-math";
import { writeToTrails } from "../../sandbox/aws/cloudwatch/trail-log";
import { liveFor, type Datum, type Live } from "../../sandbox/aws/events/live";
import * as scene from "./landscape";
import { composite, putSecondPath, secondTopic } from "./second-path";

const { away, change, home, landscape, management, security, signIn } = scene;
const center = { accountId: management, region: home };

function withSecondPath(): Aws {
  const aws = landscape();
  putSecondPath(aws);
  const trust = scene.policy({
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${management}:root` },
    Action: "sts:AssumeRole",
  });
  scene.addRole(aws, security, "CloudWatch-CrossAccountSharingRole", "/", trust, ["cloudwatch:GetMetricData"]);
  return aws;
}

const liveIn = (aws: Aws): Live => liveFor(aws, async () => Promise.resolve({ lines: [] }));
const seen = ({ metrics }: Live): number => metrics.filter(({ name }) => name === "SeenUses").length;
const handledAt = (live: Live): Datum => ({
  accountId: security,
  region: home,
  namespace: "Lifeline",
  name: "HandledUses",
  dimensions: {},
  at: live.aws.clock,
  value: 1,
});

describe("The trail's log", () => {
  it("has the sign-in of a member account in another Region, and its filter counts it", () => {
    const live = liveIn(withSecondPath());
    writeToTrails(live, signIn(away).detail);
    writeToTrails(live, { ...signIn(away).detail, eventName: "ListBuckets" });
    assert.equal(seen(live), 1);
    assert.equal(live.metrics.filter(({ name }) => name === "IncomingLogEvents").length, 2);
    assert.deepEqual(
      live.steps.map(({ outcome }) => outcome),
      ["delivered", "delivered"],
    );
  });

  for (const [title, record, setUp] of [
    ["another organization's account", { recipientAccountId: "999999999999" }, {}],
    ["a trail that does not log", {}, { isLogging: false }],
    ["a trail of its account alone", {}, { isOrganizationTrail: false }],
    ["a trail of its Region alone", {}, { isMultiRegionTrail: false }],
    ["a trail of writes, and a read", { readOnly: true }, { eventSelectors: [{ readWriteType: "WriteOnly" }] }],
    ["a trail without management events", {}, { eventSelectors: [{ includeManagementEvents: false }] }],
    [
      "an advanced selector of writes, and a read",
      { readOnly: true },
      {
        advancedEventSelectors: [
          {
            fieldSelectors: [
              { field: "eventCategory", equals: ["Management"] },
              { field: "readOnly", equals: ["false"] },
            ],
          },
        ],
      },
    ],
    ["a trail without a log group", {}, { cloudWatchLogsGroupArn: undefined as never }],
  ] as const) {
    it(`has nothing of ${title}`, () => {
      const aws = withSecondPath();
      change(aws, management, home, "trails", "organization", setUp);
      const live = liveIn(aws);
      writeToTrails(live, { ...signIn(away).detail, ...record });
      assert.deepEqual([seen(live), live.steps], [0, []]);
    });
  }

  it("has reads and writes by selectors that say so", () => {
    const aws = withSecondPath();
    const category = { field: "eventCategory", equals: ["Management"] };
    for (const selectors of [
      { eventSelectors: [{ readWriteType: "All", includeManagementEvents: true }] },
      { advancedEventSelectors: [{ fieldSelectors: [category] }] },
      { advancedEventSelectors: [{ fieldSelectors: [category, { field: "readOnly", equals: ["true"] }] }] },
    ]) {
      change(aws, management, home, "trails", "organization", selectors);
      const live = liveIn(aws);
      writeToTrails(live, { ...signIn(away).detail, readOnly: true });
      assert.equal(seen(live), 1);
    }
  });

  for (const [title, break_, reason] of [
    [
      "role is gone",
      (aws: Aws) => void delete aws.iam[management]?.roles["traillogs"],
      /^cloudtrail.amazonaws.com cannot assume/,
    ],
    [
      "role may not write",
      (aws: Aws) =>
        scene.addRole(aws, management, "TrailLogs", "/", scene.trustService("cloudtrail.amazonaws.com"), ["s3:*"]),
      /TrailLogs may not logs:PutLogEvents/,
    ],
    [
      "log group is gone",
      (aws: Aws) =>
        change(aws, management, home, "trails", "organization", {
          cloudWatchLogsGroupArn: `arn:aws:logs:${home}:${management}:log-group:/other:*`,
        }),
      /^ResourceNotFoundException/,
    ],
  ] as const) {
    it(`has nothing where its ${title}`, () => {
      const aws = withSecondPath();
      break_(aws);
      const live = liveIn(aws);
      writeToTrails(live, signIn(away).detail);
      assert.deepEqual([seen(live), live.steps[0]?.outcome], [0, "lost"]);
      assert.match(live.steps[0]?.reason ?? "", reason);
    });
  }
});

describe("An alarm over what was seen and what was handled", () => {
  /** A use, seen five minutes later; then an hour passes. */
  function played(aws: Aws, isHandled: boolean): Live {
    const live = liveIn(aws);
    passMinutes(live, center, 2);
    if (isHandled) live.metrics.push(handledAt(live));
    passMinutes(live, center, 5);
    writeToTrails(live, signIn(away).detail);
    passMinutes(live, center, 60);
    return live;
  }

  it("pages once for a use that nobody handled", () => {
    const { notifications } = played(withSecondPath(), false);
    assert.deepEqual(
      notifications.map(({ topicArn, subject }) => [topicArn, subject]),
      [[secondTopic, 'ALARM: "unhandled" in eu-central-1']],
    );
  });

  it("pages nobody for a use that was handled before it was seen", () => {
    assert.deepEqual(played(withSecondPath(), true).notifications, []);
  });

  it("has too little data while the other account's metrics cannot be read, and its kin pages by that state", () => {
    const aws = withSecondPath();
    delete aws.iam[security]?.roles["cloudwatch-crossaccountsharingrole"];
    scene.put(aws, management, home, "alarms", "blind", composite("blind", 'INSUFFICIENT_DATA("unhandled")'));
    const { notifications, alarmStates } = played(aws, true);
    assert.equal(alarmStates.get(`arn:aws:cloudwatch:${home}:${management}:alarm:unhandled`), "INSUFFICIENT_DATA");
    assert.deepEqual(
      notifications.map(({ subject }) => subject),
      ['ALARM: "blind" in eu-central-1'],
    );
  });

  it("cannot page over a topic that does not let it in", () => {
    const aws = withSecondPath();
    const topic = scene.policy(
      scene.allow({ Service: "cloudwatch.amazonaws.com" }, "sns:Publish", {
        StringEquals: { "aws:SourceAccount": security },
      }),
    );
    scene.putTopic(aws, management, "second", topic);
    const live = played(aws, false);
    assert.deepEqual(live.notifications, []);
    assert.match(live.steps.at(-1)?.reason ?? "", /^AuthorizationError: cloudwatch.amazonaws.com/);
  });

  it("with actions switched off changes its state and pages nobody", () => {
    const aws = withSecondPath();
    change(aws, management, home, "alarms", "unhandled", { actionsEnabled: false });
    assert.deepEqual(played(aws, false).notifications, []);
  });
});

describe("An alarm over one metric", () => {
  for (const [missing, values, state] of [
    ["breaching", [], "ALARM"],
    ["notBreaching", [], "OK"],
    ["missing", [], "INSUFFICIENT_DATA"],
    ["ignore", [], "INSUFFICIENT_DATA"],
    ["notBreaching", [0], "ALARM"],
    ["notBreaching", [1], "OK"],
    ["breaching", [1], "OK"],
  ] as const) {
    it(`below 1, missing data ${missing}, is ${state} after ${values.length === 0 ? "no value" : values.join()}`, () => {
      const aws = withSecondPath();
      change(aws, management, home, "alarms", "unhandled", {
        metricQueries: [],
        metric: { namespace: "N", metricName: "M", dimensions: {}, period: 60, statistic: "Sum" },
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
        evaluationPeriods: 1,
        datapointsToAlarm: 1,
        treatMissingData: missing,
      });
      const live = liveIn(aws);
      live.metrics.push(
        ...values.map((value) => ({
          ...center,
          namespace: "N",
          name: "M",
          dimensions: {},
          at: aws.clock,
          value,
        })),
      );
      passMinutes(live, center, 1);
      assert.equal(live.alarmStates.get(`arn:aws:cloudwatch:${home}:${management}:alarm:unhandled`), state);
    });
  }
});

describe("Metric math", () => {
  const series: Readonly<Record<string, readonly (number | undefined)[]>> = { a: [1, undefined, 3], b: [2, 2, 2] };
  const valueOf = (id: string) => series[id] ?? [];

  for (const [expression, expected] of [
    ["a + b", [3, undefined, 5]],
    ["FILL(a, 0) - b * 2", [-3, -4, -1]],
    ["FILL(a, b)", [1, 2, 3]],
    ["(b - 1) / 2", [0.5, 0.5, 0.5]],
    ["b / 0", [undefined, undefined, undefined]],
    ["-b", [-2, -2, -2]],
    ["RUNNING_SUM(FILL(a, 0))", [1, 1, 4]],
    ["FILL(DIFF(RUNNING_SUM(b)), 0)", [0, 2, 2]],
    ["a - MIN(a)", [0, undefined, 2]],
    ["MAX(a) + SUM(b)", [9, 9, 9]],
    ["b > 1", [1, 1, 1]],
    ["IF(b >= 3, 5, 7)", [7, 7, 7]],
    ["IF(FILL(a, 0) > 0, b)", [2, undefined, 2]],
  ] as const) {
    it(expression, () => assert.deepEqual(mathValueOf(expression, valueOf, 3), expected));
  }

  for (const expression of ["RATE(a)", "a +", "a b", "a ? b", "(a", "FILL a"]) {
    it(`refuses ${expression}`, () => {
      assert.throws(() => mathValueOf(expression, valueOf, 3), /metric math is not understood/);
    });
  }
});

describe("The rule of a composite alarm", () => {
  const stateOf = (name: string) => (name === "up" ? "ALARM" : name === "down" ? "OK" : "INSUFFICIENT_DATA");

  for (const [rule, expected] of [
    ['ALARM("up")', true],
    ["ALARM(up)", true],
    ['ALARM("down")', false],
    ['ALARM("up") AND INSUFFICIENT_DATA("blind")', true],
    ['ALARM("up") AND NOT OK("down")', false],
    ['ALARM("down") OR (ALARM("up") AND TRUE)', true],
    ['FALSE OR ALARM("down") AND ALARM("up")', false],
  ] as const) {
    it(`${rule} is ${expected}`, () => assert.equal(ruleHolds(rule, stateOf), expected));
  }

  for (const rule of ["", "ALARM", 'ALARM("up") XOR TRUE', '(ALARM("up")']) {
    it(`refuses: ${rule}`, () => assert.throws(() => ruleHolds(rule, stateOf), /alarm rule is not understood/));
  }
});
