import assert from "node:assert/strict";
import { join } from "node:path";
import { cycleViolations } from "./boundaries/cycles";
import { importViolations, type Violation } from "./boundaries/import-rules";
import { sourceViolations } from "./boundaries/source-rules";
import { parsedSources, sourcesBelow, type Source } from "./boundaries/source";

function violationsIn(sources: readonly Source[]): readonly Violation[] {
  const parsed = parsedSources(sources);
  return [
    ...parsed.flatMap((source) => [...importViolations(source), ...sourceViolations(source)]),
    ...cycleViolations(parsed),
  ];
}

/** `path:line rule: message`, for small sources in memory. */
function found(files: Readonly<Record<string, string>>): readonly string[] {
  const sources = Object.entries(files).map(([path, text]) => ({ path, text }));
  return violationsIn(sources).map(({ path, line, rule, message }) => `${path}:${line} ${rule}: ${message}`);
}

describe("boundaries", () => {
  it("the sources keep every import rule", () => {
    const sources = sourcesBelow(join(__dirname, ".."));
    const seen = new Set(sources.map(({ path }) => path.split("/")[0]));
    for (const folder of ["rulebook", "components", "facts", "cli", "setup", "tests", "index.ts"]) {
      assert.ok(seen.has(folder), `no source read in ${folder}`);
    }
    assert.deepEqual(
      violationsIn(sources).map(({ path, line, rule, message }) => `${path}:${line} ${rule}: ${message}`),
      [],
    );
  });

  const files = { "rulebook/types.ts": "export type Tier = string;", "iam/index.ts": "export const evaluate = 1;" };
  const cases: readonly { readonly title: string; readonly bad: Record<string, string>; readonly says: string[] }[] = [
    {
      title: "the rulebook imports no package",
      bad: { "rulebook/a.ts": 'import { createHash } from "node:crypto";\nexport const a = createHash;' },
      says: ["rulebook/a.ts:1 imports: node:crypto: rulebook/ may not import it"],
    },
    {
      title: "a type of a package is an import of it",
      bad: { "iam/a.ts": 'export type A = import("zod").ZodType;' },
      says: ["iam/a.ts:1 imports: zod: iam/ may not import it"],
    },
    {
      title: "events import nothing of ours",
      bad: { "events/a.ts": 'export { evaluate } from "../iam";' },
      says: ["events/a.ts:1 imports: iam/index.ts: events/ may not import iam/"],
    },
    {
      title: "a table of the rulebook imports only types",
      bad: {
        "rulebook/names.ts": "export const n = 1;",
        "rulebook/roles.ts": 'import { n } from "./names";\nexport const r = n;',
      },
      says: ["rulebook/roles.ts:1 imports: rulebook/names.ts: a table imports only types"],
    },
    {
      title: "a derivation imports no table",
      bad: {
        "rulebook/names.ts": "export const n = 1;",
        "rulebook/derive/a.ts": 'import { n } from "../names";\nexport const a = n;',
      },
      says: ["rulebook/derive/a.ts:1 imports: rulebook/names.ts: a derivation gets the table as an argument"],
    },
    {
      title: "proofs never read what the rulebook renders",
      bad: {
        "rulebook/derive/a.ts": "export const a = 1;",
        "proofs/p.ts": 'import { a } from "../rulebook/derive/a";\nexport const p = a;',
      },
      says: [
        "proofs/p.ts:1 imports: rulebook/derive/a.ts: proofs/ take names from a table, never the rulebook's rendered documents",
      ],
    },
    {
      title: "components import no other package, and not each other but parts that several are made of",
      bad: {
        "components/a.ts":
          'import "node:fs";\nimport { b } from "./b";\nimport { c } from "./parts/c";\nexport const a = [b, c];',
        "components/b.ts": "export const b = 1;",
        "components/parts/c.ts": "export const c = 1;",
      },
      says: [
        "components/a.ts:1 imports: node:fs: components/ may not import it",
        "components/a.ts:2 imports: components/b.ts: components do not import each other; index.ts passes data between them",
      ],
    },
    {
      title: "the pack does not ask the accused",
      bad: {
        "components/a.ts": "export const a = 1;",
        "policypack/p.ts": 'export const p = () => import("../components/a");',
      },
      says: ["policypack/p.ts:1 imports: components/a.ts: policypack/ may not import components/"],
    },
    {
      title: "only the pack imports @pulumi/policy, and only components and the pack import @pulumi/aws",
      bad: {
        "cli/a.ts":
          'import p = require("@pulumi/policy");\nimport { Role } from "@pulumi/aws/iam";\nexport const a = [p, Role];',
      },
      says: [
        "cli/a.ts:1 imports: @pulumi/policy: only policypack/ may import it",
        "cli/a.ts:2 imports: @pulumi/aws: only components/, policypack/, tests/ may import it",
      ],
    },
    {
      title: "what is under the AGPL is imported by tests and benchmarks alone",
      bad: {
        "cli/a.ts": 'import { runSimulation } from "@cloud-copilot/iam-simulate";\nexport const a = runSimulation;',
        "proofs/a.ts": 'import type { Policy } from "@cloud-copilot/iam-policy";\nexport type P = Policy;',
        "bench/a.ts": 'import { runSimulation } from "@cloud-copilot/iam-simulate";\nexport const a = runSimulation;',
      },
      says: [
        "cli/a.ts:1 imports: @cloud-copilot/iam-simulate: only tests/, bench/ may import it",
        "proofs/a.ts:1 imports: @cloud-copilot/iam-policy: only tests/, bench/ may import it",
      ],
    },
    {
      title: "the pack constructs no resource",
      bad: {
        "policypack/p.ts": 'import * as aws from "@pulumi/aws";\nexport const p = () => new aws.iam.Role("r", {});',
      },
      says: ["policypack/p.ts:2 resources: only components/ construct AWS resources"],
    },
    {
      title: "the sandbox answers as AWS would: it does not know the rulebook",
      bad: { "sandbox/a.ts": 'import type { Tier } from "../rulebook/types";\nexport type A = Tier;' },
      says: ["sandbox/a.ts:1 imports: rulebook/types.ts: sandbox/ may not import rulebook/"],
    },
    {
      title: "functions import types of the rulebook only",
      bad: {
        "functions/a.ts": 'import { t } from "../rulebook/types";\nexport const a = t;',
        "functions/b.ts": 'import type { Tier } from "../rulebook/types";\nexport type B = Tier;',
      },
      says: ["functions/a.ts:1 imports: rulebook/types.ts: functions/ may import only types of rulebook/"],
    },
    {
      title: "nobody imports tests or benchmarks",
      bad: {
        "tests/a.ts": "export const a = 1;",
        "bench/b.ts": 'import { a } from "../tests/a";\nexport const b = a;',
        "cli/c.ts": 'const b = require("../bench/b");\nexport const c = b;',
      },
      says: [
        "bench/b.ts:1 imports: tests/a.ts: tests/ is imported by nobody",
        "cli/c.ts:1 imports: bench/b.ts: bench/ is imported by nobody",
      ],
    },
    {
      title: "what installs imports built-in modules only",
      bad: { "setup/install.mjs": 'import semver from "semver";\nimport "node:fs";\nawait import("esbuild");' },
      says: [
        "setup/install.mjs:1 imports: semver: setup/ may not import it",
        "setup/install.mjs:3 imports: esbuild: only setup/build.mjs may import it; before the installation it is not there",
      ],
    },
    {
      title: "a folder without a row is refused",
      bad: { "utils/a.ts": "export const a = 1;" },
      says: ["utils/a.ts:1 imports: utils has no row of import rules; decide what it may import"],
    },
    {
      title: "a cycle is reported once, type imports included",
      bad: {
        "cli/a.ts": 'import { b } from "./b";\nexport const a = b;',
        "cli/b.ts": 'import type { c } from "./c";\nexport type b = typeof c;',
        "cli/c.ts": 'import { a } from "./a";\nexport const c = a;',
      },
      says: ["cli/a.ts:1 cycle: cli/a.ts → cli/b.ts → cli/c.ts"],
    },
    {
      title: "no star re-export, named or not",
      bad: { "cli/a.ts": 'export * from "./b";\nexport * as c from "./b";', "cli/b.ts": "export const b = 1;" },
      says: ["cli/a.ts:1 star re-export: name what is exported", "cli/a.ts:2 star re-export: name what is exported"],
    },
    {
      title: "a statement is written in the rulebook only, in whatever notation",
      bad: {
        "cli/a.ts":
          'export const a = { Effect: "Allow" };\nexport const b = { "Sid": "X" };\nexport const c = \'{"Effect": "Deny"}\';',
        "rulebook/ok.ts": 'export const ok = { Effect: "Allow", Sid: "X" };',
      },
      says: [
        "cli/a.ts:1 policy literal: a statement (Effect) is written in rulebook/ only",
        "cli/a.ts:2 policy literal: a statement (Sid) is written in rulebook/ only",
        "cli/a.ts:3 policy literal: a statement as JSON text",
      ],
    },
    {
      title: "a protected role is named in the rulebook only",
      bad: {
        "sandbox/a.ts":
          'export const a = (id: string) => `arn:aws:iam::${id}:role/break-glass/X`;\nexport const b = "BreakGlassAdmin";',
      },
      says: [
        'sandbox/a.ts:1 policy literal: ":role/break-glass/X": protected names come from the rulebook',
        'sandbox/a.ts:2 policy literal: "BreakGlassAdmin": protected names come from the rulebook',
      ],
    },
    {
      title: "a pure folder knows no environment, clock or chance",
      bad: {
        "iam/a.ts":
          "export const a = () => [process.env, Date.now(), new Date(), Math.random()];\nexport const b = (o: { process: 1 }) => [o.process, new Date(0)];",
      },
      says: [
        "iam/a.ts:1 pure: process: iam/ are pure functions",
        "iam/a.ts:1 pure: Date.now: iam/ are pure functions",
        "iam/a.ts:1 pure: new Date(): iam/ are pure functions",
        "iam/a.ts:1 pure: Math.random: iam/ are pure functions",
      ],
    },
    {
      title: "a file over 300 lines states its reason",
      bad: {
        "cli/long.ts": "//\n".repeat(301),
        "cli/reason.ts": `/* oxlint-disable max-lines -- one table that is read as a whole */\n${"//\n".repeat(301)}`,
        "cli/short.ts": "//\n".repeat(300),
      },
      says: ["cli/long.ts:301 length: 301 lines; split it, or state the reason in it"],
    },
  ];
  for (const { title, bad, says } of cases) {
    it(`${title} (and the check can tell)`, () => assert.deepEqual(found({ ...files, ...bad }), says));
  }

  it("nothing is wrong with sources that keep the rules", () => {
    assert.deepEqual(
      found({
        ...files,
        "rulebook/roles.ts": 'import type { Tier } from "./types";\nexport const role: Tier = "BreakGlassAdmin";',
        "policypack/p.ts":
          'import { evaluate } from "../iam";\nimport { PolicyPack } from "@pulumi/policy";\nexport const p = () => new PolicyPack("x", evaluate);',
        "index.ts": 'import * as pulumi from "@pulumi/pulumi";\nexport = pulumi;',
      }),
      [],
    );
  });
});
