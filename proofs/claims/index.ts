import type { Claim } from "../claim";

/** Every claim, in the order in which they are shown. */
export const claims: readonly Claim[] = [];
