import { acts } from "../acts";
import { otherRolesOf } from "../acts/other-roles";
import type { AccountClass, Organization } from "../model/organization";
import type { Question } from "../question/question";
import { principalClassesOf } from "../symbolic/principals";
import { questionsAbout, questionsFor } from "./questions";

/** What makes somebody a role, or gives it to him; of roles that stand as declared or not yet at all. */
const taking: readonly string[] = acts
  .filter(({ on, effect }) => on === "executionRole" && effect !== "take")
  .map(({ action }) => action);

/** Every way to be a role of tier 0: the roles that there are, and every name that the rows name. */
export function* waysIntoTierZero(organization: Organization): Generator<Question> {
  yield* questionsAbout(organization, ({ on }) => ["deployerRole", "executionRole", "serviceLinkedRole"].includes(on));
  for (const about of organization.classes) yield* onNamesIn(organization, about);
  yield* ontoManagementRoles(organization);
}

/**
 * Whoever takes a role in the management account is of tier 0 there, whatever the role is called. Whom a provider asserts
 * for one is left to its trust policy, as a pipeline's are.
 */
function* ontoManagementRoles(organization: Organization): Generator<Question> {
  for (const role of otherRolesOf(organization)) {
    if (role.account !== organization.managementAccount) continue;
    const act = { action: "sts:AssumeRole", resource: role.arn, resourceAccount: role.account };
    yield* questionsFor(organization, role.class, act);
  }
}

function onNamesIn(organization: Organization, about: AccountClass): readonly Question[] {
  const { id, isActive } = about.account;
  if (!isActive || id === organization.managementAccount) return [];
  const named = principalClassesOf(organization, about).filter(
    ({ standing, actor }) => standing === "tier-zero" && actor.principalKind === "assumedRole",
  );
  return named
    .filter(({ tierZero }) => tierZero?.id !== "service-linked-roles")
    .flatMap(({ actor }) =>
      taking.flatMap((action) =>
        questionsFor(organization, about, { action, resource: actor.principal ?? "", resourceAccount: id }),
      ),
    );
}
