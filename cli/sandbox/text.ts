import pc from "picocolors";
import type { AccountRoles } from "./accounts";
import type { Attempt } from "./attempts";
import { table } from "../table";
import { nextSteps } from "./next-steps";
import { faultsOf, type SandboxResult } from "./result";
import { commandLineSteps, consoleSteps } from "./way-in";

/** The result for a person, in the order in which it happened. */
export function textOf(result: SandboxResult): string {
  const { preview, update, secondUpdate, seconds, managedResources, targetRoles, accounts } = result;
  const faults = faultsOf(result);
  return [
    heading(`${result.organizationId}: ${accounts.length} accounts, ${result.engineTitle}`),
    `Preview        ${preview.create} to create, ${seconds.preview} s`,
    countsTable(result),
    `Update         ${update.create} created, ${seconds.update} s`,
    `Second update  ${secondUpdate.changes} changes, ${seconds.secondUpdate} s`,
    "",
    `Pulumi manages ${managedResources} resources, whatever the number of accounts; StackSets made ${targetRoles} target roles from them.`,
    ...section("Tier by account", [tierTable(result.tiersByAccount)]),
    ...section("Accounts and the roles that now exist in them", [accountsTable(accounts)]),
    ...wayInSection(result),
    ...section("Tried and refused, on the deployed documents", [attemptsTable(result.attempts)]),
    ...section("Allowed, for contrast", [attemptsTable(result.contrast)]),
    ...section("A played emergency, over the deployed rules, buses, function and alarms", [replayTable(result.replay)]),
    ...(result.warnings.length > 0 ? section("Warnings", result.warnings) : []),
    ...section(
      "Next, for a real organization",
      numbered(result.nextStep === undefined ? nextSteps : [result.nextStep]),
    ),
    ...(faults.length > 0
      ? section(
          pc.red("What does not hold"),
          faults.map((fault) => `- ${fault}`),
        )
      : []),
    "",
  ].join("\n");
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.every((line) => line === "") ? [] : ["", heading(title), ...lines];
}

function heading(title: string): string {
  return pc.bold(title);
}

function numbered(lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `${index + 1}. ${line.replaceAll("\n", "\n   ")}`);
}

function countsTable({ preview, accounts }: SandboxResult): string {
  const nameOf = (id: string): string => accounts.find((account) => account.id === id)?.name ?? "components, providers";
  return table(
    ["", "resources", "of which"],
    preview.byAccount.map(({ account, resources, types }) => [
      account === "Pulumi" ? nameOf(account) : `${nameOf(account)} ${account}`,
      String(resources),
      inLines(types.map(({ type, count }) => `${count} ${type}`)),
    ]),
  );
}

function tierTable(tiersByAccount: SandboxResult["tiersByAccount"]): string {
  return table(
    ["account", "tiers"],
    Object.entries(tiersByAccount).map(([account, tiers]) => [account, tiers.join(", ")]),
  );
}

const listedOneByOne = 40;

/** One row for each account; in a large organization one for all accounts of an OU with the same roles. */
function accountsTable(accounts: readonly AccountRoles[]): string {
  if (accounts.length <= listedOneByOne) {
    return table(
      ["account", "", "OU", "roles"],
      accounts.map(({ id, name, unit, status, roles }) => [
        id,
        status === "ACTIVE" ? name : `${name} (${status.toLowerCase()})`,
        unit,
        inLines(roles) || "none",
      ]),
    );
  }
  const groups = groupsOf(accounts);
  return table(
    ["accounts", "OU", "roles in each"],
    [...groups.values()].map((group) => [
      group.length === 1 ? `${group[0]?.id} ${group[0]?.name}` : `${group.length} (${group[0]?.id} …)`,
      group[0]?.unit ?? "",
      inLines(group[0]?.roles ?? []) || "none",
    ]),
  );
}

function groupsOf(accounts: readonly AccountRoles[]): ReadonlyMap<string, readonly AccountRoles[]> {
  const groups = new Map<string, AccountRoles[]>();
  for (const account of accounts) {
    const key = JSON.stringify([account.unit, account.status, account.roles]);
    groups.set(key, [...(groups.get(key) ?? []), account]);
  }
  return groups;
}

function wayInSection({ route }: SandboxResult): readonly string[] {
  if (route === undefined) return [];
  return section(`How ${route.responder.name} gets into ${route.account.name}`, [
    "In the console:",
    ...numbered(consoleSteps(route)),
    "On the command line:",
    ...numbered(commandLineSteps(route)),
  ]);
}

function replayTable(replay: SandboxResult["replay"]): string {
  return table(
    ["scene", "outcome", "told"],
    replay.map(({ case: title, outcome, alerts }) => [title, outcome, alerts.join("\n") || "nobody"]),
  );
}

interface AttemptRow {
  readonly who: Set<string>;
  readonly actions: Set<string>;
  readonly targets: Set<string>;
  readonly verdict: string;
  readonly by: string;
}

/** Attempts with the same answer for the same reason in one row, whoever tried. */
function attemptsTable(attempts: readonly Attempt[]): string {
  const rows = merged(
    attempts.map(({ who, action, target, verdict, by }) => ({
      who: new Set([who]),
      actions: new Set([action]),
      targets: new Set([target.split("/").at(-1) ?? target]),
      verdict,
      by,
    })),
  );
  return table(
    ["who", "action", "on", "verdict", "by"],
    rows.map(({ who, actions, targets, verdict, by }, index) => [
      [...who, ...(index < rows.length - 1 ? [""] : [])].join("\n"),
      [...actions].join("\n"),
      [...targets].join("\n"),
      verdict,
      by.split("; ").filter(saysSomething).join("\n"),
    ]),
  );
}

/** First what one person tried, then the people who tried the same. */
function merged(rows: readonly AttemptRow[]): readonly AttemptRow[] {
  return mergedBy(
    mergedBy(rows, ({ who, verdict, by }) => [[...who], verdict, by]),
    ({ actions, targets, verdict, by }) => [[...actions], [...targets], verdict, by],
  );
}

function mergedBy(rows: readonly AttemptRow[], keyOf: (row: AttemptRow) => unknown): readonly AttemptRow[] {
  const groups = new Map<string, AttemptRow>();
  for (const row of rows) {
    const key = JSON.stringify(keyOf(row));
    const group = groups.get(key);
    groups.set(
      key,
      group === undefined
        ? row
        : {
            ...row,
            who: new Set([...group.who, ...row.who]),
            actions: new Set([...group.actions, ...row.actions]),
            targets: new Set([...group.targets, ...row.targets]),
          },
    );
  }
  return [...groups.values()];
}

/** That AWS's own full access is attached everywhere tells nobody anything. */
function saysSomething(reason: string): boolean {
  return !/^(scp|rcp) (RCP)?FullAWSAccess: /.test(reason);
}

/** A list for a cell: lines of about 70 characters. */
function inLines(items: readonly string[]): string {
  const lines: string[] = [];
  for (const item of items) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + item.length < 70) lines[lines.length - 1] = `${line}, ${item}`;
    else lines.push(item);
  }
  return lines.join(",\n");
}
