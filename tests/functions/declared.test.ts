import assert from "node:assert/strict";
import { alice, at, otherSide, takes, user } from "./people";
import { changed, declaration, incidentEvent, scene, type Event, type Scene } from "./scene";

const byTicketSystem = (minutes: number, more: object = {}): Event =>
  incidentEvent("IncidentDeclared", "777777777777", at(minutes), { ...declaration, ...more });
const approvedByOther = (minutes: number): Event =>
  incidentEvent("IncidentApproved", "888888888888", at(minutes), { id: "INC-1" });

async function openIncident(soc: Scene, more: object = {}): Promise<void> {
  assert.equal((await soc.send(byTicketSystem(0, more), at(0))).verdict, "record");
  assert.equal((await soc.send(approvedByOther(1), at(1))).verdict, "record");
  assert.deepEqual(soc.pages(), []);
}

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
