import { catalogue, ruleIds } from "./catalogue";
import { lawFrom } from "./facts-file";
import { start } from "./host/start";
import { lawWithoutFacts } from "./judge/law";
import { pack } from "./pack";

/** facts.json and snapshot.json as they were when the executable was built, or nothing: whoever runs it chooses no law. */
declare const BUILT_FACTS: string | undefined;
declare const BUILT_SNAPSHOT: string | undefined;

start(pack, catalogue, {
  ...(typeof BUILT_FACTS === "string" ? lawFrom(BUILT_FACTS, ruleIds) : lawWithoutFacts),
  snapshotText: () => (typeof BUILT_SNAPSHOT === "string" ? BUILT_SNAPSHOT : undefined),
});
