import { isLandingZone, type Promise } from "../judge/landing-zone";
import type { Law } from "../judge/law";
import type { Subject } from "../judge/subject";
import { isUnknown } from "../../proofs/model/value";
import { undecided, violated, type Finding } from "../rule";

/** Properties by which a thing that was promised is known. */
const marks = ["name", "user", "bucket", "region", "endpoint"];

/** What the landing zone's stack does not hold, and whether something whose name is not known yet may be it. */
export function promise(missing: Promise): (subjects: readonly Subject[], law: Law) => readonly Finding[] {
  return (subjects, law) => {
    const { facts } = law;
    if (facts === undefined || !isLandingZone(subjects, law)) return [];
    const certain = subjects.filter(({ properties }) => !marks.some((name) => isUnknown(properties[name])));
    const gone = missing(subjects, law, facts);
    const open = missing(certain, law, facts).filter((name) => !gone.includes(name));
    return [
      ...gone.map((name) => violated("", `it does not hold ${name}`)),
      ...(open.length === 0 ? [] : [undecided("")]),
    ];
  };
}

/** `what` where nothing of the kind has the value, known or not known yet. */
export function lacking(
  subjects: readonly Subject[],
  kind: Subject["kind"],
  property: string,
  value: string,
  what = value,
): readonly string[] {
  const isThere = subjects.some(
    (subject) =>
      subject.kind === kind && (subject.properties[property] === value || isUnknown(subject.properties[property])),
  );
  return isThere ? [] : [what];
}
