import type { Law } from "../judge/law";
import type { Rule } from "../rule";
import { analyzerFor } from "./analyzer";
import type { Pack } from "./messages";
import { serve } from "./server";

/** Serves the pack and tells the engine where, as every plugin does: the port on the first line of the output. */
export function start(pack: Pack, rules: readonly Rule[], law: Law): void {
  serve(analyzerFor(pack, rules, law), (port) => process.stdout.write(`${port}\n`));
}
