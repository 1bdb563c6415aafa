import type { Request, Verdict } from "../iam";
import type { NonEmpty } from "../rulebook/types";
import type { AssumptionId } from "./assumptions";
import type { Organization } from "./model/organization";

/** What the claims are about, as a person would ask. */
export type Subject = "way-in" | "nobody-else" | "alerts" | "deployers" | "responder-limits";

/** One question about an organization, answered by evaluating what was registered or deployed. */
export interface Claim {
  /** An imperative sentence in kebab case; the file's name. */
  readonly id: string;
  readonly about: Subject;
  readonly question: string;
  /** The failure or the attack that an answer of "no" would be. */
  readonly why: string;
  /** Requirement ids and AWS documentation. */
  readonly source: NonEmpty<string>;
  readonly findingFor: (organization: Organization) => Finding;
}

/** How much was looked at. Nothing looked at proves nothing: `prove` makes it "unknown". */
export interface Covered {
  readonly principals: number;
  readonly accounts: number;
  readonly actions: number;
}

export type Finding =
  | {
      readonly kind: "proven";
      readonly covered: Covered;
      /** Rows of assumptions.ts that it stands on; none for a proof. */
      readonly assumptions: readonly AssumptionId[];
      readonly evidence: readonly Evidence[];
      /** What is not prevented but alerted on both paths. */
      readonly reported: readonly string[];
    }
  | { readonly kind: "refuted"; readonly covered: Covered; readonly counterexamples: NonEmpty<Counterexample> }
  | { readonly kind: "unknown"; readonly covered: Covered; readonly missing: NonEmpty<string> }
  | { readonly kind: "not-applicable"; readonly reason: string };

/** An edge of the access graph: who reaches what, by which statements. */
export interface Evidence {
  readonly who: string;
  readonly does: string;
  readonly on: string;
  readonly decision: Verdict["decision"];
  /** `policy: statement`, in the order of the chain. */
  readonly by: readonly string[];
}

/** Why a claim is wrong: what was asked, what AWS would answer, by which statements, and how to put it right. */
export type Counterexample = {
  /** One sentence for a person. */
  readonly says: string;
  readonly fix: string;
} & (
  | {
      readonly kind: "request";
      readonly actor: Actor;
      readonly act: Act;
      /** What was evaluated; `ask` with the same actor and act gives the same verdict again. */
      readonly request: Request;
      readonly verdict: Verdict;
    }
  | {
      /** An event that nobody hears of: no rule or filter of this place matches it, or none of them delivers. */
      readonly kind: "event";
      readonly event: Readonly<Record<string, unknown>>;
      readonly account: string;
      readonly region: string;
      readonly unheardOn: NonEmpty<"first-path" | "second-path">;
      readonly because: NonEmpty<string>;
    }
  | {
      /** Something that is, or is not, as it must be: where, and what was found. */
      readonly kind: "setting";
      readonly where: string;
      readonly found: string;
    }
);

/** Somebody who calls. */
export interface Actor {
  readonly says: string;
  /** An ARN (a role's own for its sessions), a service, a provider's ARN, or null. */
  readonly principal: string | null;
  readonly principalKind: Request["principalKind"];
  /** The account that the principal belongs to; undefined for services, providers and the anonymous. */
  readonly account: string | undefined;
  /** An administrator's, or those that the model has for this principal. */
  readonly permissions: "everything" | "own";
  /** What is known of every call of this actor, besides what follows from the principal. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** Condition keys that these calls do not carry, also those that would follow from the principal: no unknown keys. */
  readonly absent?: readonly string[];
  /** For whom the unknown keys of the documents count: "unknown" is yes for the attacker, no for the responder. */
  readonly side: "attacker" | "ours";
}

/** What is called, on what. */
export interface Act {
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}
