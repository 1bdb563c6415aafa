import type { TriageSettings } from "./types";

/** What the function is told by its environment. A function that starts without it fails at once, and its errors alarm. */
export interface Environment {
  readonly table: string;
  readonly topicArn: string;
  readonly settings: TriageSettings;
}

export function environmentOf(variables: Readonly<Record<string, string | undefined>>): Environment {
  const [table, topicArn, settings] = ["REGISTER_TABLE", "SOC_TOPIC_ARN", "LIFELINE_SETTINGS"].map(
    (name) => variables[name],
  );
  if (!table || !topicArn || !settings) {
    throw new Error("REGISTER_TABLE, SOC_TOPIC_ARN and LIFELINE_SETTINGS must be set");
  }
  return { table, topicArn, settings: JSON.parse(settings) as TriageSettings };
}
