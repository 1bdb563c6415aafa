import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { gunzipSync } from "node:zlib";
import { jsonOf } from "../../cli/prove/json";
import { textOf } from "../../cli/prove/text";
import { claims } from "../../proofs";
import { landingZoneFiles } from "../proofs/landing-zone";
import { buildCommand, lifeline, stackTrace } from "./command";
import { handMadeProof } from "./hand-made-proof";

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
      "a preview that is none",
      () => ["--state", state, "--preview", state],
      /^--preview .*cannot be read; give the output of `pulumi preview --json`:\n- steps: /,
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

  it("lists the claims that there are", () => {
    const { errors } = lifeline(["prove", "--state", state, "--claim", "x"]);
    assert.deepEqual(
      [...errors.matchAll(/^- (.+)$/gm)].map(([, id]) => id),
      claims.map(({ id }) => id),
    );
  });
});

describe("a proof as text", () => {
  const text = () => stripVTControlCharacters(textOf(handMadeProof, "2026-11-28"));

  it("begins with the counts, for whom it holds and how old the snapshot is", () => {
    assert.match(
      text(),
      /^o-lifeline001: 1 proven, 1 proven under assumptions, 2 refuted, 1 unknown, 1 not applicable\nFor the whole organization, by a snapshot of 2026-11-25 \(3 days old\)\.\n/,
    );
    const { snapshotTaken: _, ...rest } = handMadeProof;
    const stack = textOf({ ...rest, snapshotTaken: undefined, scope: "this-stack" }, "2026-11-28");
    assert.match(stack, /For what this stack deploys: no snapshot/);
  });

  it("groups the claims by what they are about, with a mark for each verdict and how much was covered", () => {
    const rows = [...text().matchAll(/^([✓~✗?-]) {2}([a-z-]+) +(.*)$/gm)].map(([, ...row]) => row);
    assert.deepEqual(rows, [
      ["~", "responder-enters-by-console", "12 principals"],
      ["-", "region-guardrail-spares-the-path", "not applicable"],
      ["✓", "nobody-else-changes-the-path", "12 principals"],
      ["✗", "nobody-else-assumes-the-path", "12 principals"],
      ["✗", "silence-is-noticed", "12 principals"],
      ["?", "second-path-is-independent", "12 principals"],
    ]);
    for (const title of ["The way in", "Nobody else", "Alerts"]) assert.match(text(), new RegExp(`^${title}$`, "m"));
  });

  it("shows a counterexample in full: the request, the chain of statements, the fix", () => {
    for (const line of [
      /^1\. An administrator of 100000000011 takes BreakGlassAdmin\.$/m,
      /^ {3}Who {13}an administrator of 100000000011$/m,
      /^ {3}Asks for {8}sts:AssumeRole on arn:aws:iam::100000000011:role\/break-glass\/BreakGlassAdmin$/m,
      /^ {3}With {12}aws:PrincipalOrgID = o-lifeline001$/m,
      /^ {3}Free to choose {2}aws:sourceip$/m,
      /^ {3}Answer {10}allowed$/m,
      /^ {3}Chain {11}trust BreakGlassAdmin: Emergency$/m,
      /^ {3}Fix {13}lifeline-guardrails-1, ProtectBreakGlassRoles: put sts:AssumeRole back\.$/m,
      /^ {3}Unheard on {6}first path$/m,
      /^ {3}Found {11}autoDeployment\.enabled is false$/m,
    ]) {
      assert.match(text(), line);
    }
  });

  it("names what it stands on and what it says nothing about", () => {
    for (const line of [
      /^console-switch-carries-mfa +platform team +2027-05-31/m,
      /^every principal of the management +SCPs do not bind them\./m,
      /^- region-guardrail-spares-the-path: No SCP or RCP asks for the Region\.$/m,
      /^- second-path-is-independent: the pattern of /m,
      /^nobody-else-changes-the-path\n- a look-alike at \/other\/$/m,
      /^- lifeline-sandbox::local:Command: not AWS$/m,
      /^- aws:sqs\/queue:Queue::x policy: /m,
    ]) {
      assert.match(text(), line);
    }
  });

  it("shows some counterexamples of many, and all of them of the one claim that is asked for", () => {
    const [claim] = handMadeProof.claims.filter(({ id }) => id === "silence-is-noticed");
    assert.ok(claim?.counterexamples !== undefined);
    const many = { ...claim, counterexamples: Array.from({ length: 9 }, () => claim.counterexamples).flat() };
    const counted = (proof: typeof handMadeProof) => [...textOf(proof, "2026-11-28").matchAll(/^\d+\. /gm)].length;
    const [other] = handMadeProof.claims;
    assert.ok(other !== undefined);
    assert.equal(counted({ ...handMadeProof, claims: [many as typeof claim, other] }), 3);
    assert.match(
      textOf({ ...handMadeProof, claims: [many as typeof claim, other] }, "2026-11-28"),
      /and 15 more: lifeline prove --claim silence-is-noticed/,
    );
    assert.equal(counted({ ...handMadeProof, claims: [many as typeof claim] }), 18);
  });
});

describe("a proof as JSON", () => {
  it("has the first counterexample by itself, beside all of them", () => {
    const { claims: shown, holds } = jsonOf(handMadeProof, "2026-11-28") as {
      holds: boolean;
      claims: { id: string; counterexample?: object; counterexamples?: readonly object[] }[];
    };
    assert.equal(holds, false);
    for (const { counterexample, counterexamples } of shown) assert.deepEqual(counterexample, counterexamples?.[0]);
  });
});
