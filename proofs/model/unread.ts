import { resourceTypes } from "./template/resource-types";

/**
 * Kinds of the classic provider that give or take access beside what the model reads. A stack that has one is not known
 * as a whole. https://www.pulumi.com/registry/packages/aws/
 */
const kinds: Readonly<Record<string, string>> = {
  "cloudwatch/eventPermission": "it lets others put events on a bus",
  "cloudtrail/organizationDelegatedAdminAccount": "it lets an account manage the organization's trails",
  "iam/groupPoliciesExclusive": "it takes every other inline policy from a group",
  "iam/groupPolicyAttachmentsExclusive": "it detaches every other policy from a group",
  "iam/rolePoliciesExclusive": "it takes every other inline policy from a role",
  "iam/rolePolicyAttachmentsExclusive": "it detaches every other policy from a role",
  "iam/userPoliciesExclusive": "it takes every other inline policy from a user",
  "iam/userPolicyAttachmentsExclusive": "it detaches every other policy from a user",
};

/** Types of CloudFormation's that bind or make what templates are not read for. */
const types: Readonly<Record<string, string>> = {
  "AWS::CloudFormation::Stack": "it is a stack of its own, whose template lies at a URL",
  "AWS::CloudFormation::StackSet": "it makes stacks in other accounts",
  "AWS::Organizations::Policy": "it may bind accounts",
  "AWS::Organizations::ResourcePolicy": "it lets accounts manage the organization's policies",
};

/** Why the model is not whole with this resource in it; undefined where nothing of it can matter. */
export function whyUnread(type: string, kind: string | undefined): string | undefined {
  const why = kind === undefined ? whyNativeUnread(type) : kinds[kind];
  return why === undefined ? undefined : `is not read: ${why}`;
}

/** Likewise, of a resource in a template. */
export function whyUnreadInTemplate(type: string): string | undefined {
  const why = types[type];
  return why === undefined ? undefined : `is not read: ${why}`;
}

const read = new Set(
  [
    ...Object.keys(resourceTypes).filter((type) => resourceTypes[type]?.isHarmless !== true),
    ...Object.keys(types),
    "AWS::Events::EventBusPolicy",
    "AWS::IAM::Policy",
  ].map(nativeName),
);

/** https://www.pulumi.com/registry/packages/aws-native/ */
function whyNativeUnread(type: string): string | undefined {
  return read.has(type.toLowerCase()) ? "it is one of the provider aws-native, and may give or take access" : undefined;
}

/** `AWS::IAM::Role` is `aws-native:iam:Role`. */
function nativeName(type: string): string {
  const [, service = "", name = ""] = type.split("::");
  return `aws-native:${service}:${name}`.toLowerCase();
}
