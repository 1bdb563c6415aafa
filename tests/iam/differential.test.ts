import assert from "node:assert/strict";
import fc from "fast-check";
import { compiler } from "../../bench/evaluate-compiled";
import { loader, simulated, simulationFor, type Situation } from "../../bench/evaluate-rival";
import { evaluate, type Verdict } from "../../iam";
import { isFullScale, seed } from "../scale";
import type { Row } from "./differential-changes";
import { rows } from "./differential-rows";
import { situations } from "./differential-situations";

/** Few unless at full scale: the simulator decides some hundred situations a second. */
const RUNS = isFullScale ? 20_000 : 300;

describe("Beside iam-simulate", () => {
  const needed = new Map<string, number>();
  const decided = new Map<string, number>();

  it("every verdict is the same, or differs by a row that AWS's documentation decides", async function () {
    this.timeout(600_000);
    const property = fc.asyncProperty(situations, async (situation) => {
      const answer = await simulated(simulationFor(situation, loader()));
      if ("refused" in answer) assert.fail(`the simulator refuses to answer: ${answer.refused}`);
      // It drops what a request of this kind does not carry.
      const asked = withoutKeys(situation, answer.dropped);
      const verdict = verdictOf(asked);
      count(decided, verdict.decision);
      if (verdict.decision === answer.decision) return;
      const explanation = explanationFor(asked, answer.decision);
      if (explanation === undefined) {
        assert.fail(
          `we say ${JSON.stringify(verdict)}, the simulator ${answer.decision}: ${JSON.stringify(situation)}`,
        );
      }
      for (const row of explanation) count(needed, row.id);
    });
    await fc.assert(property, { numRuns: RUNS, seed });
  });

  it("no verdict is rare: generated policies allow, deny, and leave out", () => {
    for (const decision of ["allowed", "explicitDeny", "implicitDeny"]) {
      assert.ok((decided.get(decision) ?? 0) > RUNS / 25, `${decision}: ${decided.get(decision)} of ${RUNS}`);
    }
  });

  it("every row is needed at full scale, and cites AWS's documentation", function () {
    for (const { source } of rows) assert.match(source, /^https:\/\/docs\.aws\.amazon\.com\//);
    if (!isFullScale) return this.skip();
    const counts = rows.map(({ id }) => `${id}: ${needed.get(id) ?? 0}`);
    process.stderr.write(`explained differences: ${counts.join(", ")}\n`);
    assert.deepEqual(
      rows.filter(({ id }) => !needed.has(id)).map(({ id }) => id),
      [],
    );
  });
});

/** One row that explains the difference, or else as few as do it together. */
function explanationFor(situation: Situation, theirs: Verdict["decision"]): readonly Row[] | undefined {
  for (const size of [1, 2, 3]) {
    const found = chosenFrom(rows, size, situation, theirs);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Rows, in their order, each of which has a say in what the rows before it make of the situation. */
function chosenFrom(
  from: readonly Row[],
  size: number,
  situation: Situation,
  theirs: Verdict["decision"],
): readonly Row[] | undefined {
  if (size === 0) return verdictOf(situation).decision === theirs ? [] : undefined;
  for (const [index, row] of from.entries()) {
    const read = row.asTheSimulatorReads(situation);
    const others = read === undefined ? undefined : chosenFrom(from.slice(index + 1), size - 1, read, theirs);
    if (others !== undefined) return [row, ...others];
  }
  return undefined;
}

function verdictOf({ request, documents, surroundings }: Situation): Verdict {
  return evaluate(request, compiler()(documents, request.action.startsWith("sts:")), surroundings);
}

function withoutKeys(situation: Situation, dropped: readonly string[]): Situation {
  const { request } = situation;
  const kept = Object.entries(request.context).filter(([key]) => !dropped.includes(key));
  return { ...situation, request: { ...request, context: Object.fromEntries(kept) } };
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
