import documents from "./aws-documents.json";

/**
 * Documents that AWS wrote, as its documentation gives them; the statements stand in the JSON file.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const administratorAccess = JSON.stringify(documents.AdministratorAccess);
export const fullAwsAccess = JSON.stringify(documents.FullAWSAccess);
export const rcpFullAwsAccess = JSON.stringify(documents.RCPFullAWSAccess);

/** Managed policies of AWS whose document is known here, by name with its path. */
export const managedPolicyDocuments: Readonly<Record<string, string>> = {
  AdministratorAccess: administratorAccess,
  SignInLocalDevelopmentAccess: JSON.stringify(documents.SignInLocalDevelopmentAccess),
  "aws-service-role/CloudFormationStackSetsOrgAdminServiceRolePolicy": JSON.stringify(documents.StackSetsOrgAdmin),
  "aws-service-role/CloudFormationStackSetsOrgMemberServiceRolePolicy": JSON.stringify(documents.StackSetsOrgMember),
};

/** The trust policy of a role that AWS makes for an account or another role: its ARN. */
export const trustOfPrincipal = (arn: string): string => filled(documents.trustOfAccount, arn);
export const trustOfService = (service: string): string => filled(documents.trustOfService, service);

/** The policy that SNS puts on a new topic. */
export function defaultTopicPolicy(topic: string, account: string): string {
  return JSON.stringify(documents.topicOfAccount, (_key, value: unknown) =>
    value === "${topic}" ? topic : value === "${account}" ? account : value,
  );
}

function filled(document: unknown, principal: string): string {
  return JSON.stringify(document, (_key, value: unknown) => (value === "${principal}" ? principal : value));
}
