import { AwsError } from "../errors";
import type { Row } from "../regional-model";

type Input = Readonly<Record<string, unknown>>;

/**
 * The few expressions that are understood; another one is refused, never guessed at.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
const NAME = "(#?[A-Za-z_][A-Za-z0-9_]*)";
const ABSENT = new RegExp(`^\\s*attribute_not_exists\\s*\\(\\s*${NAME}\\s*\\)\\s*$`);
const EQUAL = new RegExp(`^\\s*${NAME}\\s*=\\s*(:[A-Za-z0-9_]+)\\s*$`);

/** The value of the hash key in `pk = :pk`. */
export function partitionIn(input: Input, hashKey: string): unknown {
  const expression = String(input["KeyConditionExpression"]);
  const found = EQUAL.exec(expression);
  if (found === null || nameIn(input, found[1]) !== hashKey) throw notUnderstood("KeyConditionExpression", expression);
  return valueIn(input, found[2]);
}

/** `attribute_not_exists(pk)`, `version = :version`, or no condition. */
export function conditionHolds(input: Input, row: Row | undefined): boolean {
  const expression = input["ConditionExpression"];
  if (expression === undefined) return true;
  if (typeof expression !== "string") throw notUnderstood("ConditionExpression", JSON.stringify(expression));
  const absent = ABSENT.exec(expression);
  if (absent !== null) return row?.[nameIn(input, absent[1])] === undefined;
  const equal = EQUAL.exec(expression);
  if (equal === null) throw notUnderstood("ConditionExpression", expression);
  const found = row?.[nameIn(input, equal[1])];
  return found !== undefined && JSON.stringify(found) === JSON.stringify(valueIn(input, equal[2]));
}

function nameIn(input: Input, name = ""): string {
  if (!name.startsWith("#")) return name;
  return String((input["ExpressionAttributeNames"] as Input | undefined)?.[name]);
}

function valueIn(input: Input, name = ""): unknown {
  const value = (input["ExpressionAttributeValues"] as Input | undefined)?.[name];
  if (value !== undefined) return value;
  throw new AwsError("ValidationException", `An expression attribute value is not defined: ${name}`);
}

function notUnderstood(parameter: string, expression: string): AwsError {
  return new AwsError("ValidationException", `${parameter} is not understood by the sandbox: ${expression}`);
}
