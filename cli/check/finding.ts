import type { Severity } from "../../policypack/rule";

export interface CheckFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly urn: string;
  /** Property path; empty for the resource as a whole. */
  readonly where: string;
  readonly message: string;
  /** `undecided` hangs on what only the update knows, `excepted` is accepted by a fact for a time. */
  readonly verdict: "violated" | "undecided" | "excepted";
}
