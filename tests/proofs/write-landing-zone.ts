import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { freshLandingZone } from "./fresh-landing-zone";
import { landingZoneFiles } from "./landing-zone";

/** `npm run fixtures`: deploys the program to the sandbox and keeps what came of it. */
async function write(): Promise<void> {
  const { state, snapshot } = await freshLandingZone();
  writeFileSync(join(landingZoneFiles, "state.json.gz"), gzipSync(JSON.stringify(state), { level: 9 }));
  writeFileSync(join(landingZoneFiles, "snapshot.json"), `${JSON.stringify(snapshot)}\n`);
}

void write();
