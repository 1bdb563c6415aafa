import type { Claim } from "../claim";
import { maintenanceQuestionsFor } from "../maintenance/deployers";
import { findingFor } from "../question/finding";

export const deployersCanMaintainThePath = {
  id: "deployers-can-maintain-the-path",
  about: "deployers",
  question: "Can each declared deployer make, change, tag and remove what the stack has in its account?",
  why: "A guardrail that locks out its own deployer is mended by nobody but the management account's administrators, by hand.",
  source: ["E7", "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html"],
  findingFor: (organization) =>
    organization.deployers.length === 0
      ? { kind: "not-applicable", reason: "The stack declares no deployer, and enters no account by a role." }
      : findingFor(organization, {
          questions: maintenanceQuestionsFor(organization),
          assumptions: ["deployers-are-administrators"],
        }),
} as const satisfies Claim;
