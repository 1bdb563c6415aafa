import assert from "node:assert/strict";
import { allow, deny, policyText } from "../../rulebook/derive/plain-statements";
import { policySees, seenBy, type Documented } from "./seen";

const admin = "arn:aws:iam::000000000000:role/break-glass/BreakGlassReadOnly";
const everyRole = { actions: "iam:UpdateAssumeRolePolicy", resources: "*", sid: "Trusts" } as const;

const reaches: readonly Documented[] = [
  [
    "a literal star is everything",
    [allow({ sid: "All", actions: "*", resources: "*" })],
    [`statement All allows iam:UpdateAssumeRolePolicy on ${admin}`],
  ],
  [
    "so is a wildcard within the action",
    [allow({ sid: "Some", actions: "iam:*AssumeRole*", resources: "*" })],
    [`statement Some allows iam:UpdateAssumeRolePolicy on ${admin}`],
  ],
  [
    "so is NotAction of something else",
    [allow({ sid: "Not", exceptActions: ["s3:*"], resources: "*" })],
    [`statement Not allows iam:UpdateAssumeRolePolicy on ${admin}`],
  ],
  [
    "so is NotResource of something else",
    [allow({ sid: "Not", actions: "iam:UpdateAssumeRolePolicy", exceptResources: "arn:aws:iam::*:role/app/*" })],
    [`statement Not allows iam:UpdateAssumeRolePolicy on ${admin}`],
  ],
  ["NotAction of IAM is not", [allow({ exceptActions: ["iam:*"], resources: "*" })], []],
  ["roles of another path are not", [allow({ actions: "iam:*", resources: "arn:aws:iam::*:role/app/*" })], []],
  [
    "a path that only begins alike is not",
    [allow({ actions: "iam:*", resources: "arn:aws:iam::*:role/break-glass-app/*" })],
    [],
  ],
  [
    "one account's role is enough",
    [
      allow({
        sid: "One",
        actions: "iam:DeleteRole",
        resources: "arn:aws:iam::100000000011:role/break-glass/BreakGlassAdmin",
      }),
    ],
    ["statement One allows iam:DeleteRole on arn:aws:iam::100000000011:role/break-glass/BreakGlassAdmin"],
  ],
  [
    "a Deny of the same takes it away",
    [
      allow(everyRole),
      deny({
        actions: "iam:*",
        resources: ["arn:aws:iam::*:role/break-glass/*", "arn:aws:iam::*:role/break-glass-hub/*"],
      }),
    ],
    [],
  ],
  [
    "a Deny of something else does not",
    [allow(everyRole), deny({ actions: "iam:DeleteRole", resources: "*" })],
    [`statement Trusts allows iam:UpdateAssumeRolePolicy on ${admin}`],
  ],
  [
    "a Deny that the caller can avoid does not",
    [
      allow(everyRole),
      deny({
        actions: "iam:*",
        resources: "*",
        conditions: { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } },
      }),
    ],
    [`statement Trusts allows iam:UpdateAssumeRolePolicy on ${admin}`],
  ],
  [
    "a condition that the caller may meet is no protection",
    [allow({ ...everyRole, conditions: { Bool: { "aws:MultiFactorAuthPresent": "true" } } })],
    [`statement Trusts allows iam:UpdateAssumeRolePolicy on ${admin}`],
  ],
  [
    "a condition on another organization's resources is one",
    [allow({ ...everyRole, conditions: { StringEquals: { "aws:ResourceOrgID": "o-another0001" } } })],
    [],
  ],
  [
    "a condition on a service as caller is one",
    [allow({ ...everyRole, conditions: { Bool: { "aws:PrincipalIsAWSService": "true" } } })],
    [],
  ],
  [
    "a condition key that nobody knows hides nothing",
    [allow({ ...everyRole, conditions: { StringEquals: { "made:Up": "x" } } })],
    [`statement Trusts allows iam:UpdateAssumeRolePolicy on ${admin}`],
  ],
  [
    "a statement that cannot be read hides no other",
    [{ Effect: "Perhaps" }, allow(everyRole)],
    [`statement Trusts allows iam:UpdateAssumeRolePolicy on ${admin}`],
  ],
];

