import assert from "node:assert/strict";
import { alice, at, otherSide, takes, user } from "./people";
import { changed, declaration, heartbeat, incidentEvent, recorded, scene, type Event, type Scene } from "./scene";

const byTicketSystem = (minutes: number, more: object = {}): Event =>
  incidentEvent("IncidentDeclared", "777777777777", at(minutes), { ...declaration, ...more });
const approvedByOther = (minutes: number): Event =>
  incidentEvent("IncidentApproved", "888888888888", at(minutes), { id: "INC-1" });

async function openIncident(soc: Scene, more: object = {}): Promise<void> {
  assert.equal((await soc.send(byTicketSystem(0, more), at(0))).verdict, "record");
  assert.equal((await soc.send(approvedByOther(1), at(1))).verdict, "record");
  assert.deepEqual(soc.pages(), []);
}

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

describe("a declared and approved incident", () => {
  it("records its uses, each with the incident, and pages nobody", async () => {
    const soc = scene();
    await openIncident(soc);
    const taken = takes(alice, "BreakGlassOperator", "555555555555", 5);
    const uses = [
      changed("consolelogin-iam-mfa-us-east-1", "sign-in", at(4), { userIdentity: user(alice) }),
      taken,
      otherSide(taken, "555555555555"),
      changed("terminateinstances-break-glass-session", "stop", at(6)),
      changed("switchrole-console-us-east-1", "switch", at(7)),
    ];
    for (const use of uses) {
      const { verdict, reason } = await soc.send(use, at(8));
      assert.deepEqual([verdict, reason], ["record", "belongs to incident INC-1"]);
    }
    assert.deepEqual(soc.pages(), []);
    const kept = soc.register.partition("incident#INC-1").filter(({ sk }) => sk.startsWith("use#"));
    assert.equal(kept.length, 4);
    assert.equal(soc.measures.filter(({ name }) => name === "HandledUses").length, 5);
  });

  it("knows whose session a call came from, by the key that was issued", async () => {
    const soc = scene();
    await openIncident(soc);
    await soc.send(takes(alice, "BreakGlassOperator", "555555555555", 5, "one"), at(5));
    const call = changed("terminateinstances-break-glass-session", "stop", at(6));
    const identity = { ...(call.detail["userIdentity"] as object), accessKeyId: "ASIA-one" };
    await soc.send({ ...call, detail: { ...call.detail, userIdentity: identity } }, at(6));
    const [row] = soc.register.partition("incident#INC-1").filter(({ sk }) => sk === "use#stop");
    assert.equal(row?.body["person"], alice);
  });

  const outside: readonly {
    readonly title: string;
    readonly use: Event;
    readonly now: number;
    readonly why: RegExp;
  }[] = [
    {
      title: "another tier",
      use: takes(alice, "BreakGlassReadOnly", "555555555555", 5),
      now: 5,
      why: /no incident is declared for it/,
    },
    {
      title: "another account",
      use: takes(alice, "BreakGlassOperator", "666666666666", 5),
      now: 5,
      why: /no incident is declared for it/,
    },
    {
      title: "before the approval",
      use: takes(alice, "BreakGlassOperator", "555555555555", 0),
      now: 5,
      why: /was approved only at/,
    },
    {
      title: "after the end",
      use: takes(alice, "BreakGlassOperator", "555555555555", 241),
      now: 242,
      why: /INC-1 ended at 2026-03-10T12:00:00/,
    },
    {
      title: "from the future",
      use: takes(alice, "BreakGlassOperator", "555555555555", 30),
      now: 5,
      why: /comes from the future/,
    },
    {
      title: "under another session name",
      use: changed("assumerole-user-regional-caller-account", "d", at(5), {
        requestParameters: {
          roleArn: "arn:aws:iam::555555555555:role/break-glass/BreakGlassOperator",
          roleSessionName: "responder-2",
        },
      }),
      now: 5,
      why: /calls the session responder-2/,
    },
    {
      title: "from outside",
      use: changed("assumerole-outside-account-target-account", "o", at(5), {
        requestParameters: {
          roleArn: "arn:aws:iam::555555555555:role/break-glass/BreakGlassOperator",
          roleSessionName: "audit",
        },
      }),
      now: 5,
      why: /taken from account 999999999999/,
    },
    {
      title: "a failed sign-in",
      use: changed("consolelogin-iam-failure-mfa-us-east-1", "f", at(5)),
      now: 5,
      why: /ConsoleLogin failed/,
    },
    {
      title: "a denied assumption",
      use: changed("assumerole-denied-caller-account", "n", at(5)),
      now: 5,
      why: /was denied/,
    },
    {
      title: "root",
      use: changed("consolelogin-root-no-mfa-us-east-1", "r", at(5)),
      now: 5,
      why: /root is never part/,
    },
    {
      title: "an access key for a responder",
      use: changed("createaccesskey-emergency-account", "k", at(5)),
      now: 5,
      why: /credentials of the emergency account/,
    },
    {
      title: "tampering",
      use: changed("disablerule-security-account", "t", at(5)),
      now: 5,
      why: /a part of the emergency path was changed/,
    },
  ];
  for (const { title, use, now, why } of outside) {
    it(`covers nothing else: ${title}`, async () => {
      const soc = scene();
      await openIncident(soc);
      const { verdict, reason } = await soc.send(use, at(now));
      assert.equal(verdict, "alert");
      assert.match(reason, why);
      assert.equal(soc.pages().length, 1);
    });
  }

  it("does not cover the management tier without a look", async () => {
    const soc = scene();
    await openIncident(soc, { tiers: ["Management"], accounts: ["*"] });
    const { verdict, reason } = await soc.send(takes(alice, "BreakGlassManagement", "111111111111", 5), at(5));
    assert.deepEqual([verdict, reason], ["alert", "every use of the management tier is looked at"]);
  });

  it("still covers what was done in its time and arrives after its end", async () => {
    const soc = scene();
    await openIncident(soc);
    await soc.send(incidentEvent("IncidentClosed", "777777777777", at(30), { id: "INC-1" }), at(30));
    assert.equal((await soc.send(takes(alice, "BreakGlassOperator", "555555555555", 29), at(33))).verdict, "record");
    const late = await soc.send(takes(alice, "BreakGlassOperator", "555555555555", 31), at(34));
    assert.deepEqual([late.verdict, late.reason], ["alert", "incident INC-1 was closed at 2026-03-10T08:30:00.000Z"]);
  });

  it("says that a drill is one", async () => {
    const soc = scene();
    await openIncident(soc, { drill: true });
    const { reason } = await soc.send(takes(alice, "BreakGlassOperator", "555555555555", 5), at(5));
    assert.equal(reason, "belongs to incident INC-1 (drill)");
    assert.match(soc.messages[1]?.subject ?? "", /DRILL Notice/);
  });

  it("lasts longer when the ticket system extends it", async () => {
    const soc = scene();
    await openIncident(soc);
    const more = { id: "INC-1", end: "2026-03-10T14:00:00Z", reason: "still down" };
    assert.equal(
      (await soc.send(incidentEvent("IncidentExtended", "777777777777", at(60), more), at(60))).verdict,
      "record",
    );
    assert.equal((await soc.send(takes(alice, "BreakGlassOperator", "555555555555", 300), at(300))).verdict, "record");
    assert.equal((await soc.send(takes(alice, "BreakGlassOperator", "555555555555", 361), at(361))).verdict, "alert");
  });
});

describe("a use shortly before its declaration", () => {
  it("is paged, then linked when the declaration comes", async () => {
    const soc = scene();
    await soc.send(takes(alice, "BreakGlassOperator", "555555555555", -20, "early"), at(-19));
    assert.equal(soc.pages().length, 1);
    const { reason } = await soc.send(byTicketSystem(0), at(0));
    assert.match(reason, /1 earlier use is linked to it$/);
    const [row] = soc.register.partition("incident#INC-1").filter(({ sk }) => sk === "use#shared-early");
    assert.deepEqual([row?.body["linked"], row?.body["person"]], [true, alice]);
    assert.equal(soc.pages().length, 1);
  });

  it("is not linked to an incident of another tier", async () => {
    const soc = scene();
    await soc.send(takes(alice, "BreakGlassReadOnly", "555555555555", -20, "early"), at(-19));
    const { reason } = await soc.send(byTicketSystem(0), at(0));
    assert.doesNotMatch(reason, /linked/);
  });
});
