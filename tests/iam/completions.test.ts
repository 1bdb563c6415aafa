import assert from "node:assert/strict";
import fc from "fast-check";
import { compiler } from "../../bench/evaluate-compiled";
import type { Situation } from "../../bench/evaluate-rival";
import { evaluate, type Context, type Request, type Verdict } from "../../iam";
import { runs, seed } from "../scale";
import { generatedContext } from "./differential-conditions";
import { situations } from "./differential-situations";

/** What a verdict with unknown keys leaves open: nothing where it is certain, but that a refusal can be a denial too. */
const ADMITS: Readonly<Record<Verdict["decision"], readonly string[]>> = {
  allowed: ["allowed"],
  explicitDeny: ["explicitDeny"],
  implicitDeny: ["implicitDeny", "explicitDeny"],
  unknown: ["allowed", "explicitDeny", "implicitDeny"],
};

const PATHS = ["", "team/", "a/b/"];

/** A situation, the keys that are not known in it, and what they turn out to be. */
const openSituations = situations.chain((situation) =>
  fc.record({
    situation: fc.constant(situation),
    hidden: fc.subarray(Object.keys(situation.request.context)),
    guess: fc.oneof(fc.constant(situation.request.context), fc.constant<Context>({}), generatedContext),
    path: fc.constantFrom(...PATHS),
  }),
);

describe("A request of which a part is unknown", () => {
  it("has a verdict that holds whatever the part turns out to be, and names what it hangs on", () => {
    const decided = new Map<string, number>();
    fc.assert(
      fc.property(openSituations, ({ situation, hidden, guess, path }) => {
        const { request, surroundings } = situation;
        const policies = compiler()(situation.documents, isTrust(situation));
        const open = evaluate({ ...request, unknownKeys: hidden.map(inOtherCase) }, policies, surroundings);
        const context = {
          ...without(request.context, hidden),
          ...only(guess, hidden),
          ...whoCalls(request, hidden, path),
        };
        const settled = evaluate({ ...request, context }, policies, surroundings);
        assert.ok(ADMITS[open.decision].includes(settled.decision), `${open.decision} admits no ${settled.decision}`);
        decided.set(open.decision, (decided.get(open.decision) ?? 0) + 1);
        const lower = new Set(hidden.map((key) => key.toLowerCase()));
        assert.ok(open.unknownKeys.every((key) => lower.has(key)));
        assert.equal(open.unknownKeys.length > 0 && open.by.length > 0, open.decision === "unknown");
      }),
      { numRuns: runs(10_000), seed },
    );
    for (const decision of Object.keys(ADMITS)) assert.ok((decided.get(decision) ?? 0) > 0, `never ${decision}`);
  });

  it("has the same verdict from documents compiled for it alone and from those that others asked before", () => {
    const shared = compiler();
    const others = fc.sample(situations, { numRuns: 20, seed });
    fc.assert(
      fc.property(situations, fc.constantFrom(...others), ({ request, surroundings }, other) => {
        const verdict = (compile: ReturnType<typeof compiler>) =>
          evaluate(request, compile(other.documents, isTrust(other)), surroundings);
        assert.deepEqual(verdict(shared), verdict(compiler()));
      }),
      { numRuns: runs(10_000), seed },
    );
  });
});

function isTrust({ request }: Situation): boolean {
  return request.action.startsWith("sts:");
}

function inOtherCase(key: string): string {
  return key.length % 2 === 0 ? key.toUpperCase() : key;
}

function without(context: Context, keys: readonly string[]): Context {
  return Object.fromEntries(Object.entries(context).filter(([key]) => !keys.includes(key)));
}

function only(context: Context, keys: readonly string[]): Context {
  return Object.fromEntries(Object.entries(context).filter(([key]) => keys.includes(key)));
}

/** A caller stays who it is, but the path of a session's role can be any. */
function whoCalls({ principalKind, context }: Request, hidden: readonly string[], path: string): Context {
  const arn = context["aws:PrincipalArn"];
  if (typeof arn !== "string" || !hidden.includes("aws:PrincipalArn")) return {};
  const name = arn.split("/").at(-1) ?? "";
  const changed = principalKind === "assumedRole" ? `${arn.slice(0, arn.indexOf("role/"))}role/${path}${name}` : arn;
  return { "aws:PrincipalArn": changed };
}
