import type { Claim } from "../claim";
import { nobodyElse } from "../nobody/claim";

export const nobodyLeavesTheOrganization = {
  id: "nobody-leaves-the-organization",
  about: "nobody-else",
  question: "Can nobody outside tier 0 take an account out of the organization, or close one?",
  why: "Outside of the organization no guardrail binds, nothing is recorded for us, and the path is gone.",
  source: ["E7", "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_remove.html"],
  findingFor: nobodyElse({ effects: ["leave"], kinds: ["account"] }),
} as const satisfies Claim;
