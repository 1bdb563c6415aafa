import assert from "node:assert/strict";
import { join } from "node:path";
import { openEmbedded } from "../../cli/engines/embedded";
import { openPulumi } from "../../cli/engines/pulumi";
import type { EngineOutcome, EngineRun } from "../../cli/engines/types";
import { awsFor, startProvider, type RunningProvider } from "../../sandbox/aws";
import { preview, update, type StackExport } from "../../sandbox/engine";
import { fewestAccounts, organizationFor } from "../../sandbox/organization";
import { describeWithCli } from "./cli";
import { importedPreview } from "./imported-preview";
import { stateDifferences } from "./state-differences";

const root = join(__dirname, "..", "..");
const programs = [
  {
    title: "a small program with one of everything",
    directory: join(__dirname, "program"),
    stack: "toy",
    passphrase: "toy",
  },
  { title: "this project's program", directory: root, stack: "sandbox", passphrase: "" },
];

const stepsOf = ({ steps }: EngineOutcome): readonly string[] =>
  steps.map(({ kind, urn, changedProperties }) => `${kind} ${urn} ${changedProperties.join(",")}`.trim()).sort();
const changesOf = ({ steps }: EngineOutcome): readonly string[] =>
  steps.filter(({ kind }) => kind !== "same" && kind !== "read").map(({ kind, urn }) => `${kind} ${urn}`);
const failuresOf = ({ diagnostics }: EngineOutcome): readonly string[] =>
  diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);

interface Runs {
  readonly provider: RunningProvider;
  readonly update: EngineOutcome;
  readonly second: EngineOutcome;
  /** After the first update and after the second. */
  readonly states: readonly [StackExport, StackExport];
}

for (const { title, directory, stack, passphrase } of programs) {
  describeWithCli(`the embedded engine and the Pulumi CLI, with ${title}`, function () {
    let embedded: Runs;
    let cli: Runs & { readonly preview: EngineOutcome };

    const runOn = ({ port }: RunningProvider): EngineRun => ({
      directory,
      stack,
      passphrase,
      config: {},
      providers: { aws: port },
    });

    before(async () => {
      const provider = await startProvider(awsFor(organizationFor(fewestAccounts)));
      const first = await update(runOn(provider));
      const second = await update({ ...runOn(provider), state: first.state });
      embedded = { provider, update: first, second, states: [first.state, second.state] };

      const others = await startProvider(awsFor(organizationFor(fewestAccounts)));
      const engine = await openPulumi(runOn(others));
      try {
        const preview = await engine.preview();
        const update = await engine.update();
        const state = await engine.state();
        const second = await engine.update();
        cli = { provider: others, preview, update, second, states: [state, await engine.state()] };
      } finally {
        await engine.close();
      }
    });
    after(async () => {
      await embedded?.provider.stop();
      await cli?.provider.stop();
    });

    it("do the same steps: preview, update, and nothing in a second update", () => {
      assert.deepEqual([cli.update, embedded.update].flatMap(failuresOf), []);
      assert.deepEqual(stepsOf(cli.update), stepsOf(embedded.update));
      assert.deepEqual(stepsOf(cli.preview), stepsOf(cli.update));
      assert.deepEqual(stepsOf(cli.second), stepsOf(embedded.second));
      assert.ok(cli.update.changes.create > 0);
      assert.deepEqual(changesOf(cli.second), []);
    });

    it("have the same state after the first update and after the second, resource by resource", () => {
      assert.deepEqual(stateDifferences(embedded.states[0], cli.states[0]), []);
      assert.deepEqual(stateDifferences(embedded.states[1], cli.states[1]), []);
    });

    it("tell the same outputs", () => {
      assert.deepEqual(cli.update.outputs, embedded.update.outputs);
    });

    it("agree on the embedded engine's state: imported into a fresh stack, the CLI expects no changes", async () => {
      const { code, output } = await importedPreview(runOn(embedded.provider), embedded.states[1]);
      assert.equal(code, 0, output);
      assert.match(output, /\b\d+ unchanged\b/);
    });

    it("agree on the CLI's state: loaded by the embedded engine, it changes nothing", async () => {
      const result = await preview({ ...runOn(cli.provider), state: cli.states[1] });
      assert.deepEqual(failuresOf(result), []);
      assert.deepEqual(changesOf(result), []);
      assert.equal(result.changes.same, cli.second.changes.same);
    });
  });
}

describeWithCli("the embedded engine and the Pulumi CLI, with settings that update, replace and delete", function () {
  const directory = join(__dirname, "program");
  const changed = {
    "sandbox-engines:readers": '{"account":"100000000002","path":"/break-glass/","names":["carol"]}',
    "sandbox-engines:stackSet": "toy-targets-anew",
    "sandbox-engines:attached": "false",
    "sandbox-engines:externalId": "another-secret",
  };

  it("do the same steps, and end in the same state", async () => {
    const outcomes: { readonly outcome: EngineOutcome; readonly state: StackExport }[] = [];
    for (const open of [openEmbedded, openPulumi]) {
      const provider = await startProvider(awsFor(organizationFor(fewestAccounts)));
      const run = { directory, stack: "toy", passphrase: "toy", providers: { aws: provider.port } };
      const before = await open({ ...run, config: {} });
      await before.update();
      const state = await before.state();
      await before.close();
      const engine = await open({ ...run, config: changed, state });
      outcomes.push({ outcome: await engine.update(), state: await engine.state() });
      await engine.close();
      await provider.stop();
    }
    const [embedded, cli] = outcomes;
    assert.ok(embedded !== undefined && cli !== undefined);
    assert.deepEqual(
      [embedded, cli].flatMap(({ outcome }) => failuresOf(outcome)),
      [],
    );
    const changes = changesOf(cli.outcome).map((change) => change.replace(/ .*::/, " "));
    assert.deepEqual(changes.sort(), [
      "delete guardrail-root",
      "replace targets",
      "replace targets-everywhere",
      "update reader-role",
    ]);
    assert.deepEqual(stepsOf(embedded.outcome), stepsOf(cli.outcome));
    assert.deepEqual(stateDifferences(embedded.state, cli.state), []);
  });
});
