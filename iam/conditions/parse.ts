import { conditionKeyFor, type ConditionKey } from "../keys";
import type { Report } from "../report";
import { templateFor } from "../variables";
import { isRecord, type JsonRecord } from "../json";
import { problemWithBool } from "./bool";
import { conditionFor, nullConditionFor, type Condition } from "./condition";
import type { Operator } from "./operator";
import { operatorNamed, operators, type OperatorName } from "./operators";

/** The Condition element: operators, in each of them keys, for each key a value or a list. */
export function conditionsFrom(
  element: unknown,
  path: string,
  variables: boolean,
  report: Report,
): readonly Condition[] {
  if (element === undefined) return [];
  if (!isRecord(element)) {
    report(path, `expected an object of operators, found ${JSON.stringify(element)}`);
    return [];
  }
  reportTwins(element, path, report);
  return Object.entries(element).flatMap(([name, block]) => {
    const operator = operatorNamed(name);
    if (operator === undefined) {
      report(`${path}.${name}`, `unknown condition operator "${name}"; ${allowedOperators()}`);
      return [];
    }
    if (!isRecord(block) || Object.keys(block).length === 0) {
      report(`${path}.${name}`, `expected an object of condition keys, found ${JSON.stringify(block)}`);
      return [];
    }
    reportTwins(block, `${path}.${name}`, report);
    return Object.entries(block).flatMap(([key, value]) => {
      const condition = oneConditionFrom(operator, key, value, `${path}.${name}.${key}`, variables, report);
      return condition === undefined ? [] : [condition];
    });
  });
}

/**
 * Two names that differ in letter case alone are one, and AWS tells nowhere which of the two counts.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-duplicate-keys-with-different-case
 */
function reportTwins(block: JsonRecord, path: string, report: Report): void {
  const seen = new Map<string, string>();
  for (const name of Object.keys(block)) {
    const twin = seen.get(name.toLowerCase());
    if (twin !== undefined) report(`${path}.${name}`, `is "${twin}" again, in other letter case; keep one of the two`);
    seen.set(name.toLowerCase(), name);
  }
}

function oneConditionFrom(
  name: OperatorName,
  keyName: string,
  value: unknown,
  path: string,
  variables: boolean,
  report: Report,
): Condition | undefined {
  const key = conditionKeyFor(keyName);
  if (key === undefined) {
    report(path, `unknown condition key "${keyName}"; check its spelling and service prefix`);
    return undefined;
  }
  const values = valuesFrom(value, path, report);
  if (values === undefined) return undefined;
  const { operator } = name;
  if (operator === "Null") {
    for (const text of values) if (problemWithBool(text)) report(path, `"${text}" ${problemWithBool(text)}`);
    return nullConditionFor(keyName.toLowerCase(), values);
  }
  if (!fits(operator, key)) {
    report(path, `${operator.name} never matches: ${keyName} is of type ${key.type}; use an operator of that type`);
  }
  const rules = { variables: variables && operator.variables, wildcards: operator.wildcards };
  const templates = values.map((text) => {
    const problem = operator.problemWith(text);
    if (problem !== undefined) report(path, `"${text}" ${problem}`);
    return templateFor(text, rules, (message) => report(path, message));
  });
  return conditionFor(name, operator, keyName.toLowerCase(), templates);
}

/** Text is compared for keys of any type, and keys whose values are free text take any operator. */
function fits(operator: Operator, key: ConditionKey): boolean {
  if (operator.family === "String" || key.type === "String" || operator.family === key.type) return true;
  // Epoch time is a date that may be compared as a number.
  return operator.family === "Numeric" && key.type === "Date";
}

/** Quotation marks are optional for numbers and Booleans. */
function valuesFrom(value: unknown, path: string, report: Report): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) {
    report(path, "an empty list of values matches nothing; name at least one value");
    return undefined;
  }
  const values = list.filter(
    (item) => typeof item === "string" || typeof item === "number" || typeof item === "boolean",
  );
  if (values.length === list.length) return values.map(String);
  report(path, `expected text, numbers or Booleans, found ${JSON.stringify(value)}`);
  return undefined;
}

function allowedOperators(): string {
  const names = [...operators.map((operator) => operator.name), "Null"].join(", ");
  return `allowed are ${names}, with ForAllValues: or ForAnyValue: before and IfExists after (not for Null)`;
}
