import assert from "node:assert/strict";
import { nobodyBecomesTierZero } from "../../proofs/claims/nobody-becomes-tier-zero";
import { changed } from "./changed-landing-zone";
import { withOtherRole } from "./other-role";
import { counterexamplesOf } from "./refuted";

describe("any role of the management account", () => {
  const zoneWith = (principal: object) => changed(withOtherRole(principal));

  it("makes whoever takes it one of tier 0, so that nobody else may", () => {
    const [first] = counterexamplesOf(nobodyBecomesTierZero, zoneWith({ AWS: "arn:aws:iam::100000000013:root" }));
    assert.match(
      first?.says ?? "",
      /^Any .* of 100000000013 .* can call sts:AssumeRole on arn:aws:iam::100000000001:role\/other\/Other\./,
    );
    assert.match(first?.fix ?? "", /Take sts:AssumeRole out of statement #0 of the trust policy Other/);
  });

  it("may be taken by the account's own, and by a service that somebody passes it to", () => {
    for (const principal of [{ AWS: "arn:aws:iam::100000000001:root" }, { Service: "ec2.amazonaws.com" }]) {
      assert.equal(nobodyBecomesTierZero.findingFor(zoneWith(principal)).kind, "proven", JSON.stringify(principal));
    }
  });
});
