/**
 * Texts that ignore case: every UTF-16 unit of the pattern stands for its lower-case and its upper-case form, and the
 * upper-case form may be longer (ß is SS). Units of a surrogate pair have no form of their own: AWS's matcher reads
 * each as a question mark.
 * https://github.com/aws/event-ruler/blob/v2.0.1/src/main/software/amazon/event/ruler/input/EqualsIgnoreCaseParser.java
 */
export type AnyCase = readonly (readonly [lower: string, upper: string])[];

export function anyCaseFor(text: string): AnyCase {
  return text.split("").map((unit) => {
    const readable = isSurrogate(unit) ? "?" : unit;
    return [readable.toLowerCase(), readable.toUpperCase()];
  });
}

function isSurrogate(unit: string): boolean {
  return unit >= "\ud800" && unit <= "\udfff";
}

export function equalsIgnoringCase(text: string, pattern: AnyCase): boolean {
  return endsAfter(text, pattern, [0]).includes(text.length);
}

export function startsIgnoringCase(text: string, pattern: AnyCase): boolean {
  return endsAfter(text, pattern, [0]).length > 0;
}

export function endsIgnoringCase(text: string, pattern: AnyCase): boolean {
  const starts = Array.from({ length: text.length + 1 }, (_, index) => index);
  return endsAfter(text, pattern, starts).includes(text.length);
}

/** Where the pattern can end, if it begins at one of the starts. */
function endsAfter(text: string, pattern: AnyCase, starts: readonly number[]): readonly number[] {
  let positions = starts;
  for (const forms of pattern) {
    const next = new Set<number>();
    for (const position of positions) {
      for (const form of forms) if (text.startsWith(form, position)) next.add(position + form.length);
    }
    positions = [...next];
  }
  return positions;
}
