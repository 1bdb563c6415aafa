import assert from "node:assert/strict";
import { alice, at, bob, takes } from "./people";
import { changed, declaration, heartbeat, incidentEvent, scene, type Event, type Scene } from "./scene";

const carol = "arn:aws:iam::222222222222:user/break-glass/carol";
const security = "444444444444";

/** A responder takes one of the incident roles, then sends the step by it. */
async function step(
  soc: Scene,
  person: string,
  name: string,
  minutes: number,
  detail: object = { id: "INC-1" },
): Promise<string> {
  const role =
    {
      IncidentDeclared: "BreakGlassIncidentDeclare",
      IncidentApproved: "BreakGlassIncidentApprove",
      IncidentClosed: "BreakGlassIncidentClose",
    }[name] ?? "";
  await soc.send(takes(person, role, security, minutes), at(minutes));
  const { verdict, reason } = await soc.send(incidentEvent(name, security, at(minutes), { ...detail }), at(minutes));
  return `${verdict}: ${reason}`;
}

function state(soc: Scene): unknown {
  return soc.register.partition("incident#INC-1").find(({ sk }) => sk === "state")?.body;
}

async function use(soc: Scene, minutes: number): Promise<string> {
  return (await soc.send(takes(alice, "BreakGlassOperator", "555555555555", minutes), at(minutes))).verdict;
}

describe("an incident of responders, without ticket system or identity provider", () => {
  it("is declared by one and approved by another", async () => {
    const soc = scene();
    assert.match(
      await step(soc, alice, "IncidentDeclared", 0, declaration),
      /^record: incident INC-1 declared by alice for /,
    );
    assert.match(await step(soc, bob, "IncidentApproved", 5), /^record: incident INC-1 approved by bob for /);
    assert.equal(await use(soc, 6), "record");
    assert.deepEqual(soc.pages(), []);
    assert.equal((state(soc) as { readonly approvedAs: string }).approvedAs, "first");
  });

  it("is not approved by who declared it: refused, and alerted", async () => {
    const soc = scene();
    await step(soc, alice, "IncidentDeclared", 0, declaration);
    assert.equal(
      await step(soc, alice, "IncidentApproved", 5),
      "alert: refused: alice would approve what alice asked for",
    );
    assert.equal(soc.pages().length, 1);
    assert.equal(await use(soc, 6), "alert");
  });

  it("is not approved where either of two people may have sent both", async () => {
    const soc = scene();
    await step(soc, alice, "IncidentDeclared", 0, declaration);
    await soc.send(takes(alice, "BreakGlassIncidentApprove", security, 3), at(3));
    assert.match(
      await step(soc, bob, "IncidentApproved", 5),
      /^alert: refused: alice or bob would approve what alice asked for$/,
    );
  });

  it("waits for the AssumeRole event that says who approved, and is approved when it comes", async () => {
    const soc = scene();
    await step(soc, alice, "IncidentDeclared", 0, declaration);
    const { reason } = await soc.send(incidentEvent("IncidentApproved", security, at(5), { id: "INC-1" }), at(5));
    assert.match(reason, /who sent it is not known yet/);
    assert.equal(await use(soc, 6), "alert");
    await soc.send(heartbeat(at(7)), at(7));
    assert.equal((state(soc) as { readonly state: string }).state, "declared");
    await soc.send(takes(bob, "BreakGlassIncidentApprove", security, 4), at(8));
    await soc.send(heartbeat(at(10)), at(10));
    assert.equal((state(soc) as { readonly state: string }).state, "approved");
    assert.equal(await use(soc, 11), "record");
  });

  it("finds out late that the approver was the requester", async () => {
    const soc = scene();
    await step(soc, alice, "IncidentDeclared", 0, declaration);
    await soc.send(incidentEvent("IncidentApproved", security, at(5), { id: "INC-1" }), at(5));
    await soc.send(takes(alice, "BreakGlassIncidentApprove", security, 4), at(8));
    await soc.send(heartbeat(at(10)), at(10));
    assert.match(soc.pages().at(-1)?.text ?? "", /refused: alice would approve what alice asked for/);
    assert.equal(await use(soc, 11), "alert");
  });

  it("gives up on an approval that nobody can be found for", async () => {
    const soc = scene();
    await step(soc, alice, "IncidentDeclared", 0, declaration);
    await soc.send(incidentEvent("IncidentApproved", security, at(5), { id: "INC-1" }), at(5));
    await soc.send(heartbeat(at(29)), at(29));
    assert.deepEqual(soc.pages(), []);
    await soc.send(heartbeat(at(36)), at(36));
    assert.match(
      soc
        .pages()
        .map(({ text }) => text)
        .join("\n"),
      /nobody is known who could have sent the approval/,
    );
  });

  it("takes its time from AWS's, not from a field of the sender", async () => {
    const soc = scene();
    await step(soc, alice, "IncidentDeclared", 0, declaration);
    await soc.send(takes(bob, "BreakGlassIncidentApprove", security, 59), at(59));
    await soc.send(incidentEvent("IncidentApproved", security, at(1), { id: "INC-1" }), at(60));
    assert.equal((state(soc) as { readonly approvedAt: number }).approvedAt, Date.parse(at(60)));
  });
});

