import type { DeliveredEvent } from "../acts/delivered-call";
import type { Counterexample } from "../claim";
import type { Heard } from "./heard-of";
import type { Broken } from "./way";

/** What is wrong with a step, as a claim shows it. */
export function counterexampleOf({ says, where, fix, asked }: Broken): Counterexample {
  if (asked === undefined) return { kind: "setting", says, fix, where, found: says };
  const { actor, act, request, verdict } = asked;
  return { kind: "request", says, fix: `${fix}: ${where}`, actor, act, request, verdict };
}

export type Path = "first-path" | "second-path";

/** These paths all, or one of the two. */
export type Needed = readonly Path[] | "either";

const bothPaths = ["first-path", "second-path"] as const;

export function pathsOf(needed: Needed): readonly Path[] {
  return needed === "either" ? bothPaths : needed;
}

/** An event that these paths must bring to somebody, or one of them, and do not. A path that may is no counterexample. */
export function unheardEvent(
  says: string,
  { account, region, event }: { readonly account: string; readonly region: string; readonly event: DeliveredEvent },
  ways: Heard["ways"],
  needed: Needed,
): Counterexample | undefined {
  const isBroken = (path: Path): boolean => wayOf(ways, path).broken.length > 0;
  if (needed === "either" && !bothPaths.every(isBroken)) return undefined;
  const open = pathsOf(needed).filter(isBroken);
  const [unheard, ...others] = open;
  const [broken, ...more] = refusedFirst(open.flatMap((path) => wayOf(ways, path).broken));
  if (unheard === undefined || broken === undefined) return undefined;
  return {
    kind: "event",
    says,
    fix: [...new Set([broken, ...more].map(({ fix, where }) => `${fix}: ${where}`))].join("; "),
    event: { ...event },
    account,
    region,
    unheardOn: [unheard, ...others],
    because: [broken.says, ...new Set(more.map((one) => one.says).filter((says) => says !== broken.says))],
  };
}

/** What a policy refuses comes before what is missing on the way. */
function refusedFirst(broken: readonly Broken[]): readonly Broken[] {
  const isRefused = ({ asked }: Broken): boolean => asked !== undefined;
  return [...broken.filter(isRefused), ...broken.filter((one) => !isRefused(one))];
}

function wayOf({ first, second }: Heard["ways"], path: Path) {
  return path === "first-path" ? first : second;
}
