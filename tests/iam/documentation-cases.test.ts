import assert from "node:assert/strict";
import { evaluate, type Context, type Policies, type Request, type Surroundings } from "../../iam";
import cases from "../fixtures/iam/evaluate.json";
import { policy } from "./documents";

/** A row of tests/fixtures/iam/evaluate.json; its README tells where the rows come from. */
interface Row {
  readonly id: string;
  readonly doc: string;
  readonly request: Omit<Request, "context"> & { readonly context: Context };
  readonly identityPolicies: readonly unknown[];
  readonly resourcePolicy: unknown;
  readonly scps: readonly (readonly unknown[])[];
  readonly rcps: readonly (readonly unknown[])[];
  readonly boundary: readonly unknown[] | null;
  readonly session: readonly unknown[] | null;
  readonly org?: Surroundings;
  readonly expect: string;
  readonly reason: string;
}

describe("The cases composed from AWS's documentation", () => {
  for (const row of cases as unknown as readonly Row[]) {
    it(`${row.id}: ${row.reason}`, () => {
      const verdict = evaluate(row.request, policiesOf(row), row.org);
      assert.equal(verdict.decision, row.expect, `${row.doc}: ${JSON.stringify(verdict)}`);
      const hasReason = verdict.decision === "implicitDeny" ? verdict.missing.length > 0 : verdict.by.length > 0;
      const isRootByNature = row.request.principalKind === "root" && verdict.decision === "allowed";
      assert.ok(hasReason || isRootByNature, `a verdict without its reason: ${JSON.stringify(verdict)}`);
    });
  }
});

function policiesOf(row: Row): Policies {
  const kind = row.request.action.startsWith("sts:") ? "trust" : "resource";
  const [boundary] = row.boundary ?? [];
  return {
    identity: row.identityPolicies.map((document, index) => policy(document, "identity", `identity ${index}`)),
    scps: row.scps.map((level) => level.map((document) => policy(document, "scp"))),
    rcps: row.rcps.map((level) => level.map((document) => policy(document, "rcp"))),
    ...(row.resourcePolicy === null ? {} : { resource: policy(row.resourcePolicy, kind) }),
    ...(boundary === undefined ? {} : { boundary: policy(boundary, "boundary") }),
    session: (row.session ?? []).map((document) => policy(document, "session")),
  };
}
