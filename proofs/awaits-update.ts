import { unlessHidden } from "./hiding";
import { isNotYet } from "./model/not-yet";
import type { Gap } from "./model/organization";

/**
 * Whether the update closes all that a claim misses: what is missing names what is not known yet, or hangs on a template
 * that is not. What else is missing the update does not bring.
 */
export function awaitsUpdate(missing: readonly string[], gaps: readonly Gap[]): boolean {
  const open = gaps.filter(isNotYet);
  const called = open.flatMap((gap) => (gap.called === undefined || gap.called === "" ? [] : [gap.called]));
  const hidden = open.filter(({ hidesThings }) => hidesThings === true).map(({ where, why }) => `${where}: ${why}`);
  return (
    missing.length > 0 &&
    missing.every(
      (what) =>
        hidden.includes(what) ||
        what.startsWith(unlessHidden) ||
        called.some((name) => what === name || what.endsWith(` of ${name}`)),
    )
  );
}
