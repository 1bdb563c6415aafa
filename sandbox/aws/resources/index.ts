import { accountPasswordPolicy } from "./iam-password-policy";
import { policy, samlProvider } from "./iam-policies";
import { role, rolePolicy, rolePolicyAttachment } from "./iam-roles";
import { user, userLoginProfile, userPolicy, userPolicyAttachment } from "./iam-users";
import { account, organizationPolicy, organizationPolicyAttachment } from "./organizations";
import type { Resource } from "./resource";
import { stackInstances } from "./stack-instances";
import { stackSet } from "./stack-set";

const known: readonly Resource[] = [
  account,
  accountPasswordPolicy,
  organizationPolicy,
  organizationPolicyAttachment,
  policy,
  role,
  rolePolicy,
  rolePolicyAttachment,
  samlProvider,
  stackInstances,
  stackSet,
  user,
  userLoginProfile,
  userPolicy,
  userPolicyAttachment,
];

/** The resource types of @pulumi/aws that the sandbox knows, by their token. */
export const resources: Readonly<Record<string, Resource>> = Object.fromEntries(
  known.map((entry) => [entry.type, entry]),
);