describe("an incident of a ticket system", () => {
  const refused: readonly { readonly title: string; readonly event: Event; readonly why: RegExp }[] = [
    {
      title: "approved from the account that declared",
      event: incidentEvent("IncidentApproved", "777777777777", at(1), { id: "INC-1" }),
      why: /nobody of account 777777777777 may approve/,
    },
    {
      title: "declared from a stranger's account",
      event: incidentEvent("IncidentDeclared", "555555555555", at(1), { ...declaration, id: "INC-2" }),
      why: /nobody of account 555555555555 may declare/,
    },
    {
      title: "declared twice",
      event: incidentEvent("IncidentDeclared", "777777777777", at(1), declaration),
      why: /exists already/,
    },
    {
      title: "without an end",
      event: incidentEvent("IncidentDeclared", "777777777777", at(1), { ...declaration, id: "INC-2", end: undefined }),
      why: /detail\.end: a text/,
    },
    {
      title: "with a field nobody knows",
      event: incidentEvent("IncidentDeclared", "777777777777", at(1), { ...declaration, id: "INC-2", approver: "bob" }),
      why: /detail\.approver: unknown/,
    },
    {
      title: "with an end in the past",
      event: incidentEvent("IncidentDeclared", "777777777777", at(1), { ...declaration, id: "INC-2", end: at(-1) }),
      why: /would end before it begins/,
    },
    {
      title: "for a month",
      event: incidentEvent("IncidentDeclared", "777777777777", at(1), {
        ...declaration,
        id: "INC-2",
        end: "2026-04-10T08:00:00Z",
      }),
      why: /longer than three days/,
    },
    {
      title: "from a clock that is wrong",
      event: incidentEvent("IncidentDeclared", "777777777777", at(60), { ...declaration, id: "INC-2" }),
      why: /a clock is wrong/,
    },
    {
      title: "approved where there is none",
      event: incidentEvent("IncidentApproved", "888888888888", at(1), { id: "INC-9" }),
      why: /there is no incident of this id/,
    },
    {
      title: "extended before it is approved",
      event: incidentEvent("IncidentExtended", "777777777777", at(1), { id: "INC-1", end: at(600), reason: "more" }),
      why: /the incident is declared/,
    },
    {
      title: "a step that does not exist",
      event: incidentEvent("IncidentForgotten", "777777777777", at(1), { id: "INC-1" }),
      why: /is no step of an incident/,
    },
    {
      title: "a name of JavaScript's own",
      event: incidentEvent("constructor", "777777777777", at(1), { id: "INC-1" }),
      why: /is no step of an incident/,
    },
  ];
  for (const { title, event, why } of refused) {
    it(`is refused and alerts: ${title}`, async () => {
      const soc = scene();
      await soc.send(incidentEvent("IncidentDeclared", "777777777777", at(0), declaration, "the first"), at(0));
      const { verdict, reason } = await soc.send(event, at(1));
      assert.equal(verdict, "alert");
      assert.match(reason, why);
      assert.equal(soc.pages().length, 1);
    });
  }

  it("is approved from an account only once", async () => {
    const soc = scene();
    await soc.send(incidentEvent("IncidentDeclared", "777777777777", at(0), declaration), at(0));
    await soc.send(incidentEvent("IncidentApproved", "888888888888", at(1), { id: "INC-1" }), at(1));
    const again = await soc.send(
      incidentEvent("IncidentApproved", "888888888888", at(2), { id: "INC-1" }, "again"),
      at(2),
    );
    assert.match(again.reason, /refused: the incident is approved/);
  });

  it("that one account both declares and approves is refused", async () => {
    const soc = scene();
    await soc.send(takes(alice, "BreakGlassIncidentDeclare", security, 0), at(0));
    const both = "888888888888";
    await soc.send({ ...incidentEvent("IncidentDeclared", "777777777777", at(0), declaration) }, at(0));
    const row = soc.register.partition("incident#INC-1").find(({ sk }) => sk === "state");
    assert.ok(row);
    soc.register.rows.set(`${row.pk}\n${row.sk}`, {
      ...row,
      body: { ...row.body, requester: { account: both, at: 0 } },
    });
    const { verdict, reason } = await soc.send(incidentEvent("IncidentApproved", both, at(1), { id: "INC-1" }), at(1));
    assert.equal(verdict, "alert");
    assert.match(
      reason,
      /ticket system in account 888888888888 would approve what ticket system in account 888888888888 asked for/,
    );
  });
});

