import assert from "node:assert/strict";
import { organizationFrom, recordedFromPreview, snapshotFrom } from "../../proofs";
import type { Organization } from "../../proofs/model/organization";
import {
  allow,
  classOf,
  management,
  provider,
  resource,
  snapshotWith,
  stateOf,
  text,
  theOnly,
  thingsIn,
  trust,
  unknownText,
  urnOf,
} from "./small-state";

/** Steps as `pulumi preview --json` of v3.260.0 writes them: what is yet to be done has neither id nor outputs. */
const created = (newState: object) => ({ op: "create", newState });
const deleted = (oldState: object) => ({ op: "delete", oldState });
const updated = (oldState: object, newState: object) => ({ op: "update", oldState, newState });
const replaced = (oldState: object, newState: object) => [
  { op: "create-replacement", oldState, newState },
  { op: "replace", oldState, newState },
  { op: "delete-replaced", oldState },
];

function previewed(state: object | undefined, steps: readonly object[]): Organization {
  return previewedWith(undefined, state, steps);
}

function previewedWith(
  snapshot: object | undefined,
  state: object | undefined,
  steps: readonly object[],
): Organization {
  const recorded = recordedFromPreview(state, { steps });
  if (!recorded.ok) assert.fail(JSON.stringify(recorded.issues));
  if (snapshot === undefined) return organizationFrom(recorded.value);
  const read = snapshotFrom(snapshot);
  if (!read.ok) assert.fail(JSON.stringify(read.issues));
  return organizationFrom(recorded.value, read.value);
}

const anyTrust = text(trust({ Service: "ec2.amazonaws.com" }));
const role = resource(
  "iam/role:Role",
  "one",
  { name: "one", assumeRolePolicy: anyTrust },
  { id: "one", outputs: { name: "one", assumeRolePolicy: anyTrust, arn: "arn:aws:iam::111111111111:role/one" } },
);
const key = resource("kms/key:Key", "key", {
  policy: text(allow("kms:*", { Principal: "*" })),
  region: "eu-central-1",
});
const keyId = "8399999a-d6af-4172-8cb9-82d2a18a6f19";
const madeKey = {
  ...key,
  id: keyId,
  outputs: {
    policy: text(allow("kms:*", { Principal: "*" })),
    region: "eu-central-1",
    keyId,
    arn: `arn:aws:kms:eu-central-1:111111111111:key/${keyId}`,
  },
};
const scp = resource("organizations/policy:Policy", "guard", {
  name: "guard",
  type: "SERVICE_CONTROL_POLICY",
  content: text({ Version: "2012-10-17", Statement: [{ Sid: "No", Effect: "Deny", Action: "s3:*", Resource: "*" }] }),
});

