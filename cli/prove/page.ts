import { createHash } from "node:crypto";
import type { Subject } from "../../proofs/claim";
import type { Proof } from "../../proofs/prove";
import { graphFor } from "../../proofs/view/graph";
import { claimMarkup } from "./page/claim";
import { filterMarkup } from "./page/filter";
import { graphMarkup } from "./page/graph";
import { html, nothing, verbatim, type Markup } from "./page/markup";
import { script } from "./page/script";
import { style } from "./page/style";
import { tableMarkup } from "./page/table";
import { assumptionsOf } from "./assumptions";
import { scopeText } from "./scope";
import { countsOf, subjects, verdicts } from "./verdicts";

/** One page that needs no network and no server, and that a browser lets do nothing but show itself. */
export function pageFor(proof: Proof, today: string): string {
  const { claims } = proof;
  const graph = graphFor(claims);
  const title = `Emergency access of ${proof.organization || "an organization without a name"}`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        ${verbatim(`<style>${style}</style>`)}
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <p>${scopeText(proof, today)} Proved on ${today}.</p>
          <ul class="counts" aria-label="${countsOf(claims)}">
            ${(Object.keys(verdicts) as (keyof typeof verdicts)[]).map(
              (verdict) =>
                html`<li class="mark ${verdict}">
                  ${claims.filter((claim) => claim.verdict === verdict).length} ${verdicts[verdict].says}
                </li>`,
            )}
          </ul>
          <nav aria-label="Parts of this page">${parts.map(([id, says]) => html`<a href="#${id}">${says}</a>`)}</nav>
        </header>
        ${filterMarkup(proof)}
        <main>
          <h2 id="claims">Claims</h2>
          ${(Object.keys(subjects) as Subject[]).map((subject) => subjectMarkup(subject, proof))}
          <h2 id="access">Access graph</h2>
          <p class="hint">
            Point at a box or a line to see the ways through it; click on a box to see no others. The filter above
            filters the graph too, and the tables of evidence say the same in words.
          </p>
          <div class="scroll">${graphMarkup(graph, claims)}</div>
          ${standingMarkup(proof)}
        </main>
        ${verbatim(`<script>${script}</script>`)}
      </body>
    </html> `.markup;
}

const parts = [
  ["claims", "Claims"],
  ["access", "Access graph"],
  ["assumptions", "Assumptions"],
  ["tier-zero", "Tier 0"],
  ["accounts", "Accounts"],
  ["outside", "Outside the model"],
  ["gaps", "Gaps"],
] as const;

function subjectMarkup(subject: Subject, { claims }: Proof): Markup {
  const own = claims.filter(({ about }) => about === subject);
  if (own.length === 0) return nothing;
  return html`<section class="subject">
    <h3>${subjects[subject]}</h3>
    ${own.map(claimMarkup)}
  </section>`;
}

/** What the claims stand on, and what they say nothing about. */
function standingMarkup(proof: Proof): Markup {
  return html`<h2 id="assumptions">Assumptions: what no document can show</h2>
    ${tableMarkup(
      "none is used",
      ["assumption", "assumes", "owner", "until", "the drill that confirms it"],
      assumptionsOf(proof.claims).map(({ id, assumes, owner, reviewBy, drill }) => [
        id,
        assumes,
        owner,
        html`<span class="unbroken">${reviewBy}</span>`,
        drill,
      ]),
    )}
    <h2 id="tier-zero">Tier 0: whom AWS cannot bind</h2>
    ${tableMarkup(
      "nobody",
      ["who", "why", "what watches it"],
      proof.tierZero.map(({ who, why, watchedBy }) => [who, why, watchedBy]),
    )}
    <h2 id="accounts">Accounts: which stand for which</h2>
    ${tableMarkup(
      "none",
      ["account", "kind", "stands for", "how many"],
      proof.accounts.map(({ account, kind, members, isNew }) => [
        account,
        kind,
        isNew === true ? "any new account" : members.join(" "),
        isNew === true ? "" : String(members.length),
      ]),
    )}
    <h2 id="outside">Outside the model</h2>
    ${tableMarkup(
      "nothing",
      ["what claims do not look at"],
      proof.outside.map((line) => [line]),
    )}
    <h2 id="gaps">Gaps: what could not be read</h2>
    ${tableMarkup(
      "none",
      ["where", "why"],
      proof.gaps.map(({ where, why }) => [where, why]),
    )}`;
}

/** https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Content-Security-Policy/script-src#hashes */
function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