describe("an approval that does not come", () => {
  it("escalates to the second approver, then to everybody, at night too, and may still come", async () => {
    const soc = scene();
    const asked = { ...declaration, approvers: { first: "Bob", second: "Carol" } };
    const said = await step(soc, alice, "IncidentDeclared", 0, asked);
    assert.match(said, /approval by 2026-03-10T08:30:00.000Z; Bob is asked/);
    await soc.send(heartbeat(at(25)), at(25));
    assert.deepEqual(soc.pages(), []);
    assert.equal((await soc.send(heartbeat(at(31)), at(31))).verdict, "escalate");
    assert.match(
      soc.pages()[0]?.text ?? "",
      /nobody has approved incident INC-1 of alice in time; Carol is asked, until 2026-03-10T09:01/,
    );
    assert.equal((await soc.send(heartbeat(at(36)), at(36))).verdict, "heartbeat");
    assert.equal((await soc.send(heartbeat(at(62)), at(62))).verdict, "escalate");
    assert.match(soc.pages()[1]?.text ?? "", /no approver has answered; until one does, every use alerts/);
    assert.equal((await soc.send(heartbeat(at(120)), at(120))).verdict, "heartbeat");
    assert.match(await step(soc, carol, "IncidentApproved", 121), /^record/);
    assert.equal((state(soc) as { readonly approvedAs: string }).approvedAs, "second");
  });
});

describe("the end of an incident", () => {
  async function used(): Promise<Scene> {
    const soc = scene();
    await step(soc, alice, "IncidentDeclared", 0, declaration);
    await step(soc, bob, "IncidentApproved", 1);
    await soc.send(takes(alice, "BreakGlassOperator", "555555555555", 5), at(5));
    return soc;
  }

  it("opens the rotation of the credentials that were used, as a task and a message", async () => {
    const soc = await used();
    assert.match(await step(soc, bob, "IncidentClosed", 30), /^record: incident INC-1 closed/);
    const [task] = soc.register.partition("rotation");
    assert.deepEqual(
      [task?.sk, task?.body["state"], task?.body["people"], task?.body["uses"]],
      ["INC-1", "open", [alice], 1],
    );
    assert.match(soc.messages.at(-1)?.text ?? "", /Give new passwords, and check the MFA devices, of: alice\./);
    assert.deepEqual(soc.pages(), []);
    assert.equal(await use(soc, 31), "alert");
  });

  it("comes by itself where nobody closes it, and opens the rotation too", async () => {
    const soc = await used();
    await soc.send(heartbeat(at(245)), at(245));
    assert.equal((state(soc) as { readonly state: string }).state, "expired");
    assert.equal(soc.register.partition("rotation").length, 1);
    assert.match(
      soc.messages.map(({ text }) => text).join("\n"),
      /ended at 2026-03-10T12:00:00.000Z and was not closed/,
    );
  });

  it("leaves nothing behind two days later but the record of what happened", async () => {
    const soc = await used();
    await step(soc, bob, "IncidentClosed", 30);
    await soc.send(heartbeat(at(2 * 24 * 60 + 40)), at(2 * 24 * 60 + 40));
    const left = [...soc.register.rows.values()].filter(({ pk }) => pk.startsWith("open#") || pk === "deadlines");
    assert.deepEqual(left, []);
    assert.equal((state(soc) as { readonly state: string }).state, "closed");
  });

  it("is not the end of a closed one again", async () => {
    const soc = await used();
    await step(soc, bob, "IncidentClosed", 30);
    assert.equal(await step(soc, bob, "IncidentClosed", 40), "alert: refused: the incident is closed already");
  });
});

