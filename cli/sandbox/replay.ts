import type { WayIn } from "../../rulebook";
import { functionRunner, type Aws } from "../../sandbox/aws";
import { projectDirectory } from "../project";
import { scenesFor } from "./replay-scenes";
import { seenIn, stageFor, wait, type Seen } from "./replay-stage";

/** One scene of a played emergency: what must come of it, and what did. */
export interface ReplayCase {
  readonly case: string;
  readonly expected: string;
  readonly outcome: string;
  /** Who was told, and what: `soc@example.com: Lifeline ALERT: …`. */
  readonly alerts: readonly string[];
}

/**
 * Plays an emergency in what is deployed: events shaped as CloudTrail shapes them travel over the deployed rules, buses
 * and targets, and the function that judges them is the deployed bundle.
 */
export async function replayed(aws: Aws, wayIn: WayIn): Promise<readonly ReplayCase[]> {
  const runner = functionRunner(projectDirectory());
  try {
    const stage = stageFor(aws, wayIn, runner.run);
    if (stage === undefined) return [];
    // The trail's log has been running for a while when the first scene begins.
    wait(stage, 30);
    const cases: ReplayCase[] = [];
    for (const { title, expected, play } of scenesFor(stage)) {
      let act: string | undefined;
      const seen = await seenIn(stage, async () => {
        act = await play();
      });
      cases.push({ case: title, expected, outcome: outcomeOf(act, seen), alerts: alertsOf(seen) });
    }
    return cases;
  } finally {
    runner.close();
  }
}

/** In the words of `expected`. */
function outcomeOf(act: string | undefined, { alerts, pages, handled, lost }: Seen): string {
  return [
    ...(act === undefined ? [] : [act]),
    ...(alerts.length > 0 ? ["alert"] : []),
    ...(alerts.length === 0 && handled > 0 ? ["recorded"] : []),
    ...(pages.length > 0 ? ["second path pages"] : []),
    ...(alerts.length === 0 && pages.length === 0 ? ["no page"] : []),
    ...lost.map((reason) => `lost: ${reason}`),
  ].join(", ");
}

function alertsOf({ alerts, pages }: Seen): readonly string[] {
  return [...alerts, ...pages].map(({ endpoint, subject }) => `${endpoint}: ${subject}`);
}
