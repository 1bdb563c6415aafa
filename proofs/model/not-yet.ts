import type { Gap } from "./organization";

/** Part of why a gap is there: the preview that follows an update has it no more. */
export const notYet = "not known before the update";

/** Whether the update closes the gap, or may. */
export function isNotYet({ why }: Pick<Gap, "why">): boolean {
  return why.includes(notYet);
}
