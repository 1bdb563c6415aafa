import assert from "node:assert/strict";
import type { Organization } from "../../proofs/model/organization";
import { classOf, modelOf, resource, snapshotWith, text, theOnly, thingsIn, trust } from "./small-state";

const region = "eu-central-1";
const [first, second, outer, suspended] = ["333333333333", "444444444444", "555555555555", "666666666666"] as const;
const snapshot = snapshotWith({
  units: [
    ["ou-a", "r-root"],
    ["ou-b", "ou-a"],
  ],
  accounts: [
    [first, "ou-a"],
    [second, "ou-b"],
    [outer, "r-root"],
    [suspended, "ou-a", "SUSPENDED"],
  ],
});

const template = {
  Parameters: { Name: { Type: "String", Default: "one" } },
  Resources: {
    Role: {
      Type: "AWS::IAM::Role",
      Properties: { RoleName: { Ref: "Name" }, AssumeRolePolicyDocument: trust({ Service: "ec2.amazonaws.com" }) },
    },
  },
};

function stackSet(more: object = {}): object {
  return resource(
    "cloudformation/stackSet:StackSet",
    "set",
    {
      name: "set",
      region,
      permissionModel: "SERVICE_MANAGED",
      autoDeployment: { enabled: true },
      templateBody: text(template),
      ...more,
    },
    { id: "set" },
  );
}

const targets = (more: object = {}) => ({ organizationalUnitIds: ["ou-a"], ...more });
const instancesOf = (deploymentTargets: object, more: object = {}, summaries?: readonly object[]): object => {
  const inputs = { stackSetName: "set", region, regions: [region], deploymentTargets, ...more };
  const outputs = summaries === undefined ? {} : { outputs: { ...inputs, stackInstanceSummaries: summaries } };
  return resource("cloudformation/stackInstances:StackInstances", "instances", inputs, outputs);
};
const summary = (
  accountId: string,
  status = "CURRENT",
  stackId = `arn:aws:cloudformation:${region}:${accountId}:stack/StackSet-set-1/2`,
) => ({
  accountId,
  region,
  status,
  detailedStatus: status === "CURRENT" ? "SUCCEEDED" : "FAILED",
  stackId,
});

/** Accounts in which the StackSet's role stands; the one that is made tomorrow is "new". */
function reached(...resources: readonly object[]): readonly string[] {
  return reachedIn(modelOf(resources, snapshot));
}

function reachedIn(organization: Organization): readonly string[] {
  return organization.classes
    .filter(({ things }) => things.some(({ kind }) => kind === "role"))
    .flatMap(({ members }) => members)
    .map((id) => (organization.newAccounts?.includes(id) === true ? "new" : id))
    .sort();
}

