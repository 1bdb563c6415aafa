import type { Claim } from "../claim";
import type { Organization } from "../model/organization";
import { findingFor } from "../question/finding";
import type { Question } from "../question/question";
import { assertionsOf } from "../way-in/assertions";
import { signInRegionsOf } from "../way-in/failure-modes";
import { closedEmergencyAccount, emergencyClassOf, hubRolesOf, stayingRespondersOf } from "../way-in/people";
import { sessionOf, withMfa } from "../way-in/sessions";
import { untoldSignIn } from "../way-in/sign-in-policies";
import { commandLineSignIn, consoleSignIn } from "../way-in/steps";

export const signInIsNotLocked = {
  id: "sign-in-is-not-locked",
  about: "way-in",
  question:
    "Does no SCP, RCP or other Deny stop the responders at the sign-in page, once the organization controls sign-in?",
  why: "A network condition or an old Deny of signin:* looks like a wrong password, to everybody at once.",
  source: ["https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html"],
  findingFor: (organization) =>
    findingFor(organization, {
      questions: questionsFor(organization),
      faults: closedEmergencyAccount(organization),
      assumptions: untoldSignIn(organization),
    }),
} as const satisfies Claim;

function questionsFor(organization: Organization): readonly Question[] {
  const emergency = emergencyClassOf(organization);
  if (emergency === undefined) return [];
  return [
    ...signInRegionsOf(organization).flatMap((region) =>
      stayingRespondersOf(organization).flatMap(({ user }) => [
        ...consoleSignIn(withMfa(user, region, "console"), emergency, region),
        ...commandLineSignIn(user, emergency, region),
      ]),
    ),
    ...assertionsOf(organization).flatMap(({ actor, region }) =>
      hubRolesOf(organization).flatMap(({ role }) => consoleSignIn(sessionOf(role, actor), emergency, region)),
    ),
  ];
}
