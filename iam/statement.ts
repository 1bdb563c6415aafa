import type { Condition } from "./conditions/condition";
import type { Facts } from "./facts";
import type { Principals } from "./principal";
import { matchesResource, type ResourcePatterns } from "./resource";
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
  readonly resource: { readonly except: boolean; readonly patterns: ResourcePatterns } | undefined;
  readonly principal: { readonly except: boolean; readonly principals: Principals } | undefined;
  readonly conditions: readonly Condition[];
}

/** Whether the action of a statement covers one in lower case, and its resources any that begins with a text. */
export function mayFit({ action, resource }: Statement, lowerCaseAction: string, resourceHead: string): boolean {
  if (action.matches(lowerCaseAction) === action.except) return false;
  if (resource === undefined || resource.except) return true;
  return resource.patterns.heads.some((head) => head.startsWith(resourceHead) || resourceHead.startsWith(head));
}

/**
 * Whether resource and conditions of a statement fit whose action does (see `statementsFor`); the principal is a question
 * of its own (see caller.ts).
 */
export function fits(statement: Statement, facts: Facts): Truth {
  let result = resourceFits(statement, facts);
  for (const condition of statement.conditions) {
    if (result === FALSE) return FALSE;
    const holds = condition.holds(facts);
    if (holds < result) result = holds;
  }
  return result;
}

export function resourceFits({ resource }: Statement, facts: Facts): Truth {
  if (resource === undefined) return TRUE;
  const matched = matchesResource(resource.patterns, facts);
  return resource.except ? not(matched) : matched;
}
