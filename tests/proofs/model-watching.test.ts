import assert from "node:assert/strict";
import { matches } from "../../events";
import { inStack, inTemplate, management, modelOf, region, resource, text, theOnly, thingsIn } from "./small-state";

describe("rules", () => {
  const pattern = { source: ["aws.iam"] };
  const target = {
    arn: "arn:aws:lambda:x",
    roleArn: "arn:r",
    deadLetterConfig: { arn: "arn:q" },
    retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 1 },
  };

  it("have the targets of their own bus", () => {
    const rule = (bus: string) =>
      resource("cloudwatch/eventRule:EventRule", bus, {
        name: "r",
        eventBusName: bus,
        eventPattern: text(pattern),
        state: "ENABLED",
        region,
      });
    const targetOf = (bus: string, more: object = {}) =>
      resource("cloudwatch/eventTarget:EventTarget", `${bus}.t`, {
        rule: "r",
        eventBusName: bus,
        targetId: "t",
        region,
        ...target,
        ...more,
      });
    const found = inStack(
      "rule",
      rule("default"),
      rule("b"),
      targetOf("default"),
      targetOf("b", { inputPath: "$.detail" }),
    );
    assert.deepEqual(
      found.map(({ arn }) => arn),
      [`arn:aws:events:${region}:${management}:rule/r`, `arn:aws:events:${region}:${management}:rule/b/r`],
    );
    assert.deepEqual(found[0]?.targets, [
      {
        id: "t",
        arn: "arn:aws:lambda:x",
        roleArn: "arn:r",
        deadLetterArn: "arn:q",
        maximumEventAgeSeconds: 60,
        maximumRetryAttempts: 1,
        handsOnWholeEvent: true,
      },
    ]);
    assert.equal(found[1]?.targets[0]?.handsOnWholeEvent, false);
  });

  it("of a template are the same", () => {
    const found = theOnly(
      inTemplate("rule", {
        Rule: {
          Type: "AWS::Events::Rule",
          Properties: {
            Name: "r",
            EventPattern: pattern,
            State: "DISABLED",
            Targets: [
              {
                Id: "t",
                Arn: "arn:aws:lambda:x",
                RoleArn: "arn:r",
                DeadLetterConfig: { Arn: "arn:q" },
                RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 1 },
              },
            ],
          },
        },
      }),
    );
    assert.equal(found.state, "DISABLED");
    assert.deepEqual(found.targets[0]?.maximumEventAgeSeconds, 60);
    assert.ok(found.pattern !== undefined && matches(found.pattern, { source: "aws.iam" }));
    assert.ok(!matches(found.pattern, { source: "aws.s3" }));
  });

  it("whose pattern cannot be read have none, and a gap tells of it", () => {
    const organization = modelOf([
      resource("cloudwatch/eventRule:EventRule", "r", {
        name: "r",
        region,
        eventPattern: text({ source: [{ sounds: "aws" }] }),
      }),
    ]);
    assert.equal(theOnly(thingsIn(organization, "rule")).pattern, undefined);
    assert.match(theOnly(organization.gaps).why, /^cannot be read: source/);
  });
});

describe("a function", () => {
  it("has its permissions as one policy, with the conditions that Lambda writes", () => {
    const permission = (id: string, more: object) =>
      resource("lambda/permission:Permission", id, {
        function: "f",
        statementId: id,
        action: "lambda:InvokeFunction",
        region,
        ...more,
      });
    const found = theOnly(
      inStack(
        "function",
        resource("lambda/function:Function", "f", {
          name: "f",
          role: "arn:r",
          region,
          environment: { variables: { A: "b" } },
        }),
        permission("Rule", {
          principal: "events.amazonaws.com",
          sourceArn: "arn:aws:events:x:1:rule/r",
          sourceAccount: management,
        }),
        permission("Everybody", { principal: "*", principalOrgId: "o-1" }),
        permission("Account", { principal: "222222222222" }),
      ),
    );
    assert.deepEqual(
      found.policy?.statements.map(({ id, conditions }) => [id, conditions.map(({ key }) => key.toLowerCase()).sort()]),
      [
        ["Rule", ["aws:sourceaccount", "aws:sourcearn"]],
        ["Everybody", ["aws:principalorgid"]],
        ["Account", []],
      ],
    );
    assert.deepEqual([found.environment, found.roleArn], [{ A: "b" }, "arn:r"]);
  });

  it("without permissions has no policy", () => {
    const found = theOnly(inStack("function", resource("lambda/function:Function", "f", { name: "f", region })));
    assert.equal(found.policy, undefined);
  });
});

