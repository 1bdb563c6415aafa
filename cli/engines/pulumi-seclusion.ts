import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentFor, launcherFor, standInFor } from "./pulumi-environment";

/** The temporary directory in which the CLI runs: all it reads of the user's is the program. */
export interface Seclusion {
  /** Has bin/pulumi, as PulumiCommand.get expects it. */
  readonly root: string;
  /** For the copies of Pulumi.yaml and Pulumi.<stack>.yaml. */
  readonly project: string;
  readonly backend: string;
  /** True once the CLI has looked for a plugin instead of dialling the provider. */
  hasMissedProvider(): boolean;
  /** Where the stand-in of a package's plugin lies. */
  standIn(packageName: string): string;
  remove(): void;
}

export function seclude(
  pulumi: string,
  passphrase: string,
  providers: Readonly<Record<string, number>>,
  user: Readonly<Record<string, string | undefined>> = process.env,
): Seclusion {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "lifeline-pulumi-")));
  const remove = removedAtTheLatestOnExit(root);
  const inRoot = (name: string): string => join(root, name);
  const places = {
    home: inRoot("home"),
    pulumiHome: inRoot("pulumi-home"),
    backend: inRoot("backend"),
    temporary: inRoot("tmp"),
    programs: inRoot("path"),
  };
  const project = inRoot("project");
  for (const directory of [...Object.values(places), project, inRoot("bin")]) mkdirSync(directory);

  // The node that runs this command, also where the one on the PATH is a version manager's and wants the real home.
  symlinkSync(process.execPath, join(places.programs, "node"));

  // A CLI before 3.262 asks whether a plugin is there even though it then dials the attached provider; and a CLI that
  // does not dial it finds these, ahead of any real plugin on the PATH. https://github.com/pulumi/pulumi/pull/24572
  const note = inRoot("missed");
  const standIn = (packageName: string): string => join(places.programs, `pulumi-resource-${packageName}`);
  for (const packageName of Object.keys(providers)) {
    writeFileSync(standIn(packageName), standInFor(packageName, note), { mode: 0o700 });
  }
  const environment = environmentFor({ places, passphrase, providers }, user);
  writeFileSync(join(root, "bin", "pulumi"), launcherFor(pulumi, environment), { mode: 0o700 });
  return { root, project, backend: places.backend, standIn, hasMissedProvider: () => existsSync(note), remove };
}

const signals = ["SIGHUP", "SIGINT", "SIGTERM"] as const;

/** Whoever handles a signal closes the engine in their own time; where nobody does, the directory goes before we do. */
function removedAtTheLatestOnExit(directory: string): () => void {
  const removeNow = (): void => rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  const onSignal = (signal: NodeJS.Signals): void => {
    remove();
    process.kill(process.pid, signal);
  };
  const remove = (): void => {
    process.off("exit", removeNow);
    for (const signal of signals) process.off(signal, onSignal);
    removeNow();
  };
  process.on("exit", removeNow);
  for (const signal of signals) {
    // Asked before the Automation API starts a process: it listens too, to take that process with it.
    if (process.listenerCount(signal) === 0) process.on(signal, onSignal);
  }
  return remove;
}
