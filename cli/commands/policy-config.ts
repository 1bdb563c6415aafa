import { Command } from "commander";

interface Flags {
  readonly stack: string;
  readonly output?: string;
  readonly check?: true;
  readonly json?: true;
}

export function policyConfigCommand(): Command {
  return new Command("policy-config")
    .description("write the organization's facts into the policy pack, from the landing zone's stack")
    .requiredOption("--stack <name>", "the landing zone's stack: Pulumi.<name>.yaml")
    .option("--output <file>", "write there instead of policypack/facts.json")
    .option("--check", "write nothing; exit with 1 if policypack/facts.json is not current")
    .option("--json", "one JSON object on the standard output, nothing else")
    .addHelpText(
      "after",
      "\nExample:\n  lifeline policy-config --stack prod && npm run prepare\n\nThe second command puts the facts into the executable.",
    )
    .action(async ({ check, json, ...flags }: Flags) => {
      const { runPolicyConfig } = await import("../check/policy-config.js");
      process.exitCode = runPolicyConfig({ ...flags, check: check === true, json: json === true });
    });
}
