import { resourceGlobFor, resourcePatternsOf, type Policy } from "../../iam";
import { thingReached } from "../asking/resource-policy";
import { directoryOf } from "../asking/directory";
import { oncePerClass } from "../asking/once";
import type { Act } from "../claim";
import type { AccountClass, Organization } from "../model/organization";

/**
 * Acts on an account's things that no document tells apart, one for each: the same action on resources that the same
 * Resource patterns match, with the same context, and without a policy of their own.
 */
export function alikeOnes(
  organization: Organization,
  accountClass: AccountClass,
  acts: readonly Act[],
): readonly Act[] {
  const directory = directoryOf(organization);
  const signatureOf = signatureIn(organization, accountClass);
  const found = new Map<string, Act>();
  for (const act of acts) {
    const thing = thingReached(directory, accountClass, act);
    const own = thing !== undefined && ("policy" in thing || "trust" in thing) ? thing.arn : "";
    const key = JSON.stringify([act.action, signatureOf(act.resource), act.resourceAccount, own, act.context]);
    if (!found.has(key)) found.set(key, act);
  }
  return [...found.values()];
}

const signatureIn = oncePerClass((_, accountClass) => signatureFor(accountClass));

function signatureFor({ scps, rcps }: AccountClass): (resource: string) => string {
  const documents: readonly Policy[] = [...new Set([...scps.flat(), ...rcps.flat()])];
  const patterns = resourcePatternsOf(documents);
  // What a variable stands for differs from call to call: then every resource counts for itself.
  if (patterns.some(({ variable }) => variable)) return (resource) => resource;
  const globs = patterns.map(({ pattern }) => resourceGlobFor(pattern));
  const seen = new Map<string, string>();
  return (resource) => {
    const signature = seen.get(resource) ?? globs.map((matches) => (matches(resource) ? "1" : "0")).join("");
    seen.set(resource, signature);
    return signature;
  };
}
