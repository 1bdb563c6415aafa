import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Request, Surroundings } from "../iam";
import type { Situation } from "./evaluate-rival";

interface Row {
  readonly request: Request;
  readonly identityPolicies: readonly unknown[];
  readonly resourcePolicy: unknown;
  readonly scps: readonly (readonly unknown[])[];
  readonly rcps: readonly (readonly unknown[])[];
  readonly boundary: readonly unknown[] | null;
  readonly session: readonly unknown[] | null;
  readonly org?: Surroundings;
}

/** The cases composed from AWS's documentation: mostly one small policy, each of another form. */
export function documentedSituations(): readonly Situation[] {
  const text = readFileSync(join(__dirname, "..", "tests", "fixtures", "iam", "evaluate.json"), "utf8");
  return (JSON.parse(text) as readonly Row[]).map(({ request, org, ...row }) => {
    const [boundary] = row.boundary ?? [];
    const [session] = row.session ?? [];
    return {
      request,
      documents: {
        identity: row.identityPolicies,
        scps: row.scps,
        rcps: row.rcps,
        ...(row.resourcePolicy === null ? {} : { resource: row.resourcePolicy }),
        ...(boundary === undefined ? {} : { boundary }),
        ...(session === undefined ? {} : { session }),
      },
      ...(org === undefined ? {} : { surroundings: org }),
    };
  });
}
