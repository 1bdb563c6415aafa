import { callersOf, guardrailVerdict, workloadAccount, type Call, type Caller } from "../../judge/callers";
import type { Document } from "../../judge/documents";
import type { Law } from "../../judge/law";
import type { Subject } from "../../judge/subject";

/** A call that must go through. */
export interface Wanted {
  readonly caller: Caller;
  readonly call: Call;
}

/** The emergency account's own policy binds nobody in other accounts. */
export function callsBoundBy({ trusted, properties }: Subject, law: Law): readonly Wanted[] {
  const { emergencyAccountPolicy } = law.rulebook.names;
  const calls = pathCalls(law);
  const isOwn = trusted && properties["name"] === emergencyAccountPolicy;
  return isOwn ? calls.filter(({ caller }) => caller.account !== workloadAccount) : calls;
}

function pathCalls(law: Law): readonly Wanted[] {
  const { responder, hub, target } = callersOf(law);
  const { names: own } = law.rulebook;
  const hubCall = {
    action: "sts:AssumeRole",
    resource: `arn:aws:iam::${responder.account}:role${own.hubPath}${own.hubRole.Admin}`,
    account: responder.account,
  };
  const targetCall = { action: "sts:AssumeRole", resource: target.arn, account: workloadAccount };
  const repair = {
    action: "autoscaling:UpdateAutoScalingGroup",
    resource: `arn:aws:autoscaling:eu-central-1:${workloadAccount}:autoScalingGroup:0:autoScalingGroupName/orders`,
    account: workloadAccount,
  };
  return [
    { caller: responder, call: hubCall },
    { caller: responder, call: targetCall },
    { caller: hub, call: targetCall },
    { caller: target, call: repair },
  ];
}

export function deployerCalls(law: Law): readonly Wanted[] {
  const { stackSets, target } = callersOf(law);
  const { names: own } = law.rulebook;
  const deployers = law.facts?.deployers ?? [];
  return [
    ...["iam:CreateRole", "iam:UpdateAssumeRolePolicy", "iam:PutRolePolicy"].map((action) => ({
      caller: stackSets,
      call: { action, resource: target.arn, account: workloadAccount },
    })),
    ...deployers
      .filter(({ account }) => account === law.facts?.emergencyAccount.id)
      .map(({ name, account }) => ({
        caller: { ...stackSets, says: `the deployer ${name}`, arn: `arn:aws:iam::${account}:role/${name}`, account },
        call: {
          action: "iam:UpdateAssumeRolePolicy",
          resource: `arn:aws:iam::${account}:role${own.hubPath}${own.hubRole.Admin}`,
          account,
        },
      })),
  ];
}

/** A denial that cannot be worked out counts as one: whoever needs the path tonight cannot wait for the answer. */
export function stoppedBy(
  { policy, conditionKeys }: Document,
  wanted: readonly Wanted[],
  law: Law,
): string | undefined {
  if (policy === undefined) return undefined;
  for (const { caller, call } of wanted) {
    const { decision, by } = guardrailVerdict([policy], caller, call, conditionKeys, law);
    const denial = by.find(({ effect }) => effect === "Deny");
    if (denial === undefined || (decision !== "explicitDeny" && decision !== "unknown")) continue;
    return `statement ${denial.statement} stops ${caller.says} at ${call.action}`;
  }
  return undefined;
}
