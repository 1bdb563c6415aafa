export type PolicyKind = "identity" | "resource" | "trust" | "scp" | "rcp" | "boundary" | "session";

/** What the grammar of each kind of policy allows and demands. */
export interface KindRules {
  readonly principal: "required" | "refused";
  readonly notPrincipal: boolean;
  readonly resource: "required" | "optional" | "refused";
  readonly notAction: boolean;
  /** Versions other than 2012-10-17. */
  readonly oldVersion: boolean;
  /** The Id element. */
  readonly id: boolean;
  /** Whether a Sid is letters and digits only, and unique in its policy. */
  readonly plainSid: boolean;
  readonly source: string;
}

const GRAMMAR = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html";

const identity: KindRules = {
  principal: "refused",
  notPrincipal: false,
  resource: "required",
  notAction: true,
  oldVersion: true,
  id: false,
  plainSid: true,
  source: GRAMMAR,
};

export const kindRules: Readonly<Record<PolicyKind, KindRules>> = {
  identity,
  boundary: identity,
  session: identity,
  resource: {
    principal: "required",
    notPrincipal: true,
    // A few services, such as Amazon ECR, take policies without Resource.
    resource: "optional",
    notAction: true,
    oldVersion: true,
    id: true,
    plainSid: false,
    source: GRAMMAR,
  },
  trust: {
    principal: "required",
    notPrincipal: false,
    resource: "refused",
    notAction: true,
    oldVersion: true,
    id: true,
    plainSid: true,
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html",
  },
  scp: {
    principal: "refused",
    notPrincipal: false,
    resource: "required",
    notAction: true,
    oldVersion: false,
    id: false,
    plainSid: true,
    source: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html",
  },
  rcp: {
    principal: "required",
    notPrincipal: false,
    resource: "required",
    notAction: false,
    oldVersion: false,
    id: false,
    plainSid: true,
    source: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html",
  },
};
