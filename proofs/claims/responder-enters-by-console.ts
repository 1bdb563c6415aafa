import type { Claim } from "../claim";
import { findingFor } from "../question/finding";
import { enteringBy } from "../way-in/entering";

export const responderEntersByConsole = {
  id: "responder-enters-by-console",
  about: "way-in",
  question:
    "Does every responder get into every account by the console, with every tier that is promised, in every failure mode?",
  why: "The console switches roles with the original user: a trust that fits the command line alone locks it out.",
  source: [
    "E5",
    "E15",
    "E18",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-console.html",
  ],
  findingFor: (organization) => findingFor(organization, enteringBy("console", organization)),
} as const satisfies Claim;
