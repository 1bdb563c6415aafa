import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generatedPages, outdated, requirements, write } from "../../cli/docs/pages";
import { requirementsPageFor } from "../../cli/docs/requirements-page";
import type { Requirement } from "../../rulebook/requirement";
import { requirementSources } from "../../rulebook/requirements";
import { project } from "./markdown";

const rows: Readonly<Record<string, Requirement>> = requirements;

/** What a row says of files that is not so. */
function faultsOf(id: string, row: Requirement): readonly string[] {
  const built: readonly string[] = row.built ?? [];
  const tests: readonly string[] = row.tests ?? [];
  return [
    ...[...built, ...tests].filter((path) => !existsSync(join(project, path))).map((path) => `${id}: no ${path}`),
    // What `npm test` runs; a folder or a support file would be no evidence.
    ...tests.filter((path) => !/^tests\/.*\.test\.ts$/.test(path)).map((path) => `${id}: ${path} is no test file`),
    ...(row.status === "done" && tests.length === 0 ? [`${id}: done without a test`] : []),
  ];
}

describe("the rows of requirements", () => {
  it("are twenty on emergency access, six on third parties, six on credentials, five on practice, eight on guardrails", () => {
    assert.deepEqual(
      Object.keys(rows).join(" "),
      "E1 E2 E3 E4 E5 E6 E7 E8 E9 E10 E11 E12 E13 E14 E15 E16 E17 E18 E19 E20 " +
        "T1 T2 T3 T4 T5 T6 C1 C2 C3 C4 C5 C6 A1 A2 A3 A4 A5 G1 G2 G3 G4 G5 G6 G7 G8",
    );
    assert.deepEqual(
      requirementSources.map(({ letter }) => letter),
      ["E", "T", "C", "A", "G"],
    );
  });

  it("name files that exist, tests that run, and a test wherever a requirement is done", () => {
    assert.deepEqual(
      Object.entries(rows).flatMap(([id, row]) => faultsOf(id, row)),
      [],
    );
  });

  it("would be refused with a file that is not there, with a test that does not run, and done without a test", () => {
    const asked = { asked: "?", note: "." };
    assert.deepEqual(faultsOf("E1", { ...asked, status: "partly", built: ["rulebook/gone.ts"], tests: [] }), [
      "E1: no rulebook/gone.ts",
    ]);
    assert.deepEqual(
      faultsOf("E2", { ...asked, status: "done", built: ["rulebook/roles.ts"], tests: ["tests/scale.ts"] }),
      ["E2: tests/scale.ts is no test file"],
    );
    const untested = { ...asked, status: "done", built: ["rulebook/roles.ts"], tests: [] } as unknown as Requirement;
    assert.deepEqual(faultsOf("E3", untested), ["E3: done without a test"]);
  });

  it("do not compile when done without a test, or planned with something built", () => {
    // @ts-expect-error -- the list of tests of a requirement that is done may not be empty
    const untested: Requirement = { asked: "?", note: ".", status: "done", built: ["index.ts"], tests: [] };
    // @ts-expect-error -- what has a part built is partly done
    const built: Requirement = { asked: "?", note: ".", status: "planned", built: ["index.ts"] };
    assert.notEqual(untested.status, built.status);
  });

  it("say in a sentence how far they are", () => {
    const bare = Object.entries(rows).filter(([, { asked, note }]) => !/\w.*\.$/.test(note) || !/\w.*\.$/.test(asked));
    assert.deepEqual(bare, []);
  });
});

describe("the generated pages", () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), "lifeline-docs-"))));
  afterEach(() => rmSync(directory, { recursive: true }));

  it("are what their rows say; if not: npm run docs", () => {
    assert.deepEqual(
      outdated(generatedPages(), project).map(({ path }) => path),
      [],
    );
  });

  it("count as outdated when missing or edited by hand, and are current once written", () => {
    const pages = [{ path: "docs/page.md", text: "from rows\n" }];
    assert.deepEqual(outdated(pages, directory), pages);
    write(pages, directory);
    assert.equal(readFileSync(join(directory, "docs", "page.md"), "utf8"), "from rows\n");
    assert.deepEqual(outdated(pages, directory), []);
    writeFileSync(join(directory, "docs", "page.md"), "by hand\n");
    assert.deepEqual(outdated(pages, directory), pages);
  });

  it("list each requirement under its source, with links that work from docs/", () => {
    const page = requirementsPageFor(
      [
        { letter: "E", title: "Emergency", source: "https://example.com/e" },
        { letter: "G", title: "Guardrails", source: "https://example.com/g" },
      ],
      {
        E1: { asked: "One.", status: "done", built: ["a.ts", "b.ts"], tests: ["tests/a.test.ts"], note: "Both a|b." },
        G1: { asked: "Two.", status: "planned", note: "Not built." },
      },
    );
    assert.equal(
      page.slice(page.indexOf("| status")),
      [
        "| status | requirements | meaning |",
        "| --- | --- | --- |",
        "| done | 1 | built, and a test would turn red without it |",
        "| partly | 0 | some of it; the last column says what is missing |",
        "| planned | 1 | not there yet |",
        "",
        "## Emergency",
        "",
        "Source: <https://example.com/e>",
        "",
        "| id | asked | status | built | tests | note |",
        "| --- | --- | --- | --- | --- | --- |",
        "| E1 | One. | done | [a.ts](../a.ts)<br>[b.ts](../b.ts) | [tests/a.test.ts](../tests/a.test.ts) | Both a\\|b. |",
        "",
        "## Guardrails",
        "",
        "Source: <https://example.com/g>",
        "",
        "| id | asked | status | built | tests | note |",
        "| --- | --- | --- | --- | --- | --- |",
        "| G1 | Two. | planned |  |  | Not built. |",
        "",
      ].join("\n"),
    );
  });
});
