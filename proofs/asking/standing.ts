import type { Act, Actor } from "../claim";
import type { Directory } from "./directory";

type Context = Actor["context"];

/**
 * The same question in the accounts that stand for their classes. Nothing tells the accounts of a class apart, so
 * exchanging the ids of two of them changes no answer; two accounts of one class stay two.
 */
export function standingFor(
  directory: Directory,
  actor: Actor,
  act: Act,
): { readonly actor: Actor; readonly act: Act } {
  const ofResource = directory.classOf(act.resourceAccount);
  const first = exchanged({ actor, act }, act.resourceAccount, ofResource?.account.id);
  const ofActor = directory.classOf(first.actor.account);
  if (ofActor === ofResource) return first;
  return exchanged(first, first.actor.account, ofActor?.account.id);
}

function exchanged(
  { actor, act }: { readonly actor: Actor; readonly act: Act },
  one: string | undefined,
  other: string | undefined,
): { readonly actor: Actor; readonly act: Act } {
  if (one === undefined || other === undefined || one === other) return { actor, act };
  const text = (value: string) => exchangedIn(value, one, other);
  const context = (values: Context): Context =>
    Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, typeof value === "string" ? text(value) : value.map(text)]),
    );
  return {
    actor: {
      ...actor,
      principal: actor.principal === null ? null : text(actor.principal),
      account: actor.account === undefined ? undefined : text(actor.account),
      context: context(actor.context),
    },
    act: {
      ...act,
      resource: text(act.resource),
      resourceAccount: text(act.resourceAccount),
      ...(act.context === undefined ? {} : { context: context(act.context) }),
    },
  };
}

export function exchangedIn(text: string, one: string, other: string): string {
  return text
    .split(one)
    .map((piece) => piece.replaceAll(other, one))
    .join(other);
}
