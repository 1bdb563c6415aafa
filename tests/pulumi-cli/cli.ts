import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Suite } from "mocha";
import { pulumiOnPath } from "../../cli/engines/pulumi";

const found = pulumiOnPath();

/** Like describe; where there is no pulumi on the PATH the tests are reported as skipped, with that reason. */
export function describeWithCli(title: string, tests: (this: Suite) => void): void {
  if (found === undefined) describe.skip(`${title} (skipped: there is no pulumi on the PATH)`, tests);
  else describe(title, tests);
}

/** A pulumi that comes before the real one on the PATH and notes who started it with what before it becomes that. */
export interface Spy {
  /** Of every start so far: NAME=value, one array for each. */
  environments(): readonly (readonly string[])[];
  /** The id of the process that was started last. */
  lastProcess(): number;
  /** Puts another program beside it, in the language of sh. */
  install(name: string, script: string): void;
  remove(): void;
}

/** `first` is done before the real one takes over, in the language of sh. */
export function spyOnCli(first = ":"): Spy {
  if (found === undefined) throw new Error("there is no pulumi to spy on");
  const directory = mkdtempSync(join(tmpdir(), "lifeline-test-"));
  const [environments, processes] = [join(directory, "environments"), join(directory, "processes")];
  const install = (name: string, script: string): void => {
    writeFileSync(join(directory, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(directory, name), 0o700);
  };
  const notes = `(/usr/bin/env -0; printf '\\001') >>'${environments}'\necho $$ >>'${processes}'`;
  // The language host lies beside the real one, which looks for it there.
  install("pulumi", `${notes}\n${first}\nexec '${found}' "$@"`);
  const path = process.env["PATH"] ?? "";
  process.env["PATH"] = [directory, path].join(delimiter);
  const lines = (name: string, end: string): readonly string[] =>
    existsSync(name) ? readFileSync(name, "utf8").split(end).slice(0, -1) : [];
  return {
    environments: () => lines(environments, "\u0001").map((start) => start.split("\0").slice(0, -1)),
    lastProcess: () => Number(lines(processes, "\n").at(-1)),
    install,
    remove: () => {
      process.env["PATH"] = path;
      rmSync(directory, { recursive: true });
    },
  };
}
