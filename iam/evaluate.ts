import { serviceOf } from "./action";
import { callerFor, type Caller } from "./caller";
import { factsFor } from "./facts";
import { grantFor } from "./grant";
import { rcpServices } from "./rcp-services";
import type { Policies, Request, Surroundings, Verdict } from "./request";
import { sweep, type Asker, type Sweep } from "./sweep";
import { FALSE, TRUE, type Truth } from "./truth";
import { allowedVerdict, deniedVerdict, missingVerdict, unknownVerdict } from "./verdict";
import type { PolicyKind } from "./kind";
import type { Policy } from "./policy";

/** A kind of policy that must allow: all gates together decide, each can deny. */
export interface Gate {
  readonly kind: PolicyKind;
  readonly truth: Truth;
  readonly sweep: Sweep;
}

/**
 * AWS's decision for one request: an explicit Deny in any policy wins; otherwise RCPs and SCPs must allow on every
 * level, and then the policies of the caller and of the resource must grant.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function evaluate(request: Request, policies: Policies, surroundings: Surroundings = {}): Verdict {
  const facts = factsFor(request);
  const caller = callerFor(request, facts);
  const asker: Asker = { caller, facts, hasBoundary: policies.boundary !== undefined && caller.kind !== "root" };
  const rcps = rcpsApply(request, caller, surroundings) ? levelGates("rcp", policies.rcps, asker) : [];
  const scps = scpsApply(caller, surroundings) ? levelGates("scp", policies.scps, asker) : [];
  const grant = grantFor(request, policies, asker, surroundings);

  const gates = [...rcps, ...scps];
  const sweeps = [...gates.map((gate) => gate.sweep), ...grant.sweeps];
  const denies = sweeps.flatMap((result) => result.denies);
  if (denies.some((hit) => hit.truth === TRUE)) return deniedVerdict(denies);

  const closed = gates.filter((gate) => gate.truth === FALSE);
  if (closed.length > 0 || grant.truth === FALSE) {
    return missingVerdict([...closed.map((gate) => gate.kind), ...(grant.truth === FALSE ? grant.missing : [])]);
  }
  const isCertain = denies.length === 0 && grant.truth === TRUE && gates.every((gate) => gate.truth === TRUE);
  if (isCertain) return allowedVerdict([...gates.flatMap((gate) => gate.sweep.allows), ...grant.allows]);
  const open = gates.filter((gate) => gate.truth !== TRUE).flatMap((gate) => gate.sweep.allows);
  return unknownVerdict([...denies, ...open, ...(grant.truth === TRUE ? [] : grant.allows)], asker);
}

/** Each level, from the root of the organization to the account, must allow. */
function levelGates(kind: PolicyKind, levels: readonly (readonly Policy[])[], asker: Asker): readonly Gate[] {
  return levels.map((level) => {
    const result = sweep(level, asker);
    return { kind, truth: result.allow, sweep: result };
  });
}

/**
 * SCPs bind the IAM principals of member accounts, their root user included; not those of the management account,
 * and not service-linked roles.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp
 */
function scpsApply(caller: Caller, surroundings: Surroundings): boolean {
  if (caller.account === undefined || caller.kind === "serviceLinkedRole") return false;
  return caller.account !== surroundings.managementAccount;
}

/**
 * RCPs bind everybody who reaches for a resource of a supported service in a member account, except service-linked
 * roles; nor do they reach the trust policies of those roles or kms:RetireGrant.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps
 */
function rcpsApply(request: Request, caller: Caller, surroundings: Surroundings): boolean {
  if (caller.kind === "serviceLinkedRole" || request.resourceAccount === surroundings.managementAccount) return false;
  if (request.resource.includes(":role/aws-service-role/")) return false;
  return rcpServices.has(serviceOf(request.action)) && request.action.toLowerCase() !== "kms:retiregrant";
}
