import { names } from "../../rulebook/names";
import type { Act, Claim, Counterexample } from "../claim";
import type { AccountClass, Organization } from "../model/organization";
import { findingFor } from "../question/finding";
import { tierSessionsOf } from "../way-in/tier-sessions";

export const managementTierMendsTheGuardrails = {
  id: "management-tier-mends-the-guardrails",
  about: "way-in",
  question:
    "Can whoever takes Management change, attach and detach each SCP and RCP of the stack, and bring its StackSets up to date?",
  why: "A guardrail that locks out those who deploy it can be mended from the management account only, which no SCP binds.",
  source: [
    "E6",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html",
  ],
  findingFor: (organization) => {
    if (organization.promised?.tiersByAccount["management"]?.includes("Management") === false) {
      return { kind: "not-applicable", reason: "The stack promises no tier Management in the management account." };
    }
    const sessions = tierSessionsOf(organization, "Management", "ours");
    const management = organization.classes.find(({ account }) => account.kind === "management");
    return findingFor(organization, {
      questions: sessions.flatMap(({ actor, at }) =>
        (management === undefined ? [] : mendingActsIn(organization, management)).map((act) => ({
          actor,
          act,
          must: "succeed" as const,
          otherwise: `${actor.says} cannot call ${act.action}: a guardrail that locks out stays.`,
          about: at.in,
        })),
      ),
      faults: sessions.length === 0 ? [noManagementRole] : [],
      assumptions: ["console-switch-carries-mfa"],
    });
  },
} as const satisfies Claim;

/** What mends a guardrail, asked of each that the stack has. */
function mendingActsIn({ managementAccount }: Organization, { things }: AccountClass): readonly Act[] {
  return things.flatMap((thing) => {
    if (thing.kind === "stackSet") {
      return ["UpdateStackSet", "CreateStackInstances", "UpdateStackInstances"].map((call) => ({
        action: `cloudformation:${call}`,
        resource: thing.arn,
        resourceAccount: managementAccount,
      }));
    }
    if (thing.kind !== "organizationPolicy") return [];
    return ["AttachPolicy", "DetachPolicy", "UpdatePolicy"].map((call) => ({
      action: `organizations:${call}`,
      resource: thing.arn,
      resourceAccount: managementAccount,
      context: { "organizations:PolicyType": thing.type },
    }));
  });
}

const noManagementRole: Counterexample = {
  kind: "setting",
  says: "The management account has no role of the tier Management: a guardrail that locks out cannot be mended.",
  fix: `Deploy ${names.targetRole.Management} in the management account.`,
  where: "management account",
  found: `no role ${names.targetRole.Management}`,
};
