import type { Requirement, RequirementSource } from "../../rulebook/requirement";

type Rows = Readonly<Record<string, Requirement>>;

const meanings = {
  done: "built, and a test would turn red without it",
  partly: "some of it; the last column says what is missing",
  planned: "not there yet",
} as const satisfies Record<Requirement["status"], string>;

const statuses = ["done", "partly", "planned"] as const;

/** docs/requirements.md: what is asked and how far it is met, by source. */
export function requirementsPageFor(sources: readonly RequirementSource[], rows: Rows): string {
  return [
    "<!-- Generated from rulebook/*requirements.ts by `npm run docs`. Edit the rows, not this page. -->",
    "",
    "# Requirements",
    "",
    "What AWS's guidance asks of emergency access and of what surrounds it, and how far Lifeline meets it.",
    "",
    ...tableFor(["status", "requirements", "meaning"], statuses.map(countRow(rows))),
    ...sources.flatMap((source) => chapterFor(source, rows)),
    "",
  ].join("\n");
}

function countRow(rows: Rows): (status: Requirement["status"]) => readonly string[] {
  return (status) => [
    status,
    String(Object.values(rows).filter((row) => row.status === status).length),
    meanings[status],
  ];
}

function chapterFor({ letter, title, source }: RequirementSource, rows: Rows): readonly string[] {
  const own = Object.entries(rows).filter(([id]) => id.startsWith(letter));
  return [
    "",
    `## ${title}`,
    "",
    `Source: <${source}>`,
    "",
    ...tableFor(["id", "asked", "status", "built", "tests", "note"], own.map(rowFor)),
  ];
}

function rowFor([id, { asked, status, built, tests, note }]: readonly [string, Requirement]): readonly string[] {
  return [id, asked, status, linksTo(built ?? []), linksTo(tests ?? []), note];
}

/** The page lies in docs/, the paths begin at the project. */
function linksTo(paths: readonly string[]): string {
  return paths.map((path) => `[${path}](../${path})`).join("<br>");
}

function tableFor(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cellOf).join(" | ")} |`);
}

/** A bar would begin the next cell. */
function cellOf(text: string): string {
  return text.replaceAll("|", "\\|");
}
