import { keys } from "./keys";
import { textOf } from "./reading";
import type { Lookup, RegisterView, Sighting, Write } from "./types";
import { rowAt } from "./view";

/** Who acted: by the event itself, else by whom the session was issued to. Never by the session's name. */
export function personOf({ actor, useId }: Sighting, view: RegisterView): string | undefined {
  if (actor.person !== undefined) return actor.person;
  const bySession = sessionKeys(actor)
    .map((key) => textOf(rowAt(view, keys.session(key))?.body["person"]))
    .find((person) => person !== undefined);
  return bySession ?? textOf(rowAt(view, keys.use(useId))?.body["person"]);
}

export function personLookups({ actor }: Sighting): readonly Lookup[] {
  return actor.person === undefined ? sessionKeys(actor).map(keys.session) : [];
}

/**
 * The emergency side of an AssumeRole knows the caller and the key it issued; both sides carry the same key, so whatever
 * that session does later, and whatever it takes next, is this person's.
 */
export function personWrites(sighting: Sighting, person: string | undefined): readonly Write[] {
  const { issuedKey } = sighting.actor;
  if (person === undefined || issuedKey === undefined) return [];
  const row = { ...keys.session(issuedKey), body: { person, by: sighting.eventId }, version: 1 };
  return [{ do: "put", row, only: "always" }];
}

/** The key issued stands for the session that the other side of the same call described. */
function sessionKeys({ usedKey, issuedKey }: Sighting["actor"]): readonly string[] {
  return [usedKey, issuedKey].filter((key) => key !== undefined);
}
