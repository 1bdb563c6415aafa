import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { project } from "./command";

interface Step {
  readonly id?: string;
  readonly run?: string;
}

const { jobs } = parse(readFileSync(join(project, ".github", "workflows", "preview.yml"), "utf8")) as {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
};

const isThere = (command: string) => spawnSync("sh", ["-c", `command -v ${command}`]).status === 0;
// Of GitHub's machine they are a part.
const withJq = isThere("jq") && isThere("openssl") ? describe : describe.skip;

withJq("the steps of the preview in a pull request, as GitHub runs them", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "lifeline-workflow-"));
    mkdirSync(join(directory, "bin"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  /** Without a shell of its own choice a step runs in `bash -e`. */
  function run(job: string, isStep: (step: Step) => boolean, more: Readonly<Record<string, string>> = {}) {
    const [step] = jobs[job]?.steps.filter(isStep) ?? [];
    assert.ok(step?.run !== undefined);
    const file = (name: string) => join(directory, name);
    const ran = spawnSync("bash", ["--noprofile", "--norc", "-e", "-c", step.run], {
      cwd: directory,
      encoding: "utf8",
      env: {
        PATH: `${file("bin")}:${process.env["PATH"] ?? ""}`,
        RUNNER_TEMP: directory,
        GITHUB_OUTPUT: file("output"),
        GITHUB_STEP_SUMMARY: file("summary"),
        ...more,
      },
    });
    return { code: ran.status, errors: ran.stderr };
  }

  function write(name: string, text: string): void {
    writeFileSync(join(directory, name), text);
    if (name.startsWith("bin/")) chmodSync(join(directory, name), 0o755);
  }
  const read = (name: string) => readFileSync(join(directory, name), "utf8");
  const say = (step: Step) => step.id === "say";

  it("say in one comment what the difference says, and each step of the preview that is one", () => {
    write("diff.md", "## Access\n\nNo access gained or lost.\n");
    const step = (op: string, urn: string) => ({ op, urn });
    const steps = [
      step("same", "urn:a"),
      step("update", "urn:```\n@everyone"),
      step("create", `urn:${"x".repeat(999)}`),
    ];
    const diagnostics = [
      { severity: "error", message: "it failed" },
      { severity: "info", message: "hello" },
    ];
    write("preview.json", JSON.stringify({ steps, diagnostics }));
    assert.deepEqual(run("preview", say), { code: 0, errors: "" });
    const text = read("summary");
    assert.match(text, /^<!-- lifeline: .*-->\n## Access\n\nNo access gained or lost\.\n\n## Preview\n\n```text\n/);
    assert.match(text, /\nupdate urn:'''\n@everyone\ncreate urn:x{289}\nit failed\n```\n$/);
    assert.doesNotMatch(text, /urn:a|hello/);
    const [, end] = /^comment<<([0-9a-f]{32})\n/.exec(read("output")) ?? [];
    assert.equal(read("output"), `comment<<${end ?? ""}\n${text}${end ?? ""}\n`);
  });

  it("fit into a comment, however much there is to say", () => {
    write("diff.md", "d".repeat(50_000));
    const steps = Array.from({ length: 5000 }, (_, index) => ({ op: "create", urn: `${index} ${"ü".repeat(500)}` }));
    const diagnostics = steps.map(({ urn }) => ({ severity: "error", message: urn }));
    write("preview.json", JSON.stringify({ steps, diagnostics }));
    assert.equal(run("preview", say).code, 0);
    assert.ok(read("summary").length < 65_536, `${read("summary").length} characters`);
    assert.match(read("summary"), /\n```\n$/);
  });

  it("say that nothing can be told where the command failed, and what the preview says of itself is no JSON", () => {
    write("bin/node", "#!/bin/sh\nexit 2\n");
    assert.deepEqual(
      run("preview", (step) => step.id === "diff"),
      { code: 0, errors: "" },
    );
    assert.match(read("output"), /^code=2$/m);
    write("preview.json", "error: no stack");
    assert.equal(run("preview", say).code, 0);
    assert.match(read("summary"), /## Access\n\nCannot be told: [^]*```text\n```\n$/);
  });

  it("fail the check if the preview failed or a claim got worse, and only then", () => {
    const last = (step: Step) => step.run?.includes("lifeline diff: $DIFF") === true;
    const codes = [
      ["0", "0"],
      ["0", "1"],
      ["0", "2"],
      ["1", "0"],
    ] as const;
    assert.deepEqual(
      codes.map(([preview, diff]) => run("preview", last, { PREVIEW: preview, DIFF: diff }).code === 0),
      [true, false, false, false],
    );
  });

  for (const [title, found, wants] of [
    ["make the comment where there is none", "", "--silent --method POST repos/o/r/issues/7/comments -F body=@-"],
    ["change the comment that is there", "https://x/1", "--silent --method PATCH https://x/1 -F body=@-"],
  ] as const) {
    it(title, () => {
      write(
        "bin/gh",
        `#!/bin/sh\ncase "$*" in *--paginate*) printf '%s' '${found}';; *) echo "$*" > asked; cat > body;; esac\n`,
      );
      const { code, errors } = run("comment", () => true, {
        COMMENTS: "repos/o/r/issues/7/comments",
        COMMENT: "<!-- lifeline: x -->\n## Access `a` $b",
      });
      assert.deepEqual([code, errors], [0, ""]);
      assert.equal(read("asked"), `api ${wants}\n`);
      assert.equal(read("body"), "<!-- lifeline: x -->\n## Access `a` $b\n");
    });
  }
});
