import type { Draft } from "./draft";
import type { Snapshot } from "./snapshot";
import type { Properties, Value } from "./value";

/** What lists accounts, and compares nothing with them. */
const listing = new Set([
  "cloudformation/stackInstances",
  "cloudformation/stackSetInstance",
  "organizations/policyAttachment",
]);

/** Every text in which an account's id could tell it from others. */
export function* textsIn(
  drafts: readonly Draft[],
  outputs: Properties,
  snapshot: Snapshot | undefined,
): Generator<Value> {
  yield outputs;
  for (const { kind, properties } of drafts) {
    if (listing.has(kind)) yield properties["parameterOverrides"];
    else yield properties;
  }
  for (const { content } of snapshot?.policies ?? []) yield content;
  yield snapshot?.organization.resourcePolicy;
  for (const { content } of snapshot?.signInPolicies ?? []) yield content;
}
