import type { Lookup, Row, Write } from "./types";

/** The incident register as triage asks it. Every call may fail; a failure of any is an alert. */
export interface Register {
  /** The row of a key, or the first rows of a partition. */
  find(lookup: Lookup): Promise<readonly Row[]>;
  /** False where somebody else was first; nothing is written then. */
  write(write: Write): Promise<boolean>;
}
