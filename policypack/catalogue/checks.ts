import type { PolicyKind } from "../../iam";
import type { Document } from "../judge/documents";
import type { Law } from "../judge/law";
import { shown } from "../judge/message";
import { reachOf, type Probe } from "../judge/probes";
import type { Subject } from "../judge/subject";
import { isUnknown, valueAt, type Value } from "../../proofs/model/value";
import { undecided, violated, type Finding } from "../rule";

/** One property by one judge, who says what is wrong with the value and never what the value is. */
export function checked(
  { properties, within }: Subject,
  path: string,
  judge: (value: Value) => string | undefined,
): readonly Finding[] {
  const value = valueAt(properties, path);
  const where = `${within}${path}`;
  if (isUnknown(value)) return [undecided(where)];
  const seen = judge(value);
  return seen === undefined ? [] : [violated(where, seen)];
}

/** Several properties, one after another. */
export function checkedAll(
  subject: Subject,
  judges: Readonly<Record<string, (value: Value) => string | undefined>>,
): readonly Finding[] {
  return Object.entries(judges).flatMap(([path, judge]) => checked(subject, path, judge));
}

export function mustBe(wanted: string | boolean, seen: string): (value: Value) => string | undefined {
  return (value) => (isSame(value, wanted) ? undefined : seen);
}

export function mustNotBe(refused: string | boolean, seen: string): (value: Value) => string | undefined {
  return (value) => (isSame(value, refused) ? seen : undefined);
}

/** Templates may write Booleans as text. */
function isSame(value: Value, wanted: string | boolean): boolean {
  return value === wanted || (typeof wanted === "boolean" && value === String(wanted));
}

export function mustBeThere(seen: string): (value: Value) => string | undefined {
  return (value) => (value === undefined || value === null || value === "" ? seen : undefined);
}

export function mustReach(least: number, seen: string): (value: Value) => string | undefined {
  return (value) => (typeof value === "number" && value >= least ? undefined : seen);
}

/**
 * Each document of some kinds by one judge. What is known of a document is judged; where a Deny is unknown, what its
 * Allows say is not yet certain.
 */
export function documentFindings(
  subject: Subject,
  kinds: readonly PolicyKind[],
  judge: (document: Document) => string | undefined,
): readonly Finding[] {
  return subject.documents
    .filter(({ kind }) => kinds.includes(kind))
    .flatMap((document) => {
      const seen = judge(document);
      const open = document.undecided.map((path) => undecided(joined(document.where, path)));
      if (seen === undefined) return open.slice(0, 1);
      return document.mayDenyMore ? open.slice(0, 1) : [violated(document.where, seen), ...open.slice(0, 1)];
    });
}

/** Documents by which somebody would reach what is protected. */
export function reachFindings(
  subject: Subject,
  law: Law,
  probes: readonly Probe[],
  says: (action: string, resource: string) => string,
): readonly Finding[] {
  if (subject.trusted) return [];
  return documentFindings(subject, ["identity"], (document) => {
    const reach = reachOf(document, probes, law);
    return reach === undefined
      ? undefined
      : `statement ${reach.statements.map((id) => shown(id, "sid")).join(", ")} ${says(reach.action, shown(reach.resource, "arn"))}`;
  });
}

function joined(where: string, path: string): string {
  return path === "" ? where : `${where}.${path}`;
}

export const identityDocumentKinds = [
  "managedPolicy",
  "role",
  "user",
  "group",
  "rolePolicy",
  "userPolicy",
  "groupPolicy",
  "inlinePolicy",
  "permissionSet",
  "permissionSetPolicy",
] as const;
