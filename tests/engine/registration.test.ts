import assert from "node:assert/strict";
import { destroy, preview, type StackExport, update } from "../../sandbox/engine";
import { callsOf, changesOf, errorsOf, namesIn, scenario, stateOf } from "./scenario";
import { startToy, type Toy } from "./toy-provider";

const thing = (name: string) => `urn:pulumi:dev::scenario::toy:index:Thing::${name}`;

describe("The embedded engine brings resources to what the program wants", () => {
  let toy: Toy;
  beforeEach(async () => (toy = await startToy()));
  afterEach(() => toy.stop());

  it("creates them in a preview without touching anything, then really, then not again", async () => {
    const resources = { a: { name: "x" }, b: { name: "$a.fingerprint" } };
    const previewed = await preview(scenario(toy, resources, { outputs: { size: "$b.size", word: "$a.name" } }));
    assert.deepEqual(changesOf(previewed), ["create a", "create b"]);
    assert.deepEqual(previewed.outputs, { size: "[unknown]", word: "x" });
    assert.equal(toy.things.size, 0);
    assert.equal(previewed.state.deployment.resources, undefined);
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    assert.equal(toy.calls.find(({ method, name }) => method === "create" && name === "b")?.inputs["name"], unknown);

    const updated = await update(scenario(toy, resources, { outputs: { size: "$b.size" } }));
    assert.equal(updated.ok, true);
    assert.deepEqual(changesOf(updated), ["create a", "create b"]);
    assert.deepEqual(updated.changes, {
      same: 0,
      create: 3,
      update: 0,
      replace: 0,
      delete: 0,
      read: 0,
      import: 0,
      discard: 0,
    });
    assert.deepEqual(updated.outputs, { size: 7 });
    assert.deepEqual(namesIn(updated.state), ["scenario-dev", "default_1_2_3", "a", "b"]);

    const again = await update(scenario(toy, resources, { outputs: { size: "$b.size" }, state: updated.state }));
    assert.deepEqual(again.changes, {
      same: 3,
      create: 0,
      update: 0,
      replace: 0,
      delete: 0,
      read: 0,
      import: 0,
      discard: 0,
    });
    assert.deepEqual(callsOf(toy, "create", "update", "delete"), ["create a", "create b"]);
  });

  it("updates, replaces and deletes what changed, dependents first, and keeps what does not matter", async () => {
    const before = {
      a: { name: "x" },
      b: { name: "$a.fingerprint", place: "here" },
      c: { name: "keep", options: { ignoreChanges: ["name", "deep.list[0]"] }, deep: { list: [1, 2] } },
      d: { name: "d", color: "red", options: { replaceOnChanges: ["color"] } },
      e: { name: "e" },
      f: { name: "$e.fingerprint", options: { dependsOn: ["$e"] } },
      g: { name: "g", options: { retainOnDelete: true } },
      h: { name: "h", options: { deletedWith: "$e" } },
    };
    const first = await update(scenario(toy, before));
    assert.deepEqual(errorsOf(first), []);
    toy.calls.length = 0;
    const after = {
      a: { name: "y" },
      b: { name: "$a.fingerprint", place: "there" },
      c: { name: "other", options: { ignoreChanges: ["name", "deep.list[0]"] }, deep: { list: [9, 3] } },
      d: { name: "d", color: "blue", options: { replaceOnChanges: ["color"] } },
    };
    const previewed = await preview(scenario(toy, after, { state: first.state }));
    const expected = [
      "delete e",
      "delete f",
      "delete g",
      "delete h",
      "replace b (place, name)",
      "replace d (color)",
      "update a (name)",
      "update c (deep)",
    ];
    assert.deepEqual(changesOf(previewed), expected);
    assert.deepEqual(callsOf(toy, "create", "update", "delete"), []);

    const second = await update(scenario(toy, after, { state: first.state }));
    assert.deepEqual(changesOf(second), expected);
    const done = callsOf(toy, "create", "update", "delete");
    assert.deepEqual(done.filter((call) => call.startsWith("delete")).sort(), [
      "delete b",
      "delete d",
      "delete e",
      "delete f",
    ]);
    assert.ok(done.indexOf("create b") < done.indexOf("delete b"), "created before the old one is deleted");
    assert.ok(done.indexOf("delete f") < done.indexOf("delete e"), "the dependent goes first");
    assert.deepEqual([...toy.things.keys()].sort(), ["a-1", "b-2", "c-1", "d-2", "g-1", "h-1"]);
    assert.deepEqual(toy.things.get("c-1"), {
      name: "keep",
      deep: { list: [1, 3] },
      size: 4,
      fingerprint: "print-keep",
    });
    assert.deepEqual(namesIn(second.state).sort(), ["a", "b", "c", "d", "default_1_2_3", "scenario-dev"]);
    assert.equal(stateOf(second.state, "b").id, "b-2");
  });

  it("deletes first where the provider or the program says so, with what would be replaced by it", async () => {
    const before = {
      a: { name: "a", slot: 1 },
      b: { name: "b", place: "$a.fingerprint" },
      c: { name: "$a.fingerprint" },
      d: { name: "d", place: "x", options: { deleteBeforeReplace: true } },
      e: { name: "e", slot: 1, options: { deleteBeforeReplace: false } },
    };
    const first = await update(scenario(toy, before));
    toy.calls.length = 0;
    const after = {
      a: { name: "A", slot: 2 },
      b: { name: "b", place: "$a.fingerprint" },
      c: { name: "$a.fingerprint" },
      d: { name: "d", place: "y", options: { deleteBeforeReplace: true } },
      e: { name: "e", slot: 2, options: { deleteBeforeReplace: false } },
    };
    const second = await update(scenario(toy, after, { state: first.state }));
    assert.deepEqual(errorsOf(second), []);
    assert.deepEqual(
      changesOf(second)
        .slice(0, 4)
        .map((change) => change.slice(0, 9)),
      ["replace a", "replace b", "replace d", "replace e"],
    );
    assert.equal(changesOf(second)[4], "update c (name)");
    const done = callsOf(toy, "create", "delete");
    const order = (...calls: string[]) =>
      assert.deepEqual(
        done.filter((call) => calls.includes(call)),
        calls,
      );
    order("delete b", "delete a", "create a", "create b");
    order("delete d", "create d");
    order("create e", "delete e");
    assert.equal(
      (second.state.deployment.resources ?? []).some((state) => state.pendingReplacement),
      false,
    );
  });

  it("replaces what is deleted with a resource that is replaced", async () => {
    const before = { a: { name: "a", place: "x" }, b: { name: "b", options: { deletedWith: "$a" } } };
    const first = await update(scenario(toy, before));
    toy.calls.length = 0;
    const after = { ...before, a: { name: "a", place: "y" } };
    const second = await update(scenario(toy, after, { state: first.state }));
    assert.deepEqual(changesOf(second), ["replace a (place)", "replace b (deletedWith)"]);
    assert.deepEqual(callsOf(toy, "delete"), ["delete a"], "b goes with a");
  });

  it("hands the timeouts on in seconds and keeps them and the other options in the state", async () => {
    const options = {
      customTimeouts: { create: "1h30m", delete: "500ms" },
      ignoreChanges: ["x"],
      replaceOnChanges: ["y"],
      hideDiffs: ["z"],
      protect: true,
      retainOnDelete: true,
    };
    const { state } = await update(scenario(toy, { a: { name: "a", options } }));
    const { customTimeouts, ignoreChanges, replaceOnChanges, hideDiff, protect, retainOnDelete } = stateOf(state, "a");
    assert.deepEqual(customTimeouts, { create: 5400, delete: 0.5 });
    assert.deepEqual([ignoreChanges, replaceOnChanges, hideDiff], [["x"], ["y"], ["z"]]);
    assert.deepEqual([protect, retainOnDelete], [true, true]);
    assert.equal(toy.calls.find(({ method }) => method === "create")?.timeout, 5400);
  });

  it("destroys all of it, without running the program", async () => {
    const { state } = await update(scenario(toy, { a: { name: "a" }, b: { name: "$a.fingerprint" } }));
    toy.calls.length = 0;
    const result = await destroy(scenario(toy, { fails: { is: "exit" } }, { state }));
    assert.deepEqual(result.changes.delete, 3);
    assert.deepEqual(callsOf(toy, "delete"), ["delete b", "delete a"]);
    assert.equal(result.state.deployment.resources, undefined);
    assert.equal(toy.things.size, 0);
  });
});

