import assert from "node:assert/strict";
import { importPending, pendingOperations, type StackExport, update } from "../../sandbox/engine";
import { callsOf, changesOf, errorsOf, namesIn, scenario, stateOf } from "./scenario";
import { type Call, startToy } from "./toy-provider";

const chain = { a: { name: "a" }, b: { name: "$a.fingerprint" }, c: { name: "$b.fingerprint" } };

describe("An interrupted run of the embedded engine", () => {
  it("keeps what is done, lets running operations finish, begins no others and can be resumed", async () => {
    let failing = true;
    let release = (): void => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const toy = await startToy({
      onOperation: async ({ name }: Call) => {
        if (name === "slow") await slow;
        if (name !== "b" || !failing) return;
        setTimeout(release, 300);
        throw new Error("InternalFailure: try again");
      },
    });
    const resources = { slow: { name: "slow" }, ...chain, after: { name: "$slow.fingerprint" } };
    const states: StackExport[] = [];
    const events: string[] = [];
    const first = await update(
      scenario(toy, resources, {
        onState: (state) => states.push(structuredClone(state)),
        onEvent: (event) => event.kind === "failed" && events.push(`${event.step.name}: ${event.message}`),
      }),
    );
    assert.equal(first.ok, false);
    assert.deepEqual(errorsOf(first), ["InternalFailure: try again"]);
    assert.deepEqual(events, ["b: InternalFailure: try again"]);
    assert.equal(first.diagnostics[0]?.urn, "urn:pulumi:dev::scenario::toy:index:Thing::b");
    assert.deepEqual(callsOf(toy, "create").sort(), ["create a", "create b", "create slow"]);
    assert.deepEqual(namesIn(first.state), ["scenario-dev", "default_1_2_3", "a", "slow"]);
    assert.deepEqual(pendingOperations(first.state), []);
    assert.deepEqual(states.at(-1), {
      ...first.state,
      deployment: { ...first.state.deployment, manifest: states.at(-1)?.deployment.manifest },
    });

    const pendingOf = (name: string) =>
      states.filter((state) => pendingOperations(state).some(({ resource }) => resource.urn.endsWith(`::${name}`)));
    assert.ok(pendingOf("a").length > 0);
    for (const state of pendingOf("a")) {
      assert.equal(namesIn(state).includes("a"), false, "not there while it is pending");
      const operation = pendingOperations(state).find(({ resource }) => resource.urn.endsWith("::a"));
      assert.deepEqual([operation?.type, operation?.resource.inputs], ["creating", { name: "a" }]);
    }

    failing = false;
    toy.calls.length = 0;
    const second = await update(scenario(toy, resources, { state: first.state }));
    assert.deepEqual(changesOf(second), ["create after", "create b", "create c"]);
    assert.deepEqual(callsOf(toy, "create"), ["create b", "create c", "create after"].sort());
    assert.equal(toy.things.size, 5);
    toy.stop();
  });

  it("resumes updates, deletions and replacements wherever they failed", async () => {
    let failing = "";
    const toy = await startToy({
      onOperation: ({ method, name }: Call) => {
        if (`${method} ${name}` === failing) throw new Error("InternalFailure");
      },
    });
    const of = (word: string, at: number) => ({
      a: { name: word },
      b: { name: "$a.fingerprint", place: at },
      c: { name: "$b.fingerprint", slot: at },
    });
    let { state } = await update(scenario(toy, { ...of("before", 1), d: { name: "d" } }));
    for (failing of ["update a", "create b", "delete c", "create c", "delete b"]) {
      const broken = await update(scenario(toy, of("after", 2), { state }));
      assert.deepEqual(errorsOf(broken), ["InternalFailure"], failing);
      state = broken.state;
      if (failing === "create b") assert.equal(stateOf(state, "b").id, "b-1");
      if (failing === "create c") assert.equal(stateOf(state, "c").pendingReplacement, true);
      if (failing === "delete b") {
        const halves = (state.deployment.resources ?? []).filter(({ urn }) => urn.endsWith("::b"));
        assert.deepEqual(
          halves.map(({ id, delete: isOld }) => [id, isOld]),
          [
            ["b-2", undefined],
            ["b-1", true],
          ],
        );
      }
    }
    failing = "";
    const mended = await update(scenario(toy, of("after", 2), { state }));
    assert.deepEqual([errorsOf(mended), changesOf(mended)], [[], ["delete b"]]);
    assert.deepEqual(namesIn(mended.state), ["scenario-dev", "default_1_2_3", "a", "b", "c"]);
    assert.deepEqual([...toy.things.keys()].sort(), ["a-1", "b-2", "c-2"], "nothing twice, nothing left over");
    toy.stop();
  });

  it("names what it was doing, warns of it, and adopts on request what the provider has", async () => {
    const toy = await startToy({ things: { "a-9": { name: "a" } } });
    let killed: StackExport | undefined;
    const stop = new AbortController();
    const cut = await update(
      scenario(toy, chain, {
        signal: stop.signal,
        onState: (state) => {
          if (killed === undefined && pendingOperations(state).some(({ resource }) => resource.urn.endsWith("::a"))) {
            killed = structuredClone(state);
            stop.abort();
          }
        },
      }),
    );
    assert.deepEqual([cut.ok, errorsOf(cut)], [false, ["canceled"]]);
    assert.ok(killed !== undefined);
    toy.things.delete("a-1");
    const urn = "urn:pulumi:dev::scenario::toy:index:Thing::a";
    assert.deepEqual(
      pendingOperations(killed).map(({ type, resource }) => [type, resource.urn]),
      [["creating", urn]],
    );

    const unknown = await importPending(scenario(toy, chain, { state: killed }));
    assert.equal(pendingOperations(unknown.state).length, 1);
    assert.deepEqual(unknown.diagnostics, [
      { severity: "warning", message: "its id is not known: the creation stays pending", urn },
    ]);
    const absent = await importPending(scenario(toy, chain, { state: killed, lookup: () => "a-7" }));
    assert.deepEqual([pendingOperations(absent.state), changesOf(absent)], [[], []]);
    assert.equal(absent.diagnostics[0]?.message, '"a-7" does not exist: the next update creates it');
    const adopted = await importPending(scenario(toy, chain, { state: killed, adopt: { [urn]: "a-9" } }));
    assert.deepEqual([pendingOperations(adopted.state), changesOf(adopted)], [[], ["import a"]]);
    assert.equal(stateOf(adopted.state, "a").id, "a-9");
    assert.deepEqual(namesIn(adopted.state), [...namesIn(killed), "a"], "after its parent and its provider");

    const warned = await update(scenario(toy, chain, { state: killed }));
    assert.equal(warned.diagnostics[0]?.severity, "warning");
    assert.match(
      warned.diagnostics[0]?.message ?? "",
      /^Attempting to deploy or update resources with 1 pending operations from previous deployment.\n {2}\* urn:pulumi:dev::scenario::toy:index:Thing::a, interrupted while creating\n/,
    );
    assert.equal(pendingOperations(warned.state).length, 1, "only the user can settle a pending creation");
    toy.calls.length = 0;
    const finished = await update(scenario(toy, chain, { state: adopted.state }));
    assert.deepEqual(changesOf(finished), ["create b", "create c"]);
    assert.deepEqual([finished.ok, finished.diagnostics], [true, []]);
    toy.stop();
  });
});
