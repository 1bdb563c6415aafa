import assert from "node:assert/strict";
import { allow, deny } from "../../rulebook/derive/plain-statements";
import { trustSees, type Documented } from "./seen";

const root = "arn:aws:iam::111122223333:root";
const anyone = (statement: string) => [`statement ${statement} lets anyone assume the role`];
const assume = { actions: "sts:AssumeRole" } as const;
const trusts: readonly Documented[] = [
  [
    "a service and a named account may assume a role",
    [allow({ ...assume, principal: { Service: "ec2.amazonaws.com" } }), allow({ ...assume, principal: { AWS: root } })],
    [],
  ],
  [
    "everyone in one's own organization may",
    [
      allow({
        ...assume,
        principal: { AWS: "*" },
        conditions: { StringEquals: { "aws:PrincipalOrgID": "o-ourown1234" } },
      }),
    ],
    [],
  ],
  ["everyone may not", [allow({ ...assume, principal: "*" })], anyone("#0")],
  [
    "nor everyone in a list, and the statement is named",
    [
      allow({ ...assume, principal: { Service: "ec2.amazonaws.com" } }),
      allow({ ...assume, sid: "Open", principal: { AWS: [root, "*"] } }),
    ],
    anyone("Open"),
  ],
  [
    "an external id alone keeps nobody out who learns it",
    [allow({ ...assume, principal: { AWS: "*" }, conditions: { StringEquals: { "sts:ExternalId": "a1b2c3" } } })],
    anyone("#0"),
  ],
  [
    "a condition that is true without the key keeps nobody out",
    [
      allow({
        ...assume,
        principal: { AWS: "*" },
        conditions: { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-ourown1234" } },
      }),
    ],
    anyone("#0"),
  ],
  [
    "nor does its opposite",
    [
      allow({
        ...assume,
        principal: { AWS: "*" },
        conditions: { StringNotEquals: { "aws:PrincipalOrgID": "o-ourown1234" } },
      }),
    ],
    anyone("#0"),
  ],
  [
    "a denial of every stranger in the same document is as good as a condition",
    [
      allow({ ...assume, principal: { AWS: "*" } }),
      deny({
        ...assume,
        principal: { AWS: "*" },
        conditions: { StringNotEquals: { "aws:PrincipalOrgID": "o-ourown1234" } },
      }),
    ],
    [],
  ],
];

const github = { Federated: "arn:aws:iam::100000000011:oidc-provider/token.actions.githubusercontent.com" };
const token = (sub: Readonly<Record<string, Readonly<Record<string, string>>>>) =>
  allow({
    sid: "Ci",
    actions: "sts:AssumeRoleWithWebIdentity",
    principal: github,
    conditions: {
      StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com", ...sub["StringEquals"] },
      ...(sub["StringLike"] === undefined ? {} : { StringLike: sub["StringLike"] }),
    },
  });
const subject = "token.actions.githubusercontent.com:sub";
const webIdentities: readonly Documented[] = [
  [
    "a branch of one repository may",
    [token({ StringEquals: { [subject]: "repo:example/orders:ref:refs/heads/main" } })],
    [],
  ],
  ["every branch of one repository may", [token({ StringLike: { [subject]: "repo:example/orders:*" } })], []],
  [
    "every repository of everybody may not",
    [token({ StringLike: { [subject]: "repo:*" } })],
    ["statement Ci leaves the sub of the token open"],
  ],
  [
    "nor every repository of a name that begins so",
    [token({ StringLike: { [subject]: "repo:example*" } })],
    ["statement Ci leaves the sub of the token open"],
  ],
  ["nor anybody at all", [token({})], ["statement Ci leaves the sub of the token open"]],
];

const tables: Readonly<Record<string, readonly Documented[]>> = {
  "trust-names-its-principals": trusts,
  "bind-web-identities-to-their-subject": webIdentities,
};

describe("rules about trust", () => {
  for (const [rule, rows] of Object.entries(tables)) {
    for (const [title, statements, seen] of rows) {
      it(`${rule}: ${title}`, () => assert.deepEqual(trustSees(rule, ...statements), seen));
    }
  }

  it("trust-listed-parties-only: a listed party with its own id may enter, whoever else may not", () => {
    const partner = (account: string) =>
      allow({
        ...assume,
        sid: "Partner",
        principal: { AWS: `arn:aws:iam::${account}:root` },
        conditions: { StringEquals: { "sts:ExternalId": "6f9619ff-8b86-4011-b42d-00c04fc964ff" } },
      });
    assert.deepEqual(trustSees("trust-listed-parties-only", partner("444444444444")), []);
    assert.deepEqual(trustSees("demand-an-external-id", partner("444444444444")), []);
    assert.deepEqual(trustSees("trust-listed-parties-only", partner("555555555555")), [
      "statement Partner trusts 555555555555, which no fact lists",
    ]);
  });
});
