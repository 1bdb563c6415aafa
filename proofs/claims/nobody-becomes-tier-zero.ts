import type { Asked } from "../ask";
import type { AssumptionId } from "../assumptions";
import type { Claim } from "../claim";
import { waysIntoTierZero } from "../nobody/tier-zero-questions";
import { findingFor } from "../question/finding";
import type { Question } from "../question/question";
import { tierZeroOf } from "../tier-zero";

export const nobodyBecomesTierZero = {
  id: "nobody-becomes-tier-zero",
  about: "nobody-else",
  question:
    "Can nobody else make, change, pass or take a role that no guardrail stops: StackSets', the deployers', any in the management account?",
  why: "Sparing a name spares whoever bears it: a stacksets-exec role of an attacker's own making would be above every guardrail.",
  source: [
    "E7",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html",
  ],
  findingFor: (organization) => {
    const rows = tierZeroOf(organization);
    // Without a snapshot the claim is about this stack, and what only a snapshot tells stands outside of it.
    const untold = organization.scope === "this-stack" ? [] : rows.flatMap(({ missing }) => missing ?? []);
    return findingFor(organization, {
      questions: waysIntoTierZero(organization),
      missing: untold,
      assumed: assumptionOn,
      reported: rows.map(({ who, why }) => `Tier 0: ${who}. ${why}`),
    });
  },
} as const satisfies Claim;

/** Who may assume a role that another makes stands in its trust policy, which no stack of ours deploys. */
function assumptionOn({ act }: Question, { missing }: Asked): AssumptionId | undefined {
  if (!missing.every((document) => document === `policy of ${act.resource}`)) return undefined;
  return act.resource.includes(":role/stacksets-exec-")
    ? "stack-sets-execution-roles-are-administrators"
    : "deployers-are-administrators";
}
