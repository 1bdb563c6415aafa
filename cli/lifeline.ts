import { Command, CommanderError } from "commander";
import { checkCommand } from "./commands/check";
import { diffCommand } from "./commands/diff";
import { docsCommand } from "./commands/docs";
import { incidentCommand } from "./commands/incident";
import { policyConfigCommand } from "./commands/policy-config";
import { proveCommand } from "./commands/prove";
import { sandboxCommand } from "./commands/sandbox";
import { projectVersion } from "./project";
import { exitCodes, UserError } from "./user-error";

/** Each command loads what it needs when it runs, so that `--help` answers at once. */
function program(): Command {
  return new Command("lifeline")
    .description("Emergency access for an AWS organization: try it, prove it, rehearse it.")
    .version(projectVersion())
    .addCommand(sandboxCommand())
    .addCommand(incidentCommand())
    .addCommand(docsCommand())
    .addCommand(policyConfigCommand())
    .addCommand(checkCommand())
    .addCommand(proveCommand())
    .addCommand(diffCommand())
    .showSuggestionAfterError()
    .showHelpAfterError("Try --help.")
    .addHelpText(
      "after",
      "\nExample:\n  lifeline sandbox --accounts 100\n\nExit codes: 0 holds, 1 does not hold, 2 usage or cannot tell.",
    );
}

/** Commander's own mistakes of usage are code 1 and help is code 0; ours are 2 and 0. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.holds : exitCodes.cannotTell;
  if (error instanceof UserError) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`lifeline failed unexpectedly: ${message}\n`);
  if (process.env["LIFELINE_DEBUG"] !== undefined) process.stderr.write(`${stack}\n`);
  else process.stderr.write("This is a fault of Lifeline. LIFELINE_DEBUG=1 shows where.\n");
  return exitCodes.cannotTell;
}

function withSubcommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

async function main(): Promise<void> {
  // Whoever reads may stop reading, as `| head` does.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
  const lifeline = program();
  for (const command of withSubcommands(lifeline)) command.exitOverride();
  try {
    await lifeline.parseAsync(process.argv);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

void main();
