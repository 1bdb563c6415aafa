import assert from "node:assert/strict";
import type { Assumption } from "../../proofs/assumptions";
import type { Claim, Covered, Finding } from "../../proofs/claim";
import { prove } from "../../proofs";
import { landingZone } from "./landing-zone";

const one: Covered = { principals: 1, accounts: 1, actions: 1 };
const assumption: Assumption = {
  id: "console-switch-carries-mfa",
  assumes: "The console switches with MFA.",
  owner: "platform team",
  reviewBy: "2027-05-31",
  drill: "Switch in the console.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-console.html",
};
const proven: Finding = { kind: "proven", covered: one, assumptions: [], evidence: [], reported: [] };
const assumed: Finding = { ...proven, assumptions: ["console-switch-carries-mfa"] };
const refuted: Finding = {
  kind: "refuted",
  covered: one,
  counterexamples: [
    { kind: "setting", says: "It is off.", fix: "Switch it on.", where: "trail", found: "isLogging false" },
  ],
};
const notApplicable: Finding = { kind: "not-applicable", reason: "There is no SAML provider." };

function claim(findingFor: Claim["findingFor"]): Claim {
  return {
    id: "a-claim-of-the-test",
    about: "way-in",
    question: "Is it?",
    why: "It must.",
    source: ["E1"],
    findingFor,
  };
}

function proofOf(findings: readonly Finding[], today = "2026-11-28") {
  const claims = findings.map((finding) => claim(() => finding));
  return prove(landingZone().organization, claims, { today, assumptions: [assumption] });
}

function resultOf(finding: Finding, today?: string) {
  const [result] = proofOf([finding], today).claims;
  assert.ok(result);
  return result;
}

describe("a proof", () => {
  it("shows a proven claim with what it covered, and for what it holds", () => {
    assert.deepEqual(resultOf(proven), {
      id: "a-claim-of-the-test",
      question: "Is it?",
      about: "way-in",
      scope: "organization",
      verdict: "proven",
      covered: one,
      evidence: [],
    });
  });

  it("tells apart what stands on an assumption", () => {
    const { verdict, assumptions } = resultOf(assumed);
    assert.deepEqual({ verdict, assumptions }, { verdict: "proven-under-assumptions", assumptions: [assumption.id] });
  });

  it("still stands on an assumption on the day of its review, and no day longer", () => {
    assert.equal(resultOf(assumed, "2027-05-31").verdict, "proven-under-assumptions");
    const { verdict, missing } = resultOf(assumed, "2027-06-01");
    assert.equal(verdict, "unknown");
    assert.deepEqual(missing, [
      "It stands on console-switch-carries-mfa, which was to be confirmed by 2027-05-31 (platform team): Switch in the console.",
    ]);
  });

  it("knows nothing for certain beside a template of the landing zone that nobody can read, and says what it saw", () => {
    const gap = { where: "stack-set.templateBody", why: "the template is not known", hidesThings: true as const };
    const organization = { ...landingZone().organization, gaps: [gap] };
    const proof = prove(
      organization,
      [proven, refuted, notApplicable].map((finding) => claim(() => finding)),
      { today: "2026-11-28", assumptions: [assumption] },
    );
    const where = "stack-set.templateBody: the template is not known";
    assert.deepEqual(
      proof.claims.map(({ verdict, missing }) => [verdict, missing]),
      [
        ["unknown", [where]],
        ["unknown", [where, "If nothing there changes it: It is off."]],
        ["not-applicable", undefined],
      ],
    );
    const { hidesThings: _, ...other } = gap;
    assert.equal(
      prove({ ...organization, gaps: [other] }, [claim(() => proven)], { today: "", assumptions: [] }).exitCode,
      0,
    );
  });

  it("does not stand on an assumption that is no row", () => {
    const proof = prove(landingZone().organization, [claim(() => assumed)], { today: "2026-11-28", assumptions: [] });
    assert.equal(proof.claims[0]?.verdict, "unknown");
    assert.match(proof.claims[0]?.missing?.[0] ?? "", /console-switch-carries-mfa, which is no row/);
    assert.equal(proof.exitCode, 2);
  });

  for (const count of ["principals", "accounts", "actions"] as const) {
    it(`is none that covers no ${count}`, () => {
      const { verdict, missing } = resultOf({ ...proven, covered: { ...one, [count]: 0 } });
      assert.equal(verdict, "unknown");
      assert.deepEqual(missing, [`It covered no ${count}: that proves nothing.`]);
    });
  }

  it("is none where a claim throws, and says what was thrown", () => {
    const thrown = claim(() => {
      throw new Error("more than 100000 states");
    });
    const proof = prove(landingZone().organization, [thrown], { today: "2026-11-28", assumptions: [] });
    assert.equal(proof.claims[0]?.verdict, "unknown");
    assert.deepEqual(proof.claims[0]?.missing, ["The claim could not be evaluated: more than 100000 states"]);
  });

  it("keeps counterexamples, what is missing and reasons", () => {
    assert.equal(resultOf(refuted).counterexamples?.[0]?.says, "It is off.");
    assert.deepEqual(resultOf({ kind: "unknown", covered: one, missing: ["a snapshot"] }).missing, ["a snapshot"]);
    const { verdict, reason } = resultOf(notApplicable);
    assert.deepEqual({ verdict, reason }, { verdict: "not-applicable", reason: "There is no SAML provider." });
  });

  it("ends with 0 only if something is proven and nothing refuted or unknown", () => {
    const unknown: Finding = { kind: "unknown", covered: one, missing: ["a snapshot"] };
    assert.equal(proofOf([proven, assumed, notApplicable]).exitCode, 0);
    assert.equal(proofOf([proven, refuted, unknown]).exitCode, 1);
    assert.equal(proofOf([proven, unknown]).exitCode, 2);
    assert.equal(proofOf([assumed], "2027-06-01").exitCode, 2);
  });

  it("is not a proof where nothing was proven at all", () => {
    assert.equal(proofOf([]).exitCode, 2);
    assert.equal(proofOf([notApplicable]).exitCode, 2);
  });

  it("tells of tier 0, of what is outside the model and how old the snapshot is", () => {
    const { tierZero, outside, gaps, snapshotTaken, organization } = proofOf([proven]);
    assert.ok(tierZero.length > 0);
    assert.ok(outside.includes("1 × aws:iam/accountPasswordPolicy:AccountPasswordPolicy"));
    assert.deepEqual(gaps, []);
    assert.equal(snapshotTaken, "2026-11-25T08:00:00Z");
    assert.equal(organization, "o-lifeline001");
  });
});
