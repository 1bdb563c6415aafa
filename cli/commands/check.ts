import { Command } from "commander";

interface Flags {
  readonly state?: string;
  readonly preview?: string;
  readonly facts?: string;
  readonly json?: true;
  readonly sarif?: true;
}

export function checkCommand(): Command {
  return new Command("check")
    .description("judge a stack's state, and what a preview would make of it, by the policy pack's rules")
    .option("--state <file>", "output of `pulumi stack export`")
    .option("--preview <file>", "output of `pulumi preview --json`; laid over the state")
    .option("--facts <file>", "the organization's facts (default: policypack/facts.json, if it is there)")
    .option("--sarif", "SARIF 2.1.0 for code scanning on the standard output, nothing else")
    .option("--json", "one JSON object on the standard output, nothing else")
    .addHelpText(
      "after",
      "\nExample:\n  lifeline check --state state.json --sarif > lifeline.sarif\n\nNeeds no Pulumi CLI and no credentials.",
    )
    .action(async (flags: Flags) => {
      const { runCheck } = await import("../check/run.js");
      process.exitCode = runCheck(flags);
    });
}
