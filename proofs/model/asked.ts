import type { Recorded } from "./recorded";
import { sameDocument } from "./same-document";
import { isUnknown, type Properties, type Value } from "./value";

/** The resources as they were asked for, where they stand otherwise, and where that is. */
export interface Asked {
  readonly recorded: readonly Recorded[];
  readonly differences: readonly string[];
}

/**
 * A state holds both what was asked for and what came back. Where documents, numbers or switches differ, the update was
 * cut short, or somebody wrote into the state. What else differs is written otherwise by the provider, as an alias.
 */
export function asAskedIn(recorded: readonly Recorded[]): Asked {
  const read = recorded.map(asAsked);
  return { recorded: read.map((one) => one.recorded), differences: read.flatMap((one) => one.differences) };
}

function asAsked(one: Recorded): { readonly recorded: Recorded; readonly differences: readonly string[] } {
  const { asked, standing } = one;
  const names = Object.keys(asked.properties).filter((name) =>
    differs(asked.properties[name], standing.properties[name]),
  );
  if (asked === standing || names.length === 0) return { recorded: one, differences: [] };
  const before: Properties = Object.fromEntries(names.map((name) => [name, asked.properties[name]]));
  return {
    recorded: { ...one, standing: { ...standing, properties: { ...standing.properties, ...before } } },
    differences: names.map((name) => `${standing.name}.${name} was asked for otherwise than it stands in the state`),
  };
}

function differs(asked: Value, standing: Value): boolean {
  if (asked === undefined || standing === undefined || isUnknown(asked) || isUnknown(standing)) return false;
  if (typeof asked !== typeof standing) return false;
  if (typeof asked === "boolean" || typeof asked === "number") return asked !== standing;
  return typeof asked === "string" && asked !== standing && isDocument(asked) && !sameDocument(asked, standing);
}

function isDocument(text: string): boolean {
  return text.trimStart().startsWith("{");
}
