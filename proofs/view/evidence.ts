import type { Evidence } from "../claim";

/** Evidence that reads as one row: every one of these does every one of those acts to every one of those things. */
export interface EvidenceRow {
  readonly who: readonly string[];
  readonly does: readonly string[];
  readonly on: readonly string[];
  readonly decision: Evidence["decision"];
  readonly by: readonly string[];
}

/** The same evidence in few rows, in the order in which each was first seen. */
export function evidenceRows(evidence: readonly Evidence[]): readonly EvidenceRow[] {
  const single = evidence.map(({ who, does, on, decision, by }): EvidenceRow => ({
    who: [who],
    does: [does],
    on: [on],
    decision,
    by: by.filter(saysSomething),
  }));
  return (["does", "on", "who"] as const).reduce(mergedOn, single);
}

/** That AWS's own full access is attached everywhere tells nobody anything. */
export function saysSomething(statement: string): boolean {
  return !/^((scp|rcp) )?(RCP)?FullAWSAccess: /.test(statement);
}

/** Where nothing else differs, the lists of this field become one. */
function mergedOn(rows: readonly EvidenceRow[], field: "who" | "does" | "on"): readonly EvidenceRow[] {
  const groups = new Map<string, { readonly row: EvidenceRow; readonly values: Set<string> }>();
  for (const row of rows) {
    const key = JSON.stringify({ ...row, [field]: "" });
    const group = groups.get(key) ?? { row, values: new Set<string>() };
    for (const value of row[field]) group.values.add(value);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ row, values }) => ({ ...row, [field]: [...values].sort() }));
}
