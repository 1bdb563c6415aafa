import type { Claim } from "../claim";
import { lookAlikesIn } from "../nobody/look-alikes";

export const nobodyElseMakesLookAlikes = {
  id: "nobody-else-makes-look-alikes",
  about: "nobody-else",
  question: "Is every name like ours, at any path and in any letter case, denied to others, or alerted on both paths?",
  why: "IAM minds no case where names are unique, but policies do: a look-alike in small letters squats the true name.",
  source: [
    "E7",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names",
  ],
  findingFor: lookAlikesIn,
} as const satisfies Claim;
