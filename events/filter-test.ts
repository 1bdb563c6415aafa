import { matchesWildcard } from "./wildcard";

/** Asked with the value that the selector finds; undefined where there is none. */
export type FilterTest = (value: unknown) => boolean;

export function stateTest(state: string): FilterTest {
  switch (state.replace(/\s+/g, " ")) {
    case "IS NULL":
      return (value) => value === null;
    case "IS TRUE":
      return (value) => value === true;
    case "IS FALSE":
      return (value) => value === false;
    default:
      return (value) => value === undefined;
  }
}

export function regexTest(operator: "=" | "!=", regex: RegExp): FilterTest {
  return (value) => isScalar(value) && regex.test(String(value)) === (operator === "=");
}

/**
 * A number is compared with numbers, a text with texts. A `*` at the text's ends is any run of characters; AWS speaks of
 * text "at, before, or after a search term", so one in the middle is an asterisk.
 * Nothing is said of `!=` on a field that an event lacks; here it does not match, so that a pattern of ours that relies
 * on it is seen to miss.
 */
export function compareTest(
  operator: string,
  { value: wanted, isQuoted }: { readonly value: string; readonly isQuoted: boolean },
): FilterTest | undefined {
  const number = isQuoted || !/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(wanted) ? undefined : Number(wanted);
  if (number !== undefined) return numberTest(operator, number);
  const pieces = piecesOf(wanted);
  if (operator === "=") return (value) => typeof value === "string" && matchesWildcard(value, pieces);
  if (operator === "!=") return (value) => isScalar(value) && !matchesWildcard(String(value), pieces);
  return undefined;
}

function piecesOf(wanted: string): readonly string[] {
  const [, before = "", inside = "", after = ""] = /^(\*?)(.*?)(\*?)$/s.exec(wanted) ?? [];
  return [...(before === "" ? [] : [""]), inside, ...(after === "" ? [] : [""])];
}

function numberTest(operator: string, wanted: number): FilterTest | undefined {
  switch (operator) {
    case "=":
      return (value) => value === wanted;
    case "!=":
      return (value) => isScalar(value) && value !== wanted;
    case "<":
      return (value) => typeof value === "number" && value < wanted;
    case "<=":
      return (value) => typeof value === "number" && value <= wanted;
    case ">":
      return (value) => typeof value === "number" && value > wanted;
    case ">=":
      return (value) => typeof value === "number" && value >= wanted;
    default:
      return undefined;
  }
}

function isScalar(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}
