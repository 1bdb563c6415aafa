import { awaitsUpdate } from "../../proofs/awaits-update";
import type { ClaimResult, Proof, Snapshot } from "../../proofs";
import { ageText } from "../../proofs/view/age";
import { undecided, violated, type Finding } from "../rule";
import type { Law } from "./law";
import { publicText } from "./public-text";
import type { OwnStack } from "./subject";

type Proofs = typeof import("../../proofs");

/** What does not hold of the landing zone's stack; of any other, nothing is asked. */
export function proofFindings(own: OwnStack, { snapshotText }: Law): readonly Finding[] {
  if (own.resources.length === 0) return [];
  // Every stack loads the pack, and one alone is proved.
  const proofs = require("../../proofs") as Proofs;
  const snapshot = snapshotIn(snapshotText(), proofs);
  if (typeof snapshot === "string") return [violated("", `snapshot.json cannot be used: ${snapshot}`)];
  const organization = proofs.organizationFrom(proofs.recordedFromRegistered(own.resources), snapshot);
  const proof = proofs.prove(organization, proofs.claims, { today: own.today, assumptions: proofs.assumptions });
  return findingsFrom(proof, own.today, publicText(own.resources));
}

/** The snapshot, none, or why it is none. */
function snapshotIn(text: string | undefined, { snapshotFrom }: Proofs): Snapshot | string | undefined {
  if (text === undefined) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return "it is not JSON";
  }
  const read = snapshotFrom(json);
  return read.ok ? read.value : read.issues.map(({ path, message }) => `${path}: ${message}`).join("; ");
}

/**
 * A refuted claim with its first counterexample, and an unknown one with what is missing: at preview that is advice if
 * nothing else is missing than values that only the update knows, and a violation otherwise.
 */
export function findingsFrom(
  proof: Pick<Proof, "claims" | "gaps" | "snapshotTaken">,
  today: string,
  fit: (text: string) => string,
): readonly Finding[] {
  const { snapshotTaken } = proof;
  const scope =
    snapshotTaken === undefined
      ? "for what this stack deploys"
      : `by a snapshot of ${snapshotTaken.slice(0, 10)}, ${ageText(snapshotTaken, today)}`;
  const refuted = proof.claims.filter(({ verdict }) => verdict === "refuted");
  const unknown = proof.claims.filter(({ verdict }) => verdict === "unknown");
  const waiting = unknown.filter(({ missing = [] }) => awaitsUpdate(missing, proof.gaps));
  const lacking = unknown.filter((claim) => !waiting.includes(claim));
  const says = (text: string): Finding => violated("", fit(text));
  return [
    ...refuted.map((claim) => says(`${claim.id} is refuted ${scope}: ${refutation(claim)}`)),
    ...(waiting.length > 0 ? [undecided("")] : []),
    ...lacking.map(({ id, missing = [] }) => says(`${id} is unknown ${scope}: ${missing.join("; ")}`)),
  ];
}

/** Sentences without the last full stop, which the message sets. */
function refutation({ question, counterexamples = [] }: ClaimResult): string {
  const [first, ...others] = counterexamples;
  if (first === undefined) return question;
  const more = others.length === 0 ? "" : ` (${others.length} more)`;
  return `${first.says}${more} To do: ${first.fix}`.replace(/\.$/, "");
}
