import assert from "node:assert/strict";
import { preview, update } from "../../sandbox/engine";
import { callsOf, changesOf, errorsOf, scenario, stateOf } from "./scenario";
import { startToy, type Toy } from "./toy-provider";

describe("The embedded engine takes in what exists already", () => {
  let toy: Toy;
  beforeEach(async () => (toy = await startToy({ things: { old: { name: "there", place: "x" } } })));
  afterEach(() => toy.stop());

  it("imports: reads the resource, and updates what the program wants otherwise", async () => {
    const equal = { a: { name: "there", place: "x", options: { import: "old", protect: true } } };
    const previewed = await preview(scenario(toy, equal));
    assert.deepEqual(changesOf(previewed), ["import a"]);
    const imported = await update(scenario(toy, equal));
    assert.deepEqual(changesOf(imported), ["import a"]);
    const { id, importID, protect, inputs, outputs } = stateOf(imported.state, "a");
    assert.deepEqual([id, importID, protect], ["old", "old", true]);
    assert.deepEqual(inputs, { name: "there", place: "x" });
    assert.equal(outputs?.["fingerprint"], "print-there");
    const again = await update(scenario(toy, equal, { state: imported.state }));
    assert.deepEqual(changesOf(again), []);

    const other = { a: { name: "changed", place: "x", options: { import: "old" } } };
    const updated = await update(scenario(toy, other));
    assert.deepEqual(changesOf(updated), ["import a", "update a (name)"]);
    assert.equal(toy.things.get("old")?.["name"], "changed");
    assert.equal(stateOf(updated.state, "a").inputs?.["name"], "changed");
    const ignoring = { a: { name: "z", place: "x", options: { import: "old", ignoreChanges: ["name"] } } };
    assert.deepEqual(changesOf(await update(scenario(toy, ignoring))), ["import a"]);
    assert.deepEqual(callsOf(toy, "create"), []);
  });

  it("refuses to import what does not exist, and what would have to be replaced", async () => {
    const missing = await update(scenario(toy, { a: { name: "a", options: { import: "none" } } }));
    assert.deepEqual(errorsOf(missing), ["resource 'none' does not exist"]);
    const replaced = await update(scenario(toy, { a: { name: "there", place: "y", options: { import: "old" } } }));
    assert.deepEqual(errorsOf(replaced), [
      "previously-imported resources that still specify an ID may not be replaced; please remove the `import` " +
        "declaration from your program;\nplace",
    ]);
    assert.equal(toy.things.get("old")?.["place"], "x");
  });

  it("reads with .get, does not delete what it reads, and lets go of what it managed", async () => {
    const first = await update(scenario(toy, { a: { name: "mine" } }));
    const reading = { a: { is: "get", id: "old" } };
    const second = await update(scenario(toy, reading, { state: first.state, outputs: { print: "$a.fingerprint" } }));
    assert.deepEqual(changesOf(second), ["delete a", "read a"]);
    assert.deepEqual(second.outputs, { print: "print-there" });
    assert.equal(stateOf(second.state, "a").external, true);
    assert.deepEqual([...toy.things.keys()], ["old"]);
    const third = await update(scenario(toy, {}, { state: second.state }));
    assert.deepEqual(changesOf(third), ["discard a"]);
    assert.deepEqual([...toy.things.keys()], ["old"]);
    const gone = await preview(scenario(toy, { a: { is: "get", id: "none" } }));
    assert.deepEqual(errorsOf(gone), ["resource 'none' does not exist"]);
  });

  it("makes what it only read before when the program wants it", async () => {
    const first = await update(scenario(toy, { a: { is: "get", id: "old" } }));
    const second = await update(scenario(toy, { a: { name: "own" } }, { state: first.state }));
    assert.deepEqual(changesOf(second), ["discard a", "replace a"].slice(1));
    assert.deepEqual([...toy.things.keys()].sort(), ["a-1", "old"]);
    assert.equal(stateOf(second.state, "a").id, "a-1");
  });

  it("gives a program the errors of its invokes, and references to its resources", async () => {
    const failing = await preview(scenario(toy, { said: { is: "echo", fail: true } }));
    assert.match(
      errorsOf(failing).join(),
      /invocation of toy:index:echo returned an error: the toy does not echo this/,
    );
    const referring = await update(
      scenario(toy, { a: { name: "a" }, b: { name: "b", other: "$a" } }, { outputs: { size: "$b.other" } }),
    );
    assert.deepEqual(errorsOf(referring), []);
    const reference = stateOf(referring.state, "b").inputs?.["other"] as Record<string, string>;
    assert.deepEqual([reference["urn"], reference["id"]], ["urn:pulumi:dev::scenario::toy:index:Thing::a", "a-1"]);
    const later = await preview(
      scenario(
        toy,
        { a: { name: "n" }, said: { is: "echoOutput", word: "$a.size" } },
        { outputs: { said: "$said.answer" } },
      ),
    );
    assert.deepEqual(later.outputs, { said: "[unknown]" });
  });
});
