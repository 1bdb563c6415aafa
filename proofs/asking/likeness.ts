import { resourceGlobFor, resourcePatternsOf, type Policy } from "../../iam";
import type { Act } from "../claim";
import type { AccountClass } from "../model/organization";
import type { Directory } from "./directory";
import { thingReached } from "./resource-policy";

/** One text for all acts that nothing tells apart. */
export type Likeness = (at: AccountClass, act: Act) => string;

/**
 * Acts that no document tells apart have one text: the same action on resources that the same Resource patterns match,
 * with the same context, and without a policy of their own.
 */
export function likenessBy(directory: Directory, documents: readonly Policy[]): Likeness {
  const signature = signatureBy(documents);
  return (at, act) => {
    const thing = thingReached(directory, at, act);
    const own = thing !== undefined && ("policy" in thing || "trust" in thing) ? thing.arn : "";
    return `${act.action} ${signature(act.resource)} ${act.resourceAccount} ${own} ${textOf(act.context)}`;
  };
}

/** Which patterns match a resource. What a variable stands for differs from call to call: then each counts for itself. */
function signatureBy(documents: readonly Policy[]): (resource: string) => string {
  const patterns = resourcePatternsOf([...new Set(documents)]);
  if (patterns.some(({ variable }) => variable)) return (resource) => resource;
  const globs = patterns.map(({ pattern }) => resourceGlobFor(pattern));
  const seen = new Map<string, string>();
  return (resource) => {
    const signature = seen.get(resource) ?? globs.map((matches) => (matches(resource) ? "1" : "0")).join("");
    seen.set(resource, signature);
    return signature;
  };
}

const texts = new WeakMap<NonNullable<Act["context"]>, string>();

function textOf(context: Act["context"]): string {
  if (context === undefined) return "";
  const text = texts.get(context) ?? JSON.stringify(context);
  texts.set(context, text);
  return text;
}
