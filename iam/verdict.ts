import { CANONICAL_USER_KEY, gradesOf, PRINCIPAL_ARN_KEY, ROLE_SESSION_NAME_KEY } from "./caller";
import { answerFor } from "./facts";
import type { PolicyKind } from "./kind";
import type { Reason } from "./reason";
import type { Verdict } from "./request";
import { resourceFits, type Statement } from "./statement";
import type { Asker, Hit } from "./sweep";
import { TRUE, UNKNOWN, type Truth } from "./truth";

const NOTHING: readonly never[] = [];

export function deniedVerdict(denies: readonly Hit[]): Verdict {
  return { decision: "explicitDeny", by: reasonsFor(denies, TRUE), missing: NOTHING, unknownKeys: NOTHING };
}

export function allowedVerdict(allows: readonly Hit[]): Verdict {
  return { decision: "allowed", by: reasonsFor(allows, TRUE), missing: NOTHING, unknownKeys: NOTHING };
}

export function missingVerdict(kinds: readonly PolicyKind[]): Verdict {
  return { decision: "implicitDeny", by: NOTHING, missing: [...new Set(kinds)], unknownKeys: NOTHING };
}

export function unknownVerdict(hits: readonly Hit[], asker: Asker): Verdict {
  const open = hits.filter((hit) => hit.truth === UNKNOWN);
  const keys = open.flatMap(({ statement }) => unknownKeysOf(statement, asker));
  const unknownKeys = [...new Set(keys)].sort();
  return { decision: "unknown", by: reasonsFor(open, UNKNOWN), missing: NOTHING, unknownKeys };
}

/** Each statement once: it can apply by several names of the caller, and its policy can be attached to several levels. */
function reasonsFor(hits: readonly Hit[], truth: Truth): readonly Reason[] {
  const reasons: Reason[] = [];
  for (const hit of hits) {
    const { reason } = hit.statement;
    if (hit.truth === truth && !reasons.includes(reason)) reasons.push(reason);
  }
  return reasons;
}

/** The keys, in lower case, that a statement's unknown outcome hangs on. */
function unknownKeysOf(statement: Statement, { caller, facts }: Asker): readonly string[] {
  const open = statement.conditions.filter(({ holds }) => holds(facts) === UNKNOWN);
  const unknown = open.flatMap(({ keys }) => openAmong(keys));
  if (resourceFits(statement, facts) === UNKNOWN) unknown.push(...openAmong(statement.resource?.patterns.keys ?? []));
  return [...unknown, ...principalKeysOf(statement)];

  /** Where no key is unknown, the first is one whose several values have no documented meaning (see condition.ts). */
  function openAmong(keys: readonly string[]): readonly string[] {
    const found = keys.filter((key) => answerFor(facts, key) === "unknown");
    return found.length > 0 ? found : keys.slice(0, 1);
  }

  function principalKeysOf({ principal }: Statement): readonly string[] {
    if (principal === undefined) return [];
    const { direct, behind, account } = gradesOf(principal.principals, caller, facts);
    const { canonicalUsers, uniqueIds } = principal.principals;
    const isRole = caller.kind === "assumedRole" || caller.kind === "serviceLinkedRole";
    const isUnknown = (key: string) => answerFor(facts, key) === "unknown";
    const keys: string[] = [];
    if (canonicalUsers.size > 0 && (caller.kind === "root" ? direct : account) === UNKNOWN)
      keys.push(CANONICAL_USER_KEY);
    if (uniqueIds.size > 0 && (isRole ? behind : direct) === UNKNOWN && isUnknown("aws:userid"))
      keys.push("aws:userid");
    if (isRole && behind === UNKNOWN && isUnknown(PRINCIPAL_ARN_KEY)) keys.push(PRINCIPAL_ARN_KEY);
    if (isRole && direct === UNKNOWN) keys.push(ROLE_SESSION_NAME_KEY);
    return keys;
  }
}
