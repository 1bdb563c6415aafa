/** The words of a filter pattern. */
export type Token = { readonly at: number; readonly text: string } & (
  | { readonly kind: "sign" | "state" | "comparison" }
  | { readonly kind: "selector"; readonly steps: readonly (string | number)[] }
  | { readonly kind: "value"; readonly value: string; readonly isQuoted: boolean }
  | { readonly kind: "regex"; readonly regex: RegExp }
);

type Tokens =
  { readonly ok: true; readonly tokens: readonly Token[] } | { readonly ok: false; readonly message: string };

const SIGN = /[{}()]|&&|\|\|/y;
const STATE = /NOT\s+EXISTS\b|IS\s+(?:NULL|TRUE|FALSE)\b/y;
const COMPARISON = /!=|<=|>=|=|<|>/y;
const SELECTOR = /\$(?:\.[A-Za-z0-9_-]+|\.?\['[^']*'\]|\[\d+\])+/y;
const STEP = /\['([^']*)'\]|\[(\d+)\]|([A-Za-z0-9_-]+)/g;
const QUOTED = /"((?:[^"\\]|\\.)*)"/y;
/** Text without quotation marks has letters, digits and wildcards only; numbers and IP addresses have dots. */
const PLAIN = /-?[A-Za-z0-9_.*+]+(?:(?<=[eE])-\d+)?/y;
const REGEX = /%([^%]*)%/y;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html#regex-expressions: no groups. */
const REGEX_SYNTAX = /^(?:[A-Za-z0-9_#=@/;,\-^$?*+.|:[\]{}"' ]|\\[dDsSwW.^$?*+|[\]{}\\()%/-])*$/;

export function tokensFrom(text: string): Tokens {
  const tokens: Token[] = [];
  let at = skipSpace(0);
  while (at < text.length) {
    const token = tokenAt(at);
    if (token === undefined) return { ok: false, message: `cannot be read at ${at}: ${text.slice(at, at + 20)}` };
    tokens.push(token);
    at = skipSpace(at + token.text.length);
  }
  return { ok: true, tokens };

  function skipSpace(from: number): number {
    return from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0);
  }

  function tokenAt(from: number): Token | undefined {
    const sign = found(SIGN, from);
    if (sign !== undefined) return { kind: "sign", at: from, text: sign[0] };
    const state = found(STATE, from);
    if (state !== undefined) return { kind: "state", at: from, text: state[0] };
    const comparison = found(COMPARISON, from);
    if (comparison !== undefined) return { kind: "comparison", at: from, text: comparison[0] };
    const selector = found(SELECTOR, from);
    if (selector !== undefined) return { kind: "selector", at: from, text: selector[0], steps: stepsOf(selector[0]) };
    return valueAt(from);
  }

  function valueAt(from: number): Token | undefined {
    const quoted = found(QUOTED, from);
    if (quoted !== undefined)
      return { kind: "value", at: from, text: quoted[0], value: unquoted(quoted[1] ?? ""), isQuoted: true };
    const regex = found(REGEX, from);
    if (regex !== undefined) {
      const compiled = regexFrom(regex[1] ?? "");
      return compiled && { kind: "regex", at: from, text: regex[0], regex: compiled };
    }
    const plain = found(PLAIN, from);
    return plain && { kind: "value", at: from, text: plain[0], value: plain[0], isQuoted: false };
  }

  function found(expression: RegExp, from: number): RegExpExecArray | undefined {
    expression.lastIndex = from;
    return expression.exec(text) ?? undefined;
  }
}

function stepsOf(selector: string): readonly (string | number)[] {
  return [...selector.slice(1).matchAll(STEP)].map(([, bracketed, index, name]) =>
    index === undefined ? (bracketed ?? name ?? "") : Number(index),
  );
}

function unquoted(text: string): string {
  return text.replace(/\\(.)/g, "$1");
}

function regexFrom(source: string): RegExp | undefined {
  if (!REGEX_SYNTAX.test(source)) return undefined;
  try {
    return new RegExp(source);
  } catch {
    return undefined;
  }
}
