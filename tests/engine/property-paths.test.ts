import assert from "node:assert/strict";
import { covers, type Properties, withIgnoredChanges } from "../../sandbox/engine/values";

describe("Property paths", () => {
  it("select a property and all below it, by name, index or star", () => {
    for (const [path, changed, expected] of [
      ["a", "a", true],
      ["a", "a.b[0]", true],
      ["a.b", "a", false],
      ["*", "anything.x", true],
      ["a[*].b", "a[3].b", true],
      ["a[0]", "a[1]", false],
      ['tags["x.y"]', 'tags["x.y"].z', true],
      ['tags["x.y"]', "tags.x.y", false],
    ] as const) {
      assert.equal(covers(path, changed), expected, `${path} and ${changed}`);
    }
  });

  it("put back what ignoreChanges names, and nothing else", () => {
    const olds: Properties = { a: 1, list: [{ x: 1, y: 1 }, { x: 2 }], map: { k: "old", gone: true }, only: "old" };
    const news: Properties = {
      a: 2,
      list: [{ x: 9, y: 9 }, { x: 8 }, { x: 7 }],
      map: { k: "new", fresh: 1 },
      added: 1,
    };
    const cases: readonly [string, Properties][] = [
      ["a", { ...news, a: 1 }],
      ["only", { ...news, only: "old" }],
      ["added", { a: 2, list: news["list"] ?? null, map: news["map"] ?? null }],
      ["list[0].x", { ...news, list: [{ x: 1, y: 9 }, { x: 8 }, { x: 7 }] }],
      ["list[*].x", { ...news, list: [{ x: 1, y: 9 }, { x: 2 }, { x: 7 }] }],
      ["list[5]", news],
      ["map.*", { ...news, map: { k: "old", gone: true } }],
      ['map["k"]', { ...news, map: { k: "old", fresh: 1 } }],
      ["none.below", news],
    ];
    for (const [path, expected] of cases) assert.deepEqual(withIgnoredChanges(news, olds, [path]), expected, path);
  });
});
