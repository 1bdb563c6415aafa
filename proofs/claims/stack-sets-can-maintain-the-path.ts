import type { Claim } from "../claim";
import { stackSetQuestionsFor } from "../maintenance/stack-sets";
import { findingFor } from "../question/finding";

export const stackSetsCanMaintainThePath = {
  id: "stack-sets-can-maintain-the-path",
  about: "deployers",
  question: "Can StackSets make, change, tag and remove what it puts into every account, a new one too?",
  why: "stacksets-exec-* is bound by SCPs like any role: a lockdown that forgets it leaves accounts without their target roles.",
  source: [
    "E6",
    "E7",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html",
  ],
  findingFor: (organization) =>
    findingFor(organization, {
      questions: stackSetQuestionsFor(organization),
      assumptions: ["stack-sets-execution-roles-are-administrators"],
    }),
} as const satisfies Claim;
