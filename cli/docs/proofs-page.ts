import type { Assumption } from "../../proofs/assumptions";
import type { Claim, Subject } from "../../proofs/claim";
import { subjects } from "../prove/verdicts";

/** docs/proofs.md is written by hand but for what stands between these marks. */
const marks = {
  claims: ["<!-- claims: written by `npm run docs` -->", "<!-- end of claims -->"],
  assumptions: ["<!-- assumptions: written by `npm run docs` -->", "<!-- end of assumptions -->"],
} as const;

/** The page with the tables of its rows; everything else as it is. */
export function proofsPageFor(page: string, claims: readonly Claim[], assumptions: readonly Assumption[]): string {
  const withClaims = replaced(
    page,
    marks.claims,
    (Object.keys(subjects) as Subject[]).flatMap((subject) => chapterFor(subject, claims)),
  );
  const rows = assumptions.map(({ id, assumes, owner, reviewBy, drill, source }) => [
    `\`${id}\``,
    assumes,
    owner,
    reviewBy,
    drill,
    `<${source}>`,
  ]);
  return replaced(
    withClaims,
    marks.assumptions,
    tableFor(["id", "what is assumed", "owner", "until", "drill", "source"], rows),
  );
}

function chapterFor(subject: Subject, claims: readonly Claim[]): readonly string[] {
  const own = claims.filter(({ about }) => about === subject);
  if (own.length === 0) return [];
  const rows = own.map(({ id, question, why, source }) => [
    `[${id}](../proofs/claims/${id}.ts)`,
    question,
    why,
    source.map((one) => (one.startsWith("https:") ? `<${one}>` : one)).join(", "),
  ]);
  return [`### ${subjects[subject]}`, "", ...tableFor(["claim", "question", "why", "source"], rows), ""];
}

function replaced(page: string, [from, to]: readonly [string, string], lines: readonly string[]): string {
  const [start, end] = [page.indexOf(from), page.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`docs/proofs.md has no ${from} … ${to}`);
  return `${page.slice(0, start + from.length)}\n\n${lines.join("\n").trim()}\n\n${page.slice(end)}`;
}

/** A bar would begin the next cell. */
function tableFor(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [head, head.map(() => "---"), ...rows].map(
    (cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`,
  );
}
