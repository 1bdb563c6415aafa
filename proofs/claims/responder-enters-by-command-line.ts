import type { Claim } from "../claim";
import { findingFor } from "../question/finding";
import { enteringBy } from "../way-in/entering";

export const responderEntersByCommandLine = {
  id: "responder-enters-by-command-line",
  about: "way-in",
  question:
    "Does every responder get into every account by aws login and the hub role, with every tier that is promised, in every failure mode?",
  why: "A chained session carries no MFA: a target role that asks for it again denies everybody.",
  source: ["E5", "E15", "E18", "https://docs.aws.amazon.com/signin/latest/userguide/command-line-sign-in.html"],
  findingFor: (organization) => findingFor(organization, enteringBy("command-line", organization)),
} as const satisfies Claim;
