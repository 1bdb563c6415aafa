import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { claims } from "../../proofs";
import { landingZoneFiles } from "../proofs/landing-zone";
import { buildCommand, lifeline, stackTrace } from "./command";

/** A claim that takes a moment. */
const quick = "every-account-offers-its-tiers";

describe("lifeline prove", () => {
  let directory: string;
  let state: string;
  const snapshot = join(landingZoneFiles, "snapshot.json");
  before(buildCommand);
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "lifeline-prove-"));
    state = file("state.json", gunzipSync(readFileSync(join(landingZoneFiles, "state.json.gz"))).toString());
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  function file(name: string, text: string): string {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  }

  /** The export without the resources of a type. */
  function stateWithout(type: string): string {
    const all = JSON.parse(readFileSync(state, "utf8")) as { deployment: { resources: { type: string }[] } };
    all.deployment.resources = all.deployment.resources.filter((one) => one.type !== type);
    return file("less.json", JSON.stringify(all));
  }

  it("proves a claim of a deployed state, in the shape that machines read, with exit code 0", () => {
    const { code, output, errors } = lifeline([
      "prove",
      "--state",
      state,
      "--snapshot",
      snapshot,
      "--claim",
      quick,
      "--json",
    ]);
    assert.deepEqual([code, errors], [0, ""]);
    const proof = JSON.parse(output) as Record<string, unknown> & { claims: Record<string, unknown>[] };
    const [claim, ...others] = proof.claims;
    assert.deepEqual(others, []);
    assert.deepEqual([claim?.["id"], claim?.["verdict"], claim?.["scope"]], [quick, "proven", "organization"]);
    const { principals, accounts, actions } = (claim?.["covered"] ?? {}) as Record<string, number>;
    assert.ok(Number(principals) > 0 && accounts === 12 && Number(actions) > 0);
    assert.deepEqual([proof["holds"], proof["snapshotTaken"], proof["gaps"]], [true, "2026-11-25T08:00:00Z", []]);
    assert.ok((proof["tierZero"] as { who: string }[]).some(({ who }) => who.includes("management account")));
  });

  it("refutes it without the StackSet, for a person, with exit code 1", () => {
    const less = stateWithout("aws:cloudformation/stackSet:StackSet");
    const { code, output } = lifeline(["prove", "--state", less, "--snapshot", snapshot, "--claim", quick], {
      env: { ...process.env, NO_COLOR: "1" },
    });
    assert.equal(code, 1);
    assert.match(
      output,
      /^o-lifeline001: 0 proven, 0 proven under assumptions, 1 refuted, 0 unknown, 0 not applicable\n/,
    );
    assert.match(output, /\n✗ {2}every-account-offers-its-tiers/);
    assert.match(output, /\n {3}Where +.*\n {3}Found +[^]*\n {3}Fix +/);
  });

  it("exits with 2 where it cannot tell, and says what is missing", () => {
    const empty = file("empty.json", '{"version":3,"deployment":{}}');
    const { code, output } = lifeline(["prove", "--state", empty, "--claim", "no-way-in-without-mfa", "--json"]);
    const [claim] = (JSON.parse(output) as { claims: { verdict: string; missing: string[] }[] }).claims;
    assert.deepEqual([code, claim?.verdict], [2, "unknown"]);
    assert.match(claim?.missing.join(" ") ?? "", /covered no/);
  });

  it("lays a preview over the state: what it deletes is gone", () => {
    const { deployment } = JSON.parse(readFileSync(state, "utf8")) as {
      deployment: { resources: { type: string; urn: string }[] };
    };
    const steps = deployment.resources
      .filter(({ type }) => type === "aws:cloudformation/stackSet:StackSet")
      .map((oldState) => ({ op: "delete", urn: oldState.urn, oldState }));
    const preview = file("preview.json", JSON.stringify({ steps }));
    const args = ["prove", "--state", state, "--preview", preview, "--snapshot", snapshot, "--claim", quick, "--json"];
    assert.equal(lifeline(args).code, 1);
  });

  it("writes the page where it is asked to", () => {
    const page = join(directory, "proof.html");
    const { code, output } = lifeline(["prove", "--state", state, "--claim", quick, "--html", page]);
    assert.equal(code, existsSync(page) ? code : -1);
    assert.match(output, /proof\.html written\.\n$/);
    assert.match(readFileSync(page, "utf8"), /^<!doctype html>/);
  });

  it("asks the Pulumi CLI for the state of a stack, encrypted secrets and all", () => {
    const script = join(directory, "bin", "pulumi");
    mkdirSync(dirname(script));
    writeFileSync(script, `#!/bin/sh\necho "$@" > '${join(directory, "asked")}'\ncat '${state}'\n`);
    chmodSync(script, 0o755);
    const { code, errors } = lifeline(
      ["prove", "--stack", "prod", "--snapshot", snapshot, "--claim", quick, "--json"],
      {
        env: { ...process.env, PATH: `${dirname(script)}:${process.env["PATH"] ?? ""}` },
      },
    );
    assert.deepEqual([code, errors], [0, ""]);
    assert.equal(readFileSync(join(directory, "asked"), "utf8"), "stack export --stack prod\n");
  });

  it("says what the CLI says if it fails, and what to do if there is none", () => {
    const script = join(directory, "pulumi");
    writeFileSync(script, "#!/bin/sh\necho 'error: no stack named prod found' >&2\nexit 255\n");
    chmodSync(script, 0o755);
    const failed = lifeline(["prove", "--stack", "prod"], { env: { PATH: directory } });
    assert.deepEqual([failed.code, failed.output], [2, ""]);
    assert.match(failed.errors, /^--stack prod: `pulumi stack export` failed: error: no stack named prod found\n$/);
    const none = lifeline(["prove", "--stack", "prod"], { env: { PATH: join(directory, "nowhere") } });
    assert.deepEqual([none.code, none.output], [2, ""]);
    assert.match(none.errors, /no `pulumi` on the PATH.* give --state FILE/);
  });

  const mistakes: readonly (readonly [title: string, args: () => readonly string[], says: RegExp])[] = [
    ["no source", () => [], /Nothing to prove: give --state FILE .*, or --stack NAME/],
    ["two sources", () => ["--state", state, "--stack", "prod"], /--state and --stack: two sources of one state/],
    ["a preview without a state", () => ["--preview", state], /Nothing to prove/],
    ["a state that is not there", () => ["--state", "nowhere.json"], /^--state nowhere\.json: there is no such file\./],
    ["a state that is no JSON", () => ["--state", file("x", "a: b")], /expected JSON, found something else/],
    [
      "a state that is none",
      () => ["--state", file("x", '{"resources": 3}')],
      /cannot be read; give the output of `pulumi stack export`:\n- resources: expected/,
    ],
    [
      "a state of a later form",
      () => ["--state", file("x", '{"version": 99, "deployment": {}}')],
      /- version: expected 1, 2, 3, 4, found 99/,
    ],
    ["a directory", () => ["--state", directory], /^--state .*: expected a file, found a directory\.\n$/],
    ["a name that is none", () => ["--state", ""], /^--state: expected the name of a file, found nothing\.\n$/],
    [
      "a snapshot in place of a state",
      () => ["--state", snapshot],
      /^--state .*: expected a state, found a snapshot; give the output of `pulumi stack export`\.\n$/,
    ],
    [
      "a state in place of a snapshot",
      () => ["--state", state, "--snapshot", state],
      /^--snapshot .*: expected a snapshot, found a state; docs\/snapshot\.md describes the format\.\n$/,
    ],
    [
      "a preview in place of a state",
      () => ["--state", file("x", '{"config": {}, "steps": []}')],
      /^--state .*: expected a state, found a preview/,
    ],
    [
      "several things that are wrong, all at once",
      () => [
        "--state",
        "a.json",
        "--preview",
        "b.json",
        "--snapshot",
        "c.json",
        "--html",
        "/no/where.html",
        "--claim",
        "x",
        "--claim",
        "y",
      ],
      /^--state a\.json: there is no such file\.\n--preview b\.json: [^\n]*\n--snapshot c\.json: [^\n]*\n--html \/no\/where\.html: cannot be written: there is no directory \/no\.\n--claim x: [^\n]*\n--claim y: there is no such claim\.\nThere are:\n- /,
    ],
    [
      "a directory in place of a page",
      () => ["--state", state, "--html", directory],
      /^--html .*: cannot be written: expected a file, found a directory\.\n$/,
    ],
    [
      "a preview that is none",
      () => ["--state", state, "--preview", state],
      /^--preview .*: expected a preview, found a state; give the output of `pulumi preview --json`\.\n$/,
    ],
    [
      "a snapshot that is none, with everything that is wrong",
      () => ["--state", state, "--snapshot", file("x", '{"taken": 3}')],
      /^--snapshot .*docs\/snapshot\.md describes the format:\n- taken: .*\n- organization: /,
    ],
    [
      "a claim that there is not",
      () => ["--state", state, "--claim", "it-is-safe"],
      /--claim it-is-safe: there is no such claim/,
    ],
    [
      "a page that cannot be written",
      () => ["--state", state, "--claim", quick, "--html", join(directory, "no", "where.html")],
      /--html .*cannot be written/,
    ],
  ];
  for (const [title, args, says] of mistakes) {
    it(`exits with 2 and no stack trace after ${title}`, () => {
      const { code, output, errors } = lifeline(["prove", ...args()]);
      assert.deepEqual([code, output], [2, ""]);
      assert.match(errors, says);
      assert.doesNotMatch(errors, stackTrace);
    });
  }

  it("proves several claims, one after the other as they are listed", () => {
    const other = "no-way-in-without-mfa";
    const { output } = lifeline(["prove", "--state", state, "--claim", quick, "--claim", other, "--json"]);
    const proof = JSON.parse(output) as { claims: { id: string }[] };
    assert.deepEqual(
      proof.claims.map(({ id }) => id),
      [other, quick],
    );
  });

  it("reads what PowerShell writes: a byte order mark, and UTF-16", () => {
    const text = readFileSync(state, "utf8");
    writeFileSync(state, Buffer.from(`\uFEFF${text}`, "utf16le"));
    const marked = file("snapshot.json", `\uFEFF${readFileSync(snapshot, "utf8")}`);
    assert.equal(lifeline(["prove", "--state", state, "--snapshot", marked, "--claim", quick]).code, 0);
  });

  it("tells what an interrupted update left open, and that a state is of another stack", () => {
    const urn = "urn:pulumi:dev::website::aws:s3/bucket:Bucket::b";
    const resource = { urn, type: "aws:s3/bucket:Bucket", inputs: {}, outputs: {} };
    const deployment = { resources: [resource], pending_operations: [{ type: "creating", resource }] };
    const strange = file("strange.json", JSON.stringify({ version: 3, deployment }));
    const { output } = lifeline(["prove", "--state", strange, "--claim", quick, "--json"]);
    const { outside } = JSON.parse(output) as { outside: string[] };
    assert.ok(outside.some((line) => line.startsWith(`${urn}: the last update was interrupted while creating it`)));
    assert.ok(outside.some((line) => line.endsWith("is it the state of another stack (dev of website)?")));
    const { output: own } = lifeline(["prove", "--state", state, "--claim", quick, "--json"]);
    assert.doesNotMatch(own, /another stack|interrupted/);
  });

  it("leaves the page as it was if nothing could be proved", () => {
    const page = file("proof.html", "the last one");
    assert.equal(lifeline(["prove", "--state", "nowhere.json", "--html", page]).code, 2);
    assert.equal(readFileSync(page, "utf8"), "the last one");
    lifeline(["prove", "--state", state, "--claim", quick, "--html", page]);
    assert.match(readFileSync(page, "utf8"), /^<!doctype html>[^]*<\/html>\s*$/);
    assert.deepEqual(
      readdirSync(directory).filter((name) => name.startsWith("proof")),
      ["proof.html"],
    );
  });

  it("lists the claims that there are", () => {
    const { errors } = lifeline(["prove", "--state", state, "--claim", "x"]);
    assert.deepEqual(
      [...errors.matchAll(/^- (.+)$/gm)].map(([, id]) => id),
      claims.map(({ id }) => id),
    );
  });
});
