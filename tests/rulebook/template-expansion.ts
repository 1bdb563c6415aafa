import assert from "node:assert/strict";

/** A template as CloudFormation reads it: plain JSON, nothing of the rulebook's types. */
export interface PlainTemplate {
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, PlainResource>>;
}

export interface PlainResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export interface Place {
  readonly account: string;
  readonly region: string;
}

/** What CloudFormation makes of the template in one account and Region: the resources that exist, filled in. */
export function expandedIn(template: PlainTemplate, place: Place): Readonly<Record<string, PlainResource>> {
  return Object.fromEntries(
    Object.entries(template.Resources)
      .filter(([, { Condition }]) => Condition === undefined || conditionHolds(Condition, template, place))
      .map(([id, resource]) => [id, filled(resource, template, place) as PlainResource]),
  );
}

/** The value with every function replaced by what it gives there. */
export function filled(value: unknown, template: PlainTemplate, place: Place): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, template, place));
  if (typeof value !== "object" || value === null) return value;
  const [[name, argument] = [undefined, undefined], ...others] = Object.entries(value) as [string, unknown][];
  if (others.length === 0) {
    if (name === "Ref") return pseudo[String(argument)]?.(place) ?? `ref:${String(argument)}`;
    if (name === "Fn::Sub") {
      return String(argument).replaceAll(/\$\{([\w:]+)\}/g, (_, key: string) => {
        const known = pseudo[key];
        return known === undefined ? assert.fail(`Fn::Sub of ${key}`) : known(place);
      });
    }
    if (name === "Fn::If") {
      const [condition, yes, no] = argument as readonly [string, unknown, unknown];
      return filled(conditionHolds(condition, template, place) ? yes : no, template, place);
    }
    assert.ok(name === undefined || !name.startsWith("Fn::"), `unknown function ${name}`);
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, template, place)]));
}

const pseudo: Readonly<Record<string, (place: Place) => string>> = {
  "AWS::AccountId": ({ account }) => account,
  "AWS::Region": ({ region }) => region,
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html */
export function conditionHolds(name: string, template: PlainTemplate, place: Place): boolean {
  const condition = template.Conditions[name];
  assert.ok(condition !== undefined, `no condition ${name}`);
  return holds(condition, template, place);
}

function holds(condition: unknown, template: PlainTemplate, place: Place): boolean {
  const entries = Object.entries(condition ?? {});
  const [name, operand] = entries[0] ?? [];
  assert.equal(entries.length, 1, `no condition of one function: ${JSON.stringify(condition)}`);
  const operands: readonly unknown[] = Array.isArray(operand) ? operand : [];
  const all = () => operands.map((one) => holds(one, template, place));
  switch (name) {
    case "Condition":
      return conditionHolds(String(operand), template, place);
    case "Fn::Equals":
      return filled(operands[0], template, place) === operands[1];
    case "Fn::Not":
      assert.equal(operands.length, 1);
      return !all().includes(true);
    case "Fn::Or":
      assert.ok(operands.length >= 2 && operands.length <= 10, "Fn::Or takes two to ten conditions");
      return all().includes(true);
    case "Fn::And":
      assert.ok(operands.length >= 2 && operands.length <= 10, "Fn::And takes two to ten conditions");
      return !all().includes(false);
    default:
      return assert.fail(`unknown condition ${JSON.stringify(condition)}`);
  }
}
