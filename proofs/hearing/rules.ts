import { matches, type Pattern } from "../../events";
import type { Branch } from "../../events/pattern";
import type { DeliveredEvent } from "../acts/delivered-call";
import type { Rule } from "../model/organization";

/** In which a rule hears everything that is recorded. */
export const all = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

/** Whether the rule takes the event; "asleep" where only its state keeps it from it, "unknown" where its pattern could not be read. */
export function takes(rule: Rule, event: DeliveredEvent): boolean | "asleep" | "unknown" {
  const awake = isAwake(rule, event);
  if (rule.pattern === undefined) return awake ? "unknown" : false;
  if (!mayComeFrom(rule.pattern, event.source) || !matches(rule.pattern, event)) return false;
  return awake || "asleep";
}

const bySource = new WeakMap<Pattern, Map<string, boolean>>();

/** Most rules take events of one source: asked once for each, so that the whole pattern is asked seldom. */
function mayComeFrom(pattern: Pattern, source: string): boolean {
  const known = bySource.get(pattern) ?? new Map<string, boolean>();
  bySource.set(pattern, known);
  let may = known.get(source);
  if (may === undefined) known.set(source, (may = pattern.branches.some((branch) => accepts(branch, source))));
  return may;
}

function accepts(branch: Branch, source: string): boolean {
  const field = branch.find(({ path }) => path === "source");
  return field === undefined || field.tests.some((test) => test({ kind: "text", value: source }));
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
