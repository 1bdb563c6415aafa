/** A list that may not be empty: an empty list of callers or resources must not compile. */
export type NonEmpty<T> = readonly [T, ...T[]];

/** Operator → condition key → one value or several. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

type Actions =
  | { readonly Action: string | NonEmpty<string>; readonly NotAction?: never }
  | { readonly NotAction: NonEmpty<string>; readonly Action?: never };

type Resources =
  | { readonly Resource: string | NonEmpty<string>; readonly NotResource?: never }
  | { readonly NotResource: string | NonEmpty<string>; readonly Resource?: never };

interface Identified {
  readonly Sid: string;
  readonly Condition?: Conditions;
}

/** Identity policies: no principal. */
export type IdentityStatement = Identified & Actions & Resources & { readonly Effect: "Allow" | "Deny" };

/** Trust policies: a principal, no resource. */
export type TrustStatement = Identified & {
  readonly Effect: "Allow" | "Deny";
  readonly Principal: { readonly AWS: string } | { readonly Federated: string } | { readonly Service: string };
  readonly Action: string | NonEmpty<string>;
};

/** Service control policies: Lifeline writes denials only, FullAWSAccess stays attached beside them. */
export type ScpStatement = Identified & Actions & Resources & { readonly Effect: "Deny" };

/** Resource control policies: the principal is always `*`, and a bare `*` is no action of theirs. */
export type RcpStatement = Identified & {
  readonly Effect: "Deny";
  readonly Principal: "*";
  readonly Action: `${string}:${string}` | NonEmpty<`${string}:${string}`>;
  readonly Resource: string | NonEmpty<string>;
};

/** Policies of buckets, buses, keys, queues and topics: a principal and a resource. */
export type ResourceStatement = Identified &
  Actions &
  Resources & {
    readonly Effect: "Allow" | "Deny";
    readonly Principal: "*" | { readonly AWS: string | NonEmpty<string> } | { readonly Service: string };
  };

export interface PolicyDocument<Statement> {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/** What every row of the rulebook says about itself. */
export interface Row<Id extends string = string> {
  /** Imperative kebab-case sentence; the Sid is its PascalCase. */
  readonly id: Id;
  /** The attack or the failure it stops. */
  readonly why: string;
  /** The page that says so, or the requirement. */
  readonly source: string;
}
