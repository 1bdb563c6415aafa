import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { awsFor, startProvider, type Aws, type ProviderOptions, type RunningProvider } from "../../sandbox/aws";
import { preview, update, type StackExport, type StackResult, type StepKind } from "../../sandbox/engine";
import { organizationFor } from "../../sandbox/organization";

/** Facts by key without the namespace, as Pulumi.<stack>.yaml has them. */
export type StackFacts = Record<string, unknown>;

const repository = resolve(__dirname, "../..");

export function sandboxFacts(): StackFacts {
  const { config } = parse(readFileSync(join(repository, "Pulumi.sandbox.yaml"), "utf8")) as {
    config: Record<string, unknown>;
  };
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key.replace("lifeline:", ""), value]));
}

/** The sandbox's facts with some replaced; `undefined` removes a fact. */
export function factsWith(changes: StackFacts): StackFacts {
  return Object.fromEntries(
    Object.entries({ ...sandboxFacts(), ...changes }).filter(([, value]) => value !== undefined),
  );
}

export function sandboxAws(accounts = 12): Aws {
  return awsFor(organizationFor(accounts));
}

interface Run {
  readonly facts?: StackFacts;
  readonly state?: StackExport;
  readonly stack?: string;
  readonly provider?: ProviderOptions;
  /** Operations that AWS was asked for, in order. */
  readonly onLog?: (log: ReturnType<RunningProvider["log"]>) => void;
}

export const previewed = (aws: Aws, run: Run = {}): Promise<StackResult> => performed(preview, aws, run);
export const updated = (aws: Aws, run: Run = {}): Promise<StackResult> => performed(update, aws, run);

async function performed(operation: typeof update, aws: Aws, run: Run): Promise<StackResult> {
  const stack = run.stack ?? "sandbox";
  const directory = projectWith(run.facts ?? sandboxFacts(), stack);
  const provider = await startProvider(aws, run.provider ?? {});
  try {
    return await operation({
      directory,
      stack,
      providers: { aws: provider.port },
      passphrase: "",
      ...(run.state === undefined ? {} : { state: run.state }),
    });
  } finally {
    run.onLog?.(provider.log());
    await provider.stop();
    rmSync(directory, { recursive: true });
  }
}

/** The real program beside other facts: everything but the stack's file is a link. */
function projectWith(facts: StackFacts, stack: string): string {
  const directory = mkdtempSync(join(tmpdir(), "lifeline-program-"));
  for (const name of ["index.ts", "rulebook", "facts", "components", "setup", "node_modules", "dist"]) {
    symlinkSync(join(repository, name), join(directory, name));
  }
  for (const name of ["Pulumi.yaml", "package.json", "tsconfig.pulumi.json"]) {
    cpSync(join(repository, name), join(directory, name));
  }
  const config = Object.fromEntries(Object.entries(facts).map(([key, value]) => [`lifeline:${key}`, value]));
  writeFileSync(join(directory, `Pulumi.${stack}.yaml`), stringify({ config }));
  return directory;
}

/** What a run would change or changed: "update aws:iam/policy:Policy responders-policy", sorted. */
export function changesOf(result: StackResult): readonly string[] {
  const unchanged: readonly StepKind[] = ["same", "read"];
  return result.steps
    .filter(({ kind }) => !unchanged.includes(kind))
    .map(({ kind, type, name }) => `${kind} ${type} ${name}`)
    .sort();
}

export function errorsOf(result: StackResult): string {
  return result.diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => message)
    .join("\n");
}
