import type { NonEmpty } from "../rulebook/types";

/** What a proof stands on that no document can show: who answers for it, until when, and what will confirm it. */
export interface Assumption {
  readonly id: string;
  readonly assumes: string;
  readonly owner: string;
  /** ISO 8601, a day: after it the proofs that stand on it are unknown. */
  readonly reviewBy: string;
  readonly drill: string;
  readonly source: string;
}

export const assumptions = [
  {
    id: "console-switch-carries-mfa",
    assumes: "The console switches roles with the MFA context of the original sign-in.",
    owner: "platform team",
    reviewBy: "2027-05-31",
    drill: "A responder signs in with MFA and switches to a target role in the console.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-console.html",
  },
] as const satisfies NonEmpty<Assumption>;

export type AssumptionId = (typeof assumptions)[number]["id"];
