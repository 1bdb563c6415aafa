import { roleArn } from "../arns";
import {
  attachPolicy,
  deleteInlinePolicy,
  detachPolicy,
  findIdentity,
  putInlinePolicy,
} from "../iam/identity-policies";
import { checkNewRole, createRole, deleteRole, updateRole, type NewRole } from "../iam/roles";
import { checkInlinePolicies, checkName, checkPath, checkSessionDuration, checkTrustPolicy } from "../iam/rules";
import { uniqueId } from "../ids";
import type { Properties } from "../provider/values";
import type { Session } from "../session";
import { attachmentResource, inlinePolicyResource } from "./iam-identity-policies";
import {
  flag,
  kept,
  optionalNumber,
  optionalText,
  tagOutputs,
  tags,
  tagsField,
  text,
  texts,
  whenKnown,
  type Resource,
} from "./resource";

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/iam/role.go */
export const role: Resource = {
  type: "aws:iam/role:Role",
  title: "IAM Role",
  service: "IAM",
  operations: { create: "CreateRole", update: "UpdateRole", remove: "DeleteRole" },
  inputs: {
    assumeRolePolicy: { type: "string", required: true, json: "policy" },
    description: { type: "string" },
    forceDetachPolicies: { type: "boolean", default: false },
    inlinePolicies: {
      type: "set",
      computed: true,
      items: { type: "object", fields: { name: { type: "string" }, policy: { type: "string", json: "policy" } } },
    },
    managedPolicyArns: { type: "set", computed: true, items: { type: "string" } },
    maxSessionDuration: { type: "number", default: 3600 },
    name: { type: "string", required: true, forceNew: true },
    path: { type: "string", default: "/", forceNew: true },
    permissionsBoundary: { type: "string" },
    tags: tagsField,
  },
  computed: ["arn", "createDate", "inlinePolicies", "managedPolicyArns", "tagsAll", "uniqueId"],
  subject: (inputs) => text(inputs, "name"),
  check: (inputs) => [
    ...whenKnown(inputs, ["name"], "name", () => checkName("roleName", text(inputs, "name"))),
    ...whenKnown(inputs, ["path"], "path", () => checkPath(text(inputs, "path"))),
    ...whenKnown(inputs, ["maxSessionDuration"], "maxSessionDuration", () =>
      checkSessionDuration(sessionDuration(inputs)),
    ),
    ...whenKnown(inputs, ["assumeRolePolicy"], "assumeRolePolicy", () =>
      checkTrustPolicy(text(inputs, "assumeRolePolicy")),
    ),
    ...whenKnown(inputs, ["inlinePolicies"], "inlinePolicies", () =>
      checkInlinePolicies(
        "role",
        text(inputs, "name"),
        inlinePolicies(inputs).map(({ policy }) => policy),
      ),
    ),
  ],
  create(session, inputs) {
    const wanted = wantedRole(inputs);
    checkNewRole(wanted);
    const { name } = createRole(session, wanted);
    setPolicies(session, name, inputs);
    return name;
  },
  read(session, id, state) {
    const found = findIdentity(session, "role", id);
    if (found === undefined) return undefined;
    return {
      ...kept(state, "forceDetachPolicies"),
      arn: roleArn(session.accountId, found),
      assumeRolePolicy: found.trust,
      createDate: found.created,
      ...(found.description === "" ? {} : { description: found.description }),
      inlinePolicies: Object.entries(found.inline).map(([name, policy]) => ({ name, policy })),
      managedPolicyArns: found.managedPolicyArns,
      maxSessionDuration: found.maxSessionDuration,
      name: found.name,
      path: found.path,
      ...(found.boundary === undefined ? {} : { permissionsBoundary: found.boundary }),
      ...tagOutputs(found.tags),
      uniqueId: uniqueId("AROA", session.accountId, found.name, found.incarnation),
    };
  },
  update(session, id, inputs) {
    updateRole(session, id, wantedRole(inputs));
    setPolicies(session, id, inputs);
  },
  remove(session, id, state) {
    const found = findIdentity(session, "role", id);
    if (flag(state, "forceDetachPolicies"))
      for (const arn of found?.managedPolicyArns ?? []) detachPolicy(session, "role", id, arn);
    deleteRole(session, id);
  },
  idFor: (session, inputs) => findIdentity(session, "role", text(inputs, "name"))?.name,
};

export const rolePolicy = inlinePolicyResource("role", "aws:iam/rolePolicy:RolePolicy");
export const rolePolicyAttachment = attachmentResource("role", "aws:iam/rolePolicyAttachment:RolePolicyAttachment");

function wantedRole(inputs: Properties): NewRole {
  return {
    name: text(inputs, "name"),
    path: text(inputs, "path"),
    description: text(inputs, "description"),
    maxSessionDuration: sessionDuration(inputs),
    trust: text(inputs, "assumeRolePolicy"),
    boundary: optionalText(inputs, "permissionsBoundary"),
    tags: tags(inputs),
  };
}

function sessionDuration(inputs: Properties): number {
  return optionalNumber(inputs, "maxSessionDuration") ?? 3600;
}

function inlinePolicies(inputs: Properties): readonly { readonly name: string; readonly policy: string }[] {
  return (inputs["inlinePolicies"] ?? []) as unknown as readonly { readonly name: string; readonly policy: string }[];
}

/** Policies that stand in the role itself are managed exclusively; where it has none, those of other resources stay. */
function setPolicies(session: Session, name: string, inputs: Properties): void {
  const found = findIdentity(session, "role", name);
  if (inputs["inlinePolicies"] !== undefined) {
    const wanted = inlinePolicies(inputs);
    for (const { name: policyName, policy } of wanted) putInlinePolicy(session, "role", name, policyName, policy);
    for (const policyName of Object.keys(found?.inline ?? {})) {
      if (!wanted.some((policy) => policy.name === policyName)) deleteInlinePolicy(session, "role", name, policyName);
    }
  }
  if (inputs["managedPolicyArns"] !== undefined) {
    const wanted = texts(inputs, "managedPolicyArns");
    for (const arn of wanted) attachPolicy(session, "role", name, arn);
    for (const arn of found?.managedPolicyArns ?? [])
      if (!wanted.includes(arn)) detachPolicy(session, "role", name, arn);
  }
}
