import type { AccountKind } from "../rulebook/roles";
import type { Assumption } from "./assumptions";
import type { Claim, Counterexample, Covered, Evidence, Finding } from "./claim";
import { hidingIn, unlessHidden } from "./hiding";
import { unaskedIn } from "./maintenance/others";
import type { Gap, Organization } from "./model/organization";
import { tierZeroOf, type TierZeroRow } from "./tier-zero";

export interface ClaimResult {
  readonly id: string;
  readonly question: string;
  readonly about: Claim["about"];
  readonly verdict: "proven" | "proven-under-assumptions" | "refuted" | "unknown" | "not-applicable";
  readonly scope: Organization["scope"];
  readonly covered: Covered;
  /** Ids of the rows that it stands on. */
  readonly assumptions?: readonly string[];
  readonly counterexamples?: readonly Counterexample[];
  readonly missing?: readonly string[];
  /** What is not prevented but alerted on both paths. */
  readonly reported?: readonly string[];
  readonly evidence: readonly Evidence[];
  /** Why it is not applicable. */
  readonly reason?: string;
}

/** Accounts that nothing tells apart: one stands for all of them, in requests and in evidence. */
export interface ProvedAccounts {
  readonly account: string;
  readonly kind: AccountKind;
  readonly members: readonly string[];
  /** None of them is there: one that is made tomorrow, or any that nobody told us of. */
  readonly isNew?: true;
}

export interface Proof {
  /** The organization's id. */
  readonly organization: string;
  readonly scope: Organization["scope"];
  readonly snapshotTaken: string | undefined;
  readonly accounts: readonly ProvedAccounts[];
  readonly claims: readonly ClaimResult[];
  readonly tierZero: readonly TierZeroRow[];
  readonly outside: readonly string[];
  readonly gaps: readonly Gap[];
  /** 0: what was asked is proven, 1: something is refuted, 2: something is unknown, or nothing was proven at all. */
  readonly exitCode: 0 | 1 | 2;
}

export interface Standing {
  /** A day, ISO 8601. */
  readonly today: string;
  readonly assumptions: readonly Assumption[];
}

/** Every claim asked of the organization. What cannot be evaluated, or covers nothing, is unknown: never proven. */
export function prove(organization: Organization, claims: readonly Claim[], standing: Standing): Proof {
  const results = claims.map((claim) => resultOf(claim, organization, standing));
  return {
    organization: organization.id,
    scope: organization.scope,
    snapshotTaken: organization.snapshotTaken,
    accounts: accountsOf(organization),
    claims: results,
    tierZero: tierZeroOf(organization),
    outside: organization.outside,
    gaps: [...organization.gaps, ...unaskedIn(organization)],
    exitCode: exitCodeOf(results),
  };
}

function accountsOf({ classes, newAccounts = [] }: Organization): readonly ProvedAccounts[] {
  return classes.map(({ account: { id, kind }, members }) => ({
    account: id,
    kind,
    members,
    ...(members.every((member) => newAccounts.includes(member)) ? { isNew: true as const } : {}),
  }));
}

function exitCodeOf(results: readonly ClaimResult[]): Proof["exitCode"] {
  const verdicts = new Set(results.map(({ verdict }) => verdict));
  if (verdicts.has("refuted")) return 1;
  if (verdicts.has("unknown")) return 2;
  return verdicts.has("proven") || verdicts.has("proven-under-assumptions") ? 0 : 2;
}

/** Where the state contradicts itself, or the snapshot the state, a proof must hold with either. */
function resultOf(claim: Claim, organization: Organization, standing: Standing): ClaimResult {
  const result = resultIn(claim, organization, standing);
  const { otherwise } = organization;
  if (otherwise === undefined || !holds(result)) return result;
  const { counterexamples = [], missing = [], ...there } = resultIn(claim, otherwise.organization, standing);
  if (holds(there)) return result;
  const why = counterexamples[0]?.says ?? missing[0] ?? "";
  return {
    ...result,
    verdict: "unknown",
    missing: otherwise.differences.map(
      (difference) => `${difference}: refresh the state, or take a new snapshot. As it is there: ${why}`,
    ),
  };
}

function holds({ verdict }: Pick<ClaimResult, "verdict">): boolean {
  return verdict !== "refuted" && verdict !== "unknown";
}

function resultIn(claim: Claim, organization: Organization, standing: Standing): ClaimResult {
  const { id, question, about } = claim;
  const base = { id, question, about, scope: organization.scope, covered: nothing, evidence: [] };
  const finding = seenThrough(organization, findingOf(claim, organization));
  switch (finding.kind) {
    case "proven":
      return { ...base, ...provenFrom(finding, standing) };
    case "refuted":
      return { ...base, verdict: "refuted", covered: finding.covered, counterexamples: finding.counterexamples };
    case "unknown":
      return { ...base, verdict: "unknown", covered: finding.covered, missing: finding.missing };
    case "not-applicable":
      return { ...base, verdict: "not-applicable", reason: finding.reason };
    default:
      return finding satisfies never;
  }
}

const nothing: Covered = { principals: 0, accounts: 0, actions: 0 };

function findingOf(claim: Claim, organization: Organization): Finding {
  try {
    return claim.findingFor(organization);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: "unknown", covered: nothing, missing: [`The claim could not be evaluated: ${message}`] };
  }
}

/** Where nobody knows what a template makes, nothing that holds or fails of the rest holds or fails of the whole. */
function seenThrough(organization: Organization, finding: Finding): Finding {
  const [first, ...others] = hidingIn(organization).map(({ where, why }) => `${where}: ${why}`);
  if (first === undefined || finding.kind === "not-applicable") return finding;
  const rest = finding.kind === "refuted" ? finding.counterexamples.map(({ says }) => `${unlessHidden}${says}`) : [];
  const { covered } = finding;
  const known = finding.kind === "unknown" ? finding.missing : [];
  return { kind: "unknown", covered, missing: [first, ...others, ...known, ...rest] };
}

type Proven = Extract<Finding, { readonly kind: "proven" }>;
type Judged = Pick<ClaimResult, "verdict" | "covered" | "evidence" | "assumptions" | "reported" | "missing">;

/** A proof of nothing is none, and one that stands on what nobody has confirmed in time is none any more. */
function provenFrom({ covered, assumptions, evidence, reported }: Proven, standing: Standing): Judged {
  const missing = [...emptyCounts(covered), ...assumptions.flatMap((id) => overdue(id, standing))];
  const judged = {
    covered,
    evidence,
    ...(assumptions.length > 0 ? { assumptions } : {}),
    ...(reported.length > 0 ? { reported } : {}),
  };
  if (missing.length > 0) return { ...judged, verdict: "unknown", missing };
  return { ...judged, verdict: assumptions.length > 0 ? "proven-under-assumptions" : "proven" };
}

function emptyCounts(covered: Covered): readonly string[] {
  const empty = (["principals", "accounts", "actions"] as const).filter((count) => covered[count] === 0);
  return empty.map((count) => `It covered no ${count}: that proves nothing.`);
}

function overdue(id: string, { today, assumptions }: Standing): readonly string[] {
  const row = assumptions.find((assumption) => assumption.id === id);
  if (row === undefined) return [`It stands on ${id}, which is no row of the assumptions.`];
  if (today <= row.reviewBy) return [];
  return [`It stands on ${id}, which was to be confirmed by ${row.reviewBy} (${row.owner}): ${row.drill}`];
}
