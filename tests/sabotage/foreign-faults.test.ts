import assert from "node:assert/strict";
import { prove } from "../../proofs";
import { assumptions } from "../../proofs/assumptions";
import { claims } from "../../proofs/claims";
import { landingZone } from "../proofs/landing-zone";
import { foreignResourcePolicies } from "./foreign-resource-policies";
import { foreignServicePolicies } from "./foreign-service-policies";
import { fromPeers } from "./from-peers";
import { itRefutes, standing } from "./it-refutes";
import { organizationSwitches } from "./organization-switches";
import { sabotages } from "./rows";

describe("the landing zone, untouched", () => {
  it("is proven: nothing is unknown or without an assumption's row, and every claim covers something", () => {
    const listed = new Set<string>(assumptions.map(({ id }) => id));
    for (const { id, verdict, covered, assumptions: used = [], missing } of prove(
      landingZone().organization,
      claims,
      standing,
    ).claims) {
      // No SCP or RCP of the sandbox's organization asks for a Region.
      if (id === "region-guardrail-spares-the-path") {
        assert.equal(verdict, "not-applicable");
        continue;
      }
      assert.equal(verdict, used.length > 0 ? "proven-under-assumptions" : "proven", `${id}: ${missing?.join(", ")}`);
      assert.ok(covered.principals > 0 && covered.accounts > 0 && covered.actions > 0, `${id} covered nothing`);
      for (const assumption of used) assert.ok(listed.has(assumption), `${id} stands on ${assumption}`);
    }
  });
});

describe("sabotages", () => {
  it("are more than thirty, of them more than ten from peers and ten by foreign policies, each with its own name", () => {
    const foreign = [...foreignServicePolicies, ...foreignResourcePolicies];
    assert.ok(sabotages.length > 30 && fromPeers.length > 10 && foreign.length > 10);
    assert.equal(new Set(sabotages.map(({ id }) => id)).size, sabotages.length);
  });

  it("refute every claim at least once", () => {
    const refuted = new Set(sabotages.map(({ refutes }) => refutes));
    assert.deepEqual(
      claims.map(({ id }) => id).filter((id) => !refuted.has(id)),
      [],
    );
  });
});

describe("a landing zone in an organization whose policies forget it", () => {
  for (const sabotage of [...foreignServicePolicies, ...foreignResourcePolicies]) itRefutes(sabotage);
});

describe("a landing zone in an organization that is switched", () => {
  for (const sabotage of organizationSwitches) itRefutes(sabotage);
});
