import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { detectionFor, rulebook, type NonEmpty, type SettledFacts } from "../../rulebook";
import { policyOf, service, session, verdictOf, administratorAccess, type Caller } from "../rulebook/evaluation";
import { sandboxFacts } from "../rulebook/sandbox-facts";
import { expandedIn, type PlainTemplate } from "../rulebook/template-expansion";

const record = detectionFor(rulebook, sandboxFacts);
const template = JSON.parse(record.stackSet.template) as PlainTemplate;
const regions = ["eu-central-1", "us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"];
const [management, emergency, logArchive, security, workload] = [
  "100000000001",
  "100000000002",
  "100000000003",
  "100000000004",
  "100000000011",
];

/** Logical ids of one type, as they exist there. */
function idsIn(account: string, region: string, type: string, from = template): readonly string[] {
  return Object.entries(expandedIn(from, { account, region }))
    .filter(([, { Type }]) => Type === type)
    .map(([id]) => id)
    .sort();
}

function propertiesIn(account: string, region: string, id: string): Readonly<Record<string, unknown>> {
  const properties = expandedIn(template, { account, region })[id]?.Properties;
  assert.ok(properties !== undefined, `${id} in ${account} ${region}`);
  return properties;
}

describe("The template of detection", () => {
  it("goes by StackSet to every member in every detection Region, and by a stack of each Region to management", () => {
    const { stackSet, managementStacks } = record;
    assert.deepEqual(stackSet.regions, regions);
    assert.deepEqual(
      [stackSet.name, stackSet.region, stackSet.organizationalUnitIds],
      ["lifeline-detection", "eu-central-1", ["r-life"]],
    );
    assert.deepEqual(
      managementStacks.map(({ name, region }) => [name, region]),
      regions.map((region) => ["lifeline-detection", region]),
    );
    for (const stack of managementStacks) assert.equal(stack.template, stackSet.template);
  });

  it("makes one queue of dead letters in each Region of the security account, and none elsewhere", () => {
    for (const region of regions) {
      for (const account of [management, emergency, logArchive, security, workload]) {
        const expected = account === security ? ["DeadLetters"] : [];
        assert.deepEqual(idsIn(account, region, "AWS::SQS::Queue"), expected, `${account} ${region}`);
        assert.equal(idsIn(account, region, "AWS::SQS::QueuePolicy").length, expected.length);
      }
    }
    assert.deepEqual(propertiesIn(security, "eu-north-1", "DeadLetters"), {
      QueueName: "lifeline-dead-letters",
      MessageRetentionPeriod: 1_209_600,
      SqsManagedSseEnabled: true,
    });
  });

  it("beats every five minutes from every Region of the emergency account: at home to the central bus, elsewhere to its own", () => {
    for (const region of regions) {
      const isHome = region === "eu-central-1";
      const beat = isHome ? "HeartbeatAtHome" : "HeartbeatAway";
      assert.deepEqual(idsIn(emergency, region, "AWS::Scheduler::Schedule"), ["Canary", beat]);
      const { Name, ScheduleExpression, State, Target } = propertiesIn(emergency, region, beat);
      assert.deepEqual([Name, ScheduleExpression, State], ["BreakGlassHeartbeat", "rate(5 minutes)", "ENABLED"]);
      const { Input, ...target } = Target as { readonly Input: string };
      assert.deepEqual(target, {
        Arn: "arn:aws:scheduler:::aws-sdk:eventbridge:putEvents",
        RoleArn: "arn:aws:iam::100000000002:role/break-glass/BreakGlassHeartbeat",
        RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 240 },
      });
      assert.deepEqual(JSON.parse(Input), {
        Entries: [
          {
            Source: "lifeline.heartbeat",
            DetailType: "Heartbeat",
            Detail: `{"region":"${region}"}`,
            EventBusName: isHome ? "arn:aws:events:eu-central-1:100000000004:event-bus/lifeline-central" : "default",
          },
        ],
      });
    }
    for (const account of [management, security, workload]) {
      assert.deepEqual(idsIn(account, "us-east-1", "AWS::Scheduler::Schedule"), []);
    }
  });

  it("sends a canary a day from every Region: a call that is refused, once", () => {
    for (const region of regions) {
      const { Name, ScheduleExpression, Target } = propertiesIn(emergency, region, "Canary");
      assert.deepEqual([Name, ScheduleExpression], ["BreakGlassCanary", "cron(30 4 * * ? *)"]);
      assert.deepEqual(Target, {
        Arn: "arn:aws:scheduler:::aws-sdk:sts:assumeRole",
        RoleArn: "arn:aws:iam::100000000002:role/break-glass/BreakGlassCanary",
        Input: JSON.stringify({
          RoleArn: "arn:aws:iam::100000000002:role/break-glass-hub/BreakGlassHubReadOnly",
          RoleSessionName: "lifeline-canary",
        }),
        RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 3_600 },
      });
    }
  });

  it("has something in every account and Region, for an empty stack is refused", () => {
    assert.deepEqual(idsIn(workload, "ap-southeast-2", "AWS::CloudFormation::WaitConditionHandle"), ["Marker"]);
    assert.deepEqual(Object.keys(expandedIn(template, { account: workload, region: "ap-southeast-2" })), ["Marker"]);
  });

  it("knows more Regions than one Fn::Or takes", () => {
    const many =
      "eu-central-1 eu-west-1 eu-west-2 eu-west-3 eu-north-1 us-east-1 us-east-2 us-west-1 us-west-2 sa-east-1 ca-central-1 ap-south-1 ap-southeast-1 ap-southeast-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 af-south-1 me-south-1 eu-south-1 il-central-1".split(
        " ",
      ) as unknown as NonEmpty<string>;
    const facts: SettledFacts = {
      ...sandboxFacts,
      regions: { ...sandboxFacts.regions, detection: many, memberDetection: many },
    };
    const wide = JSON.parse(detectionFor(rulebook, facts).stackSet.template) as PlainTemplate;
    for (const region of many) assert.ok(idsIn(workload, region, "AWS::Events::Rule", wide).length > 10, region);
    assert.deepEqual(idsIn(workload, "mx-central-1", "AWS::Events::Rule", wide), []);
  });

  it("fits into the 51,200 bytes that StackSets and stacks take directly", () => {
    assert.ok(Buffer.byteLength(record.stackSet.template) <= 51_200);
  });

  it("is clean for cfn-lint, where that is installed", function () {
    const directory = mkdtempSync(join(tmpdir(), "lifeline-detection-"));
    try {
      const file = join(directory, "template.json");
      writeFileSync(file, record.stackSet.template);
      const { status, stdout, error } = spawnSync("cfn-lint", ["--", file], { encoding: "utf8" });
      if (error !== undefined) {
        process.stderr.write(`skipped: cfn-lint does not run here (${error.message}); pip install cfn-lint\n`);
        this.skip();
      }
      assert.equal(`${stdout}${status}`, "0");
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});

describe("The queue of dead letters", () => {
  const queue = `arn:aws:sqs:eu-north-1:${security}:lifeline-dead-letters`;
  const policy = policyOf(
    propertiesIn(security, "eu-north-1", "DeadLettersPolicy")["PolicyDocument"],
    "resource",
    "lifeline-dead-letters",
  );
  const events = service("events.amazonaws.com");
  const of = (rule: string, organization = "o-lifeline001", tls = "true") => ({
    "aws:SourceArn": rule,
    "aws:SourceOrgID": organization,
    "aws:SecureTransport": tls,
  });
  const ours = `arn:aws:events:eu-north-1:${workload}:rule/BreakGlassWatchRules`;
  const decide = (caller: Caller, context: Readonly<Record<string, string>>, identity = [administratorAccess]) => {
    const policies = { identity: caller.kind === "service" ? [] : identity, resource: policy, scps: [], rcps: [] };
    return verdictOf(caller, "sqs:SendMessage", queue, policies, context).decision;
  };

  it("takes what our rules of the organization could not deliver, on the default and on our own buses", () => {
    assert.equal(decide(events, of(ours)), "allowed");
    assert.equal(decide(events, of(`arn:aws:events:eu-north-1:${management}:rule/BreakGlassX`)), "allowed");
    for (const bus of ["lifeline-central", "lifeline-standby"]) {
      assert.equal(
        decide(events, of(`arn:aws:events:eu-north-1:${security}:rule/${bus}/BreakGlassReceive`)),
        "allowed",
      );
    }
  });

  it("takes nothing of other rules, other organizations, other services or without TLS", () => {
    assert.equal(decide(events, of(`arn:aws:events:eu-north-1:${workload}:rule/Other`)), "implicitDeny");
    assert.equal(decide(events, of(`arn:aws:events:eu-north-1:${workload}:rule/x/BreakGlassX`)), "implicitDeny");
    assert.equal(decide(events, of(ours, "o-other00001")), "implicitDeny");
    assert.equal(decide(events, { "aws:SourceArn": ours, "aws:SecureTransport": "true" }), "implicitDeny");
    assert.equal(decide(service("sns.amazonaws.com"), of(ours)), "implicitDeny");
    assert.equal(decide(session(workload, "Administrator"), of(ours)), "implicitDeny");
    assert.equal(decide(events, of(ours, "o-lifeline001", "false")), "explicitDeny");
  });
});

describe("The receiving rules", () => {
  it("hand on to triage and to the standby topic, with dead letters in their Region and a day of retries", () => {
    const { central, standby, permission } = record;
    const day = { maximumEventAgeSeconds: 86_400, maximumRetryAttempts: 185 };
    assert.deepEqual(
      [central.name, central.region, central.rule.name],
      ["lifeline-central", "eu-central-1", "BreakGlassReceive"],
    );
    assert.deepEqual(central.rule.target, {
      id: "receiver",
      arn: "arn:aws:lambda:eu-central-1:100000000004:function:lifeline-triage",
      roleArn: undefined,
      deadLetterArn: "arn:aws:sqs:eu-central-1:100000000004:lifeline-dead-letters",
      ...day,
    });
    assert.deepEqual(permission, {
      statementId: "BreakGlassReceive",
      functionName: "lifeline-triage",
      principal: "events.amazonaws.com",
      sourceArn: "arn:aws:events:eu-central-1:100000000004:rule/lifeline-central/BreakGlassReceive",
      sourceAccount: "100000000004",
    });
    assert.deepEqual([standby.name, standby.region], ["lifeline-standby", "us-east-1"]);
    assert.deepEqual(standby.rule.target, {
      id: "receiver",
      arn: "arn:aws:sns:us-east-1:100000000004:lifeline-standby",
      roleArn: "arn:aws:iam::100000000004:role/break-glass/BreakGlassStandby",
      deadLetterArn: "arn:aws:sqs:us-east-1:100000000004:lifeline-dead-letters",
      ...day,
    });
  });

  it("match AWS's own events, heartbeats and incidents, and no other", () => {
    const expected = { source: [{ prefix: "aws." }, "lifeline.heartbeat", "lifeline.incident"] };
    assert.deepEqual(JSON.parse(record.central.rule.pattern), expected);
    assert.deepEqual(JSON.parse(record.standby.rule.pattern), expected);
  });
});
