import type { AssumptionId } from "../assumptions";
import type { Organization } from "../model/organization";
import type { Examined } from "../question/finding";
import { modesNeeding, type WayId } from "./failure-modes";
import { missingResponders, stayingRespondersOf } from "./people";
import { untoldSignIn } from "./sign-in-policies";
import { assumptionsOf } from "./steps";
import { walksBy } from "./walks";

/** Every step of every walk of a way must succeed, for every failure mode in which it counts. */
export function enteringBy(way: WayId, organization: Organization): Examined {
  const { walks, faults } = walksBy(way, organization);
  return {
    questions: walks.flatMap(({ steps }) =>
      steps.map((step) => ({
        ...step,
        otherwise: `${step.otherwise} It must work while ${modesNeeding(way, step.region, organization).join("; ")}.`,
      })),
    ),
    faults: [...(way === "saml" ? [] : missingResponders(organization)), ...faults],
    missing:
      way !== "saml" && organization.promised === undefined
        ? ["output signInUrls: through which Regions responders sign in"]
        : [],
    assumptions: [...assumptionsOf[way], ...passwordsOf(way, organization), ...untoldSignIn(organization)],
  };
}

function passwordsOf(way: WayId, organization: Organization): readonly AssumptionId[] {
  if (way === "saml" || stayingRespondersOf(organization).every(({ user }) => user.hasPassword)) return [];
  return ["passwords-are-made-by-hand"];
}