describe("machines", () => {
  function deployer(name: string, day: number, more: object = {}): Event {
    return changed("createaccesskey-emergency-account", `${name}-${day}`, at(day * 1440), {
      eventName: name,
      readOnly: true,
      ...more,
    });
  }

  it("page nobody in a week of nightly refresh and readiness, and are told of once a day", async () => {
    const soc = scene();
    const readiness = {
      userIdentity: {
        type: "AssumedRole",
        accountId: "222222222222",
        arn: "arn:aws:sts::222222222222:assumed-role/BreakGlassReadiness/nightly",
        sessionContext: { sessionIssuer: { arn: "arn:aws:iam::222222222222:role/break-glass/BreakGlassReadiness" } },
      },
    };
    for (let day = 0; day < 7; day += 1) {
      for (const event of [
        deployer("GetUser", day),
        deployer("ListRoles", day),
        deployer("SimulatePrincipalPolicy", day, readiness),
      ]) {
        assert.equal((await soc.send(event, at(day * 1440))).verdict, "digest");
      }
      await soc.send(heartbeat(at((day + 1) * 1440)), at((day + 1) * 1440));
      await soc.send(heartbeat(at((day + 1) * 1440 + 5)), at((day + 1) * 1440 + 5));
    }
    assert.deepEqual(soc.pages(), []);
    assert.equal(soc.messages.length, 7);
    assert.match(
      soc.messages[0]?.text ?? "",
      /- 1 × arn:aws:iam::222222222222:role\/OrganizationAccountAccessRole iam:GetUser/,
    );
  });

  it("page when the same role creates an access key", async () => {
    const soc = scene();
    await soc.send(deployer("GetUser", 0), at(0));
    const { verdict, kind } = await soc.send(deployer("CreateAccessKey", 0, { readOnly: false }), at(0));
    assert.deepEqual([verdict, kind, soc.pages().length], ["alert", "credential-change", 1]);
  });
});

describe("heartbeats", () => {
  const refusal = {
    userIdentity: {
      type: "AssumedRole",
      accountId: "222222222222",
      accessKeyId: "ASIACANARY",
      arn: "arn:aws:sts::222222222222:assumed-role/BreakGlassCanary/x",
      sessionContext: { sessionIssuer: { arn: "arn:aws:iam::222222222222:role/break-glass/BreakGlassCanary" } },
    },
    recipientAccountId: "222222222222",
    errorMessage:
      "User: arn:aws:sts::222222222222:assumed-role/BreakGlassCanary/x is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/break-glass-hub/BreakGlassHubReadOnly",
  };
  const canary = (id: string, minutes: number, more: object = {}): Event => ({
    ...changed("assumerole-denied-caller-account", id, at(minutes), { ...refusal, ...more }),
    account: "222222222222",
  });

  it("of the transport are measured by Region", async () => {
    const soc = scene();
    await soc.send(heartbeat(at(0), "us-east-2"), at(0));
    assert.deepEqual(soc.measures, [{ name: "HeartbeatReceived", region: "us-east-2" }]);
    assert.deepEqual(soc.messages, []);
  });

  it("of CloudTrail are the canary's refused calls, once a day in each Region", async () => {
    const soc = scene();
    assert.equal((await soc.send(canary("one", 0), at(3))).verdict, "heartbeat");
    assert.equal((await soc.send(canary("two", 24 * 60), at(24 * 60 + 3))).verdict, "heartbeat");
    assert.deepEqual(soc.measures, [
      { name: "CanaryReceived", region: "eu-central-1" },
      { name: "CanaryReceived", region: "eu-central-1" },
    ]);
    assert.deepEqual(soc.messages, []);
  });

  const forged: readonly { readonly title: string; readonly event: Event }[] = [
    {
      title: "another target",
      event: canary("x", 0, { errorMessage: refusal.errorMessage.replace("HubReadOnly", "HubAdmin") }),
    },
    {
      title: "another principal",
      event: canary("x", 0, {
        userIdentity: {
          ...refusal.userIdentity,
          sessionContext: { sessionIssuer: { arn: "arn:aws:iam::222222222222:role/BreakGlassCanary" } },
        },
      }),
    },
    {
      title: "another account",
      event: {
        ...changed("assumerole-denied-caller-account", "x", at(0), { ...refusal, recipientAccountId: "555555555555" }),
      },
    },
    {
      title: "a call that was granted",
      event: canary("x", 0, {
        errorCode: undefined,
        errorMessage: undefined,
        requestParameters: {
          roleArn: "arn:aws:iam::222222222222:role/break-glass-hub/BreakGlassHubReadOnly",
          roleSessionName: "x",
        },
      }),
    },
  ];
  for (const { title, event } of forged) {
    it(`are nothing else: ${title}`, async () => {
      const soc = scene();
      assert.equal((await soc.send(event, at(3))).verdict, "alert");
    });
  }

  it("outside their window alert", async () => {
    const soc = scene();
    await soc.send(canary("one", 0), at(3));
    const { verdict, reason } = await soc.send(canary("two", 120), at(123));
    assert.equal(verdict, "alert");
    assert.match(reason, /a canary outside its window/);
  });
});
