import type { PolicyKind, Verdict } from "../../iam";
import { administratorAccess } from "../asking/administrator-access";
import type { Organization, Thing } from "../model/organization";
import type { Question } from "./question";
import { kinds, nameOf, statementsIn } from "./reason";
import { sparingStatements } from "./sparing";
import { unattachedFor } from "./unattached";

/** What to change where, so that the answer is the right one. */
export function remedyFor(organization: Organization, question: Question, verdict: Verdict): string {
  const { must, act, actor } = question;
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
      return closing(organization, question, verdict);
    case "unknown":
      return must === "fail"
        ? `${closing(organization, question, verdict)} It hangs on ${verdict.unknownKeys.join(", ")}, which the caller can choose.`
        : `Let ${statements} not hang on ${verdict.unknownKeys.join(", ")}, which nobody can rely on in an emergency.`;
    default:
      return verdict.decision satisfies never;
  }
}

/**
 * Which guardrail spares whom it must not, or is not attached where it would bind him, or that none is there; and what
 * grants it, if that is not full permissions.
 */
function closing(organization: Organization, { actor, act }: Question, verdict: Verdict): string {
  const who = actor.principal ?? "the anonymous";
  const sparing = sparingStatements(organization, actor, act);
  const granting = verdict.by.filter(
    ({ kind, policy }) => grants.includes(kind) && policy !== administratorAccess.name,
  );
  const unattached = sparing.length > 0 ? [] : unattachedFor(organization, actor, act);
  const ways = [
    ...(sparing.length > 0 ? [`Let ${sparing.map(nameOf).join(" and ")} not spare ${who} for ${act.action}`] : []),
    ...(unattached.length > 0 ? [`Attach ${unattached.join(" and ")}, so that it denies ${act.action} there`] : []),
    ...(granting.length > 0
      ? [`take ${act.action} out of ${granting.map(nameOf).join(" and ")}${placeOf(organization, act.resource)}`]
      : []),
  ];
  if (ways.length > 0) return `${ways.map(capital).join(", or ")}.`;
  return `Deny ${act.action} on ${act.resource} to ${who}: no statement of the SCPs and RCPs above ${act.resourceAccount} does.`;
}

const grants: readonly PolicyKind[] = ["identity", "resource", "trust"];

function capital(text: string, index: number): string {
  return index === 0 ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

function placeOf({ classes }: Organization, arn: string): string {
  const thing: Thing | undefined = classes.flatMap(({ things }) => things).find((one) => one.arn === arn);
  if (thing === undefined) return "";
  const { urn, logicalId } = thing.origin;
  return ` (${logicalId === undefined ? urn : `${urn}, ${logicalId}`})`;
}
