import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue, ruleIds } from "./catalogue";
import { lawFrom } from "./facts-file";
import { start } from "./host/start";
import { lawWithoutFacts } from "./judge/law";
import { pack } from "./pack";

/** The directory's entry: facts.json and snapshot.json lie beside PulumiPolicy.yaml, one folder above the bundle. */
const facts = textIn("facts.json");

start(pack, catalogue, {
  ...(facts === undefined ? lawWithoutFacts : lawFrom(facts, ruleIds)),
  snapshotText: () => textIn("snapshot.json"),
});

function textIn(name: string): string | undefined {
  const file = join(__dirname, "..", name);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
