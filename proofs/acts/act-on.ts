import type { Act } from "../claim";
import type { ActRow } from "./act";
import type { ProtectedThing } from "./protected-things";

type Done = Pick<ActRow, "action" | "resource" | "calledIn">;
type Reached = Pick<ProtectedThing, "account" | "home" | "placeholders"> & Pick<Act, "context">;

const known = new WeakMap<Reached, Map<Done, Act>>();

/** What IAM is asked when this is done to that: made once, because many callers are asked about. */
export function actOn(row: Done, thing: Reached): Act {
  let onThing = known.get(thing);
  if (onThing === undefined) known.set(thing, (onThing = new Map()));
  let act = onThing.get(row);
  if (act === undefined) onThing.set(row, (act = actFor(row, thing)));
  return act;
}

function actFor(row: Done, thing: Reached): Act {
  const { context } = thing;
  return {
    action: row.action,
    resource: filledIn(row.resource, thing.placeholders),
    // An account as the management account sees it is a thing of its own organization.
    resourceAccount: row.calledIn === "management" ? thing.home.managementAccount : thing.account,
    ...(context === undefined ? {} : { context }),
  };
}

/** The text with every `{placeholder}`; one that the thing has not stays as it is, and is seen. */
export function filledIn(text: string, placeholders: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => placeholders[name] ?? whole);
}
