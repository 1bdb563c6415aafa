import { CANONICAL_USER_KEY, gradesOf, ROLE_SESSION_NAME_KEY } from "./caller";
import type { PolicyKind } from "./kind";
import type { Policy } from "./policy";
import type { Reason, Verdict } from "./request";
import { resourceFits, type Statement } from "./statement";
import type { Asker, Hit } from "./sweep";
import { TRUE, UNKNOWN } from "./truth";

export function deniedVerdict(denies: readonly Hit[]): Verdict {
  const certain = denies.filter((hit) => hit.truth === TRUE);
  return { decision: "explicitDeny", by: reasonsFor(certain), missing: [], unknownKeys: [] };
}

export function allowedVerdict(allows: readonly Hit[]): Verdict {
  const certain = allows.filter((hit) => hit.truth === TRUE);
  return { decision: "allowed", by: reasonsFor(certain), missing: [], unknownKeys: [] };
}

export function missingVerdict(kinds: readonly PolicyKind[]): Verdict {
  return { decision: "implicitDeny", by: [], missing: [...new Set(kinds)], unknownKeys: [] };
}

export function unknownVerdict(hits: readonly Hit[], asker: Asker): Verdict {
  const open = hits.filter((hit) => hit.truth === UNKNOWN);
  const keys = open.flatMap(({ statement }) => unknownKeysOf(statement, asker));
  return { decision: "unknown", by: reasonsFor(open), missing: [], unknownKeys: [...new Set(keys)].sort() };
}

function reasonsFor(hits: readonly Hit[]): readonly Reason[] {
  const reasons = new Map<Policy, Map<Statement, Reason>>();
  for (const { policy, statement } of hits) {
    const ofPolicy = reasons.get(policy) ?? new Map<Statement, Reason>();
    const { effect, id } = statement;
    ofPolicy.set(statement, { effect, kind: policy.kind, policy: policy.name, statement: id });
    reasons.set(policy, ofPolicy);
  }
  return [...reasons.values()].flatMap((ofPolicy) => [...ofPolicy.values()]);
}

/** The keys, in lower case, that a statement's unknown outcome hangs on. */
function unknownKeysOf(statement: Statement, { caller, facts }: Asker): readonly string[] {
  const open = statement.conditions.filter(({ holds }) => holds(facts) === UNKNOWN);
  const unknown = open.flatMap(({ keys }) => openAmong(keys));
  if (resourceFits(statement, facts) === UNKNOWN) unknown.push(...openAmong(statement.resource?.patterns.keys ?? []));
  return [...unknown, ...principalKeysOf(statement)];

  /** Where no key is unknown, the first is one whose several values have no documented meaning (see condition.ts). */
  function openAmong(keys: readonly string[]): readonly string[] {
    const found = keys.filter((key) => facts.answerFor(key) === "unknown");
    return found.length > 0 ? found : keys.slice(0, 1);
  }

  function principalKeysOf({ principal }: Statement): readonly string[] {
    if (principal === undefined) return [];
    const grades = gradesOf(principal.principals, caller, facts);
    const isOpen = Object.values(grades).includes(UNKNOWN);
    if (!isOpen) return [];
    const { canonicalUsers, uniqueIds } = principal.principals;
    if (grades.account === UNKNOWN && canonicalUsers.size > 0) return [CANONICAL_USER_KEY];
    return uniqueIds.size > 0 ? ["aws:userid"] : [ROLE_SESSION_NAME_KEY];
  }
}
