import { Command } from "commander";
import type { ProveOptions } from "../prove/run";

export function proveCommand(): Command {
  return new Command("prove")
    .description("show that the way in works and that nobody else has it, by what is deployed or would be")
    .option("--state <file>", "output of `pulumi stack export`")
    .option("--stack <name>", "instead: ask the Pulumi CLI for this stack's state")
    .option("--preview <file>", "output of `pulumi preview --json`; laid over the state")
    .option(
      "--snapshot <file>",
      "the organization around the stack (docs/snapshot.md); without it the proof is for this stack",
    )
    .option(
      "--claim <id>",
      "one claim only, with every counterexample; more than one if given again",
      (id: string, others: readonly string[] | undefined) => [...(others ?? []), id],
    )
    .option("--html <file>", "also write one self-contained page with the access graph and the evidence")
    .option("--json", "one JSON object on the standard output, nothing else")
    .addHelpText(
      "after",
      "\nExamples:\n  lifeline prove --stack prod --snapshot snapshot.json\n  lifeline prove --state state.json --preview preview.json --html proof.html\n\nExit codes: 0 proven, under assumptions or without; 1 refuted; 2 unknown, an assumption is overdue, or usage.",
    )
    .action(async (options: ProveOptions) => {
      const { runProve } = await import("../prove/run.js");
      process.exitCode = runProve(options);
    });
}
