import type { AlarmState } from "../events/live";

const TOKEN = /\s*(?:(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*"?([^")]+)"?\s*\)|(AND|OR|NOT|TRUE|FALSE)\b|([()]))/y;

/**
 * Whether the rule of a composite alarm holds: states of alarms, joined by AND, OR and NOT.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function ruleHolds(rule: string, stateOf: (alarm: string) => AlarmState): boolean {
  const text = rule.trim();
  let at = 0;
  const holds = any();
  if (at < text.length) throw notUnderstood();
  return holds;

  function any(): boolean {
    let value = all();
    while (isNext("OR")) value = all() || value;
    return value;
  }

  function all(): boolean {
    let value = one();
    while (isNext("AND")) value = one() && value;
    return value;
  }

  function one(): boolean {
    if (isNext("NOT")) return !one();
    if (isNext("TRUE")) return true;
    if (isNext("FALSE")) return false;
    if (isNext("(")) {
      const inside = any();
      if (!isNext(")")) throw notUnderstood();
      return inside;
    }
    const [length, , state, alarm] = tokenAt();
    if (state === undefined || alarm === undefined) throw notUnderstood();
    at += length;
    return stateOf(alarm) === state;
  }

  function isNext(word: string): boolean {
    const [length, found] = tokenAt();
    if (found !== word) return false;
    at += length;
    return true;
  }

  function tokenAt(): readonly [length: number, word: string | undefined, state?: string, alarm?: string] {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (found === null) return [0, undefined];
    const [whole, state, alarm, word, sign] = found;
    return state === undefined || alarm === undefined
      ? [whole.length, word ?? sign]
      : [whole.length, undefined, state, alarm];
  }

  function notUnderstood(): Error {
    return new Error(`alarm rule is not understood at ${at}: ${rule}`);
  }
}
