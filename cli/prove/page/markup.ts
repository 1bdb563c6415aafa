/** Text that was escaped, or made of such text; nothing else gets into the page. */
export interface Markup {
  readonly markup: string;
}

type Part = string | number | Markup | readonly Markup[];

/** Every value is escaped, unless it is markup itself: names in a state are other people's text. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const written = parts.map((part) =>
    typeof part === "string" || typeof part === "number"
      ? escaped(String(part))
      : [part]
          .flat()
          .map(({ markup }) => markup)
          .join(""),
  );
  // How the source is indented is nothing to send.
  const plain = texts.map((text) => text.replace(/\n\s*/g, "\n"));
  return { markup: plain.map((text, index) => `${text}${written[index] ?? ""}`).join("") };
}

/** Text of ours that is markup, style or script already. */
export function verbatim(markup: string): Markup {
  return { markup };
}

export const nothing: Markup = { markup: "" };

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
