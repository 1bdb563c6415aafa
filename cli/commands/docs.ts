import { Command } from "commander";

interface Flags {
  readonly check?: true;
  readonly json?: true;
}

export function docsCommand(): Command {
  return new Command("docs")
    .description("write the pages that are generated from the rulebook's rows")
    .option("--check", "write nothing; exit with 1 if a page is not current")
    .option("--json", "one JSON object on the standard output, nothing else")
    .addHelpText("after", "\nExample:\n  lifeline docs --check")
    .action(async ({ check, json }: Flags) => {
      const { runDocs } = await import("../docs/run.js");
      process.exitCode = runDocs({ check: check === true, json: json === true });
    });
}
