import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue, ruleIds } from "./catalogue";
import { lawFrom } from "./facts-file";
import { start } from "./host/start";
import { lawWithoutFacts } from "./judge/law";
import { pack } from "./pack";

/** The directory's entry: facts.json lies beside PulumiPolicy.yaml, one folder above the bundle. */
const file = join(__dirname, "..", "facts.json");

start(pack, catalogue, existsSync(file) ? lawFrom(readFileSync(file, "utf8"), ruleIds) : lawWithoutFacts);
