import { Command } from "commander";
import type { DiffOptions } from "../diff/run";

export function diffCommand(): Command {
  return new Command("diff")
    .description("what a change does to access: gained, lost, and claims with another verdict")
    .option("--before <file>", "output of `pulumi stack export`")
    .option("--after <file>", "the same, of what comes after")
    .option("--preview <file>", "instead: output of `pulumi preview --json`, laid over the state before")
    .option("--snapshot <file>", "the organization around the stack (docs/snapshot.md), the same for both sides")
    .option("--markdown", "Markdown for a pull request (as without any option)")
    .option("--json", "one JSON object on the standard output, nothing else")
    .addHelpText(
      "after",
      "\nExamples:\n  lifeline diff --before before.json --preview preview.json --snapshot snapshot.json\n  lifeline diff --before before.json --after after.json --json\n\nExit codes: 0 no claim got worse; 1 one did; 2 something is unknown, or usage.",
    )
    .action(async (options: DiffOptions) => {
      const { runDiff } = await import("../diff/run.js");
      process.exitCode = runDiff(options);
    });
}
