import type { Act } from "../claim";
import type { ActRow } from "./act";
import type { ProtectedThing } from "./protected-things";

type Reached = Pick<ProtectedThing, "account" | "home" | "placeholders"> & Pick<Act, "context">;

/** What IAM is asked when this is done to that. */
export function actOn(row: Pick<ActRow, "action" | "resource" | "calledIn">, thing: Reached): Act {
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
