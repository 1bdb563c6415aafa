import { catalogue } from "../../policypack/catalogue";
import { judgementsFor, ruleBookFor } from "../../policypack/judge/pass";
import type { Properties } from "../../proofs/model/value";
import { policyText } from "../../rulebook/derive/plain-statements";
import { resourceFrom, sandboxLaw } from "./examples";

const book = ruleBookFor(catalogue);

/** What a rule sees in a resource of an ordinary project: the sentences, without the fix. */
export function seenBy(rule: string, type: string, properties: Properties): readonly string[] {
  return judgementsFor(resourceFrom({ type, properties }), book, sandboxLaw, "2026-11-28")
    .filter((judgement) => judgement.rule.id === rule)
    .map(({ seen }) => seen);
}

/** A document, and what is seen in it. */
export type Documented = readonly [title: string, statements: readonly object[], seen: readonly string[]];

export const policySees = (rule: string, ...statements: readonly object[]) =>
  seenBy(rule, "aws:iam/policy:Policy", { name: "app", path: "/", policy: policyText(...statements) });
export const trustSees = (rule: string, ...statements: readonly object[]) =>
  seenBy(rule, "aws:iam/role:Role", { name: "app", path: "/", assumeRolePolicy: policyText(...statements) });
