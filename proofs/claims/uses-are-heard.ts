import type { Claim, Finding } from "../claim";
import { directoryOf } from "../asking/directory";
import { collecting } from "../hearing/collected";
import { nameOf } from "../hearing/rules";
import { usesOf } from "../hearing/uses";
import type { Organization } from "../model/organization";

export const usesAreHeard = {
  id: "uses-are-heard",
  about: "alerts",
  question: "Is every use of the emergency path heard on both paths, wherever AWS logs it?",
  why: "Emergency access that nobody hears of is a back door: sign-ins, also failed ones, switched and taken roles, what is done with them.",
  source: [
    "E9",
    "E11",
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html",
  ],
  findingFor,
} as const satisfies Claim;

function findingFor(organization: Organization): Finding {
  const found = collecting(organization);
  const { classOf } = directoryOf(organization);
  for (const { says, event, needed, principal } of usesOf(organization)) {
    found.countAccounts(classOf(event.account));
    found.count("principals", principal);
    found.count("actions", `${event.source} ${nameOf(event)}`);
    found.addEvent(`${says}, and a path does not hear it`, event, needed, principal);
  }
  return found.finding();
}
