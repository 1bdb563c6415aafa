import assert from "node:assert/strict";
import fc from "fast-check";
import { packingFor, type Packing, type Quota } from "../../rulebook/derive/packing";
import { runs, seed } from "../scale";

interface Statement {
  readonly Sid: string;
  readonly Resource: string;
}

/** Small enough that a handful of statements needs several policies. */
const quota: Quota = { characters: 600, policies: 6 };
const statements = fc.uniqueArray(
  fc.record(
    {
      Sid: fc.stringMatching(/^[A-Z][a-z]{2,9}$/),
      Resource: fc.stringMatching(/^r[a-z]{0,120}$/),
    },
    { noNullPrototype: true },
  ),
  { selector: ({ Sid }) => Sid, minLength: 1, maxLength: 30 },
);
const edit = fc.record({ place: fc.nat(40), resource: fc.stringMatching(/^e[a-z]{0,120}$/) });
const parameters = (full: number) => ({ numRuns: runs(full), seed });

describe("A packing of statements into policies", () => {
  it("holds every statement exactly once, unchanged, within the quota, minified", () => {
    fc.assert(
      fc.property(statements, (list) => {
        const packing = packingFor(list, quota);
        if (!packing.fits) return;
        assert.ok(packing.documents.length <= 6);
        for (const document of packing.documents) {
          assert.ok(document.length <= 600, `${document.length} characters`);
          assert.equal(document, JSON.stringify(JSON.parse(document)));
          assert.equal((JSON.parse(document) as { Version: string }).Version, "2012-10-17");
        }
        const bySid = (a: Statement, b: Statement) => (a.Sid < b.Sid ? -1 : 1);
        const packed = policiesOf(packing).flat();
        assert.deepEqual([...packed].sort(bySid), [...list].sort(bySid));
      }),
      parameters(2_000),
    );
  });

  it("is deterministic, and places a statement whatever the order of the others", () => {
    fc.assert(
      fc.property(statements, (list) => {
        const packing = packingFor(list, quota);
        assert.deepEqual(packingFor(structuredClone(list), quota), packing);
        assert.deepEqual(placesOf(packingFor([...list].reverse(), quota)), placesOf(packing));
      }),
      parameters(2_000),
    );
  });

  it("moves no statement when another is added, removed or edited, while the number of policies stays", () => {
    fc.assert(
      fc.property(statements, edit, (before, { place, resource }) => {
        const chosen = before[place % before.length];
        const without = before.filter((statement) => statement !== chosen);
        const edited = before.map((one) => (one === chosen ? { ...one, Resource: resource } : one));
        for (const after of [without, edited]) assertUnmoved(packingFor(before, quota), packingFor(after, quota));
      }),
      parameters(2_000),
    );
  });

  it("moves statements into new policies only when the number grows", () => {
    fc.assert(
      fc.property(statements, statements, (list, more) => {
        const sids = new Set(list.map(({ Sid }) => Sid));
        const before = packingFor(list, quota);
        const after = packingFor([...list, ...more.filter(({ Sid }) => !sids.has(Sid))], quota);
        if (!before.fits || !after.fits || after.documents.length <= before.documents.length) return;
        const later = placesOf(after);
        for (const [sid, place] of placesOf(before)) {
          const moved = later.get(sid) ?? -1;
          assert.ok(moved === place || moved >= before.documents.length, `${sid}: ${place} → ${moved}`);
        }
      }),
      parameters(2_000),
    );
  });

  it("moves only the statements of the removed policies when the number shrinks", () => {
    fc.assert(
      fc.property(statements, fc.nat(29), (list, kept) => {
        const before = packingFor(list, quota);
        const after = packingFor(list.slice(0, kept + 1), quota);
        if (!before.fits || !after.fits || after.documents.length >= before.documents.length) return;
        const earlier = placesOf(before);
        for (const [sid, place] of placesOf(after)) {
          const from = earlier.get(sid) ?? -1;
          assert.ok(from === place || from >= after.documents.length, `${sid}: ${from} → ${place}`);
        }
      }),
      parameters(2_000),
    );
  });

  it("fills a policy to its last character, and not one further", () => {
    const [document = ""] = documentsOf(packingFor([only(500)], quota));
    const room = 600 - document.length;
    const full = packingFor([only(500 + room)], quota);
    assert.deepEqual(
      documentsOf(full).map((text) => text.length),
      [600],
    );
    assert.deepEqual(packingFor([only(501 + room)], quota), {
      fits: false,
      reason: "the statement Only alone takes 601 of 600 characters",
    });
  });

  it("says what does not fit, and into what", () => {
    const many = Array.from({ length: 40 }, (_, index) => ({ Sid: `Statement${index}`, Resource: "x".repeat(200) }));
    const packing = packingFor(many, quota);
    assert.equal(packing.fits, false);
    assert.match(
      packing.fits ? "" : packing.reason,
      /^40 statements of \d+ characters do not fit into 6 policies of 600 characters$/,
    );
  });
});

function only(length: number): Statement {
  return { Sid: "Only", Resource: "x".repeat(length) };
}

function documentsOf(packing: Packing): readonly string[] {
  if (!packing.fits) assert.fail(packing.reason);
  return packing.documents;
}

function policiesOf(packing: Packing): readonly (readonly Statement[])[] {
  return documentsOf(packing).map((document) => (JSON.parse(document) as { Statement: Statement[] }).Statement);
}

function placesOf(packing: Packing): ReadonlyMap<string, number> {
  if (!packing.fits) return new Map();
  return new Map(policiesOf(packing).flatMap((policy, place) => policy.map(({ Sid }) => [Sid, place] as const)));
}

function assertUnmoved(before: Packing, after: Packing): void {
  if (!before.fits || !after.fits || before.documents.length !== after.documents.length) return;
  const earlier = placesOf(before);
  for (const [sid, place] of placesOf(after)) assert.equal(place, earlier.get(sid) ?? place, sid);
}
