import { DOCUMENT_KEY } from "../../iam";
import type { Counterexample } from "../claim";
import { reasonsOf } from "./reasons";

/** A label and the lines under it, for a terminal and a page alike. */
export type Detail = readonly [label: string, lines: readonly string[]];

const decisions = {
  allowed: "allowed",
  explicitDeny: "denied by a statement",
  implicitDeny: "denied, because nothing allows it",
  unknown: "allowed or denied, as whoever calls chooses what it hangs on",
} as const;

/** In full: what was asked, what AWS would answer, by which statements, and how to put it right. */
export function detailsOf(counterexample: Counterexample): readonly Detail[] {
  return [...whatFailed(counterexample), ["Fix", [counterexample.fix]]];
}

function whatFailed(counterexample: Counterexample): readonly Detail[] {
  switch (counterexample.kind) {
    case "request":
      return requestDetails(counterexample);
    case "event": {
      const { event, account, region, unheardOn, because } = counterexample;
      return [
        ["Event", [JSON.stringify(event)]],
        ["In", [`${account} ${region}`]],
        ["Unheard on", unheardOn.map((path) => path.replace("-", " "))],
        ["Because", because],
      ];
    }
    case "setting":
      return [
        ["Where", [counterexample.where]],
        ["Found", [counterexample.found]],
      ];
  }
}

function requestDetails({ actor, request, verdict }: Extract<Counterexample, { kind: "request" }>): readonly Detail[] {
  const { principal, principalKind, action, resource, resourceAccount, context, unknownKeys = [] } = request;
  const given = Object.entries(context).filter(([, value]) => value.length > 0);
  const absent = Object.entries(context).filter(([, value]) => value.length === 0);
  const permissions = actor.permissions === "everything" ? "an administrator's permissions" : "its own permissions";
  const details: readonly Detail[] = [
    ["Who", [actor.says, `${principal ?? "nobody in particular"} (${principalKind}), with ${permissions}`]],
    ["Asks for", [`${action} on ${resource} of ${resourceAccount}`]],
    ["With", given.map(([key, value]) => `${key} = ${[value].flat().join(", ")}`)],
    ["Without", lineOf(absent.map(([key]) => key))],
    ["Free to choose", lineOf(unknownKeys.filter((key) => !key.startsWith(DOCUMENT_KEY)))],
    ["Answer", [decisions[verdict.decision]]],
    ["Chain", reasonsOf(verdict)],
  ];
  return details.filter(([, lines]) => lines.length > 0);
}

function lineOf(keys: readonly string[]): readonly string[] {
  return keys.length === 0 ? [] : [keys.join(", ")];
}
