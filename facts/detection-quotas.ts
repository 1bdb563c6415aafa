import {
  centralBusPolicyFor,
  detectionFor,
  eventPatternFor,
  isSettled,
  securityAccountFor,
  type Facts,
  type Rulebook,
} from "../rulebook";
import type { FactIssue } from "./issue";

/** What AWS's quotas for EventBridge, CloudFormation and Lambda do not hold; the names in the facts decide how long it gets. */
export function detectionQuotaIssues(facts: Facts, rulebook: Rulebook): readonly FactIssue[] {
  if (!isSettled(facts)) return [];
  const { limits } = rulebook;
  const bus = JSON.stringify(centralBusPolicyFor(rulebook, facts)).length;
  const template = Buffer.byteLength(detectionFor(rulebook, facts).stackSet.template);
  const environment = Object.entries(securityAccountFor(rulebook, facts).triage.environment).flat().join("");
  return [
    ...tooLong("the environment of triage", Buffer.byteLength(environment), limits.functionEnvironmentBytes.value, {
      path: "lifeline:deployers",
      fix: "list fewer deployers",
    }),
    ...rulebook.alerts.flatMap((row) => {
      const length = JSON.stringify(eventPatternFor(row, rulebook, facts)).length;
      return tooLong(`the event pattern of ${row.id}`, length, limits.eventPatternCharacters.value, {
        path: "lifeline:deployers",
        fix: "list fewer deployers of the emergency account",
      });
    }),
    ...tooLong("the policy of the central bus", bus, limits.busPolicyCharacters.value, {
      path: "lifeline:incidents",
      fix: "list fewer roles",
    }),
    ...tooLong("the template of detection", template, limits.templateBytes.value, {
      path: "lifeline:regions",
      fix: "list fewer Regions",
    }),
  ];
}

function tooLong(
  what: string,
  length: number,
  limit: number,
  { path, fix }: Pick<FactIssue, "path" | "fix">,
): readonly FactIssue[] {
  return length <= limit
    ? []
    : [{ path, found: `${what} gets ${length} characters`, allowed: `${limit}, AWS's quota`, fix }];
}