describe("a StackSet with service-managed permissions", () => {
  it("reaches the accounts below its targets, but for suspended ones", () => {
    assert.deepEqual(reached(stackSet(), instancesOf(targets())), [first, second]);
    assert.deepEqual(reached(stackSet(), instancesOf({ organizationalUnitIds: ["ou-b"] })), [second]);
  });

  it("below the root reaches every account, and those that are made later, but never the management account", () => {
    const everywhere = { organizationalUnitIds: ["r-root"] };
    assert.deepEqual(reached(stackSet(), instancesOf(everywhere)), [first, second, outer, "new"]);
    assert.deepEqual(reached(stackSet({ autoDeployment: { enabled: false } }), instancesOf(everywhere)), [
      first,
      second,
      outer,
    ]);
  });

  it("keeps to its filter", () => {
    const filtered = (accountFilterType: string) => targets({ accountFilterType, accounts: [first] });
    assert.deepEqual(reached(stackSet(), instancesOf(filtered("INTERSECTION"))), [first]);
    assert.deepEqual(reached(stackSet(), instancesOf(filtered("DIFFERENCE"))), [second]);
    const union = { organizationalUnitIds: ["ou-b"], accountFilterType: "UNION", accounts: [outer] };
    assert.deepEqual(reached(stackSet(), instancesOf(union)), [second, outer]);
    const added = { organizationalUnitIds: ["ou-b"], accounts: [outer] };
    assert.deepEqual(reached(stackSet(), instancesOf(added)), [second, outer]);
  });

  it("reaches nobody where a file names the accounts, and that is told", () => {
    const organization = modelOf([stackSet(), instancesOf(targets({ accountsUrl: "s3://bucket/accounts" }))], snapshot);
    assert.deepEqual(reachedIn(organization), []);
    assert.equal(theOnly(organization.gaps).where, "instances.deploymentTargets.accountsUrl");
  });

  it("reaches what comes later by automatic deployment whatever the filter", () => {
    const filtered = { organizationalUnitIds: ["r-root"], accountFilterType: "INTERSECTION", accounts: [first] };
    assert.deepEqual(reached(stackSet(), instancesOf(filtered)), [first, "new"]);
  });

  it("without automatic deployment has stacks where it was told to have them", () => {
    const manual = stackSet({ autoDeployment: { enabled: false } });
    assert.deepEqual(reached(manual, instancesOf(targets(), {}, [summary(first)])), [first]);
  });

  it("has no stack where AWS could not make one, and that is told", () => {
    const organization = modelOf(
      [stackSet(), instancesOf(targets(), {}, [summary(first), summary(second, "INOPERABLE", "")])],
      snapshot,
    );
    assert.deepEqual(reachedIn(organization), [first]);
    assert.deepEqual(organization.gaps, [
      { where: `set in ${second}, ${region}`, why: "the stack was INOPERABLE (FAILED) at the last update" },
    ]);
  });

  it("may have an old stack, and that is told", () => {
    const organization = modelOf(
      [stackSet(), instancesOf(targets(), {}, [summary(first), summary(second, "OUTDATED")])],
      snapshot,
    );
    assert.deepEqual(reachedIn(organization), [first, second]);
    assert.equal(theOnly(organization.gaps).where, `set in ${second}, ${region}`);
  });

  it("has no stack that the filter leaves out, whatever AWS told at the last update", () => {
    const filtered = targets({ accountFilterType: "DIFFERENCE", accounts: [second] });
    assert.deepEqual(reached(stackSet(), instancesOf(filtered, {}, [summary(first), summary(second)])), [first]);
  });

  it("has no stack in an account that was moved away from its targets", () => {
    const moved = instancesOf({ organizationalUnitIds: ["ou-b"] }, {}, [summary(first), summary(second)]);
    assert.deepEqual(reached(stackSet(), moved), [second]);
  });

  it("gives its parameters to every stack, and overrides of a deployment before them", () => {
    const nameIn = (...resources: readonly object[]) =>
      theOnly(thingsIn(modelOf(resources, snapshot), "role", first)).name;
    assert.equal(nameIn(stackSet(), instancesOf(targets())), "one");
    assert.equal(nameIn(stackSet({ parameters: { Name: "two" } }), instancesOf(targets())), "two");
    const overridden = instancesOf(targets(), { parameterOverrides: { Name: "three" } });
    assert.equal(nameIn(stackSet({ parameters: { Name: "two" } }), overridden), "three");
  });

  it("stands in the management account with what it says of itself, and its stacks in the members", () => {
    const organization = modelOf(
      [
        stackSet({ managedExecution: { active: true }, capabilities: ["CAPABILITY_NAMED_IAM"] }),
        instancesOf(targets(), { regions: [region, "us-east-1"] }, [summary(first)]),
      ],
      snapshot,
    );
    const set = theOnly(thingsIn(organization, "stackSet"));
    assert.deepEqual(
      [set.isServiceManaged, set.deploysAutomatically, set.retainsStacks, set.hasManagedExecution, set.capabilities],
      [true, true, false, true, ["CAPABILITY_NAMED_IAM"]],
    );
    assert.deepEqual([set.targets, set.accountFilter, set.regions], [["ou-a"], undefined, [region, "us-east-1"]]);
    assert.deepEqual(
      thingsIn(organization, "stack", first).map(({ name, region: at, stackSet: of }) => [name, at, of]),
      [
        ["StackSet-set-1", region, "set"],
        ["StackSet-set-00000000-0000-0000-0000-000000000000", "us-east-1", "set"],
      ],
    );
  });

  it("has one stack where two deployments reach the same account and Region", () => {
    const again = {
      ...instancesOf(targets()),
      urn: "urn:pulumi:test::lifeline::aws:cloudformation/stackInstances:StackInstances::again",
    };
    const organization = modelOf([stackSet(), instancesOf(targets()), again], snapshot);
    assert.equal(thingsIn(organization, "stack", first).length, 1);
  });

  it("whose template cannot be read has stacks with nothing in them, and a gap tells of it", () => {
    const organization = modelOf([stackSet({ templateBody: "Resources: {}" }), instancesOf(targets())], snapshot);
    assert.deepEqual(reachedIn(organization), []);
    assert.deepEqual(organization.gaps, [{ where: "set.templateBody", why: "the template is no JSON object" }]);
  });

  it("without a snapshot has stacks where AWS told of them, and in any account below its targets", () => {
    const organization = modelOf([stackSet(), instancesOf(targets(), {}, [summary(first)])]);
    assert.deepEqual(reachedIn(organization), [first, "new"]);
    const inUnit = organization.classes.find(({ account }) => account.name === "any other account in ou-a");
    assert.ok(inUnit?.things.some(({ kind }) => kind === "role"));
  });
});

describe("a StackSet with self-managed permissions", () => {
  it("reaches the accounts that it names, the management account too", () => {
    const set = stackSet({ permissionModel: "SELF_MANAGED", autoDeployment: undefined });
    const instances = resource("cloudformation/stackInstances:StackInstances", "instances", {
      stackSetName: "set",
      region,
      regions: [region],
      accounts: ["111111111111", outer],
    });
    assert.deepEqual(reached(set, instances), ["111111111111", outer]);
  });

  it("may be deployed one account at a time", () => {
    const set = stackSet({ permissionModel: "SELF_MANAGED", autoDeployment: undefined });
    const instance = resource("cloudformation/stackSetInstance:StackSetInstance", "instance", {
      stackSetName: "set",
      accountId: first,
      stackSetInstanceRegion: "us-east-1",
      region,
    });
    const organization = modelOf([set, instance], snapshot);
    assert.deepEqual(reachedIn(organization), [first]);
    assert.equal(
      theOnly(classOf(organization, first).things.filter(({ kind }) => kind === "stack")).region,
      "us-east-1",
    );
  });
});
