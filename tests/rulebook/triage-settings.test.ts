import assert from "node:assert/strict";
import { rulebook, triageSettingsFor, type SettledFacts } from "../../rulebook";
import { automation } from "../../rulebook/automation";
import { settings as byHand } from "../functions/scene";
import { sandboxFacts } from "./sandbox-facts";

const settings = triageSettingsFor(rulebook, sandboxFacts);

describe("the settings of triage", () => {
  it("name the accounts, Regions and roles of the facts", () => {
    assert.deepEqual(settings.accounts, {
      management: "100000000001",
      emergency: "100000000002",
      security: "100000000004",
      logArchive: "100000000003",
    });
    for (const region of ["eu-central-1", "us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"]) {
      assert.ok(settings.regions.includes(region), region);
    }
    assert.deepEqual(settings.canary, {
      role: "BreakGlassCanary",
      target: "arn:aws:iam::100000000002:role/break-glass-hub/BreakGlassHubReadOnly",
    });
  });

  it("are those that the replay was written for", () => {
    const { paths, prefix, marks, targetRoles, hubRoles, incidentRoles, machines } = byHand;
    for (const [name, value] of Object.entries({
      paths,
      prefix,
      marks,
      targetRoles,
      hubRoles,
      incidentRoles,
      machines,
    })) {
      assert.deepEqual(settings[name as keyof typeof settings], value, name);
    }
    assert.equal(settings.serviceRoles["BreakGlassForwarder"], "events.amazonaws.com");
  });

  it("let the security account take every step but the extension, and ticket systems those they are listed for", () => {
    const role = (account: string): string => `arn:aws:iam::${account}:role/Tickets`;
    const facts: SettledFacts = {
      ...sandboxFacts,
      incidents: {
        declarers: [role("700000000000"), `${role("700000000000")}Too`],
        approvers: [role("800000000000")],
        extenders: [role("700000000000")],
        closers: [],
        approvalMinutes: 20,
      },
    };
    const { senders, approvalMinutes } = triageSettingsFor(rulebook, facts);
    assert.deepEqual(senders, {
      declare: ["100000000004", "700000000000"],
      approve: ["100000000004", "800000000000"],
      extend: ["700000000000"],
      close: ["100000000004"],
    });
    assert.equal(approvalMinutes, 20);
  });

  it("know the deployers and the readiness role exactly", () => {
    const [deployers, readiness] = settings.automation;
    assert.ok(deployers);
    assert.ok(deployers.roles.includes("arn:aws:iam::100000000002:role/OrganizationAccountAccessRole"));
    assert.ok(deployers.from.includes("100000000001"));
    assert.deepEqual(readiness?.roles, ["arn:aws:iam::100000000002:role/break-glass/BreakGlassReadiness"]);
  });

  it("fit, with the rest of the environment, into the 4 KB that AWS allows", () => {
    // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    const size = JSON.stringify(settings).length;
    assert.ok(size < 3_800, `${size} characters`);
  });
});

describe("what machines are expected to do", () => {
  it("reads, and changes nothing", () => {
    for (const { actions } of automation) {
      for (const action of actions) {
        assert.match(action, /^[a-z0-9]+:(Get|List|Describe|Simulate)[A-Za-z]*\*?$/, action);
      }
    }
  });

  it("is not reading secrets or what keys protect", () => {
    const all = automation.flatMap(({ actions }): readonly string[] => actions);
    for (const service of ["secretsmanager", "ssm"])
      assert.ok(!all.some((action) => action.startsWith(`${service}:`)), service);
    assert.ok(!all.includes("s3:Get*") && !all.includes("kms:Decrypt"));
  });
});
