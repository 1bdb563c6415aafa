import type { SettledFacts } from "../../rulebook";
import type { Law } from "./law";
import type { Subject } from "./subject";
import { isUnknown } from "../../proofs/model/value";

/** The stack is the landing zone's own: there what was promised is looked for, because deletions are shown to no policy. */
export function isLandingZone(subjects: readonly Subject[], law: Law): boolean {
  return subjects.some(({ urn }) => isLandingZoneUrn(urn, law));
}

export function isLandingZoneUrn(urn: string, { projects: [own] }: Pick<Law, "projects">): boolean {
  if (own === undefined) return false;
  const [head = "", project = ""] = urn.split("::");
  return project === own.project && (own.stack === undefined || head === `urn:pulumi:${own.stack}`);
}

/** Things of a kind that carry this name, and those whose name is not known yet. */
export function named(subjects: readonly Subject[], kind: Subject["kind"], name: string): readonly Subject[] {
  return subjects.filter(
    (subject) =>
      subject.kind === kind && (isUnknown(subject.properties["name"]) || subject.properties["name"] === name),
  );
}

export type Promise = (subjects: readonly Subject[], law: Law, facts: SettledFacts) => readonly string[];
