import type { SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";
import { targetRolesTemplateFor } from "./target-roles-template";

/** The StackSet of the target roles (E6), as a record. */
export interface TargetRoles {
  readonly stackSetName: string;
  readonly description: string;
  readonly template: string;
  /** The StackSet is a Regional thing, IAM is not: one Region, always the home Region. */
  readonly region: string;
  readonly organizationalUnitIds: readonly string[];
}

export function targetRolesFor(rulebook: Rulebook, facts: SettledFacts): TargetRoles {
  return {
    stackSetName: rulebook.names.targetRolesStackSet,
    description: "Lifeline: the target roles of emergency access, in every member account.",
    template: JSON.stringify(targetRolesTemplateFor(rulebook, facts)),
    region: facts.regions.home,
    // The root: an account that moves between OUs stays below it and keeps its roles throughout.
    organizationalUnitIds: [facts.organization.rootId],
  };
}
