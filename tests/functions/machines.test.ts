import assert from "node:assert/strict";
import { at } from "./people";
import { changed, declaration, heartbeat, incidentEvent, scene, type Event } from "./scene";

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

  it("of several Regions at once tell what is due only once", async () => {
    const soc = scene();
    await soc.send(incidentEvent("IncidentDeclared", "777777777777", at(0), declaration), at(0));
    const regions = ["eu-central-1", "us-east-1", "us-east-2"];
    await Promise.all(regions.map((region) => soc.send(heartbeat(at(31), region), at(31))));
    assert.equal(soc.pages().length, 1);
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
