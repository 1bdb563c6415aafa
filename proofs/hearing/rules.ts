import { jsonFrom, matchesRead, type Json, type Pattern } from "../../events";
import type { Branch } from "../../events/pattern";
import type { DeliveredEvent } from "../acts/delivered-call";
import type { Rule } from "../model/organization";

/** In which a rule hears everything that is recorded. */
export const all = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

/** Whether the rule takes the event; "asleep" where only its state keeps it from it, "unknown" where its pattern could not be read. */
export function takes(rule: Rule, event: DeliveredEvent): boolean | "asleep" | "unknown" {
  const awake = isAwake(rule, event);
  if (rule.pattern === undefined) return awake ? "unknown" : false;
  return matchesRead(rule.pattern, readOnce(event)) && (awake || "asleep");
}

const read = new WeakMap<DeliveredEvent, Json>();

function readOnce(event: DeliveredEvent): Json {
  let json = read.get(event);
  if (json === undefined) read.set(event, (json = jsonFrom(event)));
  return json;
}

const byCall = new WeakMap<readonly Rule[], Map<string, readonly Rule[]>>();

/** Of hundreds of rules few may take a call, and the same calls are asked about very often: whose source and name fit. */
export function rulesFor(rules: readonly Rule[], event: DeliveredEvent): readonly Rule[] {
  const { source, detail } = event;
  const { eventName } = detail;
  let known = byCall.get(rules);
  if (known === undefined) byCall.set(rules, (known = new Map()));
  const call = `${source} ${typeof eventName === "string" ? eventName : ""}`;
  let found = known.get(call);
  if (found === undefined)
    known.set(call, (found = rules.filter(({ pattern }) => mayTake(pattern, source, eventName))));
  return found;
}

function mayTake(pattern: Pattern | undefined, source: string, eventName: unknown): boolean {
  if (pattern === undefined) return true;
  return pattern.branches.some(
    (branch) => accepts(branch, "source", source) && accepts(branch, "detail.eventName", eventName),
  );
}

/** Whether a branch leaves open or takes what stands in a field; what is no text is left to the whole pattern. */
function accepts(branch: Branch, path: string, value: unknown): boolean {
  const field = branch.find((one) => one.path === path);
  return typeof value !== "string" || field === undefined || field.tests.some((test) => test({ kind: "text", value }));
}

/**
 * Read-only management events reach no rule but those that ask for all.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
function isAwake({ state }: Rule, event: DeliveredEvent): boolean {
  return state === all || (state === "ENABLED" && event.detail["readOnly"] !== true);
}

/** What happened, for a sentence. */
export function nameOf(event: DeliveredEvent): string {
  const { eventName } = event.detail;
  return typeof eventName === "string" ? eventName : event["detail-type"];
}
