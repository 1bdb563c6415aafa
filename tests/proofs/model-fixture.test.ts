import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
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

describe("the page about snapshots", () => {
  const page = readFileSync(join(__dirname, "../../docs/snapshot.md"), "utf8");

  it("names every field that a snapshot has", () => {
    const { organization, ...lists } = landingZone().snapshot as Readonly<Record<string, object>>;
    const inLists = Object.values(lists).flatMap((list) => (Array.isArray(list) ? fieldsOf(list[0]) : []));
    const fields = [
      ...Object.keys(lists),
      ...fieldsOf(organization)
        .filter((field) => field !== "arn")
        .map((field) => `organization.${field}`),
      ...inLists,
    ];
    assert.deepEqual(
      fields.filter((field) => !page.includes(`\`${field}\``)),
      [],
    );
  });
});

function fieldsOf(value: unknown): readonly string[] {
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}
