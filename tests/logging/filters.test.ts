import assert from "node:assert/strict";
import { compileFilterPattern, matchesFilter, type FilterPattern } from "../../events";
import { rulebook, type Rulebook, type SettledFacts } from "../../rulebook";
import { metricFiltersFor } from "../../rulebook/derive/second-path-filters";
import { sandboxFacts } from "../rulebook/sandbox-facts";
import { controlTower } from "./control-tower";
import { fixtureFacts, recorded, recordOf, type CloudTrailRecord } from "./recorded-events";
import { tamperingCases } from "./tampering-cases";
import { unseenCases } from "./unseen-cases";
import { useCases, type SeenCase } from "./use-cases";

interface Filter {
  readonly name: string;
  readonly metric: string;
  readonly pattern: FilterPattern;
}

function filtersOf(law: Rulebook, facts: SettledFacts): readonly Filter[] {
  return metricFiltersFor(law, facts).map(({ name, metric, pattern }) => {
    const compiled = compileFilterPattern(pattern);
    if (!compiled.ok) assert.fail(`${name}: ${JSON.stringify(compiled.issues)}`);
    return { name, metric, pattern: compiled.pattern };
  });
}

/** Metrics that a record counts in, one for each filter that matches. */
function countsOf(filters: readonly Filter[], record: CloudTrailRecord): readonly string[] {
  return filters.filter(({ pattern }) => matchesFilter(pattern, record)).map(({ metric }) => metric);
}

const inFixtures = filtersOf(rulebook, fixtureFacts);
const filters = filtersOf(rulebook, sandboxFacts);

describe("The second path", () => {
  for (const { file, use } of recorded) {
    it(`${use === "benign" ? "does not see" : "sees"} ${file}`, () => {
      const counts = countsOf(inFixtures, recordOf(file));
      switch (use) {
        case "benign":
          return assert.deepEqual(counts, []);
        case "tamper":
          return assert.ok(counts.includes("SeenTampering"));
        case "failed-attempt":
          return assert.equal(counts.length, 1);
        default:
          return assert.deepEqual(counts, ["SeenUses"]);
      }
    });
  }

  for (const [row, what, record] of useCases) {
    it(`counts one use: ${what} (${row})`, () => assert.deepEqual(countsOf(filters, record), ["SeenUses"]));
  }

  for (const [row, what, record] of tamperingCases) {
    it(`sees tampering: ${what} (${row})`, () => assert.ok(countsOf(filters, record).includes("SeenTampering")));
  }

  for (const [what, record] of unseenCases) {
    it(`does not see ${what}`, () => assert.deepEqual(countsOf(filters, record), []));
  }

  it("counts a use by a session of the path once, also where it tampers", () => {
    const counts = countsOf(inFixtures, recordOf("deleterule-workload-account.json"));
    assert.deepEqual([...counts].sort(), ["SeenTampering", "SeenUses"]);
  });

  it("watches the log group of the trail that exists", () => {
    const facts: SettledFacts = { ...sandboxFacts, logArchive: controlTower };
    const [, , record] = tamperingCases.find(([, what]) => what === "the log group") ?? assert.fail();
    assert.deepEqual(countsOf(filtersOf(rulebook, facts), record), []);
    const theirs = { ...record, requestParameters: { logGroupName: "aws-controltower/CloudTrailLogs" } };
    assert.deepEqual(countsOf(filtersOf(rulebook, facts), theirs), ["SeenTampering"]);
  });
});

/** Whether a case is missed under a changed law. */
function misses(law: Rulebook, cases: readonly SeenCase[], metric: string): boolean {
  const changed = filtersOf(law, sandboxFacts);
  return cases.some(([, , record]) => !countsOf(changed, record).includes(metric));
}

describe("Without one row the second path misses something:", () => {
  for (const { id } of rulebook.useFilters) {
    it(id, () => {
      const useFilters = rulebook.useFilters.filter((row) => row.id !== id);
      assert.ok(
        misses(
          { ...rulebook, useFilters },
          useCases.filter(([row]) => row === id),
          "SeenUses",
        ),
      );
    });
  }
  for (const { id } of rulebook.tamperingFilters) {
    it(id, () => {
      const tamperingFilters = rulebook.tamperingFilters.filter((row) => row.id !== id);
      const cases = tamperingCases.filter(([row]) => row === id);
      assert.ok(misses({ ...rulebook, tamperingFilters }, cases, "SeenTampering"));
    });
  }
});

describe("The filters of the second path", () => {
  const derived = metricFiltersFor(rulebook, sandboxFacts);

  it("are as short as AWS asks, also with the longest facts", () => {
    const facts: SettledFacts = { ...sandboxFacts, logArchive: { ...controlTower, logGroupName: "x".repeat(512) } };
    for (const { name, pattern } of [...derived, ...metricFiltersFor(rulebook, facts)]) {
      assert.ok(pattern.length <= 1024, `${name}: ${pattern.length}`);
    }
  });

  it("are no more than a log group takes, with regular expressions in five at most", () => {
    assert.ok(derived.length <= 100);
    assert.ok(derived.filter(({ pattern }) => pattern.includes("%")).length <= 5);
  });

  it("have names of their own", () => {
    assert.equal(new Set(derived.map(({ name }) => name)).size, derived.length);
  });

  it("hold asterisks at the ends of a value only, because AWS takes others literally", () => {
    for (const { pattern } of derived) {
      for (const [, value = ""] of pattern.matchAll(/"([^"]*)"/g)) assert.doesNotMatch(value, /^.+\*.+$/, value);
    }
  });

  it("refuse a placeholder that stands for nothing", () => {
    const row = { id: "odd", why: "", source: "", when: { field: "$.eventName", is: "{nothing}" } } as const;
    assert.throws(() => metricFiltersFor({ ...rulebook, useFilters: [row] }, sandboxFacts), /\{nothing\}/);
  });
});
