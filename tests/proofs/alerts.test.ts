import assert from "node:assert/strict";
import { heardOf, type DeliveredEvent } from "../../proofs/acts";
import type { Counterexample } from "../../proofs/claim";
import type { Organization } from "../../proofs/model/organization";
import { isFullScale } from "../scale";
import { deliveries } from "./alert-deliveries";
import { hearings } from "./alert-hearings";
import { keepings } from "./alert-keepings";
import { changed } from "./changed-landing-zone";
import { landingZone } from "./landing-zone";
import { assumptionsOf, counterexamplesOf, reasonsIn, sayingsIn } from "./refuted";

const refuted = [...deliveries, ...hearings, ...keepings];

describe("Of the landing zone's alerts", () => {
  const mailOnly = ["subscribers-have-confirmed"];
  const standsOn: Readonly<Record<string, readonly string[]>> = {
    "second-path-is-independent": [],
    "trail-records-what-alerts-need": [],
    "logs-outlast-the-attacker": [],
  };
  for (const [claim] of refuted) {
    it(`${claim.id} is proven`, () => {
      assert.deepEqual(assumptionsOf(claim, landingZone().organization), standsOn[claim.id] ?? mailOnly);
    });
  }
});

function assertUnheard(organization: Organization, one: Extract<Counterexample, { kind: "event" }>): void {
  const heard = heardOf(organization, one.event as unknown as DeliveredEvent, one.account, one.region);
  for (const path of one.unheardOn) assert.equal(path === "first-path" ? heard.firstPath : heard.secondPath, false);
  for (const reason of one.because) assert.ok(heard.because.includes(reason), reason);
}

for (const [claim, cases] of refuted) {
  describe(`${claim.id} is refuted where`, () => {
    // Each is a model of its own: one of each claim everywhere, all of them where there is time.
    for (const [what, edits, expected] of isFullScale ? cases : cases.slice(0, 1)) {
      it(what, () => {
        const organization = changed(...edits);
        const found = counterexamplesOf(claim, organization);
        for (const one of found) if (one.kind === "event") assertUnheard(organization, one);
        assert.match([sayingsIn(found), ...reasonsIn(found)].join("\n"), expected);
      });
    }
  });
}
