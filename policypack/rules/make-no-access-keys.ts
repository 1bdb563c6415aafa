import type { Rule } from "../rule";

export const makeNoAccessKeys: Rule = {
  id: "make-no-access-keys",
  why: "A user's access key works for ever and without MFA, and its secret stands in the stack's state.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#lock-away-credentials",
  severity: "high",
  type: "aws:iam/accessKey:AccessKey",
  findingsFor: ({ name }) => [
    {
      rule: "make-no-access-keys",
      where: name,
      found: "an access key for a user",
      fix: "Use a role; people sign in with `aws login`, machines with OIDC or IAM Roles Anywhere",
    },
  ],
};
