/** The request context: keys as AWS spells them, with one value or several. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** What a request context says about a key: its values, that it is absent, or that nobody knows. */
export type Answer = readonly string[] | "absent" | "unknown";

/** The request context, asked by lower-case key: condition key names are not case sensitive. */
export interface Facts {
  readonly action: string;
  readonly resource: string;
  answerFor(lowerCaseKey: string): Answer;
}

interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
  readonly unknownKeys?: readonly string[];
}

export function factsFor(request: Asked): Facts {
  let answers: ReadonlyMap<string, Answer> | undefined;
  return {
    action: request.action.toLowerCase(),
    resource: request.resource,
    answerFor(key) {
      answers ??= answersFor(request.context, request.unknownKeys ?? []);
      return answers.get(key) ?? "absent";
    },
  };
}

function answersFor(context: Context, unknownKeys: readonly string[]): ReadonlyMap<string, Answer> {
  const answers = new Map<string, Answer>();
  for (const [key, value] of Object.entries(context)) {
    answers.set(key.toLowerCase(), typeof value === "string" ? [value] : value);
  }
  for (const key of unknownKeys) answers.set(key.toLowerCase(), "unknown");
  return answers;
}
