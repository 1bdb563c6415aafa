import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { startPolicyHost, unknownText, type PolicyHost } from "./policy-host";

const role = "aws:iam/role:Role";
const userLoginProfile = "aws:iam/userLoginProfile:UserLoginProfile";

interface Case {
  readonly title: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** The messages, whole. */
  readonly violations: readonly string[];
}

function trust(...statements: readonly object[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", Action: "sts:AssumeRole", ...statement })),
  });
}

const anyone = (statement: string): string =>
  `assumeRolePolicy, statement ${statement}: lets anyone assume the role. ` +
  "Name the principals, or add a condition on aws:PrincipalOrgID, aws:PrincipalAccount or aws:PrincipalArn.";

/** By policy. */
const cases: Readonly<Record<string, readonly Case[]>> = {
  "trust-names-its-principals": [
    {
      title: "a service and a named account may assume a role",
      type: role,
      properties: {
        assumeRolePolicy: trust(
          { Principal: { Service: "ec2.amazonaws.com" } },
          { Principal: { AWS: "arn:aws:iam::111122223333:root" } },
        ),
      },
      violations: [],
    },
    {
      title: "everyone in one's own organization may",
      type: role,
      properties: {
        assumeRolePolicy: trust({
          Principal: { AWS: "*" },
          Condition: { StringEquals: { "aws:PrincipalOrgID": "o-ourown1234" } },
        }),
      },
      violations: [],
    },
    {
      title: "everyone may not, in either notation, and each statement is named",
      type: role,
      properties: {
        assumeRolePolicy: trust(
          { Principal: "*" },
          { Principal: { Service: "ec2.amazonaws.com" } },
          { Sid: "Open", Principal: { AWS: ["arn:aws:iam::111122223333:root", "*"] } },
        ),
      },
      violations: [anyone("#0"), anyone("Open")],
    },
    {
      title: "an external id alone keeps nobody out who learns it",
      type: role,
      properties: {
        assumeRolePolicy: trust({
          Principal: { AWS: "*" },
          Condition: { StringEquals: { "sts:ExternalId": "a1b2c3" } },
        }),
      },
      violations: [anyone("#0")],
    },
    {
      title: "a condition that is true without the key keeps nobody out",
      type: role,
      properties: {
        assumeRolePolicy: trust({
          Principal: { AWS: "*" },
          Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-ourown1234" } },
        }),
      },
      violations: [anyone("#0")],
    },
    {
      title: "a denial of every stranger in the same document is as good as a condition",
      type: role,
      properties: {
        assumeRolePolicy: trust(
          { Principal: { AWS: "*" } },
          {
            Effect: "Deny",
            Principal: { AWS: "*" },
            Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-ourown1234" } },
          },
        ),
      },
      violations: [],
    },
    {
      title: "a trust policy that is not known before the update is a violation and not advice",
      type: role,
      properties: { assumeRolePolicy: unknownText },
      violations: [
        "assumeRolePolicy: not known before the update. Build it from configured ids and fixed names, so that it can be judged.",
      ],
    },
  ],
  "encrypt-console-passwords": [
    {
      title: "a password encrypted to a PGP key may be made",
      type: userLoginProfile,
      properties: { user: "alice", pgpKey: "keybase:example_alice" },
      violations: [],
    },
    {
      title: "a password in plain text may not",
      type: userLoginProfile,
      properties: { user: "alice" },
      violations: [
        "pgpKey: the password would be kept in plain text. Give the user's public PGP key, or keybase:<name>, as configured text.",
      ],
    },
    {
      title: "a key that is not known before the update counts as none",
      type: userLoginProfile,
      properties: { user: "alice", pgpKey: unknownText },
      violations: [
        "pgpKey: not known before the update. Give the user's public PGP key, or keybase:<name>, as configured text.",
      ],
    },
  ],
  "make-no-access-keys": [
    { title: "a user may be made", type: "aws:iam/user:User", properties: { name: "alice" }, violations: [] },
    {
      title: "an access key may not, whoever it is for",
      type: "aws:iam/accessKey:AccessKey",
      properties: { user: unknownText },
      violations: [
        "it: an access key for a user. Use a role; people sign in with `aws login`, machines with OIDC or IAM Roles Anywhere.",
      ],
    },
  ],
};

describe("policy pack, in Pulumi's policy host", () => {
  let host: PolicyHost;
  before(async () => {
    execFileSync(process.execPath, [join(__dirname, "..", "..", "setup", "build.mjs")]);
    host = await startPolicyHost();
  });
  after(() => host.stop());

  it("has these policies, and each has a case that passes and one that fails", () => {
    assert.deepEqual([...host.policies].sort(), [
      "encrypt-console-passwords",
      "make-no-access-keys",
      "trust-names-its-principals",
    ]);
    assert.deepEqual(Object.keys(cases).sort(), [...host.policies].sort());
    for (const [policy, rows] of Object.entries(cases)) {
      assert.ok(
        rows.some(({ violations }) => violations.length === 0),
        `${policy}: no case passes`,
      );
      assert.ok(
        rows.some(({ violations }) => violations.length > 0),
        `${policy}: no case fails`,
      );
    }
  });

  for (const [policy, rows] of Object.entries(cases)) {
    for (const { title, type, properties, violations } of rows) {
      it(`${policy}: ${title}`, async () => {
        const reported = await host.analyze(type, properties);
        // The host puts the policy's description before each message.
        assert.deepEqual(
          reported.map(({ message, ...rest }) => ({ ...rest, message: message.split("\n").at(-1) })),
          violations.map((message) => ({ policy, level: "mandatory", message })),
        );
      });
    }
  }
});
