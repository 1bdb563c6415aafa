import assert from "node:assert/strict";
import { changesOf, type Change } from "../../proofs/diff/access";
import { peopleOf } from "../../proofs/diff/people";
import { placesOf } from "../../proofs/diff/places";
import { standingIn, type Standing } from "../../proofs/diff/things";
import type { Organization } from "../../proofs/model/organization";

/** Access gained and lost to things of one kind, so that a test takes a moment. */
export function access(before: Organization, after: Organization, kind: Standing["kind"]): readonly Change[] {
  const places = placesOf(before, after);
  const people = peopleOf(before, after, places);
  const standing = standingIn(before, after, places).filter((thing) => thing.kind === kind);
  assert.ok(people.length > 50 && standing.length > 0, `${people.length} people, ${standing.length} things`);
  return changesOf(before, after, people, standing);
}

/** `gained any role that no document names: iam:DeleteRole`, each once. */
export function lines(changes: readonly Change[]): readonly string[] {
  return [
    ...new Set(
      changes.map(({ change, who, action, detail }) => [`${change} ${who}: ${action}`, detail].join(" ").trim()),
    ),
  ].sort();
}
