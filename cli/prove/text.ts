import pc from "picocolors";
import type { Subject } from "../../proofs/claim";
import type { ClaimResult, Proof } from "../../proofs/prove";
import { detailsOf } from "../../proofs/view/counterexample";
import { table } from "../table";
import { assumptionsOf } from "./assumptions";
import { scopeText } from "./scope";
import { countsOf, coveredText, subjects, verdicts } from "./verdicts";

/** More of them only say the same again, unless this one claim is asked for. */
const counterexamplesShown = 3;
const reportedShown = 3;
const width = 96;

/** The proof for a person: claims by subject, then everything that they stand on, and what they say nothing about. */
export function textOf(proof: Proof, today: string): string {
  const about = Object.keys(subjects) as Subject[];
  const claims = about.flatMap((subject) => proof.claims.filter((claim) => claim.about === subject));
  const isWhole = claims.length === 1;
  return [
    pc.bold(`${proof.organization || "an organization without a name"}: ${countsOf(claims)}`),
    scopeText(proof, today),
    ...about.flatMap((subject) => subjectSection(subject, claims)),
    ...claims.filter(({ verdict }) => verdict === "refuted").flatMap((claim) => refutedSection(claim, isWhole)),
    ...section(
      "Unknown: what is missing",
      listed(claims, "unknown", ({ missing = [] }) => missing),
    ),
    ...section(
      "Not applicable",
      listed(claims, "not-applicable", ({ reason = "" }) => [reason]),
    ),
    ...section("Reported: what claims do not prevent, or leave out", reportedLines(claims)),
    ...section("Assumptions: what no document can show", [assumptionsTable(claims)]),
    ...section("Tier 0: whom AWS cannot bind", [tierZeroTable(proof)]),
    ...section("Outside the model", bullets(proof.outside)),
    ...section("Gaps: what could not be read", bullets(proof.gaps.map(({ where, why }) => `${where}: ${why}`))),
    "",
  ].join("\n");
}

function subjectSection(subject: Subject, claims: readonly ClaimResult[]): readonly string[] {
  const own = claims.filter(({ about }) => about === subject);
  return section(subjects[subject], [
    table(
      ["", "claim", "covered"],
      own.map((claim) => [
        verdicts[claim.verdict].mark,
        [claim.id, ...wrapped(claim.question, 76)].join("\n"),
        claim.verdict === "not-applicable" ? "not applicable" : coveredText(claim).replaceAll(", ", "\n"),
      ]),
    ),
  ]);
}

function refutedSection(claim: ClaimResult, isWhole: boolean): readonly string[] {
  const { counterexamples = [] } = claim;
  const shown = isWhole ? counterexamples : counterexamples.slice(0, counterexamplesShown);
  const left = counterexamples.length - shown.length;
  return section(pc.red(`${verdicts.refuted.mark} ${claim.id} is refuted`), [
    claim.question,
    ...shown.flatMap((counterexample, index) => [
      `${index + 1}. ${counterexample.says}`,
      ...detailsOf(counterexample).flatMap(([label, lines]) =>
        lines
          .flatMap((line) => wrapped(line, width - 19))
          .map((line, at) => `   ${(at === 0 ? label : "").padEnd(16)}${line}`),
      ),
    ]),
    ...(left > 0 ? [`and ${left} more: lifeline prove --claim ${claim.id} shows all of them`] : []),
  ]);
}

function listed(
  claims: readonly ClaimResult[],
  verdict: ClaimResult["verdict"],
  linesOf: (claim: ClaimResult) => readonly string[],
): readonly string[] {
  return claims
    .filter((claim) => claim.verdict === verdict)
    .flatMap((claim) => bullets(linesOf(claim).map((line) => `${claim.id}: ${line}`)));
}

function reportedLines(claims: readonly ClaimResult[]): readonly string[] {
  const isWhole = claims.length === 1;
  return claims.flatMap(({ id, reported = [] }) => {
    const shown = isWhole ? reported : reported.slice(0, reportedShown);
    const left = reported.length - shown.length;
    if (shown.length === 0) return [];
    return [id, ...bullets([...shown, ...(left > 0 ? [`and ${left} more: lifeline prove --claim ${id}`] : [])])];
  });
}

function assumptionsTable(claims: readonly ClaimResult[]): string {
  return table(
    ["assumption", "owner", "until", "the drill that confirms it"],
    assumptionsOf(claims).map(({ id, assumes, owner, reviewBy, drill }) => [
      [id, ...wrapped(assumes, 48)].join("\n"),
      owner,
      reviewBy,
      wrapped(drill, 40).join("\n"),
    ]),
  );
}

function tierZeroTable({ tierZero }: Proof): string {
  return table(
    ["who", "why", "what watches it"],
    tierZero.map(({ who, why, watchedBy }) => [
      wrapped(who, 36).join("\n"),
      wrapped(why, 40).join("\n"),
      wrapped(watchedBy, 40).join("\n"),
    ]),
  );
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.every((line) => line === "") ? [] : ["", pc.bold(title), ...lines];
}

function bullets(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => wrapped(line, width - 2).map((part, index) => `${index === 0 ? "-" : " "} ${part}`));
}

/** Lines of at most so many characters, broken at spaces; a longer word is not broken, so that it can be copied. */
function wrapped(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= most) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
