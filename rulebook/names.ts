import type { Tier } from "./facts";

/**
 * Every protected name stands here, once.
 * IAM write events carry the role's name only, and a role name is unique in its account whatever its path,
 * so each name is recognisable by itself.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const names = {
  targetPath: "/break-glass/",
  hubPath: "/break-glass-hub/",
  responderPath: "/break-glass/",
  policyPath: "/break-glass/",
  /** Prefix of every role and policy of the path; look-alikes are looked for by it. */
  prefix: "BreakGlass",
  targetRole: {
    ReadOnly: "BreakGlassReadOnly",
    Operator: "BreakGlassOperator",
    Admin: "BreakGlassAdmin",
    IdentityAdmin: "BreakGlassIdentityAdmin",
    Management: "BreakGlassManagement",
  },
  hubRole: {
    ReadOnly: "BreakGlassHubReadOnly",
    Operator: "BreakGlassHubOperator",
    Admin: "BreakGlassHubAdmin",
    IdentityAdmin: "BreakGlassHubIdentityAdmin",
    Management: "BreakGlassHubManagement",
  },
  responderPolicy: "BreakGlassResponder",
  tierGrant: "BreakGlassTiers",
  forwarderRole: "BreakGlassForwarder",
  heartbeatRole: "BreakGlassHeartbeat",
  readinessRole: "BreakGlassReadiness",
  samlProvider: "EmergencyIdP",
  targetRolesStackSet: "lifeline-target-roles",
  /** Stacks of StackSets are named `StackSet-<set>-<uuid>`; ours all begin with this. */
  stackSetPrefix: "lifeline-",
  guardrailPolicy: "lifeline-guardrails",
  emergencyAccountPolicy: "lifeline-emergency-account",
  resourceGuardrailPolicy: "lifeline-resource-guardrails",
} as const satisfies Names;

export interface Names {
  readonly targetPath: string;
  readonly hubPath: string;
  readonly responderPath: string;
  readonly policyPath: string;
  readonly prefix: string;
  readonly targetRole: Readonly<Record<Tier, string>>;
  readonly hubRole: Readonly<Record<Tier, string>>;
  readonly responderPolicy: string;
  readonly tierGrant: string;
  readonly forwarderRole: string;
  readonly heartbeatRole: string;
  readonly readinessRole: string;
  readonly samlProvider: string;
  readonly targetRolesStackSet: string;
  readonly stackSetPrefix: string;
  readonly guardrailPolicy: string;
  readonly emergencyAccountPolicy: string;
  readonly resourceGuardrailPolicy: string;
}
