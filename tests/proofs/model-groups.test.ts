import assert from "node:assert/strict";
import type { Organization } from "../../proofs/model/organization";
import { allow, inTemplate, modelOf, resource, text, theOnly, thingsIn, unknownText, urnOf } from "./small-state";

const user = resource("iam/user:User", "alice", { name: "alice", path: "/break-glass/" });
const group = resource("iam/group:Group", "people", { name: "people" }, { id: "people" });
const groupPolicy = resource("iam/groupPolicy:GroupPolicy", "p", {
  group: "people",
  name: "work",
  policy: text(allow("s3:*")),
});
const membership = resource("iam/userGroupMembership:UserGroupMembership", "m", { user: "alice", groups: ["people"] });

function policiesOf(organization: Organization): readonly (readonly [name: string, opaque: boolean])[] {
  return theOnly(thingsIn(organization, "user")).identity.map(({ name, opaque }) => [name, opaque !== undefined]);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html */
describe("a user in a group", () => {
  it("has the group's inline and managed policies", () => {
    const attachments = [
      resource("iam/groupPolicyAttachment:GroupPolicyAttachment", "a", {
        group: "people",
        policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
      resource("iam/policyAttachment:PolicyAttachment", "b", {
        groups: ["people"],
        policyArn: "arn:aws:iam::aws:policy/PowerUserAccess",
      }),
    ];
    const organization = modelOf([user, group, groupPolicy, membership, ...attachments]);
    assert.deepEqual(policiesOf(organization), [
      ["work", false],
      ["AdministratorAccess", false],
      ["PowerUserAccess", true],
    ]);
    assert.deepEqual(
      organization.outside.filter((line) => line.includes("iam/")),
      [],
    );
  });

  it("is told of by the group's own list as well, and has its policies once", () => {
    const listed = resource("iam/groupMembership:GroupMembership", "l", {
      name: "l",
      group: "people",
      users: ["bob", "alice"],
    });
    assert.deepEqual(policiesOf(modelOf([user, group, groupPolicy, listed])), [["work", false]]);
    assert.deepEqual(policiesOf(modelOf([user, group, groupPolicy, listed, membership])), [["work", false]]);
    const others = resource("iam/groupMembership:GroupMembership", "l", { name: "l", group: "people", users: ["bob"] });
    assert.deepEqual(policiesOf(modelOf([user, group, groupPolicy, others])), []);
  });

  it("that no stack of ours makes may be allowed and denied anything by it, and that is told", () => {
    const organization = modelOf([user, membership]);
    assert.deepEqual(policiesOf(organization), [["group people", true]]);
    const [policy] = theOnly(thingsIn(organization, "user")).identity;
    assert.deepEqual(
      policy?.statements.map(({ effect }) => effect),
      ["Allow", "Deny"],
    );
    assert.deepEqual(organization.gaps, [
      { where: "m.groups", why: "is a document that nobody here has read", called: "group people" },
    ]);
  });

  it("is found while only the update knows the group's name", () => {
    const from = (property: string) => ({ propertyDependencies: { [property]: [urnOf("iam/group:Group", "people")] } });
    const open = [
      resource(
        "iam/userGroupMembership:UserGroupMembership",
        "m",
        { user: "alice", groups: [unknownText] },
        from("groups"),
      ),
      resource(
        "iam/groupPolicy:GroupPolicy",
        "p",
        { group: unknownText, name: "work", policy: text(allow("s3:*")) },
        from("group"),
      ),
    ];
    assert.deepEqual(policiesOf(modelOf([user, resource("iam/group:Group", "people", {}), ...open])), [
      ["work", false],
    ]);
  });

  it("is one in a template too, however the membership and the policies are written", () => {
    const resources = {
      People: {
        Type: "AWS::IAM::Group",
        Properties: {
          GroupName: "people",
          Policies: [{ PolicyName: "inline", PolicyDocument: allow("s3:*") }],
          ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
        },
      },
      Beside: {
        Type: "AWS::IAM::GroupPolicy",
        Properties: { GroupName: { Ref: "People" }, PolicyName: "beside", PolicyDocument: allow("sqs:*") },
      },
      Older: {
        Type: "AWS::IAM::Policy",
        Properties: { PolicyName: "older", PolicyDocument: allow("sns:*"), Groups: [{ Ref: "People" }] },
      },
      Managed: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: { ManagedPolicyName: "managed", PolicyDocument: allow("ec2:*"), Groups: [{ Ref: "People" }] },
      },
      Alice: { Type: "AWS::IAM::User", Properties: { UserName: "alice", Groups: [{ Ref: "People" }] } },
      Bob: { Type: "AWS::IAM::User", Properties: { UserName: "bob" } },
      Carol: { Type: "AWS::IAM::User", Properties: { UserName: "carol" } },
      Addition: {
        Type: "AWS::IAM::UserToGroupAddition",
        Properties: { GroupName: { Ref: "People" }, Users: [{ Ref: "Bob" }] },
      },
    };
    const all = ["inline", "beside", "older", "AdministratorAccess", "managed"];
    assert.deepEqual(
      inTemplate("user", resources).map(({ name, identity }) => [name, identity.map((policy) => policy.name)]),
      [
        ["alice", all],
        ["bob", all],
        ["carol", []],
      ],
    );
  });
});
