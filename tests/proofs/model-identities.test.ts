import assert from "node:assert/strict";
import type { Role } from "../../proofs/model/organization";
import { allow, inStack, inTemplate, modelOf, resource, text, theOnly, thingsIn, trust } from "./small-state";

const assumed = text(trust({ AWS: "arn:aws:iam::111111111111:root" }));
const role = (more: object = {}) =>
  resource("iam/role:Role", "one", { name: "one", path: "/p/", assumeRolePolicy: assumed, ...more });
const policyNames = ({ identity }: Role) => identity.map(({ name }) => name);

describe("roles and users", () => {
  it("hold inline policies of their own, of resources beside them, and managed ones", () => {
    const found = theOnly(
      inStack(
        "role",
        role({
          inlinePolicies: [{ name: "own", policy: text(allow("s3:*")) }, {}],
          managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
        }),
        resource("iam/rolePolicy:RolePolicy", "beside", { role: "one", name: "beside", policy: text(allow("sqs:*")) }),
        resource(
          "iam/policy:Policy",
          "managed",
          { name: "managed", policy: text(allow("sns:*")) },
          { id: "arn:aws:iam::111111111111:policy/managed" },
        ),
        resource("iam/rolePolicyAttachment:RolePolicyAttachment", "attached", {
          role: "one",
          policyArn: "arn:aws:iam::111111111111:policy/managed",
        }),
        resource("iam/rolePolicy:RolePolicy", "others", {
          role: "other",
          name: "others",
          policy: text(allow("ec2:*")),
        }),
      ),
    );
    assert.deepEqual(policyNames(found), ["own", "beside", "AdministratorAccess", "managed"]);
    assert.equal(found.arn, "arn:aws:iam::111111111111:role/p/one");
  });

  it("hold a policy once that both the role and a resource beside it tell of, as the latter has it", () => {
    const found = theOnly(
      inStack(
        "role",
        role({ inlinePolicies: [{ name: "same", policy: text(allow("s3:*")) }] }),
        resource("iam/rolePolicy:RolePolicy", "beside", { role: "one", name: "same", policy: text(allow("sqs:*")) }),
      ),
    );
    assert.deepEqual(policyNames(found), ["same"]);
    assert.deepEqual(found.identity[0]?.statements[0]?.action.patterns.length, 1);
  });

  it("are the same in a template", () => {
    const inline = (name: string, action: string) => ({ PolicyName: name, PolicyDocument: allow(action) });
    const found = theOnly(
      inTemplate("role", {
        Role: {
          Type: "AWS::IAM::Role",
          Properties: {
            RoleName: "one",
            Path: "/p/",
            MaxSessionDuration: 7200,
            AssumeRolePolicyDocument: trust({ Service: "ec2.amazonaws.com" }),
            Policies: [inline("own", "s3:*")],
            ManagedPolicyArns: [
              { "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess" },
              { Ref: "Managed" },
            ],
            PermissionsBoundary: { Ref: "Managed" },
          },
        },
        Managed: {
          Type: "AWS::IAM::ManagedPolicy",
          Properties: { ManagedPolicyName: "managed", PolicyDocument: allow("sns:*") },
        },
        Beside: {
          Type: "AWS::IAM::RolePolicy",
          Properties: { RoleName: { Ref: "Role" }, PolicyName: "beside", PolicyDocument: allow("sqs:*") },
        },
        Several: {
          Type: "AWS::IAM::Policy",
          Properties: { Roles: [{ Ref: "Role" }], PolicyName: "several", PolicyDocument: allow("ec2:*") },
        },
        Attached: {
          Type: "AWS::IAM::ManagedPolicy",
          Properties: { Roles: [{ Ref: "Role" }], ManagedPolicyName: "attached", PolicyDocument: allow("kms:*") },
        },
      }),
    );
    assert.deepEqual(policyNames(found), ["own", "beside", "several", "AdministratorAccess", "managed", "attached"]);
    assert.deepEqual(
      [found.boundary?.name, found.boundary?.kind, found.maxSessionSeconds],
      ["managed", "boundary", 7200],
    );
    assert.deepEqual(found.origin.logicalId, "Role");
  });

  it("with an AWS managed policy whose document is not here may do more, but are denied nothing by it", () => {
    const found = theOnly(inStack("role", role({ managedPolicyArns: ["arn:aws:iam::aws:policy/PowerUserAccess"] })));
    assert.deepEqual(
      found.identity.map(({ name, opaque, statements }) => [
        name,
        opaque !== undefined,
        statements.map(({ effect }) => effect),
      ]),
      [["PowerUserAccess", true, ["Allow"]]],
    );
  });

  it("with a customer's policy that nobody here has read may be allowed and denied anything, and that is told", () => {
    const organization = modelOf([role({ managedPolicyArns: ["arn:aws:iam::111111111111:policy/elsewhere"] })]);
    const [policy] = theOnly(thingsIn(organization, "role")).identity;
    assert.deepEqual(
      policy?.statements.map(({ effect }) => effect),
      ["Allow", "Deny"],
    );
    assert.equal(theOnly(organization.gaps).where, "one.managedPolicyArns");
  });

  it("perhaps have a policy of a template whose owner is imported: what hangs on it is unknown, and says so", () => {
    const imported = { "Fn::ImportValue": "the-role" };
    const owned = (type: string, properties: object) =>
      inTemplate("role", {
        One: { Type: "AWS::IAM::Role", Properties: { RoleName: "one", AssumeRolePolicyDocument: trust({ AWS: "*" }) } },
        Given: { Type: type, Properties: { PolicyDocument: allow("sts:AssumeRole"), ...properties } },
      });
    const cases = [
      owned("AWS::IAM::RolePolicy", { PolicyName: "given", RoleName: imported }),
      owned("AWS::IAM::ManagedPolicy", { ManagedPolicyName: "given", Roles: [imported] }),
    ];
    for (const found of cases) {
      const [policy] = theOnly(found).identity;
      assert.equal(policy?.name, "given");
      const what = policy.statements.map(({ conditions }) => conditions.map(({ key }) => key));
      assert.equal(what.length, 1);
      assert.match(what[0]?.[0] ?? "", /^document:to whom \S+\.Given is attached$/);
    }
    const named = owned("AWS::IAM::ManagedPolicy", { ManagedPolicyName: "given", Roles: ["another"] });
    assert.deepEqual(theOnly(named).identity, []);
  });

  it("have the tier that the name says", () => {
    const named = (name: string) => theOnly(inStack("role", role({ name }))).tier;
    assert.equal(named("BreakGlassOperator"), "Operator");
    assert.equal(named("BreakGlassHubManagement"), "Management");
    assert.equal(named("BreakGlassForwarder"), undefined);
  });

  it("of which users have a password where there is a login profile", () => {
    const user = resource("iam/user:User", "alice", { name: "alice", path: "/break-glass/" });
    const profile = resource("iam/userLoginProfile:UserLoginProfile", "login", { user: "alice" });
    const policy = resource("iam/userPolicy:UserPolicy", "p", {
      user: "alice",
      name: "tiers",
      policy: text(allow("s3:*")),
    });
    const found = theOnly(inStack("user", user, profile, policy));
    assert.deepEqual(
      [found.hasPassword, found.arn, found.identity.map(({ name }) => name)],
      [true, "arn:aws:iam::111111111111:user/break-glass/alice", ["tiers"]],
    );
    assert.equal(theOnly(inStack("user", user)).hasPassword, false);
  });
});
