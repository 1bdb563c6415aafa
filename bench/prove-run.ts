import { readFileSync, writeFileSync } from "node:fs";
import { organizationFrom, prove, recordedFromState, snapshotFrom } from "../proofs";
import { assumptions } from "../proofs/assumptions";
import { claims } from "../proofs/claims";

/**
 * What `lifeline prove` does, without printing: reads a state and a snapshot from disk and proves all claims.
 * Arguments: state, snapshot, file for the figures.
 */
export interface ProofRun {
  readonly seconds: number;
  readonly readSeconds: number;
  readonly modelSeconds: number;
  readonly claimSeconds: number;
  /** Those of the snapshot, and one that stands for accounts to come. */
  readonly modelledAccounts: number;
  readonly classes: number;
  readonly claims: number;
  readonly verdicts: Readonly<Record<string, number>>;
}

function run(statePath: string, snapshotPath: string): ProofRun {
  const begun = now();
  const recorded = recordedFromState(JSON.parse(readFileSync(statePath, "utf8")));
  const snapshot = snapshotFrom(JSON.parse(readFileSync(snapshotPath, "utf8")));
  if (!recorded.ok || !snapshot.ok) throw new Error("the organization made for this run cannot be read");
  const read = now();
  const organization = organizationFrom(recorded.value, snapshot.value);
  const modelled = now();
  const proof = prove(organization, claims, { today: "2026-11-28", assumptions });
  const proven = now();
  const verdicts: Record<string, number> = {};
  for (const { verdict } of proof.claims) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  return {
    seconds: proven - begun,
    readSeconds: read - begun,
    modelSeconds: modelled - read,
    claimSeconds: proven - modelled,
    modelledAccounts: organization.classes.reduce((sum, { members }) => sum + members.length, 0),
    classes: organization.classes.length,
    claims: proof.claims.length,
    verdicts,
  };
}

function now(): number {
  return performance.now() / 1_000;
}

const [statePath = "", snapshotPath = "", report = ""] = process.argv.slice(2);
if (report !== "") writeFileSync(report, JSON.stringify(run(statePath, snapshotPath)));
