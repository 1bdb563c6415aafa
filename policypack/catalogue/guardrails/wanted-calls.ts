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
export function callsBoundBy({ trusted, properties }: Subject, document: Document, law: Law): readonly Wanted[] {
  const { emergencyAccountPolicy } = law.rulebook.names;
  const calls = pathCalls(document, law);
  const isOwn = trusted && properties["name"] === emergencyAccountPolicy;
  return isOwn ? calls.filter(({ caller }) => caller.account !== workloadAccount) : calls;
}

/** Without facts the emergency account is the one whose path the document spares, if any. */
function pathCalls({ statements }: Document, law: Law): readonly Wanted[] {
  const { responderPath, hubPath } = law.rulebook.names;
  const spared = valuesOf(statements, "aws:principalarn").find(
    (arn) => arn.includes(`:user${responderPath}`) || arn.includes(`:role${hubPath}`),
  );
  const { responder, hub, target } = callersOf(law, /:(\d{12}):/.exec(spared ?? "")?.[1]);
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
export function stoppedBy(document: Document, wanted: readonly Wanted[], law: Law): string | undefined {
  const { policy, conditionKeys, statements } = document;
  if (policy === undefined) return undefined;
  const [organization] = valuesOf(statements, "aws:principalorgid");
  for (const { caller, call } of wanted) {
    const { decision, by } = guardrailVerdict([policy], caller, call, conditionKeys, law, organization);
    const denial = by.find(({ effect }) => effect === "Deny");
    if (denial === undefined || (decision !== "explicitDeny" && decision !== "unknown")) continue;
    return `statement ${denial.statement} stops ${caller.says} at ${call.action}`;
  }
  return undefined;
}

function valuesOf(statements: Document["statements"], key: string): readonly string[] {
  return statements
    .flatMap(({ conditions }) => conditions.filter((condition) => condition.key.toLowerCase() === key))
    .flatMap(({ values }) => values);
}