describe("The embedded engine finds resources again under their aliases", () => {
  it("by URN, by name, type and parent, with children, references and providers renamed in the state", async () => {
    const toy = await startToy();
    const before = {
      near: { is: "provider", zone: "near" },
      group: { is: "group", options: { providers: { toy: "$near" } } },
      "group-child": { name: "child", options: { parent: "$group" } },
      a: { name: "a", options: { provider: "$near" } },
      b: { name: "$a.fingerprint", options: { provider: "$near", deletedWith: "$a" } },
      top: { name: "top", options: { provider: "$near" } },
    };
    const first = await update(scenario(toy, before));
    assert.deepEqual(errorsOf(first), []);
    const after = {
      close: { is: "provider", zone: "near", options: { aliases: [{ name: "near" }] } },
      team: { is: "group", options: { providers: { toy: "$close" }, aliases: [{ name: "group" }] } },
      "team-child": { name: "child", options: { parent: "$team" } },
      a2: { name: "a", options: { provider: "$close", aliases: [thing("a")] } },
      top: { name: "top", options: { parent: "$team", aliases: [{ parent: "$stack" }] } },
    };
    const second = await update(
      scenario(
        toy,
        { ...after, b: { ...before.b, name: "$a2.fingerprint", options: { provider: "$close", deletedWith: "$a2" } } },
        { state: first.state },
      ),
    );
    assert.deepEqual(errorsOf(second), []);
    assert.deepEqual(changesOf(second), []);
    assert.equal(second.changes.same, 7);
    const child = stateOf(second.state, "team-child");
    assert.equal(child.urn, "urn:pulumi:dev::scenario::toy:index:Group$toy:index:Thing::team-child");
    assert.equal(stateOf(second.state, "top").urn, "urn:pulumi:dev::scenario::toy:index:Group$toy:index:Thing::top");
    assert.deepEqual(stateOf(second.state, "b").dependencies, [thing("a2")]);
    assert.equal(JSON.stringify(second.state).includes("::near"), false);
    assert.equal(JSON.stringify(second.state).includes('"aliases"'), false);
    const third = await update(scenario(toy, { close: { is: "provider", zone: "near" } }, { state: second.state }));
    assert.deepEqual(third.changes.delete, 5, "nothing of the state is lost from sight");
    toy.stop();
  });

  it("refuses two resources of one URN, or of one alias", async () => {
    const toy = await startToy();
    const { state } = await update(scenario(toy, { a: { name: "a" } }));
    const twice = {
      b: { name: "b", options: { aliases: [{ name: "a" }] } },
      c: { name: "c", options: { aliases: [{ name: "a" }], dependsOn: "$b" } },
    };
    const result = await preview(scenario(toy, twice, { state }));
    assert.deepEqual(errorsOf(result), [
      `Duplicate resource alias '${thing("a")}' applied to resource with URN '${thing("c")}' conflicting with resource with URN '${thing("b")}'`,
    ]);
    toy.stop();
  });
});

