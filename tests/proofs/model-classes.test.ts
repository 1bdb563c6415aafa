import assert from "node:assert/strict";
import { landingZone } from "./landing-zone";
import { classOf, modelOf, resource, snapshotWith, text, thingsIn, trust } from "./small-state";

const [first, second, third] = ["333333333331", "333333333332", "444444444441"] as const;
const accounts = [first, second, third].map((id) => [id, "r-root"] as const);
const anyTrust = trust({ Service: "ec2.amazonaws.com" });
const denyWhere = (Condition: object) => ({
  Version: "2012-10-17",
  Statement: [{ Sid: "No", Effect: "Deny", Action: "s3:*", Resource: "*", Condition }],
});

/** Members of the classes of these three accounts, where a foreign SCP is attached to the root. */
function toldApart(document: object): readonly (readonly string[])[] {
  const snapshot = snapshotWith({
    accounts,
    policies: [["p-foreign1", "foreign", "SCP", document]],
    attachments: [["p-foreign1", "r-root"]],
  });
  return classesIn(modelOf([], snapshot));
}

function classesIn(organization: ReturnType<typeof modelOf>): readonly (readonly string[])[] {
  return organization.classes.map(({ members }) => members).filter(([id]) => /^[34]/.test(id ?? ""));
}

const together = [[first, second, third]];

