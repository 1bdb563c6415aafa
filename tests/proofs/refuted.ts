import assert from "node:assert/strict";
import { ask } from "../../proofs/ask";
import type { Claim, Counterexample } from "../../proofs/claim";
import type { Organization } from "../../proofs/model/organization";

/** The claim is refuted; each counterexample that is a request gives the same verdict when it is asked again. */
export function counterexamplesOf(claim: Claim, organization: Organization): readonly Counterexample[] {
  const finding = claim.findingFor(organization);
  assert.equal(finding.kind, "refuted", JSON.stringify(finding).slice(0, 500));
  const counterexamples = finding.kind === "refuted" ? finding.counterexamples : [];
  for (const one of counterexamples) {
    assert.notEqual(one.fix, "");
    if (one.kind === "request") assert.deepEqual(ask(organization, one.actor, one.act).verdict, one.verdict);
  }
  return counterexamples;
}

/** What decides the counterexamples that are requests: `policy: statement`, or the kinds of policy that do not allow. */
export function reasonsIn(counterexamples: readonly Counterexample[]): readonly string[] {
  const reasons = counterexamples.flatMap((one) => {
    if (one.kind !== "request") return [];
    const { by, missing } = one.verdict;
    return by.length > 0
      ? by.map(({ policy, statement }) => `${policy}: ${statement}`)
      : missing.map((kind) => `no ${kind}`);
  });
  return [...new Set(reasons)].sort();
}

export function sayingsIn(counterexamples: readonly Counterexample[]): string {
  return counterexamples.map(({ says }) => says).join("\n");
}

/** Proven, with what it stands on. */
export function assumptionsOf(claim: Claim, organization: Organization): readonly string[] {
  const finding = claim.findingFor(organization);
  assert.equal(finding.kind, "proven", JSON.stringify(finding).slice(0, 1500));
  if (finding.kind !== "proven") return [];
  const { principals, accounts, actions } = finding.covered;
  assert.ok(principals > 0 && accounts > 0 && actions > 0, claim.id);
  return finding.assumptions;
}
