/** One fault of the facts: where it stands, what was found, what is allowed, how to mend it. */
export interface FactIssue {
  /** Configuration key and path: `lifeline:responders[1].name`. */
  readonly path: string;
  readonly found: string;
  readonly allowed: string;
  readonly fix: string;
}

/** All faults at once, as one message for a person. */
export function factsMessage(stack: string, issues: readonly FactIssue[]): string {
  const lines = [...issues]
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    .map(
      ({ path, found, allowed, fix }) =>
        `  - ${path}\n      found: ${found}\n      allowed: ${allowed}\n      fix: ${fix}`,
    );
  const count = issues.length === 1 ? "1 fault" : `${issues.length} faults`;
  return [`Pulumi.${stack}.yaml has ${count}; nothing was deployed:`, ...lines].join("\n");
}
