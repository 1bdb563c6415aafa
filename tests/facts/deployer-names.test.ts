import assert from "node:assert/strict";
import { assertIssues, issuesOf, judged, sandboxFact } from "./judged";

const own = sandboxFact("deployers") as unknown as readonly object[];
const index = own.length;
const stacksets = { account: "security", managedBy: "stacksets" };

describe("The name of a deployer", () => {
  const refused: readonly (readonly [string, string])[] = [
    ["BreakGlassReadOnly", "a name of the emergency path"],
    ["breakglassforwarder", "a name of the emergency path"],
    ["platform/BreakGlassTriage", "a name of the emergency path"],
    ["break-glass/BreakGlassForwarder", "a name of the emergency path"],
    ["Break-Glass/Pipeline", "a name of the emergency path"],
    ["break-glass-hub/Pipeline", "a name of the emergency path"],
    ["stacksets-exec-0123456789abcdef", "a role that StackSets makes for itself"],
    ["StackSets-Exec-x", "a role that StackSets makes for itself"],
    ["aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig", "a role that AWS makes for itself"],
  ];
  for (const [name, what] of refused) {
    it(`is not ${name}: that is ${what}`, () => {
      assertIssues({ deployers: [...own, { ...stacksets, name }] }, [
        [
          `lifeline:deployers[${index}].name`,
          `"${name}", ${what}`,
          "a role of a person or a pipeline, outside the emergency path",
          "remove the line: what these roles may do, the guardrails know",
        ],
      ]);
    });
  }

  it("may hold the same words elsewhere", () => {
    for (const name of [
      "MyBreakGlassAudit",
      "platform/break-glass/Pipeline",
      "exec-stacksets-exec-",
      "aws-service/X",
    ]) {
      assert.deepEqual(issuesOf({ deployers: [...own, { ...stacksets, name }] }), []);
    }
  });
});

describe("The account of a deployer", () => {
  it("is not the management account, which no SCP binds, in either spelling", () => {
    const allowed = "a member account: SCPs do not bind the management account, so nobody there needs an exemption";
    const expected = [
      `lifeline:deployers[${index}].account`,
      '"100000000001", the management account',
      allowed,
      "remove the line, or correct the id of the account",
    ] as const;
    const name = "Pipeline";
    assertIssues({ deployers: [...own, { name, account: "100000000001", managedBy: "management" }] }, [expected]);
    const deployers = [...own, { name, account: "identity", managedBy: "management" }];
    assertIssues({ deployers, accounts: { ...sandboxFact("accounts"), identity: "100000000001" } }, [expected]);
    assert.ok(judged({ deployers }).ok);
  });
});

