import assert from "node:assert/strict";
import { recordedFromState } from "../../proofs";
import { allow, modelOf, resource, stateOf, text, theOnly, thingsIn, trust, urnOf } from "./small-state";

const trusted = text(trust({ AWS: "arn:aws:iam::111111111111:root" }));
const secret = (plaintext: string) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext,
});
const ciphered = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "AAAA" };
const namesIn = (json: unknown): readonly string[] => {
  const read = recordedFromState(json);
  assert.ok(read.ok);
  return read.value.map(({ standing }) => standing.name);
};

describe("a state", () => {
  const role = resource("iam/role:Role", "one", { name: "one", assumeRolePolicy: trusted });

  it("is read from an export and from a checkpoint, without its providers", () => {
    const exported = stateOf(role) as { readonly deployment: object };
    assert.deepEqual(namesIn(exported), ["one"]);
    assert.deepEqual(namesIn({ version: 3, checkpoint: { stack: "test", latest: exported.deployment } }), ["one"]);
  });

  it("of a stack that was never updated holds nothing", () => {
    assert.deepEqual(namesIn({ version: 3, deployment: {} }), []);
    assert.deepEqual(namesIn({ version: 3, deployment: null }), []);
    assert.deepEqual(namesIn({ version: 3, checkpoint: { stack: "test" } }), []);
  });

  it("leaves out what waits for its deletion, and what is deleted and waits for its successor", () => {
    const waiting = { ...role, urn: urnOf("iam/role:Role", "old"), delete: true };
    const between = { ...role, urn: urnOf("iam/role:Role", "between"), pendingReplacement: true };
    assert.deepEqual(namesIn(stateOf(role, waiting, between)), ["one"]);
  });

  it("that is none says where something else was found", () => {
    assert.deepEqual(recordedFromState({ hello: 1 }), {
      ok: false,
      issues: [
        {
          path: "resources",
          message: "expected the output of `pulumi stack export` or a checkpoint, found no list of resources",
        },
      ],
    });
    const aResource = "a resource has a type and a urn, and inputs and outputs that are objects where it has them";
    const wrong = [{ type: 1 }, { ...role, inputs: "[secret]" }, { ...role, outputs: [1] }, role];
    assert.deepEqual(recordedFromState({ deployment: { resources: wrong } }), {
      ok: false,
      issues: [0, 1, 2].map((index) => ({ path: `deployment.resources[${index}]`, message: aResource })),
    });
    for (const other of [{ version: 3, deployment: "x" }, { checkpoint: { latest: 3 } }]) {
      assert.ok(!recordedFromState(other).ok, JSON.stringify(other));
    }
  });

  it("is read in the forms that Pulumi writes today, and in no later one", () => {
    const { deployment } = stateOf(role) as { readonly deployment: object };
    assert.deepEqual(namesIn({ version: 4, features: ["views"], deployment }), ["one"]);
    assert.deepEqual(recordedFromState({ version: 5, deployment }), {
      ok: false,
      issues: [
        { path: "version", message: "expected 1, 2, 3, 4, found 5: this Lifeline does not know that form of a state" },
      ],
    });
  });

  it("shows the plain text of a secret document", () => {
    const organization = modelOf([
      resource("iam/role:Role", "one", { name: "one", assumeRolePolicy: secret(JSON.stringify(trusted)) }),
    ]);
    assert.equal(theOnly(thingsIn(organization, "role")).trust.statements.length, 1);
    assert.deepEqual(organization.gaps, []);
  });

  it("does not show a document that is still encrypted: an opaque policy stands in its place, and a gap tells of it", () => {
    const organization = modelOf([resource("iam/role:Role", "one", { name: "one", assumeRolePolicy: ciphered })]);
    const { trust: policy } = theOnly(thingsIn(organization, "role"));
    assert.ok(policy.opaque);
    assert.equal(theOnly(organization.gaps).where, "one.assumeRolePolicy");
    assert.match(theOnly(organization.gaps).why, /not known before the update or kept secret/);
  });

  it("gives every issue of a document that cannot be read", () => {
    const wrong = allow("iam:*", { Principal: "*", Effect: "Permit" });
    const organization = modelOf([
      resource("iam/role:Role", "one", { name: "one", assumeRolePolicy: trusted }),
      resource("iam/rolePolicy:RolePolicy", "one-policy", { name: "inline", role: "one", policy: text(wrong) }),
    ]);
    const [policy] = theOnly(thingsIn(organization, "role")).identity;
    assert.ok(policy?.opaque);
    const { where, why } = theOnly(organization.gaps);
    assert.equal(where, "one-policy.policy");
    assert.match(why, /^cannot be read: .*Principal.*; .*Effect|^cannot be read: .*Effect.*; .*Principal/);
  });

  it("knows an account by its provider's one allowed account, or by the last role that it assumes", () => {
    const urn = "urn:pulumi:test::lifeline::pulumi:providers:aws::by-role";
    const roles = [
      { roleArn: "arn:aws:iam::111111111111:role/First" },
      { roleArn: "arn:aws:iam::333333333333:role/Last" },
    ];
    const byRole = { urn, custom: true, type: "pulumi:providers:aws", id: "p", inputs: { assumeRoles: text(roles) } };
    const entered = { ...role, urn: urnOf("iam/role:Role", "entered"), provider: `${urn}::p` };
    const organization = modelOf([byRole, entered, role]);
    assert.equal(theOnly(thingsIn(organization, "role", "333333333333")).arn, "arn:aws:iam::333333333333:role/one");
    assert.equal(theOnly(thingsIn(organization, "role")).account, "111111111111");
    assert.deepEqual(
      organization.deployers.map(({ arn }) => arn),
      roles.map(({ roleArn }) => roleArn),
    );
  });

  it("tells of a thing whose account nobody knows", () => {
    const organization = modelOf([{ ...role, provider: "urn:pulumi:test::lifeline::pulumi:providers:aws::none::p" }]);
    assert.match(theOnly(organization.gaps).why, /in which account/);
  });

  it("names types that the model does not look at, with their number, but no components", () => {
    const organization = modelOf([
      resource("iam/accountPasswordPolicy:AccountPasswordPolicy", "passwords", {}),
      {
        urn: "urn:pulumi:test::lifeline::lifeline:emergency:EmergencyAccess::e",
        type: "lifeline:emergency:EmergencyAccess",
      },
      { urn: "urn:pulumi:test::lifeline::aws-native:iam:Role::r", type: "aws-native:iam:Role" },
    ]);
    assert.deepEqual(organization.outside.slice(0, 2), [
      "1 × aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
      "1 × aws-native:iam:Role",
    ]);
  });
});
