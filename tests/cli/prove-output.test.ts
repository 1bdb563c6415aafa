import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { jsonOf } from "../../cli/prove/json";
import { textOf } from "../../cli/prove/text";
import { claims } from "../../proofs";
import { project } from "./command";
import { handMadeProof } from "./hand-made-proof";

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

  it("keeps that order in everything that it says of claims below", () => {
    const [first, second] = handMadeProof.claims.filter(({ verdict }) => verdict === "refuted");
    assert.ok(first !== undefined && second !== undefined);
    const turned = stripVTControlCharacters(textOf({ ...handMadeProof, claims: [second, first] }, "2026-11-28"));
    assert.deepEqual(
      [...turned.matchAll(/^✗ ([a-z-]+) is refuted$/gm)].map(([, id]) => id),
      ["nobody-else-assumes-the-path", "silence-is-noticed"],
    );
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

describe("the proof that the README shows", () => {
  it("is of as many claims as there are, none refuted or unknown", () => {
    const readme = readFileSync(join(project, "README.md"), "utf8");
    const [, ...counts] =
      /\no-lifeline001: (\d+) proven, (\d+) proven under assumptions, (\d+) refuted, (\d+) unknown, (\d+) not applicable\n/.exec(
        readme,
      ) ?? [];
    const [proven = 0, assumed = 0, refuted, unknown, notApplicable = 0] = counts.map(Number);
    assert.deepEqual([proven + assumed + notApplicable, refuted, unknown], [claims.length, 0, 0]);
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

  it("has for each claim what is promised of its verdict, and the rows of the assumptions", () => {
    const { claims: shown, assumptions } = jsonOf(handMadeProof, "2026-11-28") as {
      claims: Record<string, unknown>[];
      assumptions: Record<string, string>[];
    };
    const promised: Readonly<Record<string, readonly string[]>> = {
      proven: [],
      "proven-under-assumptions": ["assumptions"],
      refuted: ["counterexample"],
      unknown: ["missing"],
      "not-applicable": ["reason"],
    };
    const own = [...new Set(Object.values(promised).flat())];
    for (const claim of shown) {
      const { id, verdict, scope, covered } = claim;
      assert.deepEqual(
        own.filter((field) => field in claim),
        promised[String(verdict)],
        String(id),
      );
      assert.equal(scope, "organization");
      assert.deepEqual(Object.keys(covered as object), ["principals", "accounts", "actions"]);
    }
    assert.deepEqual(new Set(shown.map(({ verdict }) => verdict)), new Set(Object.keys(promised)));
    const [row] = assumptions;
    assert.deepEqual(
      [assumptions.length, row?.["id"], row?.["owner"], row?.["reviewBy"]],
      [1, "console-switch-carries-mfa", "platform team", "2027-05-31"],
    );
    assert.match(row?.["drill"] ?? "", /^A responder signs in with MFA/);
  });
});