describe("what records and watches", () => {
  const trailWith = (more: object) =>
    theOnly(
      inStack("trail", resource("cloudtrail/trail:Trail", "t", { name: "t", s3BucketName: "logs", region, ...more })),
    );

  it("are trails, which record all management events where nothing is selected", () => {
    const trail = trailWith({ isOrganizationTrail: true, isMultiRegionTrail: true, enableLogFileValidation: true });
    assert.deepEqual(
      [
        trail.recordsReads,
        trail.recordsWrites,
        trail.isLogging,
        trail.isOrganizationTrail,
        trail.isMultiRegion,
        trail.validatesFiles,
      ],
      [true, true, true, true, true, true],
    );
    assert.equal(trailWith({ enableLogging: false }).isLogging, false);
  });

  it("are trails, which record less by their selectors", () => {
    const recorded = (more: object) => {
      const { recordsReads, recordsWrites } = trailWith(more);
      return [recordsReads, recordsWrites];
    };
    const field = (name: string, ...equals: readonly string[]) => ({ field: name, equals });
    const advanced = (...fields: readonly object[]) => ({ advancedEventSelectors: [{ fieldSelectors: fields }] });
    assert.deepEqual(recorded({ eventSelectors: [{ readWriteType: "WriteOnly" }] }), [false, true]);
    assert.deepEqual(recorded({ eventSelectors: [{ includeManagementEvents: false }] }), [false, false]);
    assert.deepEqual(recorded({ eventSelectors: [{ excludeManagementEventSources: ["kms.amazonaws.com"] }] }), [
      false,
      false,
    ]);
    assert.deepEqual(recorded(advanced(field("eventCategory", "Management"))), [true, true]);
    assert.deepEqual(recorded(advanced(field("eventCategory", "Management"), field("readOnly", "true"))), [
      true,
      false,
    ]);
    assert.deepEqual(
      recorded(advanced(field("eventCategory", "Management"), field("eventSource", "iam.amazonaws.com"))),
      [false, false],
    );
    assert.deepEqual(recorded(advanced(field("eventCategory", "Data"))), [false, false]);
  });

  it("are metric filters, known to IAM by their log group, whose pattern may be wrong", () => {
    const filter = (pattern: string) =>
      resource("cloudwatch/logMetricFilter:LogMetricFilter", "f", {
        name: "f",
        logGroupName: "/group",
        pattern,
        region,
        metricTransformation: { name: "Seen", namespace: "Lifeline" },
      });
    const found = theOnly(inStack("metricFilter", filter('{ $.eventName = "StopLogging" }')));
    assert.deepEqual(
      [found.arn, found.namespace, found.metric],
      [`arn:aws:logs:${region}:${management}:log-group:/group`, "Lifeline", "Seen"],
    );
    assert.ok(found.pattern);
    const wrong = modelOf([filter("{ $.eventName = }")]);
    assert.equal(theOnly(thingsIn(wrong, "metricFilter")).pattern, undefined);
    assert.equal(theOnly(wrong.gaps).where, "f.pattern");
  });

  it("are alarms on metrics of their own, of queries and of a template", () => {
    const query = { id: "a", metric: { namespace: "Lifeline", metricName: "Seen" } };
    const own = resource("cloudwatch/metricAlarm:MetricAlarm", "a", {
      name: "a",
      region,
      namespace: "AWS/SQS",
      metricName: "Depth",
      metricQueries: [query],
      alarmActions: ["arn:t"],
      treatMissingData: "breaching",
    });
    const found = theOnly(inStack("alarm", own));
    assert.deepEqual(
      [found.metrics, found.actions, found.actionsEnabled, found.treatMissingData],
      [["AWS/SQS/Depth", "Lifeline/Seen"], ["arn:t"], true, "breaching"],
    );
    const Metrics = [
      { Id: "a", MetricStat: { Metric: { Namespace: "Lifeline", MetricName: "Seen" }, Period: 60, Stat: "Sum" } },
    ];
    const made = theOnly(
      inTemplate("alarm", {
        A: { Type: "AWS::CloudWatch::Alarm", Properties: { AlarmName: "a", Metrics, ActionsEnabled: false } },
      }),
    );
    assert.deepEqual([made.metrics, made.actions, made.actionsEnabled], [["Lifeline/Seen"], [], false]);
  });

  it("are composite alarms, by the alarms of their rule", () => {
    const rule = 'ALARM("one") AND NOT OK(two) OR INSUFFICIENT_DATA("arn:aws:cloudwatch:x:1:alarm:three") AND TRUE';
    const found = theOnly(
      inStack(
        "alarm",
        resource("cloudwatch/compositeAlarm:CompositeAlarm", "c", { alarmName: "c", alarmRule: rule, region }),
      ),
    );
    assert.deepEqual([found.name, found.alarms, found.metrics], ["c", ["one", "two", "three"], []]);
  });

  it("are schedules, which are on unless they are switched off", () => {
    const schedule = (State?: string) =>
      theOnly(
        inTemplate("schedule", {
          S: {
            Type: "AWS::Scheduler::Schedule",
            Properties: {
              Name: "s",
              ScheduleExpression: "rate(5 minutes)",
              ...(State === undefined ? {} : { State }),
              Target: { Arn: "arn:aws:scheduler:::aws-sdk:eventbridge:putEvents", RoleArn: "arn:r", Input: '{"a":1}' },
            },
          },
        }),
      );
    const { isEnabled, targetArn, roleArn, input, expression } = schedule();
    assert.deepEqual(
      [isEnabled, targetArn, roleArn, input, expression],
      [true, "arn:aws:scheduler:::aws-sdk:eventbridge:putEvents", "arn:r", '{"a":1}', "rate(5 minutes)"],
    );
    assert.equal(schedule("DISABLED").isEnabled, false);
  });
});
