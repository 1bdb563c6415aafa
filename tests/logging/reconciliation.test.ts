import assert from "node:assert/strict";
import fc from "fast-check";
import { rulebook, secondPathFor, type SecondPathAlarm } from "../../rulebook";
import { mathValueOf } from "../../sandbox/aws/cloudwatch/metric-math";
import { sandboxFacts } from "../rulebook/sandbox-facts";
import { runs, seed } from "../scale";

type Series = readonly (number | undefined)[];

const alarm =
  secondPathFor(rulebook, sandboxFacts).alarms.metric.find(({ name }) => name.endsWith("unhandled-uses")) ??
  assert.fail("no alarm on unhandled uses");

/**
 * Whether the alarm is raised at the end of each period. CloudWatch reads more periods than it judges, how many more it
 * does not say: `read`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
function raised(
  { queries, evaluationPeriods, datapointsToAlarm, threshold }: SecondPathAlarm,
  metrics: Readonly<Record<string, Series>>,
  read: number,
): readonly boolean[] {
  const periods = metrics["seen"] ?? [];
  return periods.map((_, now) => {
    const window = (series: Series): Series =>
      Array.from({ length: read }, (_unused, index) => series[now - read + 1 + index]);
    const valueOf = (id: string): Series => {
      const query = queries.find((candidate) => candidate.id === id) ?? assert.fail(`no query ${id}`);
      return "expression" in query
        ? mathValueOf(query.expression, valueOf, read)
        : window(metrics[id] ?? assert.fail(`no metric ${id}`));
    };
    const watched = queries.find((query) => query.watched)?.id ?? assert.fail("nothing is watched");
    const judged = valueOf(watched).slice(-evaluationPeriods);
    return judged.filter((value) => value !== undefined && value > threshold).length >= datapointsToAlarm;
  });
}

const quiet = (count: number): readonly number[] => Array<number>(count).fill(0);

describe("Uses seen and uses handled", () => {
  const cases: readonly (readonly [title: string, seen: Series, handled: Series, raisedFrom: number])[] = [
    ["page in half an hour when nobody handles the use", [...quiet(8), 1, ...quiet(4)], quiet(13), 9],
    ["page when triage has no metric at all", [...quiet(8), 1, ...quiet(4)], Array<undefined>(13).fill(undefined), 9],
    ["page nobody when the use is handled", [...quiet(8), 1, ...quiet(12)], [...quiet(8), 1, ...quiet(12)], -1],
    [
      "page nobody when it is handled just before a period's end and seen just after",
      [...quiet(8), 1, ...quiet(16)],
      [...quiet(7), 1, ...quiet(17)],
      -1,
    ],
    [
      "page nobody when it is handled a quarter of an hour late",
      [...quiet(8), 1, ...quiet(12)],
      [...quiet(9), 1, ...quiet(11)],
      -1,
    ],
    ["page for one missed among handled ones", [...quiet(8), 3, ...quiet(4)], [...quiet(7), 1, 1, ...quiet(4)], 9],
    ["page for one missed after handled ones", [...quiet(6), 2, 1, ...quiet(4)], [...quiet(5), 1, 1, ...quiet(5)], 8],
  ];
  for (const [title, seen, handled, from] of cases) {
    for (const read of [8, 11, 20]) {
      it(`${title} (${read} periods read)`, () => {
        assert.equal(raised(alarm, { seen, handled }, read).indexOf(true), from);
      });
    }
  }

  it("page nobody for a use that is two hours gone", () => {
    const states = raised(alarm, { seen: [...quiet(8), 1, ...quiet(16)], handled: quiet(25) }, 8);
    assert.deepEqual(states.slice(9, 15), Array<boolean>(6).fill(true));
    assert.deepEqual(states.slice(15), Array<boolean>(10).fill(false));
  });

  /** Uses by the period in which each is handled, and whether it is seen in the same or the next. */
  const uses = fc.array(fc.record({ handledIn: fc.nat(30), isSeenLater: fc.boolean() }), { maxLength: 200 });
  const reads = fc.integer({ min: 8, max: 24 });

  it("never page for uses that are all handled, whichever periods CloudWatch reads", () => {
    fc.assert(
      fc.property(uses, reads, (all, read) => {
        const [seen, handled] = seriesOf(all);
        assert.ok(!raised(alarm, { seen, handled }, read).includes(true));
      }),
      { numRuns: runs(2_000), seed },
    );
  });

  it("page for a missed use within half an hour, where two quiet hours came before it", () => {
    fc.assert(
      fc.property(uses, reads, fc.integer({ min: 1, max: 3 }), (all, read, missed) => {
        const [seen, handled] = seriesOf(all);
        const metrics = { seen: [...seen, ...quiet(24), missed, 0], handled: [...handled, ...quiet(26)] };
        assert.equal(raised(alarm, metrics, read).at(-1), true);
      }),
      { numRuns: runs(2_000), seed },
    );
  });
});

function seriesOf(
  all: readonly { readonly handledIn: number; readonly isSeenLater: boolean }[],
): readonly [seen: readonly number[], handled: readonly number[]] {
  const count = (periodOf: (use: (typeof all)[number]) => number): readonly number[] =>
    quiet(33).map((_, period) => all.filter((use) => periodOf(use) === period).length);
  return [count(({ handledIn, isSeenLater }) => handledIn + Number(isSeenLater)), count(({ handledIn }) => handledIn)];
}
