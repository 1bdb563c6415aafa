import { arnParts } from "../arns";
import { AwsError } from "../errors";
import type { Alarm } from "../observation-model";

const mostActions = 5;

/** What both kinds of alarm have. */
export function checkAlarm({ name, alarmActions, okActions, insufficientDataActions, description }: Alarm): void {
  if (name.length < 1 || name.length > 255) throw constraint(name, "alarmName", "have 1 to 255 characters");
  if (description.length > 1_024) throw constraint("", "alarmDescription", "have length less than or equal to 1024");
  for (const [field, actions] of Object.entries({ alarmActions, okActions, insufficientDataActions })) {
    if (actions.length > mostActions) throw constraint("", field, `have length less than or equal to ${mostActions}`);
    const wrong = actions.find((arn) => arnParts(arn) === undefined);
    if (wrong !== undefined) throw validation(`Invalid arn syntax: ${wrong}`);
  }
}

export function enumerated(value: string, field: string, values: readonly string[]): void {
  if (!values.includes(value)) throw constraint(value, field, `satisfy enum value set: [${values.join(", ")}]`);
}

export function constraint(value: string, field: string, words: string): AwsError {
  return validation(
    `1 validation error detected: Value '${value}' at '${field}' failed to satisfy constraint: Member must ${words}`,
  );
}

export function validation(message: string): AwsError {
  return new AwsError("ValidationError", message);
}