describe("classes of accounts", () => {
  it("hold accounts together that nothing tells apart", () => {
    assert.deepEqual(toldApart(denyWhere({ StringEquals: { "aws:RequestedRegion": "eu-central-1" } })), together);
  });

  it("tell apart an account whose id stands in a document, from all others", () => {
    assert.deepEqual(toldApart(denyWhere({ StringEquals: { "aws:PrincipalAccount": second } })), [
      [first, third],
      [second],
    ]);
    assert.deepEqual(toldApart(denyWhere({ ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${third}:role/*` } })), [
      [first, second],
      [third],
    ]);
  });

  it("tell apart what a pattern tells apart: by the beginning, the end and the middle of an id", () => {
    assert.deepEqual(toldApart(denyWhere({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::3*:role/*" } })), [
      [first, second],
      [third],
    ]);
    assert.deepEqual(toldApart(denyWhere({ StringLike: { "aws:PrincipalAccount": "*1" } })), [
      [first, third],
      [second],
    ]);
    assert.deepEqual(toldApart(denyWhere({ StringLike: { "aws:PrincipalAccount": "33333333333?" } })), [
      [first, second],
      [third],
    ]);
  });

  it("are told apart by no pattern that says nothing of an id", () => {
    assert.deepEqual(
      toldApart(denyWhere({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/app-7*" } }))
        .flat()
        .sort(),
      [first, second, third],
    );
    assert.deepEqual(toldApart(denyWhere({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/x" } })), together);
  });

  it("tell apart by the size of an id where a document compares it as a number", () => {
    assert.deepEqual(toldApart(denyWhere({ NumericLessThan: { "aws:PrincipalAccount": "333333333332" } })), [
      [first],
      [second],
      [third],
    ]);
    assert.deepEqual(toldApart(denyWhere({ NumericLessThan: { "aws:PrincipalAccount": "4e11" } })), [
      [first, second],
      [third],
    ]);
  });

  it("tell apart by prefixes and suffixes of a registered event pattern", () => {
    const rule = (pattern: object) =>
      resource("cloudwatch/eventRule:EventRule", "r", {
        name: "r",
        region: "eu-central-1",
        eventPattern: text(pattern),
      });
    const classesWith = (pattern: object) => classesIn(modelOf([rule(pattern)], snapshotWith({ accounts })));
    assert.deepEqual(classesWith({ account: [{ prefix: "4444" }] }), [[first, second], [third]]);
    assert.deepEqual(classesWith({ account: [{ suffix: "2" }] }), [[first, third], [second]]);
    assert.deepEqual(classesWith({ detail: { userIdentity: { arn: [{ prefix: "arn:aws:iam::3" }] } } }), [
      [first, second],
      [third],
    ]);
    assert.deepEqual(classesWith({ source: [{ prefix: "aws." }] }), together);
  });

  it("tell apart by a regular expression of a filter pattern", () => {
    const filter = resource("cloudwatch/logMetricFilter:LogMetricFilter", "f", {
      name: "f",
      logGroupName: "/g",
      region: "eu-central-1",
      pattern: "{ $.recipientAccountId = %^444% }",
      metricTransformation: { name: "n", namespace: "N" },
    });
    assert.deepEqual(classesIn(modelOf([filter], snapshotWith({ accounts }))), [[first, second], [third]]);
  });

  it("tell apart what stands in other OUs only where a document asks for the path", () => {
    const inUnits = (document: object) =>
      classesIn(
        modelOf(
          [],
          snapshotWith({
            units: [
              ["ou-a", "r-root"],
              ["ou-b", "ou-a"],
            ],
            accounts: [
              [first, "ou-a"],
              [second, "ou-b"],
              [third, "ou-a"],
            ],
            policies: [["p-foreign1", "foreign", "SCP", document]],
            attachments: [["p-foreign1", "r-root"]],
          }),
        ),
      );
    assert.deepEqual(inUnits(denyWhere({ StringEquals: { "aws:RequestedRegion": "eu-central-1" } })), together);
    const asked = { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-1234567890/r-root/ou-a/*" } };
    assert.deepEqual(inUnits(denyWhere(asked)), [[first, third], [second]]);
  });

  it("tell apart by policies, whether they are attached to the account or above it, and by what is suspended", () => {
    const plain = denyWhere({ StringEquals: { "aws:RequestedRegion": "eu-central-1" } });
    const organization = modelOf(
      [],
      snapshotWith({
        units: [["ou-a", "r-root"]],
        accounts: [
          [first, "ou-a"],
          [second, "r-root"],
          [third, "r-root"],
          ["444444444442", "r-root", "SUSPENDED"],
        ],
        policies: [["p-foreign1", "foreign", "SCP", plain]],
        attachments: [
          ["p-foreign1", "ou-a"],
          ["p-foreign1", second],
        ],
      }),
    );
    // One policy at any one level binds the same.
    assert.deepEqual(classesIn(organization), [[first, second], [third], ["444444444442"]]);
  });

  it("tell apart an account in which the stack itself has something, and by what StackSets make in it", () => {
    const template = {
      Conditions: { Is: { "Fn::Equals": [{ Ref: "AWS::AccountId" }, second] } },
      Resources: {
        Role: {
          Type: "AWS::IAM::Role",
          Condition: "Is",
          Properties: { RoleName: "only", AssumeRolePolicyDocument: anyTrust },
        },
      },
    };
    const set = resource("cloudformation/stackSet:StackSet", "set", {
      name: "set",
      region: "eu-central-1",
      permissionModel: "SERVICE_MANAGED",
      templateBody: text(template),
    });
    const instances = resource("cloudformation/stackInstances:StackInstances", "i", {
      stackSetName: "set",
      region: "eu-central-1",
      regions: ["eu-central-1"],
      deploymentTargets: { organizationalUnitIds: ["r-root"] },
    });
    const organization = modelOf([set, instances], snapshotWith({ accounts }));
    assert.deepEqual(classesIn(organization), [[first, third], [second]]);
    assert.equal(thingsIn(organization, "role", second).length, 1);
    assert.equal(thingsIn(organization, "role", first).length, 0);
  });
});

describe("the landing zone's model", () => {
  const { organization } = landingZone();
  const rolesOf = (account: string) =>
    thingsIn(organization, "role", account)
      .map(({ path, name }) => `${path}${name}`)
      .sort();
  const inPath = (...names: readonly string[]) => names.map((name) => `/break-glass/BreakGlass${name}`).sort();
  const hubs = ["Admin", "IdentityAdmin", "Management", "Operator", "ReadOnly"].map(
    (tier) => `/break-glass-hub/BreakGlassHub${tier}`,
  );

  it("has every account once, each kind by itself and the identical ones together", () => {
    const members = organization.classes.flatMap((one) => one.members).filter((id) => id !== "999999999999");
    assert.deepEqual(
      [...members].sort(),
      [1, 2, 3, 4, 5, 11, 12, 13, 14, 15, 16, 17].map((n) => String(100000000000 + n)),
    );
    assert.deepEqual(
      organization.classes.map(({ account, members: own }) => [account.kind, account.isActive, own.length]),
      [
        ["management", true, 1],
        ["emergency", true, 1],
        ["logArchive", true, 1],
        ["security", true, 1],
        ["identity", true, 1],
        ["workload", true, 5],
        ["workload", true, 1],
        ["workload", false, 1],
        ["workload", true, 1],
      ],
    );
    assert.deepEqual(organization.newAccounts, ["999999999999"]);
  });

  it("has in each account the roles of its kind", () => {
    const workload = inPath("Admin", "Forwarder", "Operator", "ReadOnly");
    assert.deepEqual(rolesOf("100000000001"), inPath("Forwarder", "Management", "TrailLogs"));
    assert.deepEqual(rolesOf("100000000002"), [...hubs, ...inPath("Canary", "Forwarder", "Heartbeat")]);
    assert.deepEqual(rolesOf("100000000003"), inPath("Forwarder", "ReadOnly"));
    assert.deepEqual(rolesOf("100000000005"), inPath("Forwarder", "IdentityAdmin", "ReadOnly"));
    for (const account of ["100000000011", "100000000013", "999999999999"])
      assert.deepEqual(rolesOf(account), workload);
    assert.deepEqual(rolesOf("100000000017"), []);
  });

  it("knows everything that it reads, and what the stack tells its people", () => {
    assert.deepEqual(organization.gaps, []);
    assert.equal(organization.homeRegion, "eu-central-1");
    assert.deepEqual(organization.promised?.signInRegions, ["eu-central-1", "us-east-1"]);
    assert.deepEqual(
      organization.promised?.responders.map(({ name }) => name),
      ["alice", "bob", "carol"],
    );
    assert.deepEqual(organization.deployers[0], {
      arn: "arn:aws:iam::100000000002:role/OrganizationAccountAccessRole",
      account: "100000000002",
      madeBy: "the management account",
    });
  });

  it("binds the emergency account by its own policy besides the guardrails of the root", () => {
    assert.deepEqual(
      classOf(organization, "100000000002").scps.map((level) => level.map(({ name }) => name).sort()),
      [
        ["FullAWSAccess", "lifeline-guardrails-1"],
        ["FullAWSAccess"],
        ["FullAWSAccess", "lifeline-emergency-account", "lifeline-guardrails-1"],
      ],
    );
  });

  it("joins what belongs together: aliases, subscriptions, targets and permissions", () => {
    const [topic] = thingsIn(organization, "topic", "100000000001");
    const [key] = thingsIn(organization, "key", "100000000001");
    assert.deepEqual([topic?.key, key?.aliases], ["alias/lifeline-second-path", ["alias/lifeline-second-path"]]);
    assert.deepEqual(topic?.subscriptions, [
      { protocol: "email", endpoint: "on-call@sandbox.example", isConfirmed: false },
    ]);
    const receivers = thingsIn(organization, "rule", "100000000004").filter(({ bus }) => bus !== "default");
    assert.deepEqual(
      receivers.map(({ bus, targets }) => [bus, targets.length]),
      [
        ["lifeline-central", 1],
        ["lifeline-standby", 1],
      ],
    );
    assert.equal(thingsIn(organization, "function", "100000000004")[0]?.policy?.statements.length, 1);
    const [bucket] = thingsIn(organization, "bucket", "100000000003");
    assert.deepEqual([bucket?.versioned, bucket?.objectLock, bucket?.retentionDays], [true, "governance", 365]);
  });
});
