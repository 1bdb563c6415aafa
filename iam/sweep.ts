import { gradesOf, isSpared, type Caller, type Grade, type Grades } from "./caller";
import type { Facts } from "./facts";
import type { Policy } from "./policy";
import { fits, type Statement } from "./statement";
import { FALSE, not, or, TRUE, type Truth } from "./truth";

/** A statement that applies, or may apply, to a request. */
export interface Hit {
  readonly policy: Policy;
  readonly statement: Statement;
  readonly truth: Truth;
  readonly grade: Grade;
}

/** What some policies say about a request: whether any of them allows, and which statements allow and deny. */
export interface Sweep {
  readonly allow: Truth;
  /** For resource-based policies: the allow by how directly it names the caller. */
  readonly grades: Grades;
  readonly allows: readonly Hit[];
  readonly denies: readonly Hit[];
}

export interface Asker {
  readonly caller: Caller;
  readonly facts: Facts;
  /** Whether the caller has a permissions boundary: then a NotPrincipal with Deny always denies. */
  readonly hasBoundary: boolean;
}

const NAMED_DIRECTLY: Grades = { direct: TRUE, behind: FALSE, account: FALSE };

export function sweep(policies: readonly Policy[], asker: Asker): Sweep {
  const allows: Hit[] = [];
  const denies: Hit[] = [];
  const grades: Record<Grade, Truth> = { direct: FALSE, behind: FALSE, account: FALSE };
  for (const policy of policies) {
    for (const statement of policy.statements) {
      const truth = fits(statement, asker.facts);
      if (truth === FALSE) continue;
      const named = namesCaller(statement, asker);
      for (const grade of ["direct", "behind", "account"] as const) {
        const applies = named[grade] < truth ? named[grade] : truth;
        if (applies === FALSE) continue;
        const hit = { policy, statement, truth: applies, grade };
        if (statement.effect === "Allow") {
          allows.push(hit);
          grades[grade] = or(grades[grade], applies);
        } else {
          denies.push(hit);
        }
      }
    }
  }
  return { allow: or(grades.direct, grades.behind, grades.account), grades, allows, denies };
}

function namesCaller({ principal }: Statement, { caller, facts, hasBoundary }: Asker): Grades {
  if (principal === undefined) return NAMED_DIRECTLY;
  if (!principal.except) return gradesOf(principal.principals, caller, facts);
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
  const denied = hasBoundary ? TRUE : not(isSpared(principal.principals, caller, facts));
  return { direct: denied, behind: FALSE, account: FALSE };
}
