import { serviceOf } from "./action";
import { callerFor, type Caller } from "./caller";
import { factsFor } from "./facts";
import { grantFor, sidesFor, type Grant } from "./grant";
import type { PolicyKind } from "./kind";
import type { Policy } from "./policy";
import { rcpServices } from "./rcp-services";
import type { Policies, Request, Surroundings, Verdict } from "./request";
import { sweep, type Asker, type Hit, type Sweep } from "./sweep";
import { FALSE, TRUE, type Truth } from "./truth";
import { allowedVerdict, deniedVerdict, missingVerdict, unknownVerdict } from "./verdict";

/** A level of SCPs or RCPs: all gates together decide, each can deny. */
interface Gate {
  readonly kind: PolicyKind;
  readonly sweep: Sweep;
}

/**
 * AWS's decision for one request: an explicit Deny in any policy wins; otherwise RCPs and SCPs must allow on every
 * level, and then the policies of the caller and of the resource must grant.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function evaluate(request: Request, policies: Policies, surroundings: Surroundings = {}): Verdict {
  const facts = factsFor(request);
  const caller = callerFor(request);
  const asker: Asker = { caller, facts, hasBoundary: policies.boundary !== undefined && caller.kind !== "root" };
  const gates: Gate[] = [];
  if (rcpsApply(request, policies, caller, surroundings)) addLevels("rcp", policies.rcps, asker, gates);
  if (scpsApply(caller, surroundings)) addLevels("scp", policies.scps, asker, gates);
  const sides = sidesFor(request, policies, asker);

  const denies: Hit[] = [];
  let gate: Truth = TRUE;
  for (const { sweep: level } of gates) {
    addAll(denies, level.denies);
    if (level.allow < gate) gate = level.allow;
  }
  addAll(denies, sides.identity.denies);
  addAll(denies, sides.boundary.denies);
  addAll(denies, sides.session.denies);
  addAll(denies, sides.resource.denies);
  if (denies.some((hit) => hit.truth === TRUE)) return deniedVerdict(denies);

  const grant = grantFor(request, policies, sides, asker, surroundings);
  if (gate === FALSE || grant.truth === FALSE) return missingVerdict(missingAmong(gates, grant));

  const isCertain = denies.length === 0 && gate === TRUE && grant.truth === TRUE;
  const hits = denies;
  for (const { sweep: level } of gates) if (isCertain || level.allow !== TRUE) addAll(hits, level.allows);
  if (isCertain || grant.truth !== TRUE) grant.addAllows(hits);
  return isCertain ? allowedVerdict(hits) : unknownVerdict(hits, asker);
}

function missingAmong(gates: readonly Gate[], grant: Grant): readonly PolicyKind[] {
  const closed = gates.filter((gate) => gate.sweep.allow === FALSE).map((gate) => gate.kind);
  return grant.truth === FALSE ? [...closed, ...grant.missing()] : closed;
}

/** Pushed one by one: a spread of many arguments costs more. */
function addAll(hits: Hit[], more: readonly Hit[]): void {
  for (const hit of more) hits.push(hit);
}

/** Each level, from the root of the organization to the account, must allow. */
function addLevels(kind: PolicyKind, levels: readonly (readonly Policy[])[], asker: Asker, gates: Gate[]): void {
  for (const level of levels) gates.push({ kind, sweep: sweep(level, asker) });
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
function rcpsApply(request: Request, policies: Policies, caller: Caller, surroundings: Surroundings): boolean {
  if (policies.rcps.length === 0) return false;
  if (caller.kind === "serviceLinkedRole" || request.resourceAccount === surroundings.managementAccount) return false;
  if (request.resource.includes(":role/aws-service-role/")) return false;
  return rcpServices.has(serviceOf(request.action)) && request.action.toLowerCase() !== "kms:retiregrant";
}
