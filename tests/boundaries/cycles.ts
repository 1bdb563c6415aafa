import { violation, type Violation } from "./import-rules";
import type { ParsedSource } from "./source";

/** Each cycle once, at its alphabetically first file. Type imports count: what cannot be read alone is one thing. */
export function cycleViolations(sources: readonly ParsedSource[]): readonly Violation[] {
  const targets = new Map(sources.map(({ path, imports }) => [path, imports.map(({ target }) => target)]));
  const reported = new Set<string>();
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      reported.add(rotated(trail.slice(start)).join(" → "));
      return;
    }
    if (done.has(path)) return;
    for (const target of targets.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const { path } of sources) visit(path, []);
  return [...reported].map((cycle) => violation("cycle", cycle.split(" ")[0] ?? "", 1, cycle));
}

function rotated(cycle: readonly string[]): readonly string[] {
  const first = cycle.indexOf([...cycle].sort()[0] ?? "");
  return [...cycle.slice(first), ...cycle.slice(0, first)];
}