const escalating: readonly Documented[] = [
  [
    "passing a role to a function that one may make and call",
    [allow({ actions: ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"], resources: "*" })],
    ["it allows iam:PassRole with lambda:CreateFunction with lambda:InvokeFunction"],
  ],
  ["half of it is none", [allow({ actions: ["lambda:CreateFunction", "lambda:InvokeFunction"], resources: "*" })], []],
  [
    "nor is passing one's own role",
    [
      allow({ actions: "iam:PassRole", resources: "arn:aws:iam::*:role/app/*" }),
      allow({ actions: "lambda:*", resources: "arn:aws:lambda:*:*:function:app-*" }),
    ],
    [],
  ],
  [
    "attaching a policy to any role",
    [allow({ actions: "iam:AttachRolePolicy", resources: "*" })],
    ["it allows iam:AttachRolePolicy"],
  ],
  [
    "attaching under a boundary is none",
    [
      allow({
        actions: "iam:AttachRolePolicy",
        resources: "*",
        conditions: { StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::100000000011:policy/app/Boundary" } },
      }),
    ],
    [],
  ],
];

const tables: Readonly<Record<string, readonly Documented[]>> = {
  "leave-emergency-identities-alone": reaches,
  "leave-no-way-up": escalating,
};

describe("rules decide on what a document means", () => {
  for (const [rule, rows] of Object.entries(tables)) {
    for (const [title, statements, seen] of rows) {
      it(`${rule}: ${title}`, () => assert.deepEqual(policySees(rule, ...statements), seen));
    }
  }

  it("spare-the-emergency-path: the Region guardrail of one's own organization may stand", () => {
    const content = policyText(
      deny({
        sid: "Regions",
        exceptActions: ["iam:*", "organizations:*", "sts:*", "signin:*", "cloudformation:*"],
        resources: "*",
        conditions: { StringNotEquals: { "aws:RequestedRegion": ["eu-central-1", "us-east-1"] } },
      }),
    );
    const type = "aws:organizations/policy:Policy";
    assert.deepEqual(seenBy("spare-the-emergency-path", type, { name: "regions", content }), []);
    const elsewhere = content.replace("eu-central-1", "eu-west-1");
    assert.deepEqual(seenBy("spare-the-emergency-path", type, { name: "regions", content: elsewhere }), [
      "statement Regions stops an emergency role in a workload account at autoscaling:UpdateAutoScalingGroup",
    ]);
  });

  it("leave-the-log-archive-alone: whoever may delete any key may make the archive unreadable", () => {
    const rule = "leave-the-log-archive-alone";
    const keys = (resources: string) => policySees(rule, allow({ sid: "Keys", actions: "kms:*Key*", resources }));
    assert.deepEqual(keys("*"), [
      "statement Keys allows kms:ScheduleKeyDeletion on arn:aws:kms:eu-central-1:000000000000:key/00000000-0000-0000-0000-000000000000",
    ]);
    assert.deepEqual(keys("arn:aws:kms:*:*:key/11111111-2222-3333-4444-555555555555"), []);
  });

  it("names of another letter case, and of another path, are protected all the same", () => {
    const type = "aws:iam/role:Role";
    const rule = "keep-protected-names-in-the-landing-zone";
    assert.deepEqual(seenBy(rule, type, { name: "BREAKGLASSADMIN", path: "/" }), ["BREAKGLASSADMIN is protected"]);
    assert.deepEqual(seenBy(rule, type, { name: "app", path: "/break-glass/app/" }), [
      "/break-glass/app/ is protected",
    ]);
    assert.deepEqual(seenBy(rule, type, { name: "glass-break", path: "/" }), []);
  });
});
