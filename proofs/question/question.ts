import type { Verdict } from "../../iam";
import { answerFor, type Asked } from "../ask";
import type { Act, Actor } from "../claim";
import type { AccountClass, Organization } from "../model/organization";

/** Something that must work, or must not. */
export interface Question {
  readonly actor: Actor;
  readonly act: Act;
  /**
   * "succeed": allowed, whatever the keys are that we do not know. "fail": not allowed, whatever they are.
   * "pass-denials": no Deny stops it; whether anything allows it is not asked, because AWS does not ask either.
   */
  readonly must: "succeed" | "fail" | "pass-denials";
  /** What a wrong answer means, a sentence for a person. */
  readonly otherwise: string;
  /** The accounts that it is about. */
  readonly about: AccountClass;
}

export type Answer =
  | { readonly kind: "right"; readonly asked: Asked }
  | { readonly kind: "wrong"; readonly asked: Asked }
  | { readonly kind: "unknown"; readonly asked: Asked };

export function answerTo(organization: Organization, { actor, act, must }: Question): Answer {
  const asked = answerFor(organization, actor, act);
  if (asked.answer === "unknown") return { kind: "unknown", asked };
  return { kind: isAsItMust(must, asked) ? "right" : "wrong", asked };
}

function isAsItMust(must: Question["must"], { answer, verdict }: Asked): boolean {
  switch (must) {
    case "succeed":
      return answer === "yes";
    case "fail":
      return answer === "no";
    case "pass-denials":
      return verdict.decision === "allowed" || isUnanswered(verdict);
    default:
      return must satisfies never;
  }
}

/** Nobody allows it and nobody denies it; a guardrail that fails to allow is a denial. */
function isUnanswered({ decision, missing }: Verdict): boolean {
  return (
    decision === "implicitDeny" && missing.every((kind) => kind !== "scp" && kind !== "rcp" && kind !== "boundary")
  );
}
