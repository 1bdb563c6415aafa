import type { NonEmpty } from "../../rulebook/types";
import { arrayOf } from "./copy";
import { inOrganization, units, withoutAttachment } from "./organization";
import type { Sabotage } from "./sabotage";

/** What somebody switches, detaches or delegates in the organization itself. */
export const organizationSwitches: NonEmpty<Sabotage> = [
  {
    id: "FullAWSAccess is taken from an OU and nothing put in its place",
    takenFrom: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html",
    edit: withoutAttachment("p-FullAWSAccess", units.production),
    refutes: "operator-raises-an-auto-scaling-maximum",
    because: ["BreakGlassOperator"],
  },
  {
    id: "the type of the guardrails is switched off",
    takenFrom: "facts, fact 16: dropping SERVICE_CONTROL_POLICY detaches every SCP for good",
    edit: inOrganization("enabledPolicyTypes", (types) =>
      arrayOf(types).filter((type) => type !== "SERVICE_CONTROL_POLICY"),
    ),
    refutes: "nobody-else-changes-the-path",
    because: ["role/break-glass/"],
  },
  {
    id: "another account administers StackSets",
    takenFrom: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin.html",
    edit: inOrganization("delegatedAdministrators", (delegated) => [
      ...arrayOf(delegated),
      { accountId: "100000000013", servicePrincipal: "member.org.stacksets.cloudformation.amazonaws.com" },
    ]),
    refutes: "acts-of-tier-zero-are-heard-on-both-paths",
    because: ["100000000013", "member.org.stacksets.cloudformation.amazonaws.com"],
    mattersNow: "before it was no delegated administrator, and CloudFormation refused the call",
  },
];
