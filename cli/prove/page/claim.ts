import type { Counterexample } from "../../../proofs/claim";
import type { ClaimResult } from "../../../proofs/prove";
import { detailsOf } from "../../../proofs/view/counterexample";
import { evidenceRows } from "../../../proofs/view/evidence";
import { coveredText, verdicts } from "../verdicts";
import { html, nothing, verbatim, type Markup } from "./markup";
import { tableMarkup } from "./table";

/** Of one claim; `lifeline prove --json` has all of them. */
const most = 25;

/** More of them are folded away: the first ones say what is wrong. */
const mostOpen = 3;

/** In a cell of a table. */
const mostLines = 24;

/** A claim with all that it rests on; open from the start where it does not hold. */
export function claimMarkup(claim: ClaimResult): Markup {
  const { id, question, verdict, counterexamples = [], missing = [], reported = [], assumptions = [], reason } = claim;
  const isOpen = verdict === "refuted" || verdict === "unknown";
  return html`<details class="claim" id="${id}" data-verdict="${verdict}" ${isOpen ? html` open` : nothing}>
    <summary>
      <span class="mark ${verdict}">${verdicts[verdict].mark} ${verdicts[verdict].says}</span>
      <span class="id">${id}</span> <span class="question">${question}</span>
      <span class="covered">${verdict === "not-applicable" ? "" : coveredText(claim)}</span>
    </summary>
    ${reason === undefined ? nothing : html`<p>${reason}</p>`}
    ${list("Missing", missing)}${list("Stands on", assumptions)}${list("Reported: what it does not prevent, or leaves out", reported)}
    ${counterexamples.slice(0, mostOpen).map(counterexampleMarkup)} ${foldedMarkup(counterexamples.slice(0, most))}
    ${moreThan(most, counterexamples.length, "counterexamples")} ${evidenceMarkup(claim)}
  </details> `;
}

function foldedMarkup(counterexamples: readonly Counterexample[]): Markup {
  const folded = counterexamples.slice(mostOpen);
  if (folded.length === 0) return nothing;
  return html`<details class="more">
    <summary>${folded.length} more counterexample${folded.length === 1 ? "" : "s"}</summary>
    ${folded.map((one, index) => counterexampleMarkup(one, mostOpen + index))}
  </details>`;
}

function counterexampleMarkup(counterexample: Counterexample, index: number): Markup {
  return html`<div class="counterexample">
    <h4>Counterexample ${index + 1}</h4>
    <p>${counterexample.says}</p>
    <dl>
      ${detailsOf(counterexample).map(
        ([label, lines]) =>
          html`<dt>${label}</dt>
            ${lines.map((line) => html`<dd>${line}</dd>`)}`,
      )}
    </dl>
  </div>`;
}

function list(title: string, lines: readonly string[]): Markup {
  if (lines.length === 0) return nothing;
  return html`<h4>${title}</h4>
    <ul>
      ${lines.slice(0, most).map((line) => html`<li>${line}</li>`)}
    </ul>
    ${moreThan(most, lines.length, "lines")}`;
}

function moreThan(shown: number, all: number, what: string): Markup {
  return all <= shown
    ? nothing
    : html`<p class="soft">And ${all - shown} more ${what}: lifeline prove --json has them.</p>`;
}

function evidenceMarkup({ evidence }: ClaimResult): Markup {
  if (evidence.length === 0) return nothing;
  return html`<h4>Evidence</h4>
    ${tableMarkup(
      "none",
      ["who", "does", "on", "decision", "by"],
      evidenceRows(evidence).map(({ who, does, on, decision, by }) => [
        lines(who),
        lines(does),
        lines(on),
        decisions[decision],
        lines(by),
      ]),
    )}`;
}

const decisions = {
  allowed: "allowed",
  explicitDeny: "denied",
  implicitDeny: "not allowed",
  unknown: "unknown",
} as const;

/** A line break is no character of a name, so that the filter finds a name as a whole. */
function lines(texts: readonly string[]): Markup {
  const left = texts.length - mostLines;
  const shown = left > 1 ? [...texts.slice(0, mostLines), `and ${left} more`] : texts;
  return html`<code>${shown.map((text, index) => html`${index === 0 ? nothing : verbatim("<br>\n")}${text}`)}</code>`;
}
