import type { ServiceKeys } from "./key";

/** Keys that the Service Authorization Reference does not list, or lists under no service of its own. */
export const otherKeys: readonly ServiceKeys[] = [
  {
    service: "signin",
    source: "https://docs.aws.amazon.com/signin/latest/userguide/reference-signin-condition-keys.html",
    keys: { Arn: ["signin:PrincipalArn"] },
  },
  {
    service: "ec2, lambda and ssm as credentials of other services",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
    keys: {
      String: ["ec2:RoleDelivery", "identitystore:UserId"],
      Arn: ["ec2:SourceInstanceArn", "glue:RoleAssumedBy"],
    },
  },
  {
    service: "the placeholder of IAM's own example for BinaryEquals",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals",
    keys: { Binary: ["myservice:key"] },
  },
];