describe("The embedded engine protects what is protected", () => {
  let toy: Toy;
  let state: StackExport;
  const kept = { name: "k", options: { protect: true } };
  before(async () => {
    toy = await startToy();
    const resources = { a: kept, b: kept, c: { name: "c" }, d: { ...kept, place: "x" }, e: { ...kept, place: "x" } };
    ({ state } = await update(scenario(toy, resources)));
  });
  after(() => toy.stop());

  const cannotDelete = (name: string) =>
    `resource "${thing(name)}" cannot be deleted\nbecause it is protected. To unprotect the resource, either remove the ` +
    "`protect` flag from the resource in your Pulumi program and run `pulumi up`, or use the command:\n" +
    `\`pulumi state unprotect '${thing(name)}'\``;
  const cannotReplace = (name: string) =>
    `unable to replace resource "${thing(name)}"\nas it is currently marked for protection. To unprotect the resource, ` +
    "remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`";

  it("tells all deletions it refuses, in Pulumi's words, and deletes nothing at all", async () => {
    const run = scenario(toy, { d: { ...kept, place: "x" }, e: { ...kept, place: "x" } }, { state });
    for (const perform of [preview, update]) {
      const result = await perform(run);
      assert.equal(result.ok, false);
      assert.deepEqual(errorsOf(result), [cannotDelete("a"), cannotDelete("b")]);
    }
    assert.deepEqual(callsOf(toy, "delete"), []);
    assert.deepEqual(errorsOf(await destroy(run)).length, 4);
    assert.equal(toy.things.size, 5);
  });

  it("tells all replacements it refuses, also in an update, which begins none of them", async () => {
    const resources = { a: kept, b: kept, c: { name: "c" }, d: { ...kept, place: "y" }, e: { ...kept, place: "y" } };
    for (const perform of [preview, update]) {
      const result = await perform(scenario(toy, resources, { state }));
      assert.deepEqual([...errorsOf(result)].sort(), [cannotReplace("d"), cannotReplace("e")]);
    }
    assert.equal(toy.things.size, 5);
  });

  it("lets go of what is no longer protected", async () => {
    const resources = {
      a: { name: "k" },
      b: kept,
      c: { name: "c" },
      d: { name: "k", place: "y" },
      e: { ...kept, place: "x" },
    };
    const changed = await update(scenario(toy, resources, { state }));
    assert.deepEqual(changesOf(changed), ["replace d (place)"]);
    const { a: _, ...rest } = resources;
    const without = await update(scenario(toy, rest, { state: changed.state }));
    assert.deepEqual(changesOf(without), ["delete a"]);
  });
});
