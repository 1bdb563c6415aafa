import assert from "node:assert/strict";
import fc from "fast-check";
import { matches } from "../../events";
import { evaluate, type Policy } from "../../iam";
import type { AccountClass, Organization } from "../../proofs/model/organization";
import { runs, seed } from "../scale";
import { allow, classOf, modelOf, resource, snapshotWith, text } from "./small-state";

const ids = ["333333333331", "333333333332", "333333333342", "444444444431", "444444444442", "555555555551"] as const;
const units = ["r-root", "ou-a", "ou-b", "ou-c"] as const;
const anyId = fc.constantFrom(...ids);

/** Conditions that tell some accounts from others, and some that tell none. */
const condition = fc.oneof(
  anyId.map((id) => ({ StringEquals: { "aws:PrincipalAccount": id } })),
  anyId.map((id) => ({ ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::${id}:role/*` } })),
  fc
    .constantFrom("3*", "*1", "33333333334?", "*4443?", "4*1", "*")
    .map((part) => ({ ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${part}:role/x` } })),
  fc.constantFrom("*42", "5*").map((part) => ({ StringLike: { "aws:PrincipalAccount": part } })),
  fc.constant({ NumericGreaterThan: { "aws:PrincipalAccount": "400000000000" } }),
  fc
    .constantFrom("o-1234567890/r-root/ou-a/*", "o-1234567890/r-root/*")
    .map((path) => ({ "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": path } })),
  fc.constant({ StringEquals: { "aws:RequestedRegion": "eu-central-1" } }),
);
const denial = condition.map((Condition) => ({
  Version: "2012-10-17",
  Statement: [{ Sid: "No", Effect: "Deny", Action: "s3:*", Resource: "*", Condition }],
}));
const pattern = fc.oneof(
  fc.constantFrom("3", "44444444443", "aws.").map((prefix) => ({ account: [{ prefix }] })),
  fc.constantFrom("2", "31").map((suffix) => ({ account: [{ suffix }] })),
  anyId.map((id) => ({ account: [{ "anything-but": [id] }] })),
  fc.constantFrom("*33*", "5*51").map((wildcard) => ({ account: [{ wildcard }] })),
);

const target = fc.constantFrom<string>(...units, ...ids);
const given = fc.record({
  parents: fc.tuple(...ids.map(() => fc.constantFrom(...units))),
  suspended: fc.subarray([...ids], { maxLength: 2 }),
  policies: fc.array(denial, { maxLength: 2 }),
  attachments: fc.array(fc.record({ policy: fc.constantFrom(0, 1), target }), { maxLength: 5 }),
  pattern: fc.option(pattern, { nil: undefined }),
  isOne: fc.option(anyId, { nil: undefined }),
  deployed: fc.constantFrom(...units),
  filter: fc.option(fc.subarray([...ids]), { nil: undefined }),
});
type Given = typeof given extends fc.Arbitrary<infer T> ? T : never;

/** Names every account in a text that compares nothing, so that each is a class of its own. */
const apart = resource("sns/topic:Topic", "apart", { name: "apart", displayName: ids.join(" "), region: "us-east-1" });

function resourcesOf({ pattern: registered, isOne, deployed, filter }: Given): readonly object[] {
  const template = {
    Conditions: { Is: { "Fn::Equals": [{ Ref: "AWS::AccountId" }, isOne ?? "nobody"] } },
    Resources: {
      Role: {
        Type: "AWS::IAM::Role",
        Properties: {
          RoleName: { "Fn::If": ["Is", "one", { "Fn::Sub": "role-${AWS::AccountId}" }] },
          AssumeRolePolicyDocument: {
            Version: "2012-10-17",
            Statement: {
              Effect: "Allow",
              Principal: { AWS: { "Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root" } },
              Action: "sts:AssumeRole",
            },
          },
          Policies: [{ PolicyName: "p", PolicyDocument: allow("s3:*") }],
        },
      },
      Rule: {
        Type: "AWS::Events::Rule",
        Properties: { Name: "r", EventPattern: registered ?? { source: ["aws.iam"] } },
      },
    },
  };
  const targets = { organizationalUnitIds: [deployed] };
  const filtered =
    filter === undefined || filter.length === 0 ? {} : { accountFilterType: "DIFFERENCE", accounts: filter };
  return [
    resource("cloudformation/stackSet:StackSet", "set", {
      name: "set",
      region: "eu-central-1",
      permissionModel: "SERVICE_MANAGED",
      autoDeployment: { enabled: true },
      templateBody: text(template),
    }),
    resource("cloudformation/stackInstances:StackInstances", "instances", {
      stackSetName: "set",
      region: "eu-central-1",
      regions: ["eu-central-1"],
      deploymentTargets: { ...targets, ...filtered },
    }),
  ];
}

function modelsOf(one: Given): readonly [gathered: Organization, apart: Organization] {
  const snapshot = snapshotWith({
    units: [
      ["ou-a", "r-root"],
      ["ou-b", "ou-a"],
      ["ou-c", "r-root"],
    ],
    accounts: ids.map((id, index) => [
      id,
      one.parents[index] ?? "r-root",
      one.suspended.includes(id) ? "SUSPENDED" : "ACTIVE",
    ]),
    policies: one.policies.map((document, index) => [`p-${index}`, `p-${index}`, "SCP", document]),
    attachments: one.attachments
      .filter(({ policy }) => policy < one.policies.length)
      .map(({ policy, target: at }) => [`p-${policy}`, at]),
  });
  const resources = resourcesOf(one);
  return [modelOf(resources, snapshot), modelOf([...resources, apart], snapshot)];
}

/** What a class says of an account, with the account's own id taken out. */
function saidOf({ account, things }: AccountClass): unknown {
  const said = JSON.stringify({ isActive: account.isActive, kind: account.kind, things });
  return JSON.parse(said.replaceAll(account.id, "ID")) as unknown;
}

const everything: Policy = modelOf([]).classes[0]?.scps[0]?.[0] as Policy;

function decisionFor({ account, scps }: AccountClass): string {
  const arn = `arn:aws:iam::${account.id}:role/x`;
  const context = {
    "aws:PrincipalArn": arn,
    "aws:PrincipalAccount": account.id,
    "aws:PrincipalOrgPaths": [`o-1234567890/${account.path.join("/")}/`],
    "aws:RequestedRegion": "eu-central-1",
  };
  const request = {
    principal: arn,
    principalKind: "assumedRole",
    action: "s3:GetObject",
    resource: "arn:aws:s3:::b/o",
    resourceAccount: account.id,
    context,
  } as const;
  return evaluate(request, { identity: [{ ...everything, kind: "identity" }], scps, rcps: [] }).decision;
}

/** Whether the rule of the class's template hears of an event in the account. */
function hears({ account, things }: AccountClass): boolean | undefined {
  const rule = things.find((thing) => thing.kind === "rule");
  return rule?.kind === "rule" && rule.pattern !== undefined
    ? matches(rule.pattern, { account: account.id, source: "aws.iam" })
    : undefined;
}

describe("classes of accounts, as a law", () => {
  it("say of each account what is true of it alone", () => {
    fc.assert(
      fc.property(given, (one) => {
        const [gathered, alone] = modelsOf(one);
        for (const id of ids) {
          const [own, shared] = [classOf(alone, id), classOf(gathered, id)];
          assert.deepEqual(own.members, [id]);
          assert.deepEqual(saidOf(shared), saidOf(own));
          assert.equal(decisionFor(shared), decisionFor(own));
          assert.equal(hears(shared), hears(own));
        }
        const members = gathered.classes.flatMap((each) => each.members);
        assert.equal(new Set(members).size, members.length);
      }),
      { numRuns: runs(1000), seed },
    );
  });

  it("do gather accounts: most of these organizations have fewer classes than accounts", () => {
    const sample = fc.sample(given, { numRuns: 40, seed });
    const fewer = sample.filter((one) => {
      const [gathered, alone] = modelsOf(one);
      return gathered.classes.length < alone.classes.length;
    });
    assert.ok(fewer.length >= 20, `${fewer.length} of ${sample.length}`);
  });
});
