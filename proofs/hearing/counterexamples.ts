import type { DeliveredEvent } from "../acts/delivered-call";
import type { Counterexample } from "../claim";
import type { Heard } from "./heard-of";
import { delivers, type Broken } from "./way";

/** What is wrong with a step, as a claim shows it. */
export function counterexampleOf({ says, where, fix, asked }: Broken): Counterexample {
  if (asked === undefined) return { kind: "setting", says, fix, where, found: says };
  const { actor, act, request, verdict } = asked;
  return { kind: "request", says, fix: `${fix}: ${where}`, actor, act, request, verdict };
}

export type Path = "first-path" | "second-path";

/** An event that a path must bring to somebody and does not. */
export function unheardEvent(
  says: string,
  { account, region, event }: { readonly account: string; readonly region: string; readonly event: DeliveredEvent },
  ways: Heard["ways"],
  needed: readonly Path[],
): Counterexample | undefined {
  const open = needed.filter((path) => !delivers(wayOf(ways, path)));
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
