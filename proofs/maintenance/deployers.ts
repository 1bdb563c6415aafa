import { oncePerOrganization } from "../asking/once";
import type { Actor } from "../claim";
import type { AccountClass, DeclaredDeployer, Organization, Other } from "../model/organization";
import type { Question } from "../question/question";
import { stackSetsOf } from "../way-in/stack-sets";
import { maintainingQuestions, regionOf } from "./maintaining";
import { actsKeeping } from "./others";

/** What the stack registers in a deployer's account, by that deployer: the stacks of StackSets are not his. */
export const maintenanceQuestionsFor = oncePerOrganization(questionsFor);

function questionsFor(organization: Organization): readonly Question[] {
  const urns = new Set(stackSetsOf(organization).map(({ origin }) => origin.urn));
  return entrancesOf(organization).flatMap((deployer) => {
    const about = organization.classes.find(({ members }) => members.includes(deployer.account));
    if (about === undefined) return [];
    const kept = about.things
      .filter(({ origin }) => !urns.has(origin.urn))
      .flatMap((thing) =>
        maintainingQuestions(
          thing,
          about,
          (region) => deploying(deployer, region),
          (action) => `The deployer ${deployer.arn} cannot keep the ${thing.kind} ${thing.name}: ${action} fails.`,
        ),
      );
    const others = (about.others ?? []).filter(({ origin }) => !urns.has(origin.urn));
    return [...kept, ...others.flatMap((other) => keepingQuestions(other, about, deployer))];
  });
}

function keepingQuestions(other: Other, about: AccountClass, deployer: DeclaredDeployer): readonly Question[] {
  return actsKeeping(other).map((act) => ({
    actor: deploying(deployer, regionOf(act, other)),
    act,
    about,
    must: "succeed",
    otherwise: `The deployer ${deployer.arn} cannot keep the ${other.kind} ${other.name}: ${act.action} fails.`,
  }));
}

/**
 * The first declared deployer of an account is how Lifeline enters it, and keeps what stands there; others deploy what is
 * not Lifeline's. No SCP binds those of the management account.
 */
function entrancesOf({ deployers, managementAccount }: Organization): readonly DeclaredDeployer[] {
  const first = new Map<string, DeclaredDeployer>();
  for (const deployer of deployers) {
    if (deployer.account !== managementAccount && !first.has(deployer.account)) first.set(deployer.account, deployer);
  }
  return [...first.values()];
}

function deploying({ arn, account }: DeclaredDeployer, region: string): Actor {
  return {
    says: `deployer ${arn}`,
    principal: arn,
    principalKind: "assumedRole",
    account,
    permissions: "everything",
    context: { "aws:SecureTransport": "true", "aws:ViaAWSService": "false", "aws:RequestedRegion": region },
    side: "ours",
  };
}