describe("a preview", () => {
  it("leaves what it does not name as the state has it", () => {
    const organization = previewed(stateOf(role), [
      created(resource("iam/role:Role", "two", { name: "two", assumeRolePolicy: anyTrust })),
    ]);
    assert.deepEqual(
      thingsIn(organization, "role").map(({ name }) => name),
      ["one", "two"],
    );
  });

  it("needs no state where everything is created", () => {
    const organization = previewed(undefined, [created(provider(management)), created(role)]);
    assert.deepEqual(
      thingsIn(organization, "role").map(({ arn }) => arn),
      ["arn:aws:iam::111111111111:role/one"],
    );
  });

  it("takes away what it deletes", () => {
    const organization = previewed(stateOf(role, madeKey), [deleted(role)]);
    assert.deepEqual(thingsIn(organization, "role"), []);
    assert.equal(thingsIn(organization, "key").length, 1);
  });

  it("keeps id and outputs of what it changes, and takes the new for what was asked for", () => {
    const { outputs: _outputs, id: _id, ...asked } = madeKey as Record<string, unknown>;
    const policy = text(allow("kms:Decrypt", { Principal: "*" }));
    const alias = resource("kms/alias:Alias", "alias", {
      name: "alias/one",
      targetKeyId: keyId,
      region: "eu-central-1",
    });
    const organization = previewed(stateOf(madeKey, alias), [
      updated(madeKey, { ...asked, inputs: { policy, region: "eu-central-1" } }),
    ]);
    const found = theOnly(thingsIn(organization, "key"));
    assert.equal(found.arn, `arn:aws:kms:eu-central-1:111111111111:key/${keyId}`);
    assert.deepEqual(found.aliases, ["alias/one"]);
    assert.deepEqual(found.policy.statements[0]?.action.patterns.length, 1);
    assert.deepEqual(organization.gaps, []);
  });

  it("forgets what is no longer asked for", () => {
    const topic = (more: object) => ({ name: "t", region: "eu-central-1", ...more });
    const encrypted = topic({ kmsMasterKeyId: "alias/one" });
    const before = resource("sns/topic:Topic", "t", encrypted, {
      id: "arn:aws:sns:eu-central-1:111111111111:t",
      outputs: encrypted,
    });
    const organization = previewed(stateOf(before), [updated(before, resource("sns/topic:Topic", "t", topic({})))]);
    assert.equal(theOnly(thingsIn(organization, "topic")).key, undefined);
  });

  it("knows neither id nor outputs of what takes another's place", () => {
    const organization = previewed(stateOf(madeKey), replaced(madeKey, key));
    assert.equal(theOnly(thingsIn(organization, "key")).arn, "arn:aws:kms:eu-central-1:111111111111:key/key");
  });

  it("follows an unknown id to what it comes from: alias and key", () => {
    const alias = resource(
      "kms/alias:Alias",
      "alias",
      { name: "alias/one", targetKeyId: unknownText, region: "eu-central-1" },
      { propertyDependencies: { targetKeyId: [urnOf("kms/key:Key", "key")] } },
    );
    const other = resource("kms/key:Key", "other", {
      policy: text(allow("kms:*", { Principal: "*" })),
      region: "eu-central-1",
    });
    const organization = previewed(stateOf(), [created(key), created(other), created(alias)]);
    assert.deepEqual(
      thingsIn(organization, "key").map(({ name, aliases }) => [name, aliases]),
      [
        ["key", ["alias/one"]],
        ["other", []],
      ],
    );
  });

  it("follows an unknown id to what it comes from: an attachment and its policy", () => {
    const attachment = resource(
      "organizations/policyAttachment:PolicyAttachment",
      "guard.root",
      { policyId: unknownText, targetId: "r-root" },
      { propertyDependencies: { policyId: [urnOf("organizations/policy:Policy", "guard")], targetId: [] } },
    );
    const organization = previewedWith(snapshotWith(), stateOf(), [created(scp), created(attachment)]);
    assert.deepEqual(
      classOf(organization, management).scps.map((level) => level.map(({ name }) => name)),
      [["FullAWSAccess", "guard"], ["FullAWSAccess"]],
    );
    assert.deepEqual(theOnly(thingsIn(organization, "organizationPolicy")).targets, ["r-root"]);
  });

  it("attaches to nothing where nobody knows what the id comes from, and says so", () => {
    const attachment = resource("organizations/policyAttachment:PolicyAttachment", "guard.root", {
      policyId: unknownText,
      targetId: "r-root",
    });
    const organization = previewedWith(snapshotWith(), stateOf(), [created(scp), created(attachment)]);
    assert.deepEqual(
      classOf(organization, management).scps.map((level) => level.length),
      [1, 1],
    );
    assert.deepEqual(organization.gaps, [
      { where: "guard.root.policyId", why: "nobody can tell which policy it attaches" },
    ]);
  });

  it("finds a key of another account by what the ARN comes from", () => {
    const trail = resource(
      "cloudtrail/trail:Trail",
      "trail",
      { name: "trail", s3BucketName: "logs", kmsKeyId: unknownText, region: "eu-central-1" },
      { account: "222222222222", propertyDependencies: { kmsKeyId: [urnOf("kms/key:Key", "key")] } },
    );
    const organization = previewed(stateOf(), [created(key), created(trail)]);
    assert.equal(
      theOnly(thingsIn(organization, "trail", "222222222222")).keyArn,
      "arn:aws:kms:eu-central-1:111111111111:key/key",
    );
    assert.deepEqual(organization.gaps, []);
  });

  it("does not know a document that is kept secret", () => {
    const organization = previewed(stateOf(), [
      created(resource("iam/role:Role", "one", { name: "one", assumeRolePolicy: "[secret]" })),
    ]);
    assert.ok(theOnly(thingsIn(organization, "role")).trust.opaque);
    assert.equal(theOnly(organization.gaps).where, "one.assumeRolePolicy");
  });

  it("does not know a document that is made of what is not known yet", () => {
    const organization = previewed(stateOf(), [
      created(resource("iam/role:Role", "one", { name: "one", assumeRolePolicy: unknownText })),
    ]);
    assert.ok(theOnly(thingsIn(organization, "role")).trust.opaque);
  });

  it("of a policy that it deletes takes the snapshot's away too", () => {
    const made = { ...scp, id: "p-guard123" };
    const content = (JSON.parse(text(scp)) as { readonly inputs: { readonly content: string } }).inputs.content;
    const snapshot = snapshotWith({
      policies: [
        ["p-guard123", "guard", "SCP", JSON.parse(content) as object],
        ["p-foreign1", "foreign", "SCP", JSON.parse(content) as object],
      ],
      attachments: [
        ["p-guard123", "r-root"],
        ["p-foreign1", "r-root"],
      ],
    });
    const levels = (organization: Organization) =>
      classOf(organization, management).scps.map((level) => level.map(({ name }) => name));
    assert.deepEqual(levels(previewedWith(snapshot, stateOf(made), [deleted(made)])), [
      ["FullAWSAccess", "foreign"],
      ["FullAWSAccess"],
    ]);
  });

  it("that failed is no preview: what it did not reach would look as if it stayed", () => {
    const failed = recordedFromPreview(stateOf(role), {
      steps: [created(key)],
      diagnostics: [
        { severity: "info", message: "hello" },
        { severity: "error", message: "error: preview failed\n" },
      ],
    });
    assert.deepEqual(failed, {
      ok: false,
      issues: [{ path: "diagnostics[1]", message: "the preview failed: error: preview failed" }],
    });
  });

  it("that is none says what is missing", () => {
    assert.deepEqual(recordedFromPreview(undefined, { deployment: {} }), {
      ok: false,
      issues: [{ path: "steps", message: "expected the output of `pulumi preview --json`, found no list of steps" }],
    });
    const read = recordedFromPreview(undefined, { steps: [{ urn: "x" }] });
    assert.ok(!read.ok);
    const operation = "expected an operation that Pulumi has, found ";
    assert.deepEqual(read.issues, [{ path: "steps[0].op", message: `${operation}nothing` }]);
    const other = recordedFromPreview(undefined, {
      steps: [null, { op: "explode" }, { op: "create" }, { op: "delete" }],
    });
    assert.ok(!other.ok);
    assert.deepEqual(
      other.issues.map(({ path, message }) => `${path}: ${message}`),
      [
        `steps[0].op: ${operation}nothing`,
        `steps[1].op: ${operation}"explode"`,
        ...["steps[2].newState", "steps[3].oldState"].map(
          (path) =>
            `${path}: a resource has a type and a urn, and inputs and outputs that are objects where it has them`,
        ),
      ],
    );
  });

  it("of which a refresh no longer finds a resource knows it no more", () => {
    const gone = previewed(stateOf(role, madeKey), [{ op: "refresh", oldState: role }]);
    assert.deepEqual([thingsIn(gone, "role").length, thingsIn(gone, "key").length], [0, 1]);
    const found = previewed(stateOf(role), [{ op: "refresh", oldState: role, newState: role }]);
    assert.equal(thingsIn(found, "role").length, 1);
  });

  it("without steps changes nothing: a list without anything in it is left out", () => {
    const recorded = recordedFromPreview(stateOf(role), { config: {}, duration: 1, changeSummary: { same: 3 } });
    assert.ok(recorded.ok);
    assert.equal(recorded.value.length, 1);
  });
});
