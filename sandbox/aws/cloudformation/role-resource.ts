import { roleArn } from "../arns";
import {
  attachPolicy,
  deleteInlinePolicy,
  detachPolicy,
  identityOrRefusal,
  putInlinePolicy,
} from "../iam/identity-policies";
import { createRole, deleteRole, updateRole, type RoleChange } from "../iam/roles";
import { uniqueId } from "../ids";
import type { Session } from "../session";
import {
  checkNested,
  documentText,
  ownName,
  objects,
  optionalText,
  tagsOf,
  text,
  texts,
  wholeNumber,
  type Properties,
  type ResourceType,
} from "./resource-type";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
export const iamRole: ResourceType = {
  properties: {
    AssumeRolePolicyDocument: "required",
    Description: "optional",
    ManagedPolicyArns: "optional",
    MaxSessionDuration: "optional",
    Path: "optional",
    PermissionsBoundary: "optional",
    Policies: "optional",
    RoleName: "optional",
    Tags: "optional",
  },
  replacing: ["Path", "RoleName"],
  customName: "RoleName",
  capability: ({ RoleName }) => (RoleName === undefined ? "CAPABILITY_IAM" : "CAPABILITY_NAMED_IAM"),
  physicalId: (place, properties) => ownName(place, properties, "RoleName", 64),
  attribute(place, properties, attribute) {
    const name = ownName(place, properties, "RoleName", 64);
    if (attribute === "Ref") return name;
    if (attribute === "Arn") return roleArn(place.accountId, { path: text(properties, "Path", "/"), name });
    return attribute === "RoleId" ? uniqueId("AROA", place.accountId, name, 0) : undefined;
  },
  create(session, name, properties) {
    createRole(session, { name, path: text(properties, "Path", "/"), ...roleChange(properties) });
    for (const [policyName, document] of inlinePolicies(properties))
      putInlinePolicy(session, "role", name, policyName, document);
    for (const arn of texts(properties, "ManagedPolicyArns")) attachPolicy(session, "role", name, arn);
  },
  update(session, name, properties) {
    updateRole(session, name, roleChange(properties));
    const role = identityOrRefusal(session, "role", name);
    const wanted = new Map(inlinePolicies(properties));
    for (const [policyName, document] of wanted) {
      if (role.inline[policyName] !== document) putInlinePolicy(session, "role", name, policyName, document);
    }
    for (const policyName of Object.keys(role.inline)) {
      if (!wanted.has(policyName)) deleteInlinePolicy(session, "role", name, policyName);
    }
    const arns = texts(properties, "ManagedPolicyArns");
    for (const arn of arns) if (!role.managedPolicyArns.includes(arn)) attachPolicy(session, "role", name, arn);
    for (const arn of role.managedPolicyArns) if (!arns.includes(arn)) detachPolicy(session, "role", name, arn);
  },
  remove: removeRole,
};

/** With the policies that CloudFormation put on it, which are all that it knows of. */
function removeRole(session: Session, name: string): void {
  const role = identityOrRefusal(session, "role", name);
  for (const policyName of Object.keys(role.inline)) deleteInlinePolicy(session, "role", name, policyName);
  for (const arn of role.managedPolicyArns) detachPolicy(session, "role", name, arn);
  deleteRole(session, name);
}

function roleChange(properties: Properties): RoleChange {
  return {
    trust: documentText(properties, "AssumeRolePolicyDocument"),
    description: text(properties, "Description"),
    maxSessionDuration: wholeNumber(properties, "MaxSessionDuration", 3600),
    ...optionalText(properties, "PermissionsBoundary", "boundary"),
    tags: tagsOf(properties),
  };
}

const inlinePolicy = { PolicyName: "required", PolicyDocument: "required" } as const;

function inlinePolicies(properties: Properties): readonly (readonly [string, string])[] {
  return objects(properties, "Policies").map((policy) => {
    checkNested("Policies", inlinePolicy, policy);
    return [text(policy, "PolicyName"), documentText(policy, "PolicyDocument")];
  });
}
