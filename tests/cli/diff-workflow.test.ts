import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { project } from "./command";

const text = readFileSync(join(project, ".github", "workflows", "preview.yml"), "utf8");

interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
}
const workflow = parse(text) as {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
};

describe("the example of a preview in a pull request", () => {
  it("pins every action by commit, with the version beside it", () => {
    const used = [...text.matchAll(/uses: (.*)/g)].map(([, one]) => one);
    assert.ok(used.length >= 5);
    for (const one of used) assert.match(one ?? "", /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("never runs a stranger's program with secrets, and gives each job what it needs", () => {
    assert.deepEqual(Object.keys(workflow.on), ["pull_request"]);
    assert.deepEqual(workflow.permissions, {});
    assert.deepEqual(
      Object.entries(workflow.jobs).map(([name, { permissions }]) => [name, permissions]),
      [
        ["preview", { contents: "read", "id-token": "write" }],
        ["comment", { "pull-requests": "write" }],
      ],
    );
    // What runs the pull request's program has no token that writes; what has one runs no program.
    assert.deepEqual(
      workflow.jobs["comment"]?.steps.map(({ uses }) => uses),
      [undefined],
    );
  });

  it("puts nothing that a pull request chooses into a script", () => {
    for (const { steps } of Object.values(workflow.jobs)) {
      for (const { run = "" } of steps) assert.doesNotMatch(run, /\$\{\{/);
    }
  });

  it("names commands and options that exist", () => {
    const runs = Object.values(workflow.jobs)
      .flatMap(({ steps }) => steps.map(({ run = "" }) => run))
      .join("\n");
    assert.match(
      runs,
      /lifeline\.js diff --before "\$RUNNER_TEMP\/before\.json" --preview "\$RUNNER_TEMP\/preview\.json"/,
    );
    assert.match(runs, /pulumi stack export --stack "\$STACK" > "\$RUNNER_TEMP\/before\.json"/);
    const command = readFileSync(join(project, "cli", "commands", "diff.ts"), "utf8");
    for (const option of ["before", "preview", "snapshot"]) assert.ok(command.includes(`"--${option} <file>"`), option);
  });
});
