import { oncePerClass, oncePerOrganization } from "../asking/once";
import type { Actor } from "../claim";
import type { Organization } from "../model/organization";
import type { Question } from "../question/question";
import { activeClassesOf } from "../way-in/people";
import { stackSetsOf } from "../way-in/stack-sets";
import { maintainingQuestions } from "./maintaining";

/** What a StackSet puts into each account, by the role that acts for StackSets there. */
export const stackSetQuestionsFor = oncePerOrganization(questionsFor);

function questionsFor(organization: Organization): readonly Question[] {
  const urns = new Set(stackSetsOf(organization).map(({ origin }) => origin.urn));
  return activeClassesOf(organization).flatMap((about) =>
    about.things
      .filter(({ origin }) => urns.has(origin.urn))
      .filter(({ kind }) => kind !== "stackSet")
      .flatMap((thing) =>
        maintainingQuestions(
          thing,
          about,
          executionRolesIn(organization, about),
          (action) =>
            `StackSets cannot keep the ${thing.kind} ${thing.name} of account ${about.account.id} (${about.account.name}): ${action} fails.`,
        ),
      ),
  );
}

/** By Region, so that the same caller asks everything there. */
const executionRolesIn = oncePerClass((_, { account: { id } }) => {
  const roles = new Map<string, Actor>();
  return (region: string): Actor => {
    const role = roles.get(region) ?? executionRoleIn(id, region);
    roles.set(region, role);
    return role;
  };
});

/** AWS chooses 32 hexadecimal digits: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html */
function executionRoleIn(id: string, region: string): Actor {
  return {
    says: `StackSets in ${id}`,
    principal: `arn:aws:iam::${id}:role/stacksets-exec-0123456789abcdef0123456789abcdef`,
    principalKind: "assumedRole",
    account: id,
    permissions: "everything",
    context: { "aws:SecureTransport": "true", "aws:RequestedRegion": region },
    side: "ours",
  };
}
