import type { Claim } from "../claim";
import type { Organization } from "../model/organization";
import { findingFor } from "../question/finding";
import type { Question } from "../question/question";
import { signInRegionsOf } from "../way-in/failure-modes";
import { emergencyClassOf, hubRolesOf, samlProviderOf, stayingRespondersOf } from "../way-in/people";
import { asserted, sessionOf, withMfa } from "../way-in/sessions";
import { commandLineSignIn, consoleSignIn } from "../way-in/steps";

export const signInIsNotLocked = {
  id: "sign-in-is-not-locked",
  about: "way-in",
  question:
    "Does no SCP, RCP or other Deny stop the responders at the sign-in page, once the organization controls sign-in?",
  why: "A network condition or an old Deny of signin:* looks like a wrong password, to everybody at once.",
  source: ["https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html"],
  findingFor: (organization) => findingFor(organization, { questions: questionsFor(organization) }),
} as const satisfies Claim;

function questionsFor(organization: Organization): readonly Question[] {
  const emergency = emergencyClassOf(organization);
  const provider = samlProviderOf(organization);
  if (emergency === undefined) return [];
  return signInRegionsOf(organization).flatMap((region) => [
    ...stayingRespondersOf(organization).flatMap(({ user }) => [
      ...consoleSignIn(withMfa(user, region, "console"), emergency, region),
      ...commandLineSignIn(user, emergency, region),
    ]),
    ...(provider === undefined
      ? []
      : hubRolesOf(organization).flatMap(({ role }) =>
          consoleSignIn(sessionOf(role, asserted(provider, region)), emergency, region),
        )),
  ]);
}
