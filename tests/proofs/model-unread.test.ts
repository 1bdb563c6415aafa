import assert from "node:assert/strict";
import { assumptions, prove } from "../../proofs";
import { nobodyLeavesTheOrganization } from "../../proofs/claims/nobody-leaves-the-organization";
import { responderEntersByConsole } from "../../proofs/claims/responder-enters-by-console";
import type { Organization } from "../../proofs/model/organization";
import { changed, type Change } from "./changed-landing-zone";
import { modelOf, region, resource, snapshotWith, text, unknownText } from "./small-state";

const standing = { today: "2026-11-28", assumptions };
const withResource = (type: string, inputs: object) => (change: Change) => {
  change.resources.push({
    urn: `urn:pulumi:sandbox::lifeline::${type}::added`,
    type,
    inputs,
    outputs: inputs,
  } as never);
};

function verdictsOf(organization: Organization): readonly (readonly [verdict: string, missing: string | undefined])[] {
  const { claims } = prove(organization, [responderEntersByConsole, nobodyLeavesTheOrganization], standing);
  return claims.map(({ verdict, missing }) => [verdict, missing?.[0]]);
}

describe("a resource that the model does not read", () => {
  it("and that gives or takes access leaves every claim unknown: a policy by another provider", () => {
    const document = { Statement: [{ Effect: "Deny", Action: "sts:*", Resource: "*" }] };
    const native = changed(
      withResource("aws-native:organizations:Policy", { name: "no-sts", content: text(document) }),
    );
    assert.ok(native.outside.includes("1 × aws-native:organizations:Policy"));
    const why = "added: is not read: it is one of the provider aws-native, and may give or take access";
    assert.deepEqual(verdictsOf(native), [
      ["unknown", why],
      ["unknown", why],
    ]);
  });

  it("and that gives or takes access leaves every claim unknown: a kind without a reader", () => {
    const exclusive = changed(
      withResource("aws:iam/userPoliciesExclusive:UserPoliciesExclusive", { userName: "alice", policyNames: [] }),
    );
    const why = "added: is not read: it takes every other inline policy from a user";
    assert.deepEqual(verdictsOf(exclusive), [
      ["unknown", why],
      ["unknown", why],
    ]);
  });

  it("is told and nothing more where nothing of it can matter", () => {
    const harmless = changed(withResource("aws-native:logs:QueryDefinition", {}));
    assert.ok(harmless.outside.includes("1 × aws-native:logs:QueryDefinition"));
    assert.deepEqual(verdictsOf(harmless), [
      ["proven-under-assumptions", undefined],
      ["proven", undefined],
    ]);
  });

  it("is told of templates too", () => {
    const stack = (resources: object) =>
      modelOf([
        resource("cloudformation/stack:Stack", "s", {
          name: "s",
          region,
          templateBody: text({ Resources: resources }),
        }),
      ]);
    const nested = stack({ Inner: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: "https://x" } } });
    assert.deepEqual(nested.gaps, [
      {
        where: "s.Inner",
        why: "is not read: it is a stack of its own, whose template lies at a URL",
        hidesThings: true,
      },
    ]);
    assert.deepEqual(stack({ Q: { Type: "AWS::Logs::QueryDefinition", Properties: {} } }).gaps, []);
  });
});

describe("delegation by the stack", () => {
  const inputs = { accountId: "222222222222", servicePrincipal: "backup.amazonaws.com" };
  const administrator = resource("organizations/delegatedAdministrator:DelegatedAdministrator", "backup", inputs);
  const snapshot = snapshotWith({ accounts: [["222222222222", "r-root"]] });

  it("of a service adds to what the snapshot tells, each once", () => {
    const told = structuredClone(snapshot) as { organization: { delegatedAdministrators: object[] } };
    told.organization.delegatedAdministrators.push(inputs, { ...inputs, servicePrincipal: "sso.amazonaws.com" });
    assert.deepEqual(modelOf([administrator], snapshot).delegatedAdministrators, [inputs]);
    assert.deepEqual(modelOf([administrator], told).delegatedAdministrators, [
      inputs,
      { ...inputs, servicePrincipal: "sso.amazonaws.com" },
    ]);
    assert.deepEqual(modelOf([administrator], snapshot).gaps, []);
  });

  it("of a service leaves everything open without a snapshot, or while only the update knows the account", () => {
    const open = resource("organizations/delegatedAdministrator:DelegatedAdministrator", "backup", {
      ...inputs,
      accountId: unknownText,
    });
    for (const organization of [modelOf([administrator]), modelOf([open], snapshot)]) {
      assert.deepEqual(
        organization.gaps.map(({ where, hidesThings }) => [where, hidesThings]),
        [["backup", true]],
      );
    }
  });

  it("of policies takes the place of what the snapshot tells", () => {
    const document = {
      Version: "2012-10-17",
      Statement: [{ Sid: "Own", Effect: "Allow", Principal: "*", Action: "organizations:Describe*", Resource: "*" }],
    };
    const policy = resource("organizations/resourcePolicy:ResourcePolicy", "delegation", { content: text(document) });
    const idsIn = (organization: Organization) => organization.delegationPolicy?.statements.map(({ id }) => id);
    assert.deepEqual(idsIn(modelOf([policy], snapshot)), ["Own"]);
    assert.deepEqual(idsIn(modelOf([policy])), ["Own"]);
    assert.equal(modelOf([], snapshot).delegationPolicy, undefined);
  });
});
