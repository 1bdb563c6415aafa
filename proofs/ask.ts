import {
  type Context,
  DOCUMENT_KEY,
  evaluate,
  opaqueGrant,
  type Policies,
  type Request,
  type Surroundings,
  type Verdict,
} from "../iam";
import { administratorAccess } from "./asking/administrator-access";
import { directoryOf, type Directory } from "./asking/directory";
import { oncePerOrganization } from "./asking/once";
import { contextOfActor, contextOfResource } from "./asking/request-context";
import { resourcePolicyFor, thingReached } from "./asking/resource-policy";
import { exchangedIn, standingFor } from "./asking/standing";
import type { Act, Actor } from "./claim";
import type { AccountClass, Organization, Thing } from "./model/organization";

export interface Asked {
  /** What was evaluated: in the accounts that stand for their classes. */
  readonly request: Request;
  readonly verdict: Verdict;
  readonly answer: "yes" | "no" | "unknown";
  /** For "unknown": the documents that it hangs on. */
  readonly missing: readonly string[];
}

const answers = oncePerOrganization(() => new Map<string, Asked>());

/**
 * What AWS would say if this actor did that: whether he can.
 *
 * Keys that the documents ask for and that neither the actor, nor the act, nor AWS sets are open. An attacker chooses
 * them, so what hangs on them he can; for our own people, what hangs on them cannot be relied on. What hangs on a
 * document that nobody could read is "unknown" for both.
 */
export function ask(organization: Organization, actor: Actor, act: Act): Asked {
  const known = answers(organization);
  const { principal, principalKind, account, permissions, context, absent, side } = actor;
  const question = JSON.stringify([principal, principalKind, account, permissions, context, absent, side, act]);
  let asked = known.get(question);
  if (asked === undefined) known.set(question, (asked = answerFor(organization, actor, act)));
  return asked;
}

/** The same, and nothing is kept: for whoever asks very much, each question once. */
export function answerFor(organization: Organization, given: Actor, givenAct: Act): Asked {
  const directory = directoryOf(organization);
  const { actor, act } = standingFor(directory, given, givenAct);
  const ofActor = directory.classOf(actor.account);
  const ofResource = directory.classOf(act.resourceAccount);
  const thing = thingReached(directory, ofResource, act);
  const calling = callingOf(organization, ofActor, actor);
  const reaching = reachingFor(organization, calling, ofResource, thing, act);
  const { context, unknownKeys } = act.context === undefined ? reaching : besides(directory, reaching, act.context);
  const request: Request = {
    principal: actor.principal,
    principalKind: actor.principalKind,
    action: act.action,
    resource: act.resource,
    resourceAccount: act.resourceAccount,
    context,
    unknownKeys,
  };
  // The page of an account is a resource: https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html
  const resource = act.action.startsWith("signin:")
    ? ofResource?.signIn
    : resourcePolicyFor(organization, thing, actor.account, act);
  const { policies } = reaching;
  const verdict = evaluate(
    request,
    resource === undefined ? policies : { ...policies, resource },
    surroundingsOf(organization),
  );
  return read(request, verdict, actor.side);
}

type OwnPolicies = Pick<Policies, "identity" | "boundary" | "session">;

/** What every call of an actor carries: worked out once, because the same few ask very much. */
interface Calling {
  readonly context: Context;
  readonly policies: Omit<Policies, "rcps">;
  /** By what the call reaches for: an account, or a key, whose aliases are in the context. */
  readonly reaching: Map<string, Reaching>;
}

/** What every call of an actor that reaches for the same account or key carries, and what decides it. */
interface Reaching {
  readonly context: Context;
  readonly unknownKeys: readonly string[];
  readonly policies: Policies;
  /** The open keys where the act states further ones, by the names of those. */
  readonly besides: Map<string, readonly string[]>;
}

const callings = oncePerOrganization(() => new WeakMap<Actor, Calling>());

function callingOf(organization: Organization, accountClass: AccountClass | undefined, actor: Actor): Calling {
  const known = callings(organization);
  let calling = known.get(actor);
  if (calling === undefined) {
    const context = {
      ...contextOfActor(organization, accountClass, actor),
      ...actor.context,
      ...Object.fromEntries((actor.absent ?? []).map((key) => [key, []])),
    };
    const own = ownPolicies(directoryOf(organization), accountClass, actor);
    const policies = { ...own, scps: accountClass?.scps ?? [] };
    known.set(actor, (calling = { context, policies, reaching: new Map() }));
  }
  return calling;
}

