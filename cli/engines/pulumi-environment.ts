import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where the CLI would be started from; undefined if there is none. */
export function pulumiOnPath(path: string = process.env["PATH"] ?? ""): string | undefined {
  return path
    .split(delimiter)
    .filter((directory) => directory !== "")
    .map((directory) => join(directory, "pulumi"))
    .find(isExecutable);
}

/** Directories that belong to one run alone. */
export interface Places {
  /** For whatever looks into a home directory: no ~/.aws, no ~/.pulumi. */
  readonly home: string;
  readonly pulumiHome: string;
  readonly backend: string;
  readonly temporary: string;
  /** Comes first on the PATH. */
  readonly programs: string;
}

export interface Secluded {
  readonly places: Places;
  readonly passphrase: string;
  /** Package → port on 127.0.0.1. */
  readonly providers: Readonly<Record<string, number>>;
}

/** Of the user's environment nothing is handed on but where programs are, who it is, and language and time zone. */
const handedOn = ["LANG", "LC_ALL", "LC_CTYPE", "LOGNAME", "TZ", "USER"] as const;

/**
 * Everything the CLI and the program it starts see. A list of what may pass, not of what may not: a variable that
 * nobody thought of stays outside.
 * https://www.pulumi.com/docs/iac/cli/environment-variables/
 */
export function environmentFor(
  { places, passphrase, providers }: Secluded,
  user: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<Record<string, string>> {
  const kept = handedOn.flatMap((name) => {
    const value = user[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    HOME: places.home,
    PATH: [places.programs, ...(user["PATH"] ?? "").split(delimiter)].filter((part) => part !== "").join(delimiter),
    TMPDIR: places.temporary,
    PULUMI_AUTOMATION_API: "true",
    PULUMI_BACKEND_URL: `file://${places.backend}`,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    // Opens --event-log, from which the Automation API tells what happens.
    PULUMI_DEBUG_COMMANDS: "true",
    PULUMI_DEBUG_PROVIDERS: Object.entries(providers)
      .map(([name, port]) => `${name}:${port}`)
      .join(","),
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    PULUMI_HOME: places.pulumiHome,
    PULUMI_SKIP_CONFIRMATIONS: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}

/**
 * The program that the Automation API takes for the CLI. It lays its own variables over all of process.env and offers
 * no way to leave any of those out, so that the environment is emptied on the far side.
 */
export function launcherFor(pulumi: string, environment: Readonly<Record<string, string>>): string {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${quoted(value)}`);
  return `#!/bin/sh\nexec /usr/bin/env -i \\\n  ${[...variables, quoted(pulumi)].join(" \\\n  ")} "$@"\n`;
}

/** What stands in for a plugin on the PATH; it leaves a note, because the CLI's own report of it is hard to read. */
export function standInFor(packageName: string, note: string): string {
  const text = `the sandbox's ${packageName} provider should have been attached; no plugin is started`;
  return `#!/bin/sh\necho ${quoted(text)} >&2\n: >${quoted(note)}\nexit 1\n`;
}

/** For sh: nothing but the quote itself means anything within single quotes. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
