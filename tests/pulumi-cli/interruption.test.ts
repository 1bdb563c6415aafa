import assert from "node:assert/strict";
import { join } from "node:path";
import { openPulumi } from "../../cli/engines/pulumi";
import type { Engine, EngineRun } from "../../cli/engines/types";
import type { StackExport } from "../../sandbox/engine";
import { startToy, type Toy, type ToyOptions } from "../engine/toy-provider";
import { describeWithCli, spyOnCli, type Spy } from "./cli";

const urnOf = (name: string): string => `urn:pulumi:toy::interruption::toy:index:Thing::${name}`;
const namesIn = ({ deployment }: StackExport): readonly string[] =>
  (deployment.resources ?? [])
    .filter(({ type }) => type === "toy:index:Thing")
    .map(({ urn }) => urn.split("::")[3] ?? "");
const pendingIn = ({ deployment }: StackExport): readonly string[] =>
  (deployment.pending_operations ?? []).map(({ type, resource }) => `${type} ${resource.urn}`);

/** The state that a run would have left which was killed while it created `name`, with nothing begun after that. */
function interruptedWhileCreating(name: string, { version, deployment }: StackExport): StackExport {
  const resources = deployment.resources ?? [];
  const [created] = resources.filter(({ urn }) => urn === urnOf(name));
  assert.ok(created);
  const { id: _, outputs: __, ...resource } = created;
  return {
    version,
    deployment: {
      ...deployment,
      resources: resources.filter(({ type }) => type !== "toy:index:Thing"),
      pending_operations: [{ resource, type: "creating" }],
    },
  };
}

describeWithCli("an interrupted run of the pulumi engine", function () {
  const engines: Engine[] = [];
  const toys: Toy[] = [];
  let spy: Spy | undefined;
  afterEach(async () => {
    for (const engine of engines.splice(0)) await engine.close();
    for (const toy of toys.splice(0)) toy.stop();
    spy?.remove();
    spy = undefined;
  });

  async function toyWith(options: ToyOptions): Promise<Toy> {
    const toy = await startToy(options);
    toys.push(toy);
    return toy;
  }

  async function opened(toy: Toy, more: Partial<EngineRun> = {}): Promise<Engine> {
    const directory = join(__dirname, "interruption");
    const engine = await openPulumi({
      directory,
      stack: "toy",
      config: {},
      providers: { toy: toy.port },
      passphrase: "toy",
      ...more,
    });
    engines.push(engine);
    return engine;
  }

  for (const isTerminal of [false, true]) {
    const how = isTerminal ? "by Ctrl-C, which reaches the CLI as well," : "by its caller";
    it(`${how} finishes and records the operation under way, begins no other, and can be resumed`, async () => {
      spy = spyOnCli();
      const controller = new AbortController();
      const toy = await toyWith({
        onOperation: async ({ name }) => {
          if (name !== "first") return;
          controller.abort();
          if (isTerminal) process.kill(spy?.lastProcess() ?? 0, "SIGINT");
          await new Promise((resolve) => setTimeout(resolve, 2_500));
        },
      });
      const engine = await opened(toy, { signal: controller.signal });
      const outcome = await engine.update();
      assert.equal(outcome.ok, false);
      assert.ok(outcome.diagnostics.some(({ message }) => message === "update canceled"));
      const state = await engine.state();
      assert.deepEqual(namesIn(state), ["first"]);
      assert.deepEqual(pendingIn(state), []);
      assert.deepEqual([...toy.things.keys()], ["first-1"]);

      const next = await (await opened(toy, { state })).update();
      assert.deepEqual(
        next.steps.filter(({ kind }) => kind !== "same").map(({ kind, name }) => `${kind} ${name}`),
        ["create second"],
      );
    });
  }

  it("tells the state before and after every operation, so that a killed run can be resumed", async () => {
    const states: StackExport[] = [];
    const toy = await toyWith({ onOperation: () => new Promise((resolve) => setTimeout(resolve, 1_000)) });
    const engine = await opened(toy, { onState: (state) => states.push(state) });
    await engine.update();
    const told = states.map((state) => `${namesIn(state).join("+")} ${pendingIn(state).join(" ")}`.trim());
    for (const expected of [`creating ${urnOf("first")}`, `first creating ${urnOf("second")}`, "first+second"]) {
      assert.ok(told.includes(expected), `${expected} was not told: ${told.join(" | ")}`);
    }
    assert.deepEqual(states.at(-1), await engine.state());
  });

  it("is resumed from pending creations: what the provider has is adopted and not made again", async () => {
    const toy = await toyWith({});
    const first = await opened(toy);
    await first.update();
    const state = interruptedWhileCreating("first", await first.state());
    for (const id of toy.things.keys()) if (id.startsWith("second")) toy.things.delete(id);

    const engine = await opened(toy, { state });
    assert.deepEqual(pendingIn(await engine.state()), [`creating ${urnOf("first")}`]);
    const adopted = await engine.importPending({ [urnOf("first")]: "first-1" });
    assert.equal(adopted.ok, true);
    assert.deepEqual(
      adopted.steps.filter(({ kind }) => kind === "import").map(({ name }) => name),
      ["first"],
    );
    const update = await engine.update();
    assert.deepEqual(
      update.steps.filter(({ kind }) => kind === "create").map(({ name }) => name),
      ["second"],
    );
    assert.deepEqual(
      [...toy.things.keys()].map((id) => id.split("-")[0]),
      ["first", "second"],
    );
    assert.deepEqual(pendingIn(await engine.state()), []);
  });

  it("does nothing when it was interrupted before it began", async () => {
    const toy = await toyWith({});
    const engine = await opened(toy, { signal: AbortSignal.abort() });
    const outcome = await engine.update();
    assert.equal(outcome.ok, false);
    assert.deepEqual(outcome.diagnostics, [{ severity: "error", message: "update canceled" }]);
    assert.deepEqual(toy.things.size, 0);
  });
});
