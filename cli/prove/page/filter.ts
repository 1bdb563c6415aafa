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
        ${accountsIn(proof).map(([account, says]) => html`<option value="${account}">${says}</option>`)}
      </select></label
    >
    <label
      >Verdict<select name="verdict">
        <option value="">all</option>
        ${Object.entries(verdicts).map(([verdict, { says }]) => html`<option value="${verdict}">${says}</option>`)}
      </select></label
    >
    <button type="reset">Reset</button> <button type="button">Open all</button>
    <output aria-live="polite"></output>
  </form>`;
}

/** Those that the evidence and the counterexamples name, with how many others each stands for. */
function accountsIn({ claims, accounts }: Proof): readonly (readonly [account: string, says: string])[] {
  const text = JSON.stringify(claims.map(({ evidence, counterexamples }) => [evidence, counterexamples]));
  const standing = new Map(accounts.map((one) => [one.account, one]));
  return [...new Set(text.match(/(?<!\d)\d{12}(?!\d)/g) ?? [])].sort().map((account) => {
    const { members = [], isNew } = standing.get(account) ?? {};
    if (isNew === true) return [account, `${account} (any new account)`];
    return [account, members.length > 1 ? `${account} (and ${members.length - 1} like it)` : account];
  });
}
