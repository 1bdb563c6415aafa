import { Command, InvalidArgumentError } from "commander";
import { UserError } from "../user-error";
import type { Access, DeclareOptions, StepOptions } from "../incident/options";

interface AccessFlags {
  readonly stackFile?: string;
  readonly bus?: string;
  readonly profile?: string;
  readonly role?: string | boolean;
  readonly mfaSerial?: string;
  readonly mfaCode?: string;
  readonly json?: true;
}

interface DeclareFlags
  extends AccessFlags, Partial<Record<Exclude<keyof DeclareOptions, "tiers" | "accounts" | "drill">, string>> {
  readonly tier?: readonly string[];
  readonly account?: readonly string[];
  readonly drill?: true;
}

/** Incidents without any ticket system and without any identity provider. */
export function incidentCommand(): Command {
  return new Command("incident")
    .description("declare, approve, extend, close and list incidents in the register")
    .addCommand(declareCommand())
    .addCommand(approveCommand())
    .addCommand(extendCommand())
    .addCommand(closeCommand())
    .addCommand(listCommand())
    .addHelpText(
      "after",
      "\nExamples:\n  lifeline incident declare --ticket OPS-17 --reason 'IdP down' --failure-mode identity-provider --tier Operator --account 111122223333 --hours 2\n  lifeline incident approve 2026-03-10-k3f9\n\nAccess never waits for an approval: without one, every use alerts.",
    );
}

function declareCommand(): Command {
  return withAccess(
    new Command("declare")
      .description("say that there is an emergency, and which access it needs; somebody else approves")
      .option("--id <id>", "the incident's own id (default: the date and four letters)")
      .option("--ticket <text>", "the ticket that tracks it")
      .option("--reason <text>", "why emergency access is needed")
      .option("--failure-mode <mode>", "identity-provider, federation, identity-center or other")
      .option("--tier <tier...>", "ReadOnly, Operator, Admin, IdentityAdmin, Management")
      .option("--account <id...>", "12-digit ids, or * for every account")
      .option("--hours <n>", "how long it lasts")
      .option("--end <time>", "when it ends, for example 2026-03-10T08:00:00Z")
      .option("--start <time>", "when it begins (default: now)")
      .option("--approver <name>", "who is asked to approve")
      .option("--second-approver <name>", "who is asked when the first does not answer")
      .option("--drill", "an exercise"),
    "lifeline incident declare --ticket OPS-17 --reason 'IdP down' --failure-mode identity-provider --tier ReadOnly Operator --account 111122223333 --hours 2",
  ).action(({ tier = [], account = [], ...flags }: DeclareFlags) =>
    take(
      {
        step: "declare",
        id: flags.id,
        ticket: flags.ticket,
        reason: flags.reason,
        failureMode: flags.failureMode,
        tiers: tier,
        accounts: account,
        start: flags.start,
        end: flags.end,
        hours: flags.hours,
        approver: flags.approver,
        secondApprover: flags.secondApprover,
        drill: flags.drill === true,
      },
      flags,
    ),
  );
}

function approveCommand(): Command {
  return withAccess(
    new Command("approve")
      .description("approve an incident that somebody else has declared")
      .argument("<id>", "the incident")
      .option("--note <text>", "what to keep with it"),
    "lifeline incident approve 2026-03-10-k3f9",
  ).action((id: string, { note, ...flags }: AccessFlags & { readonly note?: string }) =>
    take({ step: "approve", id, note }, flags),
  );
}

function extendCommand(): Command {
  return withAccess(
    new Command("extend")
      .description("prolong an incident, as a ticket system that the facts list; responders declare anew")
      .argument("<id>", "the incident")
      .option("--hours <n>", "how long it lasts from now")
      .option("--end <time>", "when it ends")
      .option("--reason <text>", "why it takes longer"),
    "lifeline incident extend 2026-03-10-k3f9 --hours 2 --reason 'restore still runs'",
  ).action(
    (
      id: string,
      {
        end,
        hours,
        reason,
        ...flags
      }: AccessFlags & { readonly end?: string; readonly hours?: string; readonly reason?: string },
    ) => take({ step: "extend", id, end, hours, reason }, flags),
  );
}

function closeCommand(): Command {
  return withAccess(
    new Command("close")
      .description("end an incident; opens the rotation of the credentials used in it")
      .argument("<id>", "the incident")
      .option("--note <text>", "what to keep with it"),
    "lifeline incident close 2026-03-10-k3f9 --note 'IdP is back'",
  ).action((id: string, { note, ...flags }: AccessFlags & { readonly note?: string }) =>
    take({ step: "close", id, note }, flags),
  );
}

function listCommand(): Command {
  return withAccess(
    new Command("list")
      .description("the latest incidents; with the credentials at hand, in the security account")
      .option("--limit <n>", "how many", limitFrom, 20),
    "lifeline incident list --profile soc --json",
  ).action(async ({ limit, ...flags }: AccessFlags & { readonly limit: number }) => {
    const { runList } = await import("../incident/list.js");
    const { realWorld } = await import("../incident/world.js");
    process.exitCode = await runList(limit, accessFrom(flags), realWorld());
  });
}

async function take(options: StepOptions, flags: AccessFlags): Promise<void> {
  const { runStep } = await import("../incident/run.js");
  const { realWorld } = await import("../incident/world.js");
  process.exitCode = await runStep(options, accessFrom(flags), realWorld());
}

function withAccess(command: Command, example: string): Command {
  return command
    .option("--stack-file <file>", "facts of the organization (default: Pulumi.prod.yaml of the project)")
    .option("--bus <arn>", "the central bus, instead of the facts")
    .option("--profile <name>", "profile of the AWS configuration")
    .option("--role <arn>", "assume this role instead of the step's own")
    .option("--no-role", "assume none: the credentials at hand are already of a listed role")
    .option("--mfa-serial <arn>", "MFA device, where the credentials at hand carry no MFA yet")
    .option("--mfa-code <code>", "its code of this moment")
    .option("--json", "one JSON object on the standard output, nothing else")
    .addHelpText("after", `\nExample:\n  ${example}`);
}

function accessFrom({ stackFile, bus, profile, role, mfaSerial, mfaCode, json }: AccessFlags): Access {
  if ((mfaSerial === undefined) !== (mfaCode === undefined)) {
    throw new UserError("--mfa-serial and --mfa-code go together.");
  }
  return {
    stackFile,
    bus,
    profile,
    // Commander gives `true` where neither --role nor --no-role was written.
    role: role === true ? undefined : role,
    mfa: mfaSerial === undefined || mfaCode === undefined ? undefined : { serial: mfaSerial, code: mfaCode },
    json: json === true,
  };
}

function limitFrom(text: string): number {
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit < 1 || limit > 1_000)
    throw new InvalidArgumentError("Expected a whole number from 1 to 1000.");
  return limit;
}
