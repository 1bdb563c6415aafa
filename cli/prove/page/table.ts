import { html, type Markup } from "./markup";

/** Plain text in columns, or one sentence where there is nothing to show. */
export function tableMarkup(
  none: string,
  head: readonly string[],
  rows: readonly (readonly (string | Markup)[])[],
): Markup {
  if (rows.length === 0) return html`<p class="soft">${none.charAt(0).toUpperCase()}${none.slice(1)}.</p>`;
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${cell}</td>`)}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}