function reachingFor(
  organization: Organization,
  calling: Calling,
  ofResource: AccountClass | undefined,
  thing: Thing | undefined,
  act: Act,
): Reaching {
  const what = thing?.kind === "key" ? `${act.resourceAccount} ${thing.arn}` : act.resourceAccount;
  let reaching = calling.reaching.get(what);
  if (reaching === undefined) {
    const context = { ...calling.context, ...contextOfResource(organization, ofResource, thing, act) };
    reaching = {
      context,
      unknownKeys: openKeys(directoryOf(organization), context),
      policies: { ...calling.policies, rcps: ofResource?.rcps ?? [] },
      besides: new Map(),
    };
    calling.reaching.set(what, reaching);
  }
  return reaching;
}

function besides(
  directory: Directory,
  reaching: Reaching,
  ofAct: Context,
): { readonly context: Context; readonly unknownKeys: readonly string[] } {
  const context = { ...reaching.context, ...ofAct };
  const names = Object.keys(ofAct).join();
  let unknownKeys = reaching.besides.get(names);
  if (unknownKeys === undefined) reaching.besides.set(names, (unknownKeys = openKeys(directory, context)));
  return { context, unknownKeys };
}

function openKeys({ keys }: Directory, context: Context): readonly string[] {
  const stated = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  return keys.filter((key) => !stated.has(key));
}

/** Two accounts of one class have the same principals, so those of the account that stands for it are looked up. */
function ownPolicies(directory: Directory, accountClass: AccountClass | undefined, actor: Actor): OwnPolicies {
  if (actor.permissions === "everything") return { identity: [administratorAccess], ...sessionOf(actor) };
  if (actor.account === undefined || actor.principalKind === "root") return { identity: [] };
  const thing = principalThing(directory, accountClass, actor);
  if (thing === undefined) return { identity: [opaqueGrant(`policies of ${actor.principal ?? ""}`, "identity")] };
  return { identity: thing.identity, ...(thing.boundary === undefined ? {} : { boundary: thing.boundary }) };
}

/**
 * Without a session policy a federated user can do nothing; with this one, whatever his user can.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html
 */
function sessionOf({ principalKind, account }: Actor): Pick<Policies, "session"> {
  return principalKind === "federatedUser" && account !== undefined ? { session: administratorAccess } : {};
}

function principalThing(directory: Directory, accountClass: AccountClass | undefined, actor: Actor) {
  const stated = actor.context["aws:PrincipalArn"];
  const arn = typeof stated === "string" ? stated : (actor.principal ?? "");
  const standing = accountClass?.account.id ?? "";
  const inStanding = exchangedIn(arn, actor.account ?? standing, standing);
  const thing: Thing | undefined = directory.thingIn(accountClass, inStanding);
  return thing?.kind === "role" || thing?.kind === "user" ? thing : undefined;
}

const surroundingsOf = oncePerOrganization(({ managementAccount, delegatedAdministrators = [] }): Surroundings => ({
  managementAccount,
  rootAccessAdministrators: delegatedAdministrators
    .filter(({ servicePrincipal }) => servicePrincipal === "iam.amazonaws.com")
    .map(({ accountId }) => accountId),
}));

const NOTHING: readonly string[] = [];

function read(request: Request, verdict: Verdict, side: Actor["side"]): Asked {
  switch (verdict.decision) {
    case "allowed":
      return { request, verdict, answer: "yes", missing: NOTHING };
    case "explicitDeny":
    case "implicitDeny":
      return { request, verdict, answer: "no", missing: NOTHING };
    case "unknown": {
      const documents = verdict.unknownKeys.filter((key) => key.startsWith(DOCUMENT_KEY));
      if (documents.length === 0)
        return { request, verdict, answer: side === "attacker" ? "yes" : "no", missing: NOTHING };
      const missing = documents.map((key) => key.slice(DOCUMENT_KEY.length));
      return { request, verdict, answer: "unknown", missing };
    }
  }
}
