import assert from "node:assert/strict";
import { alice, at, otherSide, takes } from "./people";
import { changed, heartbeat, recorded, scene } from "./scene";

describe("an undeclared use", () => {
  it("alerts with who, what, where, when, from where, as what, and what to do", async () => {
    const soc = scene();
    const { verdict, reason } = await soc.send(
      recorded("assumerole-user-regional-caller-account"),
      "2026-03-10T07:55:00Z",
    );
    assert.deepEqual([verdict, reason], ["alert", "no incident is declared for it"]);
    const [message] = soc.messages;
    assert.ok(message);
    assert.equal(message.subject, "Lifeline ALERT: AssumeRole of BreakGlassOperator in account 555555555555");
    for (const line of [
      "Who        responder-1 (arn:aws:iam::222222222222:user/break-glass/responder-1)",
      "Where      account 222222222222, eu-central-1",
      "When       2026-03-10T07:50:05.000Z",
      "From       192.0.2.10",
      "Role       BreakGlassOperator (tier Operator)",
      "Incident   none declared",
      "Runbook: docs/runbook.md#undeclared-use",
    ]) {
      assert.ok(message.text.split("\n").includes(line), `${line} is missing in\n${message.text}`);
    }
    const { details = "", ...filters } = message.attributes;
    assert.deepEqual(filters, {
      decision: "alert",
      page: "true",
      kind: "assume",
      account: "222222222222",
      region: "eu-central-1",
    });
    const machine = JSON.parse(details) as Record<string, unknown>;
    assert.equal(machine["person"], "arn:aws:iam::222222222222:user/break-glass/responder-1");
    assert.equal(machine["declared"], "no");
    assert.deepEqual(soc.measures, [{ name: "HandledUses" }, { name: "Alerts" }]);
  });

  it("is one use on both sides, whichever comes first, and each side is counted as handled", async () => {
    const use = takes(alice, "BreakGlassOperator", "555555555555", 5);
    for (const sides of [
      [use, otherSide(use, "555555555555")],
      [otherSide(use, "555555555555"), use],
    ]) {
      const soc = scene();
      const verdicts = [];
      for (const side of sides) verdicts.push((await soc.send(side, at(6))).verdict);
      assert.deepEqual(verdicts, ["alert", "record"]);
      assert.equal(soc.pages().length, 1);
      assert.equal(soc.measures.filter(({ name }) => name === "HandledUses").length, 2);
    }
  });

  it("alerts again where only the other side shows the disguise", async () => {
    const soc = scene();
    const use = takes(alice, "BreakGlassOperator", "555555555555", 5);
    const disguised = {
      ...use,
      detail: {
        ...use.detail,
        requestParameters: {
          roleArn: "arn:aws:iam::555555555555:role/break-glass/BreakGlassOperator",
          roleSessionName: "bob",
        },
      },
    };
    await soc.send(otherSide(disguised, "555555555555"), at(6));
    const { verdict, reason } = await soc.send(disguised, at(6));
    assert.equal(verdict, "alert");
    assert.match(reason, /alice calls the session bob/);
    assert.equal(soc.pages().length, 2);
  });

  it("is handled once however often it is delivered", async () => {
    const soc = scene();
    const use = takes(alice, "BreakGlassOperator", "555555555555", 5);
    await soc.send(use, at(6));
    assert.deepEqual(await soc.send(use, at(7)), {
      verdict: "ignore",
      kind: "assume",
      reason: "handled already",
      messages: [],
      writes: [],
      after: [],
      measures: [],
    });
    assert.equal(soc.messages.length, 1);
  });

  it("is told once for each session: repeats are counted, and told with the next heartbeat", async () => {
    const soc = scene();
    for (let index = 0; index < 5; index += 1) {
      await soc.send(changed("describeinstances-break-glass-session", `call-${index}`, at(5)), at(5 + index));
    }
    assert.equal(soc.pages().length, 1);
    await soc.send(heartbeat(at(10)), at(10));
    assert.equal(soc.pages().length, 2);
    assert.match(soc.pages()[1]?.text ?? "", /- 4 more, the last: .*ec2:DescribeInstances/);
    await soc.send(heartbeat(at(15)), at(15));
    assert.equal(soc.pages().length, 2);
  });

  it("is told again when the session turns to something worse", async () => {
    const soc = scene();
    await soc.send(changed("terminateinstances-break-glass-session", "first", at(5)), at(5));
    const worse = changed("deleterule-workload-account", "worse", at(6), {
      userIdentity: recorded("terminateinstances-break-glass-session").detail["userIdentity"],
    });
    await soc.send(worse, at(6));
    assert.deepEqual(
      soc.pages().map(({ attributes }) => attributes["kind"]),
      ["activity", "tamper"],
    );
  });

  it("beyond the rate waits for the digest, and none is lost", async () => {
    const soc = scene();
    for (let index = 0; index < 40; index += 1) {
      await soc.send(
        changed("consolelogin-iam-failure-mfa-us-east-1", `try-${index}`, at(5), {
          sourceIPAddress: `203.0.113.${index}`,
        }),
        at(5),
      );
    }
    assert.equal(soc.pages().length, 30);
    await soc.send(heartbeat(at(6)), at(6));
    const digest = soc.pages()[30]?.text ?? "";
    for (let index = 30; index < 40; index += 1) assert.ok(digest.includes(`203.0.113.${index}:`), digest);
  });
});

describe("an alarm of another Region", () => {
  const alarm = (minutes: number): object => ({
    id: `alarm-${minutes}`,
    source: "aws.cloudwatch",
    "detail-type": "CloudWatch Alarm State Change",
    account: "444444444444",
    region: "us-east-2",
    time: at(minutes),
    detail: { alarmName: "lifeline-dead-letters", state: { value: "ALARM" } },
  });

  it("is told by its name, and again when it is raised again", async () => {
    const soc = scene();
    await soc.send(alarm(0), at(0));
    await soc.send(alarm(1), at(1));
    await soc.send(alarm(20), at(20));
    assert.equal(soc.pages().length, 2);
    assert.match(soc.pages()[0]?.text ?? "", /^ALERT: alarm lifeline-dead-letters in us-east-2\n/);
  });
});
