import { gradesOf, isSpared, type Caller, type Grade, type Grades } from "./caller";
import type { Facts } from "./facts";
import type { Policy, PolicyStatement } from "./policy";
import { fits, type Statement } from "./statement";
import { FALSE, not, TRUE, type Truth } from "./truth";

/** A statement that applies, or may apply, to a request. */
export interface Hit {
  readonly statement: PolicyStatement;
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

const EVERYBODY: Grades = { direct: TRUE, behind: FALSE, account: FALSE };

const NO_GRADES: Grades = { direct: FALSE, behind: FALSE, account: FALSE };
const NO_HITS: readonly Hit[] = [];

/** What policies say that say nothing. */
export const SILENT: Sweep = { allow: FALSE, grades: NO_GRADES, allows: NO_HITS, denies: NO_HITS };

export function sweep(policies: readonly Policy[], asker: Asker): Sweep {
  if (policies.length === 0) return SILENT;
  const { facts } = asker;
  let found: Found | undefined;
  for (const policy of policies) {
    for (const statement of policy.statementsFor(facts.action, facts.resource)) {
      const truth = fits(statement, facts);
      if (truth === FALSE) continue;
      found ??= { ...SILENT };
      if (statement.principal === undefined) add(found, statement, truth, "direct");
      else addNamed(found, statement, truth, asker);
    }
  }
  return found ?? SILENT;
}

/** Filled while it is swept; lists and grades of its own are made when the first statement needs them. */
interface Found {
  allow: Truth;
  grades: Grades;
  allows: readonly Hit[];
  denies: readonly Hit[];
}

function addNamed(found: Found, statement: PolicyStatement, truth: Truth, asker: Asker): void {
  const { direct, behind, account } = namesCaller(statement, asker);
  add(found, statement, direct < truth ? direct : truth, "direct");
  add(found, statement, behind < truth ? behind : truth, "behind");
  add(found, statement, account < truth ? account : truth, "account");
}

function add(found: Found, statement: PolicyStatement, truth: Truth, grade: Grade): void {
  if (truth === FALSE) return;
  const hit = { statement, truth, grade };
  if (statement.effect === "Deny") {
    found.denies = found.denies === NO_HITS ? [hit] : [...found.denies, hit];
    return;
  }
  found.allows = found.allows === NO_HITS ? [hit] : [...found.allows, hit];
  if (truth > found.allow) found.allow = truth;
  if (truth > found.grades[grade]) found.grades = { ...found.grades, [grade]: truth };
}

function namesCaller({ principal }: Statement, { caller, facts, hasBoundary }: Asker): Grades {
  if (principal === undefined) return EVERYBODY;
  if (!principal.except) return gradesOf(principal.principals, caller, facts);
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
  const denied = hasBoundary ? TRUE : not(isSpared(principal.principals, caller, facts));
  return { direct: denied, behind: FALSE, account: FALSE };
}
