import type { Context } from "./facts";
import type { PolicyKind } from "./kind";
import type { Policy } from "./policy";
import type { Reason } from "./reason";

/**
 * Who calls. `federatedUser` is a GetFederationToken session; a caller of AssumeRoleWithSAML or
 * AssumeRoleWithWebIdentity is one too, with the provider (its ARN or host name) as the principal.
 */
export type PrincipalKind =
  "user" | "assumedRole" | "root" | "service" | "federatedUser" | "serviceLinkedRole" | "anonymous";

export interface Request {
  /** An ARN, a service principal name, or null (or "*") for an anonymous caller. */
  readonly principal: string | null;
  readonly principalKind: PrincipalKind;
  /** The IAM user whose GetFederationToken made this federated user; if not given, the user of the same name. */
  readonly federatingUser?: string;
  readonly action: string;
  /** An ARN, or "*" for an action that takes no resource. */
  readonly resource: string;
  readonly resourceAccount: string;
  readonly context: Context;
  /** Keys whose value the caller controls and we do not know: conditions on them are unknown, not false. */
  readonly unknownKeys?: readonly string[];
}

export interface Policies {
  readonly identity: readonly Policy[];
  /** The policy of the resource; for sts:AssumeRole* the role's trust policy. */
  readonly resource?: Policy;
  /** By level, root first, down to the caller's account; [] where the caller is in no organization. */
  readonly scps: readonly (readonly Policy[])[];
  /** By level, root first, down to the resource's account. */
  readonly rcps: readonly (readonly Policy[])[];
  readonly boundary?: Policy;
  /** The session policies, inline and managed, which limit the session together. */
  readonly session?: Policy | readonly Policy[];
}

export interface Surroundings {
  /** Its principals are exempt from SCPs and its resources from RCPs. */
  readonly managementAccount?: string;
  /** Delegated administrators of IAM, which may call AssumeRoot on member accounts like the management account. */
  readonly rootAccessAdministrators?: readonly string[];
}

export interface Verdict {
  readonly decision: "allowed" | "explicitDeny" | "implicitDeny" | "unknown";
  /** The deciding statements: denies for explicitDeny, allows for allowed, those it hangs on for unknown. */
  readonly by: readonly Reason[];
  /** For implicitDeny: the kinds of policy that failed to allow. */
  readonly missing: readonly PolicyKind[];
  /** For unknown: the keys that it hangs on. */
  readonly unknownKeys: readonly string[];
}
