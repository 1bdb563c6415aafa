import assert from "node:assert/strict";
import { stateDifferences, type Exported } from "../pulumi-cli/state-differences";
import { isFullScale } from "../scale";
import { freshLandingZone } from "./fresh-landing-zone";
import { landingZone } from "./landing-zone";

describe("the fixture of the landing zone", () => {
  it("is what the program deploys today; npm run fixtures writes it anew", async function () {
    if (!isFullScale) this.skip();
    const { state, snapshot } = await freshLandingZone();
    const kept = landingZone();
    assert.deepEqual(stateDifferences(kept.state as Exported, state).filter(isOfTheLandingZone), []);
    assert.deepEqual(snapshot, kept.snapshot);
  });
});

/** The bundle of the function changes with its code, and nothing here looks into it. */
function isOfTheLandingZone(difference: string): boolean {
  return !/ (inputs|outputs)\.(code\b|codeSha256|sourceCodeHash|sourceCodeSize)/.test(difference);
}
