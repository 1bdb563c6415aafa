import type { NonEmpty } from "../../rulebook/types";
import type { Edit } from "./copy";

/** A landing zone with one fault, the claim that must see it, and what its counterexample must name. */
export interface Sabotage {
  /** A sentence: what was done. */
  readonly id: string;
  /** Where the fault was seen, or the AWS page that tells of it. */
  readonly takenFrom: string;
  readonly edit: Edit;
  readonly refutes: string;
  /** Names and texts of which the counterexample tells every one. */
  readonly because: NonEmpty<string>;
  /** Why the same question had the same answer before, where it had: the sabotage made it matter. */
  readonly mattersNow?: string;
}
