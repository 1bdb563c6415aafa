import type { Organization } from "../model/organization";
import type { Question } from "../question/question";
import { ownActor } from "../symbolic/attackers";
import { hubRolesOf, targetRolesOf } from "../way-in/people";

/** Each hub role, once somebody gave it every permission, on the target roles of the other tiers. */
export function hubBeyondItsTier(organization: Organization): readonly Question[] {
  return hubRolesOf(organization).flatMap(({ role: hub }) =>
    targetRolesOf(organization)
      .filter(({ role }) => role.tier !== hub.tier)
      .map(({ role, in: about }) => {
        const who = `${hub.name} of ${hub.account}, with every permission`;
        return {
          actor: {
            ...ownActor(hub.arn, "assumedRole", hub.account, hub.name),
            says: who,
            permissions: "everything",
          },
          act: { action: "sts:AssumeRole", resource: role.arn, resourceAccount: role.account },
          about,
          must: "fail",
          otherwise: `${who}, can assume ${role.arn}, which is of another tier.`,
        };
      }),
  );
}
