import { isMapping, textOf, type Properties, type Value } from "../value";
import type { ResourceType } from "./resource-types";

/** Properties under these names are documents, patterns and tags: they keep their own spelling. A RetryPolicy is none. */
const kept = /(?<!Retry)(Document|Policy|Pattern|Tags)$/;

/** A template's properties by the classic provider's names: small first letters, and what differs renamed. */
export function classicProperties(properties: Properties, { renamed = {} }: ResourceType): Properties {
  const own = new Map(Object.entries(structureOf(properties)));
  for (const [native, classic] of Object.entries(renamed)) {
    const value = own.get(native);
    if (value === undefined || native === classic) continue;
    own.delete(native);
    own.set(classic, value);
  }
  const inline = own.get("inlinePolicies");
  if (Array.isArray(inline)) own.set("inlinePolicies", (inline as readonly Value[]).map(inlinePolicy));
  return Object.fromEntries(own);
}

function inlinePolicy(item: Value): Value {
  return isMapping(item) ? { name: textOf(item["policyName"]), policy: item["policyDocument"] } : item;
}

function structureOf(properties: Properties): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      kept.test(name) ? value : structuresIn(value),
    ]),
  );
}

function structuresIn(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(structuresIn);
  return isMapping(value) ? structureOf(value) : value;
}
