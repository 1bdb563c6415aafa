import assert from "node:assert/strict";
import type { DiagnosticEvent, EngineEvent as CliEvent, OpType, StepEventMetadata } from "@pulumi/pulumi/automation";
import { gatheringOf } from "../../cli/engines/pulumi-events";
import type { EngineEvent } from "../../sandbox/engine";

const urnOf = (type: string, name: string): string => `urn:pulumi:toy::p::${type}::${name}`;
const role = "aws:iam/role:Role";
const provider = `${urnOf("pulumi:providers:aws", "management")}::1111`;

function metadata(op: OpType, type: string, name: string, more: Partial<StepEventMetadata> = {}): StepEventMetadata {
  return { op, urn: urnOf(type, name), type, provider: type === role ? provider : "", ...more };
}

const before = (of: StepEventMetadata): CliEvent => ({ sequence: 0, timestamp: 0, resourcePreEvent: { metadata: of } });
const after = (of: StepEventMetadata): CliEvent => ({ sequence: 0, timestamp: 0, resOutputsEvent: { metadata: of } });
const failed = (of: StepEventMetadata): CliEvent => ({
  sequence: 0,
  timestamp: 0,
  resOpFailedEvent: { metadata: of, status: 0, steps: 0 },
});
const said = (severity: string, message: string, more: Partial<DiagnosticEvent> = {}): CliEvent => ({
  sequence: 0,
  timestamp: 0,
  diagnosticEvent: { severity: severity as DiagnosticEvent["severity"], message, color: "never", ...more },
});

function gathered(events: readonly CliEvent[], noise: (message: string) => boolean = () => false) {
  const told: EngineEvent[] = [];
  const gathering = gatheringOf((event) => told.push(event), noise);
  for (const event of events) gathering.onEvent(event);
  return { ...gathering.outcome(true), told };
}

describe("the CLI's events", () => {
  it("become steps with name, provider, and what changed", () => {
    const change = metadata("update", role, "r", { diffs: ["tags"] });
    const { steps, changes, told } = gathered([before(change), after(change)]);
    const step = {
      kind: "update",
      urn: urnOf(role, "r"),
      type: role,
      name: "r",
      provider,
      changedProperties: ["tags"],
    };
    assert.deepEqual(steps, [step]);
    assert.equal(changes.update, 1);
    assert.deepEqual(told, [
      { kind: "started", step },
      { kind: "finished", step },
    ]);
  });

  it("count a replacement once, what forces it first", () => {
    const ops = ["create-replacement", "replace", "delete-replaced"] as const;
    const parts = ops.map((op) => metadata(op, role, "r", { keys: ["path"], diffs: ["description", "path"] }));
    const { steps } = gathered(parts.flatMap((part) => [before(part), after(part)]));
    assert.deepEqual(
      steps.map(({ kind, changedProperties }) => ({ kind, changedProperties })),
      [{ kind: "replace", changedProperties: ["path", "description"] }],
    );
  });

  it("count a component once, though it is told of again when it has its outputs", () => {
    const component = metadata("create", "p:index:C", "c");
    const { steps } = gathered([before(component), after(component), after(component)]);
    assert.deepEqual(steps.length, 1);
  });

  it("do not count a step that began and never ended", () => {
    const step = metadata("create", role, "r");
    const { steps, told } = gathered([
      before(step),
      said("error", "<{%reset%}>AccessDenied: no\n<{%reset%}>", { urn: step.urn }),
      failed(step),
    ]);
    assert.deepEqual(steps, []);
    const last = told.at(-1);
    assert.equal(last?.kind, "failed");
    assert.equal(last?.kind === "failed" ? last.message : "", "AccessDenied: no");
  });

  it("give the last outputs of the stack, secrets and unknown values by name", () => {
    const stack = "pulumi:pulumi:Stack";
    const state = { type: stack, urn: urnOf(stack, "s"), id: "", parent: "", provider: "", inputs: {} };
    const outputs = {
      plain: ["a", { b: 1 }],
      secret: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "[secret]" },
      unknown: { arn: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
    };
    const first = metadata("create", stack, "s", { new: { ...state, outputs: {} } });
    const second = metadata("create", stack, "s", { new: { ...state, outputs } });
    assert.deepEqual(gathered([before(first), after(first), after(second)]).outputs, {
      plain: ["a", { b: 1 }],
      secret: "[secret]",
      unknown: { arn: "[unknown]" },
    });
  });

  it("keep what was said: no debug text, nothing passing, nothing empty, no noise", () => {
    const { diagnostics } = gathered(
      [
        said("debug", "Registering"),
        said("info", "creating…", { ephemeral: true }),
        said("info#err", "a line on stderr\n"),
        said("info", "\n"),
        said("warning", "using pulumi-resource-aws"),
        said("error", "it failed\n", { urn: "" }),
      ],
      (message) => message.startsWith("using"),
    );
    assert.deepEqual(diagnostics, [
      { severity: "info", message: "a line on stderr" },
      { severity: "error", message: "it failed" },
    ]);
  });
});
