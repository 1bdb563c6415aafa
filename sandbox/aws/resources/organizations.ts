import { accountArn } from "../arns";
import {
  closeAccount,
  createMemberAccount,
  moveMemberAccount,
  removeAccount,
  tagAccount,
} from "../organizations/accounts";
import {
  attachOrganizationPolicy,
  checkOrganizationPolicy,
  createOrganizationPolicy,
  deleteOrganizationPolicy,
  detachOrganizationPolicy,
  updateOrganizationPolicy,
} from "../organizations/policies";
import type { OrganizationPolicyType } from "../model";
import { isObject } from "../provider/values";
import { flag, kept, optionalText, tagOutputs, tags, tagsField, text, whenKnown, type Resource } from "./resource";

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/organizations/account.go */
export const account: Resource = {
  type: "aws:organizations/account:Account",
  title: "AWS Organizations Account",
  service: "Organizations",
  operations: { create: "CreateAccount", update: "MoveAccount", remove: "RemoveAccountFromOrganization" },
  inputs: {
    closeOnDeletion: { type: "boolean", default: false },
    createGovcloud: {
      type: "boolean",
      default: false,
      check: (wanted: boolean) => (wanted ? "the sandbox has no AWS GovCloud (US)" : undefined),
    },
    email: { type: "string", required: true, forceNew: true, check: emailIssue },
    iamUserAccessToBilling: { type: "string", forceNew: true, oneOf: ["ALLOW", "DENY"] },
    name: {
      type: "string",
      required: true,
      forceNew: true,
      check: (name: string) =>
        name.length >= 1 && name.length <= 50
          ? undefined
          : `expected length of name to be in the range (1 - 50), got ${name}`,
    },
    parentId: { type: "string", computed: true, check: parentIssue },
    roleName: {
      type: "string",
      forceNew: true,
      check: (name: string) =>
        /^[\w+=,.@-]{1,64}$/.test(name)
          ? undefined
          : "must consist of uppercase letters, lowercase letters, digits with no spaces, and any of the following characters: =,.@-",
    },
    tags: tagsField,
  },
  computed: ["arn", "govcloudId", "joinedMethod", "joinedTimestamp", "parentId", "state", "status", "tagsAll"],
  subject: (inputs) => text(inputs, "name"),
  create: (session, inputs) =>
    createMemberAccount(session, {
      name: text(inputs, "name"),
      email: text(inputs, "email"),
      parentId: optionalText(inputs, "parentId"),
      roleName: optionalText(inputs, "roleName"),
      tags: tags(inputs),
    }).id,
  read(session, id, state) {
    const found = session.aws.accounts[id];
    // Upstream takes a suspended account for one that is gone.
    if (found === undefined || found.status === "SUSPENDED") return undefined;
    return {
      ...kept(state, "closeOnDeletion", "createGovcloud", "iamUserAccessToBilling", "roleName"),
      arn: accountArn(session.aws, id),
      email: found.email,
      govcloudId: "",
      joinedMethod: found.joinedMethod,
      joinedTimestamp: found.joinedTimestamp,
      name: found.name,
      parentId: found.parentId,
      state: found.status,
      status: found.status,
      ...tagOutputs(found.tags),
    };
  },
  update(session, id, inputs, state) {
    const parentId = optionalText(inputs, "parentId");
    if (parentId !== undefined && parentId !== text(state, "parentId")) moveMemberAccount(session, id, parentId);
    if (isObject(inputs["tags"]) || isObject(state["tags"])) tagAccount(session, id, tags(inputs));
  },
  remove: (session, id, state) =>
    flag(state, "closeOnDeletion") ? closeAccount(session, id) : removeAccount(session, id),
  idFor: ({ aws }, inputs) => Object.values(aws.accounts).find(({ email }) => email === text(inputs, "email"))?.id,
};

