import type { Asked } from "../ask";
import type { AssumptionId } from "../assumptions";
import type { Act, Actor } from "../claim";

/** One step of an alert's way that does not hold: what is wrong, at which resource, and how to put it right. */
export interface Broken {
  readonly says: string;
  /** The resource's URN, with the logical id in its template if it has one. */
  readonly where: string;
  readonly fix: string;
  /** The request that AWS would refuse, where that is what breaks it. */
  readonly asked?: Asked & { readonly actor: Actor; readonly act: Act };
}

/** A way, or a part of one: it delivers if nothing is broken and nothing is missing. */
export interface Way {
  readonly broken: readonly Broken[];
  /** Documents and values that could not be read and that it hangs on. */
  readonly missing: readonly string[];
  readonly assumes: readonly AssumptionId[];
}

export const clear: Way = { broken: [], missing: [], assumes: [] };

export function delivers({ broken, missing }: Way): boolean {
  return broken.length === 0 && missing.length === 0;
}

export function brokenWay(broken: Broken): Way {
  return { ...clear, broken: [broken] };
}

export function missingWay(missing: string): Way {
  return { ...clear, missing: [missing] };
}

export function assumingWay(id: AssumptionId): Way {
  return { ...clear, assumes: [id] };
}

/** Step after step: every one must hold. */
export function everyStep(steps: readonly Way[]): Way {
  const open = steps.filter((step) => step !== clear);
  const [only, ...more] = open;
  if (only === undefined) return clear;
  return more.length === 0 ? only : joined(open);
}

function joined(steps: readonly Way[]): Way {
  return {
    broken: steps.flatMap(({ broken }) => broken),
    missing: [...new Set(steps.flatMap(({ missing }) => missing))],
    assumes: [...new Set(steps.flatMap(({ assumes }) => assumes))],
  };
}

/**
 * One of several is enough. If none delivers, one that only hangs on what could not be read may: it is missing, then, and
 * nothing is wrong. Else what is wrong with each, and `none` where there is none.
 */
export function anyWay(ways: readonly Way[], none: Way): Way {
  if (ways.length === 0) return none;
  // The one that stands on least.
  let best: Way | undefined;
  for (const way of ways) {
    if (delivers(way) && (best === undefined || way.assumes.length < best.assumes.length)) best = way;
  }
  if (best !== undefined) return best;
  const open = ways.filter(({ broken }) => broken.length === 0);
  return everyStep(open.length > 0 ? open : ways);
}
