import type { Claim } from "../claim";
import { sparedQuestions } from "../nobody/exemptions";
import { findingFor } from "../question/finding";

export const everyExemptionIsTierZero = {
  id: "every-exemption-is-tier-zero",
  about: "nobody-else",
  question: "Is everybody whom a guardrail spares a row of tier 0, or a responder who cares for his own sign-in?",
  why: "An exemption that is a little too wide is a way around the guardrail for whoever can bear the name.",
  source: [
    "E7",
    "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html",
  ],
  findingFor: (organization) => findingFor(organization, { questions: sparedQuestions(organization) }),
} as const satisfies Claim;
