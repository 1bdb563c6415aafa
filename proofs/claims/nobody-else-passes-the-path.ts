import type { Claim } from "../claim";
import { nobodyElse } from "../nobody/claim";

export const nobodyElsePassesThePath = {
  id: "nobody-else-passes-the-path",
  about: "nobody-else",
  question: "Can nobody outside tier 0 hand a role of the path to a service, and act by it?",
  why: "A function, an instance or a rule that has been given the role acts as it, without anybody assuming it.",
  source: ["E7", "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"],
  findingFor: nobodyElse({ effects: ["pass"], kinds: ["targetRole", "hubRole", "pathRole"] }),
} as const satisfies Claim;
