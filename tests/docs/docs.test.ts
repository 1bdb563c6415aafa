import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { stackIn } from "../../cli/sandbox/stack-file";
import { factsOf } from "../../facts";
import { schemas } from "../../facts/schema";
import { isSettled, nextStepFor, rulebook, tiersOf, wayInFor, type SettledFacts } from "../../rulebook";
import { buildCommand, lifeline } from "../cli/command";
import { codeLines, linkedPaths, namedPaths, project, read, tableRows } from "./markdown";

const decisions = readdirSync(join(project, "docs", "adr")).map((name) => `docs/adr/${name}`);
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "docs/requirements.md",
  "docs/cost.md",
  "docs/incidents.md",
  "docs/proofs.md",
  "docs/snapshot.md",
  "docs/runbook.md",
  "docs/runbook.ja.md",
  ...decisions,
];
const readme = read("README.md");
const packageJson = JSON.parse(read("package.json")) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};

function sandboxFacts(): SettledFacts {
  const { config } = stackIn(join(project, "Pulumi.sandbox.yaml"));
  const result = factsOf(config, "sandbox", rulebook);
  assert.ok(result.ok && isSettled(result.facts));
  return result.facts;
}

describe("the pages", () => {
  for (const page of pages) {
    it(`${page} links to files and folders that exist`, () => {
      const missing = linkedPaths(page, read(page)).filter((path) => !existsSync(join(project, path)));
      assert.deepEqual(missing, []);
    });
  }

  for (const page of ["README.md", "CONTRIBUTING.md", ...decisions]) {
    it(`${page} names files and folders that exist`, () => {
      // Files of one's own, which the reader makes.
      const own = ["Pulumi.acme.yaml", "before.json", "facts.json", "preview.json", "snapshot.json"];
      const missing = namedPaths(read(page)).filter((path) => !own.includes(path) && !existsSync(join(project, path)));
      assert.deepEqual(missing, []);
    });

    it(`${page} names npm scripts that exist`, () => {
      const named = codeLines(read(page)).flatMap((line) =>
        [...line.matchAll(/\bnpm (?:-s )?(?:run (?:-s )?([\w:-]+)|(start|test))/g)].map(
          ([, run, short]) => run ?? short,
        ),
      );
      assert.deepEqual(
        named.filter((name) => name === undefined || !(name in packageJson.scripts)),
        [],
      );
    });
  }

  it("are read by tests that find something in them", () => {
    assert.ok(linkedPaths("README.md", readme).includes("rulebook/guardrails.ts"));
    assert.ok(namedPaths(read("CONTRIBUTING.md")).includes("setup/"));
    assert.ok(codeLines(readme).includes("npm start -- --accounts 1000"));
    assert.deepEqual(linkedPaths("docs/adr/0001.md", "[a](../gone.md) [b](https://example.com)"), ["docs/gone.md"]);
    assert.deepEqual(namedPaths("`rulebook/gone.ts` and `gone/`, not `read-only` or `sts:*`"), [
      "rulebook/gone.ts",
      "gone/",
    ]);
  });
});

describe("the README", () => {
  it("names commands and options of lifeline that exist", () => {
    buildCommand();
    const help = lifeline(["--help"]).output;
    const named = codeLines(readme).flatMap((line) => {
      const [, asCommand, asScript] = /(?:^|\/)lifeline ([a-z].*)$|\bnpm (?:-s )?start -- (.*)$/.exec(line) ?? [];
      return asCommand ?? (asScript === undefined ? [] : `sandbox ${asScript}`);
    });
    assert.ok(named.length >= 6, named.join("\n"));
    const known = new Map<string, string>();
    const optionsOf = (command: string) => {
      const options = known.get(command) ?? lifeline([command, "--help"]).output;
      known.set(command, options);
      return options;
    };
    for (const line of named) {
      const [command = "", ...words] = line.split(/\s+/);
      assert.match(help, new RegExp(`^ {2}${command} `, "m"), `lifeline ${command} is no command`);
      const options = optionsOf(command);
      for (const option of words.filter((word) => word.startsWith("--"))) {
        assert.match(options, new RegExp(`^ {2}(-\\w, )?${option}\\b`, "m"), `lifeline ${command} has no ${option}`);
      }
    }
  });

  it("explains every stack output, and no other", () => {
    const outputs = tableRows(readme, "output").map(([output]) => output);
    assert.deepEqual(outputs, Object.keys(wayInFor(rulebook, sandboxFacts())));
    assert.deepEqual(Object.keys(nextStepFor("210000000000")), ["nextStep"]);
    assert.match(readme, /`nextStep`/);
  });

  it("says which account offers which tier as the rulebook does", () => {
    const facts = sandboxFacts();
    const kinds = {
      workload: ["workload"],
      "log archive, security": ["logArchive", "security"],
      identity: ["identity"],
      management: ["management"],
      emergency: ["emergency"],
    } as const;
    const rows = new Map(tableRows(readme, "account").map(([account = "", tiers = ""]) => [account, tiers]));
    assert.deepEqual([...rows.keys()], Object.keys(kinds));
    for (const [account, of] of Object.entries(kinds)) {
      const said = (rows.get(account) ?? "").split(/[;:]/)[0]?.split(", ");
      for (const kind of of) {
        const offered = tiersOf(rulebook, facts, kind);
        assert.deepEqual(said, offered.length === 0 ? ["none"] : offered);
      }
    }
  });

  it("names facts that exist", () => {
    // Output, in blocks of text, names resources in the same way.
    const prose = readme.replace(/^```text\n[^]*?^```$/gm, "");
    const named = [...prose.matchAll(/\blifeline:(\w+)/g)].map(([, fact]) => String(fact));
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter((fact) => !(fact in schemas)),
      [],
    );
  });
});

describe("the decisions", () => {
  it("are numbered without a gap, and each has a context, a decision and consequences", () => {
    decisions.forEach((page, index) => {
      const number = String(index + 1).padStart(4, "0");
      assert.match(page, new RegExp(`^docs/adr/${number}-[a-z0-9-]+\\.md$`));
      assert.match(
        read(page),
        new RegExp(`^# ${number}: .+\\n\\n## Context\\n[^]+\\n## Decision\\n[^]+\\n## Consequences\\n`),
      );
    });
  });

  it("give a reason for every dependency, with its licence, and for nothing else", () => {
    const page = read("docs/adr/0002-dependencies.md");
    const said = page
      .split("\n")
      .filter((line) => line.startsWith("| `"))
      .map((line) => line.split("|").map((cell) => cell.trim()))
      .map(([, name = "", licence = "", why = ""]) => [/^`([^`]+)`/.exec(name)?.[1] ?? name, licence, why] as const);
    const names = [...Object.keys(packageJson.dependencies), ...Object.keys(packageJson.devDependencies)];
    assert.deepEqual(
      said.map(([name]) => name),
      names,
    );
    for (const [name, licence, why] of said) {
      const installed = JSON.parse(read(`node_modules/${name}/package.json`)) as { readonly license: string };
      assert.equal(licence, installed.license, name);
      assert.ok(why.length > 10, name);
    }
  });
});

describe("the licence", () => {
  it("is the whole text of Apache-2.0, by the Lifeline authors", () => {
    const published = read("node_modules/@pulumi/aws/LICENSE");
    const line = "   Copyright 2026 The Lifeline authors";
    assert.equal(packageJson.license, "Apache-2.0");
    assert.equal(read("LICENSE"), published.replace("   Copyright [yyyy] [name of copyright owner]", line));
    assert.match(read("LICENSE"), new RegExp(`\n${line}\n`));
  });
});