const sandboxTypes: readonly OrganizationPolicyType[] = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"];

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/organizations/policy.go */
export const organizationPolicy: Resource = {
  type: "aws:organizations/policy:Policy",
  title: "Organizations Policy",
  service: "Organizations",
  operations: { create: "CreatePolicy", update: "UpdatePolicy", remove: "DeletePolicy" },
  inputs: {
    content: { type: "string", required: true, json: "document" },
    description: { type: "string" },
    name: { type: "string", required: true },
    skipDestroy: { type: "boolean" },
    tags: tagsField,
    type: { type: "string", default: "SERVICE_CONTROL_POLICY", forceNew: true, oneOf: sandboxTypes },
  },
  computed: ["arn", "tagsAll"],
  subject: (inputs) => text(inputs, "name"),
  check: (inputs) =>
    whenKnown(inputs, ["content", "name", "type"], "content", () =>
      checkOrganizationPolicy({
        name: text(inputs, "name"),
        description: text(inputs, "description"),
        content: text(inputs, "content"),
        type: text(inputs, "type") as OrganizationPolicyType,
      }),
    ),
  create: (session, inputs) =>
    createOrganizationPolicy(session, {
      name: text(inputs, "name"),
      description: text(inputs, "description"),
      content: text(inputs, "content"),
      type: text(inputs, "type") as OrganizationPolicyType,
      tags: tags(inputs),
    }).id,
  read({ aws }, id, state) {
    const found = aws.organizationPolicies[id];
    if (found === undefined) return undefined;
    const { arn, content, description, name, type } = found;
    return {
      ...kept(state, "skipDestroy"),
      arn,
      content,
      ...(description === "" ? {} : { description }),
      name,
      type,
      ...tagOutputs(found.tags),
    };
  },
  update: (session, id, inputs) =>
    updateOrganizationPolicy(session, id, {
      name: text(inputs, "name"),
      description: text(inputs, "description"),
      content: text(inputs, "content"),
      tags: tags(inputs),
    }),
  remove: (session, id, state) => (flag(state, "skipDestroy") ? undefined : deleteOrganizationPolicy(session, id)),
  idFor: ({ aws }, inputs) =>
    Object.values(aws.organizationPolicies).find(
      ({ name, type }) => name === text(inputs, "name") && type === text(inputs, "type"),
    )?.id,
};

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/organizations/policy_attachment.go */
export const organizationPolicyAttachment: Resource = {
  type: "aws:organizations/policyAttachment:PolicyAttachment",
  title: "Organizations Policy Attachment",
  service: "Organizations",
  operations: { create: "AttachPolicy", update: "AttachPolicy", remove: "DetachPolicy" },
  inputs: {
    policyId: { type: "string", required: true, forceNew: true },
    skipDestroy: { type: "boolean" },
    targetId: { type: "string", required: true, forceNew: true, check: targetIssue },
  },
  computed: [],
  subject: (inputs) => `${text(inputs, "targetId")}:${text(inputs, "policyId")}`,
  create(session, inputs) {
    attachOrganizationPolicy(session, text(inputs, "policyId"), text(inputs, "targetId"));
    return `${text(inputs, "targetId")}:${text(inputs, "policyId")}`;
  },
  read({ aws }, id, state) {
    const [targetId = "", policyId = ""] = id.split(":");
    const attached = aws.attachments[targetId]?.includes(policyId) === true;
    return attached ? { ...kept(state, "skipDestroy"), policyId, targetId } : undefined;
  },
  update: () => undefined,
  remove(session, id, state) {
    const [targetId = "", policyId = ""] = id.split(":");
    if (!flag(state, "skipDestroy")) detachOrganizationPolicy(session, policyId, targetId);
  },
  idFor({ aws }, inputs) {
    const [targetId, policyId] = [text(inputs, "targetId"), text(inputs, "policyId")];
    return aws.attachments[targetId]?.includes(policyId) === true ? `${targetId}:${policyId}` : undefined;
  },
};

function emailIssue(email: string): string | undefined {
  if (email.length < 6 || email.length > 64)
    return `expected length of email to be in the range (6 - 64), got ${email}`;
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)
    ? undefined
    : "invalid value for email (must be a valid email address)";
}

function parentIssue(id: string): string | undefined {
  if (/^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/.test(id)) return undefined;
  return "invalid value for parent_id (see https://docs.aws.amazon.com/organizations/latest/APIReference/API_MoveAccount.html#organizations-MoveAccount-request-DestinationParentId)";
}

function targetIssue(id: string): string | undefined {
  if (/^\d{12}$/.test(id) || parentIssue(id) === undefined) return undefined;
  return `"${id}" is neither a root (r-…), an OU (ou-…-…) nor an account (12 digits)`;
}
