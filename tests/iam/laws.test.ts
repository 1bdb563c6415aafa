import assert from "node:assert/strict";
import fc from "fast-check";
import {
  evaluate,
  opaquePolicy,
  type Context,
  type Policies,
  type PolicyKind,
  type Request,
  type Verdict,
} from "../../iam";
import { runs, seed } from "../scale";
import { documentOf, policy } from "./documents";
import { callers, contexts, documentsFor, someKeys, statementsFor, type GeneratedCaller } from "./generated";

/** The statements of every policy of a request; undefined where there is no such policy. */
interface Situation {
  readonly identity: readonly object[];
  readonly resource: readonly object[] | undefined;
  readonly scp: readonly object[] | undefined;
  readonly rcp: readonly object[] | undefined;
  readonly boundary: readonly object[] | undefined;
  readonly session: readonly object[] | undefined;
}

const optional = (kind: PolicyKind) => fc.option(documentsFor(kind), { nil: undefined, freq: 2 });

const situations: fc.Arbitrary<Situation> = fc.record({
  identity: documentsFor("identity"),
  resource: fc.option(documentsFor("resource"), { nil: undefined, freq: 2 }),
  scp: optional("scp"),
  rcp: optional("rcp"),
  boundary: optional("boundary"),
  session: optional("session"),
});

const targets = fc.constantFrom(
  { action: "s3:GetObject", resource: "arn:aws:s3:::bucket/red", resourceAccount: "111122223333" },
  { action: "s3:PutObject", resource: "arn:aws:s3:::bucket/ana", resourceAccount: "999999999999" },
  { action: "kms:Decrypt", resource: "arn:aws:kms:eu-west-1:111122223333:key/1", resourceAccount: "111122223333" },
);

type Target = { readonly action: string; readonly resource: string; readonly resourceAccount: string };

const KINDS = ["identity", "resource", "scp", "rcp", "boundary", "session"] as const;

/** A statement to add, with the kind of policy that it is valid in. */
const additions = (effect: "Allow" | "Deny") =>
  fc.constantFrom(...KINDS).chain((kind) => statementsFor(kind, effect).map((statement) => ({ kind, statement })));

describe("Laws of evaluation", () => {
  it("adding a Deny never allows more, and leaves a denial a denial", () => {
    holds(fc.tuple(situations, additions("Deny")), ([situation, { kind, statement }], decide) => {
      const before = decide(situation).decision;
      const after = decide(withAdded(situation, kind, statement, false)).decision;
      assert.ok(RANK[after] <= RANK[before], `${before} became ${after}`);
      if (before === "explicitDeny") assert.equal(after, "explicitDeny");
    });
  });

  it("adding an Allow never denies explicitly, and takes nothing that was allowed", () => {
    holds(fc.tuple(situations, additions("Allow")), ([situation, { kind, statement }], decide) => {
      const before = decide(situation).decision;
      const after = decide(withAdded(situation, kind, statement, true)).decision;
      assert.equal(after === "explicitDeny", before === "explicitDeny");
      assert.ok(RANK[after] >= RANK[before], `${before} became ${after}`);
    });
  });

  it("whatever an unknown key turns out to be, the verdict is one that the unknown verdict admits", () => {
    holds(fc.tuple(situations, contexts), ([situation, guess], decide, request) => {
      const open = decide(situation);
      const hidden = new Set(request.unknownKeys);
      const known = Object.entries(request.context).filter(([key]) => !hidden.has(key));
      const guessed = Object.entries(guess).filter(([key]) => hidden.has(key));
      const context: Context = Object.fromEntries([...known, ...guessed]);
      const settled = evaluate({ ...request, context, unknownKeys: [] }, policiesFor(situation));
      assert.ok(ADMITS[open.decision].includes(settled.decision), `${open.decision} admits no ${settled.decision}`);
    });
  });

  it("whatever stands in a document that nobody can read, the verdict is one that the unknown verdict admits", () => {
    holds(fc.tuple(situations, fc.constantFrom(...KINDS)), ([situation, kind], decide, request) => {
      if (situation[kind] === undefined) return;
      const open = evaluate(request, withOpaque(policiesFor(situation), kind));
      const { decision } = decide(situation);
      assert.ok(ADMITS[open.decision].includes(decision), `${open.decision} admits no ${decision}`);
      if (open.decision === "unknown") assert.ok(open.unknownKeys.length > 0);
    });
  });

  it("the order of statements does not matter", () => {
    holds(situations, (situation, decide) => {
      const turned = { ...situation, identity: [...situation.identity].reverse(), ...reversed(situation) };
      assert.equal(decide(turned).decision, decide(situation).decision);
    });
  });

  it("every verdict has its reason, and only its own", () => {
    holds(situations, (situation, decide, request) => {
      const verdict = decide(situation);
      const effects = new Set(verdict.by.map((reason) => reason.effect));
      switch (verdict.decision) {
        case "explicitDeny":
          assert.deepEqual([...effects], ["Deny"]);
          break;
        case "implicitDeny":
          assert.ok(verdict.missing.length > 0 && verdict.by.length === 0);
          break;
        case "allowed":
          assert.ok(!effects.has("Deny") && (effects.has("Allow") || request.principalKind === "root"));
          break;
        case "unknown":
          assert.ok(verdict.by.length > 0 && verdict.unknownKeys.length > 0);
          break;
      }
    });
  });

  it("a compiled policy gives the same verdict however often it is asked", () => {
    holds(situations, (situation, decide, request) => {
      const policies = policiesFor(situation);
      const first = evaluate(request, policies);
      decide(situation);
      assert.deepEqual(evaluate(request, policies), first);
    });
  });
});

