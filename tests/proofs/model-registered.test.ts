import assert from "node:assert/strict";
import { organizationFrom, recordedFromPreview, recordedFromRegistered } from "../../proofs";
import { allow, classOf, management, stateOf, text, theOnly, thingsIn, trust, urnOf } from "./small-state";

const anyTrust = text(trust({ Service: "ec2.amazonaws.com" }));

describe("a preview's settings", () => {
  it("tell who responds and deploys, because a preview shows no outputs", () => {
    const stack = { type: "pulumi:pulumi:Stack", urn: "urn:pulumi:test::lifeline::pulumi:pulumi:Stack::lifeline-test" };
    const old = { responders: [], tiersByAccount: { workload: ["ReadOnly"] }, signInUrls: [], deployers: [] };
    const config = {
      "lifeline:organization": text({ id: "o-1234567890", managementAccountId: management }),
      "lifeline:emergencyAccount": text({ mode: "given", id: "444444444444" }),
      "lifeline:accounts": text({ security: "222222222222" }),
      "lifeline:regions": text({ home: "eu-central-1", governed: ["eu-central-1", "eu-west-1"] }),
      "lifeline:tiers": text({ workload: ["ReadOnly", "Operator"] }),
      "lifeline:responders": text([{ name: "alice", tiers: ["ReadOnly"], pgpKey: "keybase:alice" }]),
      "lifeline:deployers": text([
        { name: "Deploy", account: "security", managedBy: "management" },
        { name: "platform/Second", account: "333333333333", managedBy: "Deploy" },
        { name: "Third", account: "emergency", managedBy: "manual", principal: "arn:aws:iam::111111111111:role/Hand" },
      ]),
    };
    const organization = organizationOf(stateOf({ ...stack, outputs: old }), config);
    assert.deepEqual(organization.promised?.responders, [
      { name: "alice", arn: "arn:aws:iam::444444444444:user/break-glass/alice", tiers: ["ReadOnly"] },
    ]);
    assert.deepEqual(organization.promised?.signInRegions, ["eu-central-1", "eu-west-1"]);
    assert.deepEqual(organization.promised?.tiersByAccount, {
      workload: ["ReadOnly", "Operator"],
      logArchive: ["ReadOnly"],
      security: ["ReadOnly"],
      identity: ["ReadOnly", "IdentityAdmin"],
      management: ["Management"],
    });
    assert.deepEqual(organization.deployers, [
      { arn: "arn:aws:iam::222222222222:role/Deploy", account: "222222222222", madeBy: "the management account" },
      {
        arn: "arn:aws:iam::333333333333:role/platform/Second",
        account: "333333333333",
        madeBy: "arn:aws:iam::333333333333:role/Deploy",
      },
      {
        arn: "arn:aws:iam::444444444444:role/Third",
        account: "444444444444",
        madeBy: "arn:aws:iam::111111111111:role/Hand",
      },
    ]);
    assert.equal(classOf(organization, "444444444444").account.kind, "emergency");
  });
});

function organizationOf(state: object, config: object) {
  const recorded = recordedFromPreview(state, { config, steps: [] });
  assert.ok(recorded.ok);
  return organizationFrom(recorded.value);
}

describe("resources as a policy pack is shown them", () => {
  it("are read like those of a preview, with their providers beside them", () => {
    const shown = (type: string, name: string, properties: Record<string, string>) => ({
      type: `aws:${type}`,
      urn: urnOf(type, name),
      name,
      properties,
      protect: false,
      provider: { properties: { allowedAccountIds: text([management]), region: "eu-central-1" } },
    });
    const providerOfAws = { ...shown("", "p", {}), type: "pulumi:providers:aws" };
    const organization = organizationFrom(
      recordedFromRegistered([
        providerOfAws,
        shown("iam/role:Role", "one", { name: "one", assumeRolePolicy: anyTrust }),
        shown("iam/rolePolicy:RolePolicy", "p", { role: "one", name: "inline", policy: text(allow("s3:*")) }),
      ]),
    );
    const found = theOnly(thingsIn(organization, "role"));
    assert.deepEqual(
      [found.arn, found.identity.map(({ name }) => name)],
      ["arn:aws:iam::111111111111:role/one", ["inline"]],
    );
  });
});
