/**
 * Wildcards: `*` is any run of characters, also none; `\*` and `\\` are an asterisk and a backslash.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-wildcard-matching
 */
export type WildcardParsed =
  { readonly ok: true; readonly pieces: readonly string[] } | { readonly ok: false; readonly message: string };

/** The texts between the asterisks. */
export function wildcardFrom(text: string): WildcardParsed {
  const pieces: string[] = [];
  let piece = "";
  for (let index = 0; index < text.length; index++) {
    const unit = text.charAt(index);
    const following = text.charAt(index + 1);
    if (unit === "*") {
      if (following === "*") return { ok: false, message: `consecutive wildcards at position ${index}` };
      pieces.push(piece);
      piece = "";
    } else if (unit === "\\") {
      if (following !== "*" && following !== "\\") return { ok: false, message: `invalid escape at position ${index}` };
      piece += following;
      index++;
    } else {
      piece += unit;
    }
  }
  return { ok: true, pieces: [...pieces, piece] };
}

/** The first and last piece are anchored; those between take the earliest place, which leaves most for the rest. */
export function matchesWildcard(text: string, pieces: readonly string[]): boolean {
  const first = pieces[0] ?? "";
  const last = pieces.at(-1) ?? "";
  if (pieces.length < 2) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let position = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, position);
    if (found < 0) return false;
    position = found + piece.length;
  }
  return position <= text.length - last.length;
}
