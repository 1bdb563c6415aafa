import assert from "node:assert/strict";
import { snapshotFrom } from "../../proofs";
import { classOf, management, modelOf, resource, snapshotWith, text, theOnly, thingsIn } from "./small-state";

const deny = (sid: string) => ({
  Version: "2012-10-17",
  Statement: [{ Sid: sid, Effect: "Deny", Action: "s3:*", Resource: "*" }],
});
const refuse = (sid: string) => ({
  Version: "2012-10-17",
  Statement: [{ Sid: sid, Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" }],
});
const workload = "333333333333";
const issuesOf = (json: unknown): readonly string[] => {
  const read = snapshotFrom(json);
  return read.ok ? [] : read.issues.map(({ path, message }) => `${path}: ${message}`);
};
interface Parts {
  readonly organization: object;
  readonly accounts: readonly object[];
}
const changed = (change: (snapshot: Parts) => void): unknown => {
  const snapshot = structuredClone(snapshotWith({ accounts: [[workload, "r-root"]] })) as Parts;
  change(snapshot);
  return snapshot;
};

describe("a snapshot", () => {
  it("is read where everything that is used is there, whatever else there is", () => {
    assert.deepEqual(issuesOf(snapshotWith()), []);
    assert.deepEqual(issuesOf({ ...snapshotWith(), handshakes: [1, 2] }), []);
  });

  it("tells every issue, each with its path, what was found and what is expected", () => {
    const wrong = changed((snapshot) => {
      Object.assign(snapshot, { taken: "yesterday", units: {} });
      Object.assign(snapshot.organization, { rootId: 7, managementAccountId: "1" });
      Object.assign(snapshot.accounts[1] ?? {}, { status: undefined });
    });
    assert.deepEqual(issuesOf(wrong), [
      'taken: expected a time as in 2026-11-28T08:00:00Z, found "yesterday"',
      "organization.rootId: expected the root's id (r-…), found 7",
      'organization.managementAccountId: expected an account id of 12 digits, found "1"',
      "units: expected a list, found {}",
      "accounts[1].status: expected a status such as ACTIVE, found nothing",
    ]);
    assert.deepEqual(issuesOf([]), [": expected an object, found []"]);
    assert.deepEqual(issuesOf(undefined), [": expected an object, found nothing"]);
  });

  it("is refused where it names what it does not hold: half a tree would prove nothing", () => {
    const lost = changed((snapshot) => {
      Object.assign(snapshot, {
        units: [
          { id: "ou-a", name: "a", parentId: "ou-b" },
          { id: "ou-b", name: "b", parentId: "ou-a" },
        ],
        accounts: [{ id: workload, name: "w", parentId: "ou-gone", status: "ACTIVE" }],
        attachments: [{ policyId: "p-gone", targetId: "555555555555" }],
      });
    });
    assert.deepEqual(issuesOf(lost), [
      "units[0].parentId: ou-b does not lead to the root r-root",
      "units[1].parentId: ou-a does not lead to the root r-root",
      "accounts[0].parentId: ou-gone is not among the units",
      `accounts: the management account ${management} is missing`,
      "attachments[0].policyId: p-gone is not among the policies",
      "attachments[0].targetId: 555555555555 is neither the root nor a unit nor an account",
    ]);
  });
});

describe("policies of the organization", () => {
  const own = (name: string, document: object, id: string) =>
    resource(
      "organizations/policy:Policy",
      name,
      { name, content: text(document), type: "SERVICE_CONTROL_POLICY" },
      { id },
    );
  const attached = (policyId: string, targetId: string) =>
    resource("organizations/policyAttachment:PolicyAttachment", `${policyId}.${targetId}`, { policyId, targetId });
  const scpsOf = (organization: Parameters<typeof classOf>[0], account = workload) =>
    classOf(organization, account).scps.map((level) => level.map(({ name }) => name));

  it("bind level by level, the root's first and the account's own last", () => {
    const snapshot = snapshotWith({
      units: [
        ["ou-outer", "r-root"],
        ["ou-inner", "ou-outer"],
      ],
      accounts: [[workload, "ou-inner"]],
      policies: [
        ["p-root1", "at-root", "SCP", deny("A")],
        ["p-inner1", "at-inner", "SCP", deny("B")],
        ["p-account1", "at-account", "SCP", deny("C")],
        ["p-resource1", "of-resources", "RCP", refuse("D")],
      ],
      attachments: [
        ["p-root1", "r-root"],
        ["p-inner1", "ou-inner"],
        ["p-account1", workload],
        ["p-resource1", "ou-outer"],
      ],
    });
    const organization = modelOf([], snapshot);
    assert.deepEqual(scpsOf(organization), [
      ["FullAWSAccess", "at-root"],
      ["FullAWSAccess"],
      ["FullAWSAccess", "at-inner"],
      ["FullAWSAccess", "at-account"],
    ]);
    const { rcps, account } = classOf(organization, workload);
    assert.deepEqual(
      rcps.map((level) => level.map(({ name }) => name)),
      [["RCPFullAWSAccess"], ["RCPFullAWSAccess", "of-resources"], ["RCPFullAWSAccess"], ["RCPFullAWSAccess"]],
    );
    assert.deepEqual(account.path, ["r-root", "ou-outer", "ou-inner"]);
  });

  it("do not bind where their type is not enabled", () => {
    const organization = modelOf([], snapshotWith({ enabledPolicyTypes: ["SERVICE_CONTROL_POLICY"] }));
    assert.deepEqual(classOf(organization, management).rcps, []);
    assert.equal(classOf(organization, management).scps.length, 2);
  });

  it("of the stack take the place of the snapshot's of the same id, with their attachments", () => {
    const snapshot = snapshotWith({
      accounts: [[workload, "r-root"]],
      policies: [["p-guard123", "old-name", "SCP", deny("Old")]],
      attachments: [["p-guard123", workload]],
    });
    const organization = modelOf([own("guard", deny("New"), "p-guard123"), attached("p-guard123", "r-root")], snapshot);
    assert.deepEqual(scpsOf(organization), [["FullAWSAccess", "guard"], ["FullAWSAccess"]]);
    const [, guard] = classOf(organization, workload).scps[0] ?? [];
    assert.equal(guard?.statements[0]?.id, "New");
  });

  it("of the stack take the place of the snapshot's of the same name", () => {
    const snapshot = snapshotWith({
      accounts: [[workload, "r-root"]],
      policies: [["p-elsewhere1", "guard", "SCP", deny("Old")]],
      attachments: [["p-elsewhere1", workload]],
    });
    const organization = modelOf([own("guard", deny("New"), "p-guard123"), attached("p-guard123", "r-root")], snapshot);
    assert.deepEqual(scpsOf(organization), [["FullAWSAccess", "guard"], ["FullAWSAccess"]]);
  });

  it("named as the stack's own count only if the stack has them, and that is said", () => {
    const snapshot = snapshotWith({
      accounts: [[workload, "r-root"]],
      policies: [["p-orphan1234", "lifeline-guardrails-1", "SCP", deny("Old")]],
      attachments: [["p-orphan1234", "r-root"]],
    });
    const organization = modelOf([], snapshot);
    assert.deepEqual(scpsOf(organization), [["FullAWSAccess"], ["FullAWSAccess"]]);
    assert.ok(
      organization.outside.some((line) => line.startsWith("snapshot: lifeline-guardrails-1 (p-orphan1234) is named")),
    );
  });

  it("of others may be attached by the stack", () => {
    const snapshot = snapshotWith({
      accounts: [[workload, "r-root"]],
      policies: [["p-foreign1", "foreign", "SCP", deny("Foreign")]],
    });
    assert.deepEqual(scpsOf(modelOf([attached("p-foreign1", workload)], snapshot)), [
      ["FullAWSAccess"],
      ["FullAWSAccess", "foreign"],
    ]);
  });

  it("that nobody has read may deny anything where the stack attaches them", () => {
    const organization = modelOf([attached("p-nowhere1", "333333333333")]);
    const levels = classOf(organization, workload).scps;
    assert.ok(levels[1]?.some(({ opaque }) => opaque !== undefined));
    assert.equal(theOnly(organization.gaps).where, "p-nowhere1.333333333333");
  });

  it("of other types bind nobody's calls", () => {
    const tags = resource(
      "organizations/policy:Policy",
      "tags",
      { name: "tags", content: "{}", type: "TAG_POLICY" },
      { id: "p-tags1" },
    );
    const organization = modelOf(
      [tags, attached("p-tags1", "r-root")],
      snapshotWith({ accounts: [[workload, "r-root"]] }),
    );
    assert.deepEqual(thingsIn(organization, "organizationPolicy"), []);
    assert.deepEqual(scpsOf(organization), [["FullAWSAccess"], ["FullAWSAccess"]]);
    assert.deepEqual(organization.gaps, []);
  });

  it("are, without a snapshot, those that AWS attaches by itself and the stack's own, and that is said", () => {
    const organization = modelOf([own("guard", deny("New"), "p-guard123"), attached("p-guard123", "ou-a1b2")]);
    assert.equal(organization.scope, "this-stack");
    assert.ok(organization.outside.some((line) => /FullAWSAccess, RCPFullAWSAccess/.test(line)));
    const inUnit = organization.classes.find(({ account }) => account.name === "any other account in ou-a1b2");
    assert.deepEqual(
      inUnit?.scps.map((level) => level.map(({ name }) => name)),
      [["FullAWSAccess"], ["FullAWSAccess", "guard"], ["FullAWSAccess"]],
    );
    const other = organization.classes.find(({ account }) => account.name === "any other account");
    assert.deepEqual(
      other?.scps.flat().map(({ name }) => name),
      ["FullAWSAccess", "FullAWSAccess", "guard"],
    );
    const perhaps = other?.scps
      .flat()
      .at(-1)
      ?.statements.flatMap(({ conditions }) => conditions.map(({ key }) => key));
    assert.deepEqual(perhaps, ["document:which accounts stand below ou-a1b2: only a snapshot tells"]);
    assert.deepEqual(organization.newAccounts, [other?.account.id, inUnit?.account.id]);
  });

  it("that cannot be read are opaque where they are attached", () => {
    const snapshot = snapshotWith({
      accounts: [[workload, "r-root"]],
      policies: [["p-strange1", "strange", "SCP", { Version: "2012-10-17", Statement: [{ Effect: "Maybe" }] }]],
      attachments: [["p-strange1", workload]],
    });
    const organization = modelOf([], snapshot);
    assert.ok(
      classOf(organization, workload).scps[1]?.some(({ name, opaque }) => name === "strange" && opaque !== undefined),
    );
    assert.equal(theOnly(organization.gaps).where, "snapshot: strange");
  });

  it("are uncertain in the one statement whose condition cannot be read", () => {
    const statement = { Effect: "Deny", Resource: "*" };
    const Condition = { StringEquals: { "aws:KeyOfTomorrow": "x" } };
    const Statement = [
      { ...statement, Sid: "New", Action: "sagemaker:CreateApp", Condition },
      { ...statement, Sid: "Old", Action: "ec2:RunInstances" },
    ];
    const organization = modelOf(
      [],
      snapshotWith({
        accounts: [[workload, "r-root"]],
        policies: [["p-strange1", "strange", "SCP", { Version: "2012-10-17", Statement }]],
        attachments: [["p-strange1", workload]],
      }),
    );
    const strange = classOf(organization, workload).scps[1]?.find(({ name }) => name === "strange");
    assert.deepEqual(
      strange?.statements.map(({ id, conditions }) => [id, conditions.map(({ key }) => key)]),
      [
        ["New", ["document:strange"]],
        ["Old", []],
      ],
    );
    assert.match(theOnly(organization.gaps).why, /aws:KeyOfTomorrow/);
  });

  it("leave closed accounts without anybody who acts", () => {
    const snapshot = snapshotWith({
      accounts: [
        [workload, "r-root", "SUSPENDED"],
        ["444444444444", "r-root", "PENDING_CLOSURE"],
      ],
    });
    const organization = modelOf([], snapshot);
    assert.equal(classOf(organization, workload).account.isActive, false);
    assert.equal(classOf(organization, "444444444444").account.isActive, true);
  });
});
