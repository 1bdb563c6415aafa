import type { Proof } from "../../../proofs/prove";
import { verdicts } from "../verdicts";
import { html, type Markup } from "./markup";

/** Hidden until the script, without which it would do nothing, shows it. */
export function filterMarkup(proof: Proof): Markup {
  return html`<form hidden aria-label="Filter">
    <label>Text<input type="search" name="text" autocomplete="off" placeholder="role, action, statement …" /></label>
    <label
      >Account<select name="account">
        <option value="">all</option>
        ${accountsIn(proof).map((account) => html`<option>${account}</option>`)}
      </select></label
    >
    <label
      >Verdict<select name="verdict">
        <option value="">all</option>
        ${Object.entries(verdicts).map(([verdict, { says }]) => html`<option value="${verdict}">${says}</option>`)}
      </select></label
    >
    <button type="reset">Reset</button>
    <output aria-live="polite"></output>
  </form>`;
}

/** Account ids of 12 digits that the evidence and the counterexamples name. */
function accountsIn({ claims }: Proof): readonly string[] {
  const text = JSON.stringify(claims.map(({ evidence, counterexamples }) => [evidence, counterexamples]));
  return [...new Set(text.match(/(?<!\d)\d{12}(?!\d)/g) ?? [])].sort();
}
