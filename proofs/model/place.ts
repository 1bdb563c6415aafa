import { notYet } from "./not-yet";
import { arnFor } from "./arns";
import type { Draft } from "./draft";
import type { Gap } from "./organization";
import { isUnknown, textOf, type Value } from "./value";

/** Everything that is drafted in one account, to be looked up while its things are put together. */
export interface Place {
  readonly of: (kind: string) => readonly Draft[];
  /** Of any account: a trail's key stands in another one. */
  readonly withUrn: (urn: string) => Draft | undefined;
  readonly report: (gap: Gap) => void;
}

export function placeOf(drafts: readonly Draft[], byUrn: ReadonlyMap<string, Draft>, report: Place["report"]): Place {
  const byKind = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const same = byKind.get(draft.kind);
    if (same === undefined) byKind.set(draft.kind, [draft]);
    else same.push(draft);
  }
  return { of: (kind) => byKind.get(kind) ?? [], withUrn: (urn) => byUrn.get(urn), report };
}

/** Whether the property names this owner: by one of the owner's names, or where it comes from while there is none. */
export function isOf(draft: Draft, property: string, owner: Draft, names: readonly string[]): boolean {
  const value = draft.properties[property];
  if (typeof value === "string") return names.includes(value) && (isGlobal(owner) || draft.region === owner.region);
  return isUnknown(value) && (draft.dependencies[property] ?? []).includes(owner.origin.urn);
}

/** Names of IAM and of buckets are the same in every Region. */
function isGlobal({ kind }: Draft): boolean {
  return kind.startsWith("iam/") || kind.startsWith("s3/");
}

/** An ARN as written; one that is not known yet is that of what it comes from. */
export function arnAt(draft: Draft, property: string, value: Value, place: Place): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  if (!isUnknown(value)) return undefined;
  const from = (draft.dependencies[property] ?? []).map(place.withUrn).filter((owner) => owner !== undefined);
  if (from.length === 1 && from[0] !== undefined) return arnFor(from[0]);
  place.report({ where: `${whereOf(draft)}.${property}`, why: `is ${notYet}`, called: arnFor(draft) });
  return undefined;
}

export function whereOf({ origin, label }: Draft): string {
  return origin.logicalId === undefined ? label : `${label}.${origin.logicalId}`;
}

export function nameOf(draft: Draft, property = "name"): string {
  return textOf(draft.properties[property]) || textOf(draft.id) || draft.label;
}
