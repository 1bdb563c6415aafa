import { madeArchiveChanges } from "./made-archive-changes";
import type { Made } from "./made-event";
import { madeIdentityChanges } from "./made-identity-changes";
import { madePathChanges } from "./made-path-changes";
import { madeUses } from "./made-uses";

/** Each is caught by the one row named with it. */
export const made: readonly Made[] = [...madeUses, ...madeIdentityChanges, ...madePathChanges, ...madeArchiveChanges];
