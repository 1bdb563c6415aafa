import { serviceOf } from "../action";
import { ANY_ONE, ANY_RUN, globFor, hasWildcard } from "../glob";
import type { Policy } from "../policy";
import knownActions from "./known-actions.json";

/** An action, or a pattern of actions, that AWS does not have as far as we know. */
export interface UnknownAction {
  readonly policy: string;
  /** The Sid, or "#" and the index. */
  readonly statement: string;
  /** In lower case. */
  readonly action: string;
  /** Whether the service prefix is unknown, or only its actions. */
  readonly unknown: "service" | "action";
}

const namesByService = new Map(
  Object.entries(knownActions).map(([service, names]) => [service, names.toLowerCase().split(" ")]),
);

/**
 * Every action pattern that covers no action of the table beside this file. Most are misspelt, and a Deny of a misspelt
 * action denies nothing; but AWS adds actions every week and accepts any name, so an unknown action is told apart from
 * what `parsePolicy` refuses: the document is evaluated, and the pattern covers what it says. The table is large, so
 * only who asks this question loads it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function unknownActionsOf(policies: readonly Policy[]): readonly UnknownAction[] {
  return policies.flatMap(({ name, statements }) =>
    statements.flatMap(({ id, action: { patterns } }) =>
      patterns.flatMap((pattern) => {
        const unknown = whatIsUnknown(pattern);
        return unknown === undefined ? [] : [{ policy: name, statement: id, action: written(pattern), unknown }];
      }),
    ),
  );
}

function whatIsUnknown(pattern: string): UnknownAction["unknown"] | undefined {
  const service = serviceOf(pattern);
  if (service === "" || service === ANY_RUN) return undefined;
  const names = namesByService.get(service);
  if (names === undefined) return "service";
  const name = pattern.slice(service.length + 1);
  return (hasWildcard(name) ? names.some((known) => globFor(name)(known)) : names.includes(name))
    ? undefined
    : "action";
}

function written(pattern: string): string {
  return pattern.replaceAll(ANY_RUN, "*").replaceAll(ANY_ONE, "?");
}
