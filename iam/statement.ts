import type { Condition } from "./conditions/condition";
import type { Facts } from "./facts";
import type { Principals } from "./principal";
import type { ResourcePatterns } from "./resource";
import { FALSE, not, TRUE, type Truth } from "./truth";

/** A compiled statement. A statement without a Resource element applies to the resource it is attached to. */
export interface Statement {
  /** The Sid, or "#" and the index. */
  readonly id: string;
  readonly effect: "Allow" | "Deny";
  readonly action: {
    readonly except: boolean;
    /** In lower case, with marked wildcards (see glob.ts). */
    readonly patterns: readonly string[];
    readonly matches: (lowerCaseAction: string) => boolean;
  };
  readonly resource?: { readonly except: boolean; readonly patterns: ResourcePatterns };
  readonly principal?: { readonly except: boolean; readonly principals: Principals };
  readonly conditions: readonly Condition[];
}

/** Whether action, resource and conditions fit; the principal is a question of its own (see caller.ts). */
export function fits(statement: Statement, facts: Facts): Truth {
  const { action, conditions } = statement;
  if (action.matches(facts.action) === action.except) return FALSE;
  let result = resourceFits(statement, facts);
  for (const condition of conditions) {
    if (result === FALSE) return FALSE;
    const holds = condition.holds(facts);
    if (holds < result) result = holds;
  }
  return result;
}

export function resourceFits({ resource }: Statement, facts: Facts): Truth {
  if (resource === undefined) return TRUE;
  const matched = resource.patterns.matches(facts);
  return resource.except ? not(matched) : matched;
}
