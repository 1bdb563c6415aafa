/** What stands between this look and a real organization. */
export const nextSteps: readonly string[] = [
  "Copy Pulumi.prod.yaml to Pulumi.<stack>.yaml and write your organization's facts; every example in it is refused.",
  "Activate trusted access for StackSets, SCPs and RCPs in the management account (README, Deploying for real).",
  "pulumi stack init <stack> && pulumi preview --policy-pack policypack",
  "pulumi up with lifeline:guardrails targets on one account or OU, then further OUs, then the root.",
  "Have each responder sign in once and enrol two MFA devices, then take a role in an account of every kind.",
];
