import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { markdownFor } from "../../cli/diff/markdown";
import type { Difference, MergedChange } from "../../proofs/diff";
import { landingZoneFiles } from "../proofs/landing-zone";
import { isFullScale } from "../scale";
import { buildCommand, lifeline, stackTrace } from "./command";

interface Resource {
  readonly type: string;
  readonly urn: string;
  readonly inputs: Record<string, string>;
  readonly outputs: Record<string, string>;
}

describe("lifeline diff", () => {
  let directory: string;
  let state: string;
  const snapshot = join(landingZoneFiles, "snapshot.json");
  before(buildCommand);
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "lifeline-diff-"));
    state = file("state.json", gunzipSync(readFileSync(join(landingZoneFiles, "state.json.gz"))).toString());
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  function file(name: string, text: string): string {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  }

  /** As `pulumi preview --json` tells it: carol's grant reaches one role more, of a tier that is not hers. */
  function previewOf(): string {
    const { deployment } = JSON.parse(readFileSync(state, "utf8")) as { deployment: { resources: Resource[] } };
    const found = deployment.resources.filter(({ urn }) => urn.endsWith("::responders.carol.tiers"));
    const steps = found.map((oldState) => {
      const operator = '"arn:aws:iam::*:role/break-glass/BreakGlassOperator"';
      const policy = String(oldState.inputs["policy"]).replaceAll(
        operator,
        `${operator},${operator.replace("Operator", "Admin")}`,
      );
      assert.notEqual(policy, oldState.inputs["policy"]);
      const newState = {
        ...oldState,
        inputs: { ...oldState.inputs, policy },
        outputs: { ...oldState.outputs, policy },
      };
      return { op: "update", urn: oldState.urn, oldState, newState };
    });
    assert.equal(steps.length, 1);
    return file("preview.json", JSON.stringify({ steps }));
  }

  (isFullScale ? it : it.skip)("tells what a preview does to access and to claims, with exit code 1", () => {
    const args = ["diff", "--before", state, "--preview", previewOf(), "--snapshot", snapshot];
    const { code, output, errors } = lifeline(args);
    assert.deepEqual([code, errors], [1, ""]);
    assert.match(output, /^## Access\n\n### Claims that got worse\n\n- \*\*[a-z-]+\*\*: proven/);
    assert.match(
      output,
      /\n- \*\*nobody-else-assumes-the-path\*\*: proven → \*\*refuted\*\* \(Can nobody .*\n {2}carol of /,
    );
    assert.match(
      output,
      /\n### Gained\n\n- \*\*responder carol\*\* in the emergency account 100000000002: .*`sts:AssumeRole`.* on `target role BreakGlassAdmin` of .*workload account/,
    );
    assert.doesNotMatch(output, /bob|alice|### Lost/);
  });

  (isFullScale ? it : it.skip)("says that nothing changes where nothing does, with exit code 0", () => {
    const { code, output } = lifeline(["diff", "--before", state, "--after", state, "--snapshot", snapshot]);
    assert.equal(code, 0);
    assert.match(output, /^## Access\n\nNo access gained or lost\.\n\n<sub>For the whole organization, by a snapshot /);
    const json = lifeline(["diff", "--before", state, "--after", state, "--snapshot", snapshot, "--json"]);
    const { access, claims } = JSON.parse(json.output) as Difference;
    assert.deepEqual([json.code, access, claims], [0, [], []]);
  });

  const mistakes: readonly (readonly [title: string, args: () => readonly string[], says: RegExp])[] = [
    ["nothing to compare with", () => ["--after", state], /give --before FILE/],
    ["nothing to compare", () => ["--before", state], /Give what comes after once: --after FILE .*--preview FILE/],
    [
      "two that come after",
      () => ["--before", state, "--after", state, "--preview", state],
      /Give what comes after once/,
    ],
    [
      "a file that is not there",
      () => ["--before", state, "--after", "x.json"],
      /^--after x\.json: there is no such file\./,
    ],
    ["a state that is none", () => ["--before", file("x", "[]"), "--after", state], /^--before .*cannot be read/],
    [
      "a preview that is none",
      () => ["--before", state, "--preview", state],
      /^--preview .*: expected a preview, found a state/,
    ],
    [
      "several things that are wrong, each once",
      () => ["--before", "a.json", "--after", "b.json", "--snapshot", "c.json"],
      /^--before a\.json: [^\n]*\n--snapshot c\.json: [^\n]*\n--after b\.json: [^\n]*\n$/,
    ],
  ];
  for (const [title, args, says] of mistakes) {
    it(`exits with 2 and no stack trace after ${title}`, () => {
      const { code, output, errors } = lifeline(["diff", ...args()]);
      assert.deepEqual([code, output], [2, ""]);
      assert.match(errors, says);
      assert.doesNotMatch(errors, stackTrace);
    });
  }
});

describe("a difference as Markdown", () => {
  const scope = { scope: "this-stack" as const, snapshotTaken: undefined };
  const compared = { people: 3, things: 4, accounts: 5 };
  const change = (more: Partial<MergedChange> = {}): MergedChange => ({
    change: "gained",
    who: ["alice"],
    from: ["the emergency account 1"],
    actions: ["sts:AssumeRole"],
    on: ["target role X"],
    regions: [],
    at: ["7 workload accounts"],
    detail: "",
    ...more,
  });
  const shown = (more: Partial<Difference>) =>
    markdownFor({ access: [], claims: [], crowds: [], compared, exitCode: 0, ...more }, scope, "2026-11-28");

  it("is one sentence where nothing changes", () => {
    assert.equal(
      shown({}),
      "## Access\n\nNo access gained or lost.\n\n<sub>For what this stack deploys: no snapshot of the organization was given, so foreign policies and accounts are not seen. Compared: 3 kinds of callers, 4 protected things, 5 accounts.</sub>\n",
    );
  });

  it("has a chapter for each kind of change, and the claims that got worse first", () => {
    const verdict = (after: "refuted" | "proven", isWorse: boolean) => ({
      id: `c-${after}`,
      question: "Is it?",
      before: "unknown" as const,
      after,
      isWorse,
      because: isWorse ? ["It is off. To do: Switch it on."] : [],
    });
    const text = shown({
      access: [
        change(),
        change({ change: "lost", who: ["bob"], at: [], regions: ["r-1", "r-2"] }),
        change({ change: "altered", detail: "depending on a, before on b" }),
        change({ change: "untold", from: [], detail: "cannot be told: x" }),
      ],
      claims: [verdict("proven", false), verdict("refuted", true)],
      exitCode: 2,
    });
    assert.deepEqual(
      text.split("\n").filter((line) => line !== "" && !line.startsWith("<sub>")),
      [
        "## Access",
        "### Claims that got worse",
        "- **c-refuted**: unknown → **refuted** (Is it?)",
        "  It is off. To do: Switch it on.",
        "### Gained",
        "- **alice** in the emergency account 1: `sts:AssumeRole` on `target role X` of 7 workload accounts",
        "### Lost",
        "- **bob** in the emergency account 1: `sts:AssumeRole` on `target role X` (r-1, r-2)",
        "### Possible as before, on other conditions",
        "- **alice** in the emergency account 1: `sts:AssumeRole` on `target role X` of 7 workload accounts, depending on a, before on b",
        "### Cannot be told",
        "- **alice**: `sts:AssumeRole` on `target role X` of 7 workload accounts, cannot be told: x",
        "### Claims that got better",
        "- **c-proven**: unknown → **proven** (Is it?)",
        "Something is unknown: `lifeline prove` says what is missing.",
      ],
    );
  });

  it("lets other people's names neither format, link nor call anybody", () => {
    const text = shown({ access: [change({ who: ["@org/team [x](http://y) *b* <img>"], on: ["role `a`"] })] });
    assert.match(text, /\*\*@\u200borg\/team \\\[x\\\]\(http:\/\/y\) \\\*b\\\* \\<img\\>\*\* .* on `role 'a'`/);
    const lines = shown({ access: [change({ who: ["a\n\n## b\r\n- c"], on: ["role x\n\n<img>\r\n"] })] });
    assert.ok(lines.includes("- **a \\#\\# b - c** in"), lines);
    assert.ok(lines.includes("`role x <img> `"), lines);
  });

  it("stays short however much changes, and says how much it leaves out", () => {
    const access = Array.from({ length: 60 }, (_, index) => change({ who: [`p${index}`] }));
    assert.match(shown({ access }), /\n- … and 20 more \(`--json`\)\n/);
    const actions = Array.from({ length: 12 }, (_, index) => `iam:A${index}`);
    assert.match(shown({ access: [change({ actions })] }), /`iam:A7` and 4 more on/);
  });

  it("fits into a comment of 65,536 characters, whatever the names are, and counts what it leaves out", () => {
    const long = Array.from({ length: 60 }, (_, index) => change({ who: [`p${index} ${"x".repeat(2000)}`] }));
    const lost = long.map((one) => ({ ...one, change: "lost" as const }));
    const text = shown({ access: [...long, ...lost] });
    assert.ok(text.length < 60_000, `${text.length}`);
    assert.match(text, /### Gained\n[^]*\n- … and 39 more \(`--json`\)\n[^]*### Lost\n\n- … and 60 more/);
    const endless = shown({ access: [change({ who: ["y".repeat(100_000)] })] });
    assert.ok(endless.length < 4000 && endless.includes("y …\n"), `${endless.length}`);
  });

  it("calls everybody of a place by one name", () => {
    const crowds = [{ says: "everybody", from: "the emergency account 1", who: new Set(["alice", "bob"]) }];
    assert.match(
      shown({ access: [change({ who: ["alice", "bob"] })], crowds }),
      /- \*\*everybody\*\* in the emergency account 1:/,
    );
    assert.match(shown({ access: [change({ who: ["alice", "carol"] })], crowds }), /- \*\*alice, carol\*\* in/);
  });
});
