import type { AlarmState, CompositeRule } from "../thing";

const states: readonly string[] = ["ALARM", "OK", "INSUFFICIENT_DATA"] satisfies readonly AlarmState[];
const TOKEN = /\s*(?:"((?:[^"\\]|\\.)*)"|([()])|([^\s()"]+))/y;

interface Token {
  readonly text: string;
  readonly isQuoted: boolean;
}

/**
 * The rule expression of a composite alarm: functions of alarms by name or ARN, quoted or not, TRUE and FALSE, joined by
 * NOT, AND and OR, which bind in this order. Undefined where it is something else: then nobody knows when it goes off.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function compositeRuleFrom(text: string): CompositeRule | undefined {
  const tokens = tokensOf(text);
  let position = 0;
  const rule = tokens === undefined ? undefined : alternatives();
  return tokens !== undefined && position === tokens.length ? rule : undefined;

  function alternatives(): CompositeRule | undefined {
    return joined("any", "OR", () => joined("all", "AND", negated));
  }

  function joined(kind: "any" | "all", word: string, part: () => CompositeRule | undefined): CompositeRule | undefined {
    const parts = [part()];
    while (isNext(word)) {
      position++;
      parts.push(part());
    }
    const read = parts.filter((one) => one !== undefined);
    const [first] = read;
    if (read.length < parts.length || first === undefined) return undefined;
    return parts.length === 1 ? first : { kind, parts: read };
  }

  function negated(): CompositeRule | undefined {
    if (!isNext("NOT")) return operand();
    position++;
    const part = negated();
    return part === undefined ? undefined : { kind: "not", part };
  }

  function operand(): CompositeRule | undefined {
    if (isNext("(")) return closed(alternatives);
    const { text: word = "", isQuoted = true } = tokens?.[position] ?? {};
    position++;
    if (isQuoted) return undefined;
    if (word === "TRUE" || word === "FALSE") return { kind: "constant", value: word === "TRUE" };
    const state = stateFrom(word);
    return state === undefined || !isNext("(") ? undefined : closed(() => alarmIn(state));
  }

  function closed(inside: () => CompositeRule | undefined): CompositeRule | undefined {
    position++;
    const rule = inside();
    if (!isNext(")")) return undefined;
    position++;
    return rule;
  }

  function alarmIn(state: AlarmState): CompositeRule | undefined {
    const name = tokens?.[position]?.text.split(":alarm:").at(-1) ?? "";
    position++;
    return name === "" ? undefined : { kind: "alarm", name, state };
  }

  function isNext(text: string): boolean {
    const token = tokens?.[position];
    return token !== undefined && !token.isQuoted && token.text === text;
  }
}

function stateFrom(word: string): AlarmState | undefined {
  return states.includes(word) ? (word as AlarmState) : undefined;
}

function tokensOf(text: string): readonly Token[] | undefined {
  const trimmed = text.trim();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const found = TOKEN.exec(trimmed);
    if (found === null) return undefined;
    const [, quoted, sign, word] = found;
    tokens.push({ text: quoted ?? sign ?? word ?? "", isQuoted: quoted !== undefined });
  }
  return tokens;
}

/** The alarms that a rule reads. */
export function alarmsOf(rule: CompositeRule): readonly string[] {
  switch (rule.kind) {
    case "alarm":
      return [rule.name];
    case "not":
      return alarmsOf(rule.part);
    case "all":
    case "any":
      return [...new Set(rule.parts.flatMap(alarmsOf))];
    case "constant":
      return [];
    default:
      return rule satisfies never;
  }
}

/** Whether a rule is true while its alarms are in these states. */
export function holdsWhile(rule: CompositeRule, stateOf: (alarm: string) => AlarmState): boolean {
  switch (rule.kind) {
    case "alarm":
      return stateOf(rule.name) === rule.state;
    case "not":
      return !holdsWhile(rule.part, stateOf);
    case "all":
      return rule.parts.every((part) => holdsWhile(part, stateOf));
    case "any":
      return rule.parts.some((part) => holdsWhile(part, stateOf));
    case "constant":
      return rule.value;
    default:
      return rule satisfies never;
  }
}
