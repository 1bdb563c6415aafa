import type { Rulebook } from "../rulebook";
import type { FactIssue } from "./issue";
import type { RawFacts } from "./schema";

/** The facts whose own form is right. */
export type Sound = Partial<RawFacts>;

/** Judges facts against each other. */
export type Rule = (facts: Sound, rulebook: Rulebook) => readonly FactIssue[];
