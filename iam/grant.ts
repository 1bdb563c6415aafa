import { serviceOf } from "./action";
import type { Caller } from "./caller";
import type { PolicyKind } from "./kind";
import type { Policy } from "./policy";
import type { Policies, Request, Surroundings } from "./request";
import { sweep, type Asker, type Hit, type Sweep } from "./sweep";
import { and, FALSE, or, type Truth } from "./truth";

/** Whether the policies of the caller and of the resource, taken together, grant the request. */
export interface Grant {
  readonly truth: Truth;
  readonly sweeps: readonly Sweep[];
  /** The statements that decide: those of the open ways, or else those that leave a way unknown. */
  readonly allows: readonly Hit[];
  /** The kinds that failed to allow, where the grant fails. */
  readonly missing: readonly PolicyKind[];
}

const NOTHING: Sweep = {
  allow: FALSE,
  grades: { direct: FALSE, behind: FALSE, account: FALSE },
  allows: [],
  denies: [],
};

/** One condition of a way: it holds to some degree, by some statements, and failing it names a kind. */
interface Step {
  readonly kind: PolicyKind;
  readonly ofResource: boolean;
  readonly truth: Truth;
  readonly allows: readonly Hit[];
}

type Way = readonly Step[];

export function grantFor(request: Request, policies: Policies, asker: Asker, surroundings: Surroundings): Grant {
  const { caller, facts } = asker;
  const { kind } = caller;
  const isEntity =
    kind === "user" || kind === "assumedRole" || kind === "serviceLinkedRole" || kind === "federatedUser";
  const one = (policy: Policy | undefined) => (policy === undefined ? NOTHING : sweep([policy], asker));
  const identity = isEntity ? sweep(policies.identity, asker) : NOTHING;
  const boundary = isEntity ? one(policies.boundary) : NOTHING;
  const sessionPolicies = [policies.session ?? []].flat();
  const session = caller.account === undefined ? NOTHING : sweep(sessionPolicies, asker);
  const attached = one(policies.resource);
  const resource: Sweep = isOwnBucketPolicyCall(request, asker) ? { ...attached, denies: [] } : attached;

  const resourceKind = policies.resource?.kind ?? (isRoleTrust(request) ? "trust" : "resource");
  const named = (grade: "direct" | "behind" | "account" | "any"): Step => ({
    kind: resourceKind,
    ofResource: true,
    truth: grade === "any" ? resource.allow : resource.grades[grade],
    allows: resource.allows.filter((hit) => grade === "any" || hit.grade === grade),
  });
  const limits: Way = [
    ...(isEntity && policies.boundary !== undefined ? [stepFor("boundary", boundary)] : []),
    ...sessionLimit(sessionPolicies, kind === "federatedUser", session),
  ];
  const own: Way = [...(isEntity ? [stepFor("identity", identity)] : []), ...limits];

  const ways = waysFor();
  const truths = ways.map((way) => and(...way.map((step) => step.truth)));
  const truth = or(...truths);
  return {
    truth,
    sweeps: [identity, boundary, session, resource],
    allows: ways
      .filter((_, index) => truths[index] === truth)
      .flatMap((way) => way.filter((step) => step.truth === truth).flatMap((step) => step.allows)),
    missing: missingFor(ways, resource, policies.resource?.kind),
  };

  function waysFor(): readonly Way[] {
    if (isRootAssumingRole(asker)) return [[{ kind: "trust", ofResource: true, truth: FALSE, allows: [] }]];
    if (caller.account === undefined) return [[named("direct")]];
    if (facts.action === "sts:assumeroot" && mayAssumeRoot(caller, surroundings)) return [own];
    if (caller.account !== request.resourceAccount) return [[named("any"), ...own]];
    const byResource: readonly Way[] = [[named("direct")], [named("behind"), ...limits]];
    // The policy of a role or of a KMS key must take part; elsewhere in one account either side is enough.
    return [...byResource, mustHaveResourcePolicy(request) ? [named("account"), ...own] : own];
  }
}

function stepFor(kind: PolicyKind, { allow, allows }: Sweep): Step {
  return { kind, ofResource: false, truth: allow, allows };
}

/**
 * Session policies limit their session: one of them must allow. A federated user without any has no permissions.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html
 */
function sessionLimit(policies: readonly Policy[], isFederatedUser: boolean, session: Sweep): Way {
  return policies.length > 0 || isFederatedUser ? [stepFor("session", session)] : [];
}

/** What the ways lack that the resource's policy leaves open; if there is such a policy, it too where it allows nothing. */
function missingFor(ways: readonly Way[], resource: Sweep, resourceKind?: PolicyKind): readonly PolicyKind[] {
  const isClosed = (step: Step) => step.truth === FALSE;
  const open = ways.filter((way) => !way.some((step) => step.ofResource && isClosed(step)));
  const failing = (open.length > 0 ? open : ways).flatMap((way) => way.filter(isClosed).map((step) => step.kind));
  if (resource.allow === FALSE && resourceKind !== undefined) failing.push(resourceKind);
  return [...new Set(failing)];
}

/**
 * "IAM role trust policies and KMS key policies are exceptions to this logic, because they must explicitly allow
 * access for principals."
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
function mustHaveResourcePolicy(request: Request): boolean {
  return isRoleTrust(request) || (serviceOf(request.action) === "kms" && request.resource.includes(":key/"));
}

function isRoleTrust(request: Request): boolean {
  return serviceOf(request.action) === "sts" && request.resource.includes(":role/");
}

/**
 * "You cannot call AssumeRole by using AWS account root user credentials; access is denied."
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
function isRootAssumingRole({ caller, facts }: Asker): boolean {
  return caller.kind === "root" && facts.action === "sts:assumerole";
}

/**
 * AssumeRoot takes no policy on the side of the member account: the management account, or IAM's delegated
 * administrator, decides by its own policies. Without knowing which account that is, any account might.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html
 */
function mayAssumeRoot(caller: Caller, { managementAccount, rootAccessAdministrators = [] }: Surroundings): boolean {
  if (caller.account === undefined || caller.kind === "root") return false;
  return managementAccount === undefined || [managementAccount, ...rootAccessAdministrators].includes(caller.account);
}

/**
 * The root user of the bucket's own account can always read, replace and delete the bucket policy.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
function isOwnBucketPolicyCall(request: Request, { caller, facts }: Asker): boolean {
  const calls = ["s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy"];
  return caller.kind === "root" && caller.account === request.resourceAccount && calls.includes(facts.action);
}