describe("The principal of a deployer managed by hand", () => {
  const byHand = (account: string, principal: string, name = "ByHand") => ({
    name,
    account,
    managedBy: "manual",
    principal,
  });
  const path = `lifeline:deployers[${index}].principal`;
  const noDeployer = "a principal that is no deployer: nobody keeps itself, alone or in a circle";

  it("is not the deployer itself, whatever path and letter case", () => {
    for (const role of ["ops/ByHand", "byhand"]) {
      const principal = `arn:aws:iam::100000000004:role/${role}`;
      assertIssues({ deployers: [...own, byHand("security", principal, "ops/ByHand")] }, [
        [
          path,
          `"${principal}", the deployer itself`,
          noDeployer,
          "name the person's role that maintains it, or choose another maker",
        ],
      ]);
    }
    assert.ok(judged({ deployers: [...own, byHand("security", "arn:aws:iam::100000000004:user/ByHand")] }).ok);
  });

  it("is not another deployer, so that no two keep each other", () => {
    const role = (name: string) => `arn:aws:iam::100000000004:role/${name}`;
    const deployers = [...own, byHand("security", role("B"), "A"), byHand("100000000004", role("x/A"), "B")];
    assertIssues({ deployers }, [
      [path, `"${role("B")}", another deployer`, noDeployer, "write managedBy: B"],
      [
        `lifeline:deployers[${index + 1}].principal`,
        `"${role("x/A")}", another deployer`,
        noDeployer,
        "write managedBy: A",
      ],
    ]);
    // A role of that name in another account is another role.
    const elsewhere = { name: "B", account: "identity", managedBy: "management" };
    assert.ok(judged({ deployers: [...own, byHand("security", role("B"), "A"), elsewhere] }).ok);
  });

  const outside = "a principal outside the emergency path that a person uses";
  const person = "name the person's own role that maintains the deployer by hand";

  it("is not a responder's user", () => {
    for (const user of ["alice", "staff/ALICE"]) {
      const principal = `arn:aws:iam::100000000002:user/${user}`;
      assertIssues({ deployers: [...own, byHand("emergency", principal)] }, [
        [path, `"${principal}", a responder's user`, outside, person],
      ]);
    }
    const responders = ["Zoe", "bob"].map((name) => ({ name, tiers: ["ReadOnly"] }));
    const zoe = "arn:aws:iam::100000000002:user/zoe";
    assertIssues({ responders, deployers: [...own, byHand("emergency", zoe)] }, [
      [path, `"${zoe}", a responder's user`, outside, person],
    ]);
    for (const [account, principal] of [
      ["emergency", "arn:aws:iam::100000000002:user/maintainer"],
      ["emergency", "arn:aws:iam::100000000002:role/alice"],
      ["security", "arn:aws:iam::100000000004:user/alice"],
    ] as const) {
      assert.deepEqual(issuesOf({ deployers: [...own, byHand(account, principal)] }), []);
    }
  });

  it("is nothing of the emergency path and no role that AWS makes for itself", () => {
    for (const [resource, what] of [
      ["user/break-glass/zoe", "a name of the emergency path"],
      ["role/BreakGlassAdmin", "a name of the emergency path"],
      ["role/stacksets-exec-0123", "a role that StackSets makes for itself"],
      ["role/aws-service-role/x/AWSServiceRoleForX", "a role that AWS makes for itself"],
    ] as const) {
      const principal = `arn:aws:iam::100000000004:${resource}`;
      assertIssues({ deployers: [...own, byHand("security", principal)] }, [
        [path, `"${principal}", ${what}`, outside, person],
      ]);
    }
  });

  it("may be named before the emergency account has an id", () => {
    const emergencyAccount = { mode: "vended", name: "emergency", email: "a@b.org", parentId: "r-life" };
    const principal = "arn:aws:iam::100000000099:role/Maintainer";
    assert.deepEqual(issuesOf({ emergencyAccount, deployers: [...own, byHand("emergency", principal)] }), []);
  });

  it("has a name", () => {
    const principal = "arn:aws:iam::100000000004:role/ops/";
    assertIssues({ deployers: [...own, byHand("security", principal)] }, [
      [
        path,
        `"${principal}"`,
        "the ARN of one role or user, without wildcards",
        "name the one principal that maintains the deployer by hand",
      ],
    ]);
  });
});

describe("The maker of a deployer", () => {
  it("of a wrong type is one fault, not two", () => {
    for (const [managedBy, found] of [
      [[], "[]"],
      ["", '""'],
    ] as const) {
      assertIssues({ deployers: [...own, { name: "Pipeline", account: "security", managedBy }] }, [
        [
          `lifeline:deployers[${index}].managedBy`,
          found,
          "management, stacksets, controlTower, manual, or the name of another deployer",
          found === "[]" ? "correct it, as Pulumi.prod.yaml shows" : "name who makes and changes the role",
        ],
      ]);
    }
  });
});

describe("Deployers of the emergency account", () => {
  it("are refused where there are more than one event pattern holds", () => {
    const own = sandboxFact("deployers") as unknown as readonly object[];
    const more = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        name: `platform/deployers/DeployerOfTheEmergencyAccountWithAVeryLongNameNumber${index}`,
        account: "emergency",
        managedBy: "management",
      }));
    assert.ok(judged({ deployers: [...own, ...more(5)] }).ok);
    const result = judged({ deployers: [...own, ...more(25)] });
    assert.ok(!result.ok);
    assert.ok(
      result.issues.some(
        ({ path, found, allowed }) =>
          path === "lifeline:deployers" &&
          /^the event pattern of watch-deployers gets \d+ characters$/.test(found) &&
          allowed === "2048, AWS's quota",
      ),
      result.message,
    );
  });
});
