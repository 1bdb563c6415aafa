import type { Act, Actor } from "../claim";
import type { AccountClass, Thing } from "../model/organization";
import type { Question } from "../question/question";
import type { Call } from "./call";
import { callsFor, passedBy } from "./calls";

/** Everything that whoever keeps a thing must be able to call, from making it to taking it away. */
export function maintainingQuestions(
  thing: Thing,
  about: AccountClass,
  who: (region: string) => Actor,
  otherwise: (action: string) => string,
): readonly Question[] {
  const acts: readonly Act[] = [
    ...callsFor[thing.kind].flatMap((call) => actsOf(call, thing)),
    ...passedBy(thing).map(({ roleArn, service }): Act => ({
      action: "iam:PassRole",
      resource: roleArn,
      resourceAccount: thing.account,
      context: { "iam:PassedToService": service, "iam:AssociatedResourceArn": thing.arn },
    })),
  ];
  return acts.map((act) => ({
    actor: who(regionOf(act, thing)),
    act,
    about,
    must: "succeed",
    otherwise: otherwise(act.action),
  }));
}

function actsOf({ action, on }: Call, thing: Thing): readonly Act[] {
  const act = (resource: string): Act => ({ action, resource, resourceAccount: thing.account });
  switch (on) {
    case "thing":
      return [act(thing.arn)];
    case "everything":
      return [act("*")];
    case "aliases":
      return thing.kind === "key" ? thing.aliases.map((alias) => act(thing.arn.replace(/:key\/.*$/, `:${alias}`))) : [];
    case "subscriptions":
      return thing.kind === "topic" && thing.subscriptions.length > 0 ? [act("*")] : [];
    default:
      return on satisfies never;
  }
}

/** IAM and Organizations answer in us-east-1: https://docs.aws.amazon.com/general/latest/gr/iam-service.html */
export function regionOf({ action }: Act, { region }: Pick<Thing, "region">): string {
  return region === "" || action.startsWith("iam:") || action.startsWith("organizations:") ? "us-east-1" : region;
}
