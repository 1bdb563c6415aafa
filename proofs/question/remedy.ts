import type { PolicyKind, Reason, Verdict } from "../../iam";
import type { Organization, Thing } from "../model/organization";
import type { Question } from "./question";

const kinds: Readonly<Record<PolicyKind, string>> = {
  identity: "policy of the caller",
  resource: "resource policy",
  trust: "trust policy",
  scp: "SCP",
  rcp: "RCP",
  boundary: "permissions boundary",
  session: "session policy",
};

/** `statement Sid of the SCP name`, each once. */
export function statementsIn(verdict: Verdict): readonly string[] {
  return verdict.by.map(nameOf);
}

function nameOf({ statement, kind, policy }: Reason): string {
  return `statement ${statement} of the ${kinds[kind]} ${policy}`;
}

/** What to change where, so that the answer is the right one. */
export function remedyFor(organization: Organization, { must, act, actor }: Question, verdict: Verdict): string {
  const statements = statementsIn(verdict).join(" and ");
  const who = actor.principal ?? "the anonymous";
  switch (verdict.decision) {
    case "explicitDeny":
      return `Let ${statements} spare ${who} for ${act.action}.`;
    case "implicitDeny":
      return `Allow ${act.action} on ${act.resource} to ${who}: the ${verdict.missing
        .map((kind) => kinds[kind])
        .join(" and the ")} does not${placeOf(organization, act.resource)}.`;
    case "allowed":
      return `Take ${act.action} on ${act.resource} out of ${statements === "" ? "what allows it" : statements}, or deny it to ${who}.`;
    case "unknown":
      return must === "fail"
        ? `Let ${statements} not hang on ${verdict.unknownKeys.join(", ")}, which the caller can choose.`
        : `Let ${statements} not hang on ${verdict.unknownKeys.join(", ")}, which nobody can rely on in an emergency.`;
    default:
      return verdict.decision satisfies never;
  }
}

function placeOf({ classes }: Organization, arn: string): string {
  const thing: Thing | undefined = classes.flatMap(({ things }) => things).find((one) => one.arn === arn);
  if (thing === undefined) return "";
  const { urn, logicalId } = thing.origin;
  return ` (${logicalId === undefined ? urn : `${urn}, ${logicalId}`})`;
}
