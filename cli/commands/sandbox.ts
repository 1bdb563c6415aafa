import { Command, InvalidArgumentError, Option } from "commander";
import { engineNames, type EngineName } from "../engines/types";

interface Flags {
  readonly engine: EngineName;
  readonly accounts?: number;
  readonly keep?: string;
  readonly stackFile?: string;
  readonly importPendingCreates?: true;
  readonly json?: true;
}

export function sandboxCommand(): Command {
  return new Command("sandbox")
    .description("deploy to a fictitious organization in memory, twice, and try to break in")
    .addOption(new Option("--engine <name>", "what runs the program").choices(engineNames).default("embedded"))
    .option("--accounts <n>", "accounts of the organization in total, 12 or more", accountsFrom)
    .option("--keep <dir>", "keep state.json, aws.json and snapshot.json here; an earlier run is resumed")
    .option("--import-pending-creates", "of an interrupted run: adopt what AWS has already made")
    .option("--stack-file <file>", "facts to deploy instead of Pulumi.sandbox.yaml")
    .option("--json", "one JSON object on the standard output, nothing else")
    .addHelpText(
      "after",
      "\nExamples:\n  lifeline sandbox\n  lifeline sandbox --accounts 1000 --json\n  lifeline sandbox --keep run && lifeline sandbox --keep run\n\nNeeds no AWS account, no Pulumi account, no Pulumi CLI and no network.",
    )
    .action(async ({ json, ...flags }: Flags) => {
      const { runSandbox } = await import("../sandbox/run.js");
      process.exitCode = await runSandbox({ ...flags, json: json === true });
    });
}

function accountsFrom(text: string): number {
  const accounts = Number(text);
  if (!/^\d+$/.test(text) || accounts < 12 || accounts > 10_000) {
    throw new InvalidArgumentError("Expected a whole number from 12 to 10000.");
  }
  return accounts;
}
