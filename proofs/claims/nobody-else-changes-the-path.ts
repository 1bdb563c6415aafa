import { pathKinds } from "../acts/kinds";
import type { Claim } from "../claim";
import { nobodyElse } from "../nobody/claim";

export const nobodyElseChangesThePath = {
  id: "nobody-else-changes-the-path",
  about: "nobody-else",
  question: "Can nobody outside tier 0 change or remove roles, policies, people, stacks or guardrails of the path?",
  why: "Who rewrites a trust policy is in; who deletes a role, a device or a guardrail locks us out, or opens the rest.",
  source: [
    "E7",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html",
  ],
  findingFor: nobodyElse({
    effects: ["change", "remove", "blind"],
    kinds: pathKinds,
  }),
} as const satisfies Claim;
