import assert from "node:assert/strict";
import { rulebook, wayInFor, type Deployer, type SettledFacts } from "../../rulebook";
import { sandboxFacts } from "./sandbox-facts";

const emergency = "100000000002";
const deployer = (name: string, managedBy: Deployer["managedBy"]): Deployer => ({
  name,
  account: emergency,
  managedBy,
});

describe("what the stack tells of those who deploy", () => {
  const toldOf = (deployers: SettledFacts["deployers"]) => wayInFor(rulebook, { ...sandboxFacts, deployers }).deployers;

  it("names the role, its account and the management account as the maker", () => {
    assert.deepEqual(toldOf([deployer("OrganizationAccountAccessRole", { kind: "management" })]), [
      {
        arn: "arn:aws:iam::100000000002:role/OrganizationAccountAccessRole",
        account: emergency,
        madeBy: "the management account",
      },
    ]);
  });

  it("names every other maker, a principal by its ARN", () => {
    const principal = "arn:aws:iam::100000000001:role/Bootstrap";
    const told = toldOf([
      deployer("stacksets-made", { kind: "stacksets" }),
      deployer("AWSControlTowerExecution", { kind: "controlTower" }),
      deployer("platform/Hand", { kind: "manual", principal }),
      deployer("platform/Second", { kind: "deployer", name: "platform/Hand" }),
    ]);
    assert.deepEqual(
      told.map(({ madeBy }) => madeBy),
      ["StackSets", "Control Tower", principal, "arn:aws:iam::100000000002:role/platform/Hand"],
    );
  });

  it("tells which account is which", () => {
    assert.deepEqual(wayInFor(rulebook, sandboxFacts).accounts, {
      management: "100000000001",
      emergency,
      logArchive: "100000000003",
      security: "100000000004",
      identity: "100000000005",
    });
  });
});

describe("what the stack tells of those who come in", () => {
  it("promises a responder his tiers, and one who is leaving none", () => {
    const [alice, bob] = sandboxFacts.responders;
    assert.ok(alice !== undefined && bob !== undefined);
    const told = wayInFor(rulebook, { ...sandboxFacts, responders: [alice, { ...bob, leaving: true }] }).responders;
    assert.deepEqual(
      told.map(({ name, tiers }) => ({ name, tiers })),
      [
        { name: "alice", tiers: ["ReadOnly", "Operator", "Admin"] },
        { name: "bob", tiers: [] },
      ],
    );
  });
});