/** How much is granted: a denial is least. */
const RANK = { explicitDeny: 0, implicitDeny: 0, unknown: 1, allowed: 2 } as const;

const ADMITS: Readonly<Record<Verdict["decision"], readonly Verdict["decision"][]>> = {
  explicitDeny: ["explicitDeny"],
  implicitDeny: ["implicitDeny", "explicitDeny"],
  allowed: ["allowed"],
  unknown: ["explicitDeny", "implicitDeny", "allowed", "unknown"],
};

function holds<T>(
  cases: fc.Arbitrary<T>,
  law: (value: T, decide: (situation: Situation) => Verdict, request: Request) => void,
): void {
  const property = fc.property(
    cases,
    callers,
    targets,
    contexts,
    someKeys,
    (value, caller, target, context, unknownKeys) => {
      const request = requestFor(caller, target, context, unknownKeys);
      law(value, (situation) => evaluate(request, policiesFor(situation)), request);
    },
  );
  fc.assert(property, { numRuns: runs(5000), seed });
}

function requestFor(
  caller: GeneratedCaller,
  target: Target,
  context: Context,
  unknownKeys: readonly string[],
): Request {
  const { principal, principalKind, arn } = caller;
  const own = arn === undefined ? {} : { "aws:PrincipalArn": arn };
  return { principal, principalKind, ...target, context: { ...context, ...own }, unknownKeys };
}

function policiesFor({ identity, resource, scp, rcp, boundary, session }: Situation): Policies {
  return {
    identity: [policy(documentOf(...identity), "identity")],
    scps: scp === undefined ? [] : [[policy(documentOf(...scp), "scp")]],
    rcps: rcp === undefined ? [] : [[policy(documentOf(...rcp), "rcp")]],
    ...(resource === undefined ? {} : { resource: policy(documentOf(...resource), "resource") }),
    ...(boundary === undefined ? {} : { boundary: policy(documentOf(...boundary), "boundary") }),
    ...(session === undefined ? {} : { session: policy(documentOf(...session), "session") }),
  };
}

function withOpaque(policies: Policies, kind: (typeof KINDS)[number]): Policies {
  const opaque = opaquePolicy("masked", kind, "a secret");
  switch (kind) {
    case "identity":
      return { ...policies, identity: [opaque] };
    case "scp":
      return { ...policies, scps: [[opaque]] };
    case "rcp":
      return { ...policies, rcps: [[opaque]] };
    case "resource":
    case "boundary":
    case "session":
      return { ...policies, [kind]: opaque };
  }
}

/** A policy that was not there would begin to limit or to grant: statements are added to existing ones only. */
function withAdded(situation: Situation, kind: (typeof KINDS)[number], statement: object, first: boolean): Situation {
  const statements = situation[kind];
  if (statements === undefined) return situation;
  return { ...situation, [kind]: first ? [statement, ...statements] : [...statements, statement] };
}

function reversed(situation: Situation): Partial<Situation> {
  return Object.fromEntries(KINDS.map((kind) => [kind, situation[kind] && [...situation[kind]].reverse()]));
}
