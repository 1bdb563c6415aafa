import type { PolicyDocument } from "../types";
import { documentFor, textOf } from "./document";

export interface Quota {
  /** Characters of one policy, as sent to the API. */
  readonly characters: number;
  /** Policies that one target can hold. */
  readonly policies: number;
}

export type Packing =
  { readonly fits: true; readonly documents: readonly string[] } | { readonly fits: false; readonly reason: string };

interface Identified {
  readonly Sid: string;
}

/**
 * Statements spread over as few policies as hold them.
 *
 * Stable: which of n policies a statement stands in depends on its Sid and n alone (rendezvous hashing), so adding,
 * removing or editing one statement leaves every other where it was. Additive: with one policy more, statements move
 * into the new one only; with one fewer, only those of the last move. Policies are updated from the last to the first
 * and removed after all updates, so a moved protection stands in its new place before it leaves the old.
 * https://www.eecs.umich.edu/techreports/cse/96/CSE-TR-316-96.pdf describes the hashing.
 */
export function packingFor(statements: readonly Identified[], quota: Quota): Packing {
  const tooLong = statements.find((statement) => sizeOf([statement]) > quota.characters);
  if (tooLong !== undefined) {
    const size = sizeOf([tooLong]);
    return {
      fits: false,
      reason: `the statement ${tooLong.Sid} alone takes ${size} of ${quota.characters} characters`,
    };
  }
  for (let count = 1; count <= quota.policies; count++) {
    const packed = packedInto(count, statements);
    if (packed.every((policy) => policy.length > 0 && sizeOf(policy) <= quota.characters)) {
      return { fits: true, documents: packed.map((policy) => textOf(documentFor(policy))) };
    }
  }
  return {
    fits: false,
    reason: `${statements.length} statements of ${sizeOf(statements)} characters do not fit into ${quota.policies === 1 ? "one policy" : `${quota.policies} policies`} of ${quota.characters} characters`,
  };
}

function packedInto(count: number, statements: readonly Identified[]): readonly (readonly Identified[])[] {
  const policies: Identified[][] = Array.from({ length: count }, () => []);
  for (const statement of statements) policies[placeOf(statement.Sid, count)]?.push(statement);
  return policies;
}

/** The policy with the highest score for this Sid: a further policy takes some statements and moves no other. */
function placeOf(sid: string, count: number): number {
  let place = 0;
  let highest = -1;
  for (let policy = 0; policy < count; policy++) {
    const score = hashOf(`${sid}#${policy}`);
    if (score > highest) {
      place = policy;
      highest = score;
    }
  }
  return place;
}

function sizeOf(statements: readonly Identified[]): number {
  const document: PolicyDocument<Identified> = documentFor(statements);
  return textOf(document).length;
}

/** FNV-1a with a final mix, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
