import type { DocumentedKeys } from "./key";

/** Keys that the Service Authorization Reference lacks, or gives another type than the page named here. */
export const otherKeys: readonly DocumentedKeys[] = [
  {
    service: "any, for sessions of IAM Identity Center",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-identity-store-user-id",
    keys: { String: ["identitystore:UserId"] },
  },
  {
    service: "sns",
    source: "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html",
    keys: { String: ["aws:SourceOwner"] },
  },
  {
    service: "any, in policies of AWS's own",
    source: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSSSOServiceRolePolicy.html",
    keys: { String: ["aws:PrincipalOrgMasterAccountId"] },
  },
  {
    service: "the placeholder of IAM's own example for BinaryEquals",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals",
    keys: { Binary: ["myservice:key"] },
  },
];
