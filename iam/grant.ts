import type { Caller, Grade } from "./caller";
import { isGrantedAcrossAccounts } from "./cross-account";
import type { PolicyKind } from "./kind";
import type { Policy } from "./policy";
import type { Policies, Request, Surroundings } from "./request";
import {
  isOwnBucketPolicyCall,
  isRoleTrust,
  isRootAssumingRole,
  mayAssumeRoot,
  mustHaveResourcePolicy,
} from "./service-rules";
import { SILENT, sweep, type Asker, type Hit, type Sweep } from "./sweep";
import { FALSE, TRUE, type Truth } from "./truth";

/** What the policies of the caller and of the resource say, each on its own. */
export interface Sides {
  readonly identity: Sweep;
  readonly boundary: Sweep;
  readonly session: Sweep;
  readonly resource: Sweep;
  readonly sessionPolicies: readonly Policy[];
}

/** Whether the policies of the caller and of the resource, taken together, grant the request. */
export interface Grant {
  readonly truth: Truth;
  /** Adds the statements that decide: those of the open ways, or else those that leave a way unknown. */
  readonly addAllows: (hits: Hit[]) => void;
  /** The kinds that failed to allow, where the grant fails. */
  readonly missing: () => readonly PolicyKind[];
}

/** One condition of a way: it holds to some degree, by the statements of a sweep, and failing it names a kind. */
interface Step {
  readonly kind: PolicyKind;
  readonly truth: Truth;
  readonly sweep: Sweep;
  /** Of the resource's policy: only the statements that name the caller in this grade count. */
  readonly grade?: Grade | "any";
}

type Way = readonly Step[];

export function sidesFor(request: Request, policies: Policies, asker: Asker): Sides {
  const { caller, facts } = asker;
  const isEntity = isIamEntity(caller);
  const sessionPolicies = policies.session === undefined ? NO_POLICIES : [policies.session].flat();
  const attached = policies.resource === undefined ? SILENT : sweep([policies.resource], asker);
  return {
    identity: isEntity ? sweep(policies.identity, asker) : SILENT,
    boundary: isEntity && policies.boundary !== undefined ? sweep([policies.boundary], asker) : SILENT,
    session: caller.account === undefined ? SILENT : sweep(sessionPolicies, asker),
    resource: isOwnBucketPolicyCall(request, caller, facts) ? { ...attached, denies: [] } : attached,
    sessionPolicies,
  };
}

/** Those that have policies of their own. */
function isIamEntity({ kind }: Caller): boolean {
  return kind === "user" || kind === "assumedRole" || kind === "serviceLinkedRole" || kind === "federatedUser";
}

export function grantFor(
  request: Request,
  policies: Policies,
  { identity, boundary, session, resource, sessionPolicies }: Sides,
  { caller, facts }: Asker,
  surroundings: Surroundings,
): Grant {
  const { kind, account } = caller;
  const isEntity = isIamEntity(caller);
  const limits: Step[] = [];
  if (isEntity && policies.boundary !== undefined) limits.push(stepFor("boundary", boundary));
  if (isLimitedBySession(sessionPolicies, kind)) limits.push(stepFor("session", session));
  const own: Way = isEntity ? [stepFor("identity", identity), ...limits] : limits;
  const named = (grade: Grade | "any"): Step => ({
    kind: policies.resource?.kind ?? (isRoleTrust(facts) ? "trust" : "resource"),
    truth: grade === "any" ? resource.allow : resource.grades[grade],
    sweep: resource,
    grade,
  });
  const ways = waysFor();
  let truth: Truth = FALSE;
  for (const way of ways) if (truthOfWay(way) > truth) truth = truthOfWay(way);
  return {
    truth,
    addAllows(hits) {
      for (const way of ways) {
        if (truthOfWay(way) !== truth) continue;
        for (const step of way) if (step.truth === truth) addAllowsOf(step, hits);
      }
    },
    missing: () => missingFor(ways, resource, policies.resource?.kind),
  };

  /** Each way alone is enough. */
  function waysFor(): readonly Way[] {
    if (isRootAssumingRole(caller, facts)) return [[{ kind: "trust", truth: FALSE, sweep: SILENT, grade: "any" }]];
    if (account === undefined) return [[named("direct")]];
    if (facts.action === "sts:assumeroot" && mayAssumeRoot(caller, surroundings)) return [own];
    if (account !== request.resourceAccount) return acrossAccounts();
    // The policy of a role or of a KMS key must take part; elsewhere in one account either side is enough.
    const last = mustHaveResourcePolicy(facts) ? [named("account"), ...own] : own;
    return [[named("direct")], [named("behind"), ...limits], last];
  }

  /** Both accounts must allow, and some actions are never granted to another account. */
  function acrossAccounts(): readonly Way[] {
    const granted = named("any");
    return [[isGrantedAcrossAccounts(facts.action) ? granted : { ...granted, truth: FALSE }, ...own]];
  }
}

const NO_POLICIES: readonly Policy[] = [];

function stepFor(kind: PolicyKind, found: Sweep): Step {
  return { kind, truth: found.allow, sweep: found };
}

/** A way is as open as its least open step; one without steps is open. */
function truthOfWay(way: Way): Truth {
  let truth: Truth = TRUE;
  for (const step of way) if (step.truth < truth) truth = step.truth;
  return truth;
}

function addAllowsOf({ sweep: { allows }, grade = "any" }: Step, hits: Hit[]): void {
  for (const hit of allows) if (grade === "any" || hit.grade === grade) hits.push(hit);
}

/**
 * Session policies limit their session: one of them must allow. A federated user without any has no permissions.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html
 */
function isLimitedBySession(policies: readonly Policy[], kind: Caller["kind"]): boolean {
  return policies.length > 0 || kind === "federatedUser";
}

/** What the ways lack that the resource's policy leaves open; if there is such a policy, it too where it allows nothing. */
function missingFor(ways: readonly Way[], resource: Sweep, resourceKind?: PolicyKind): readonly PolicyKind[] {
  const open = ways.filter(isLeftOpenByResource);
  const failing: PolicyKind[] = [];
  for (const way of open.length > 0 ? open : ways) {
    for (const { truth, kind } of way) if (truth === FALSE) failing.push(kind);
  }
  if (resource.allow === FALSE && resourceKind !== undefined) failing.push(resourceKind);
  return failing;
}

function isLeftOpenByResource(way: Way): boolean {
  return way.every(({ grade, truth }) => grade === undefined || truth !== FALSE);
}
