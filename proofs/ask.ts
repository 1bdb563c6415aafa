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
  const base = baseContext(organization, ofActor, actor);
  const ofThing = contextOfResource(organization, ofResource, thing, act);
  const context = { ...base, ...ofThing, ...act.context };
  const besides = act.context === undefined ? "" : Object.keys(act.context).join();
  const request: Request = {
    principal: actor.principal,
    principalKind: actor.principalKind,
    action: act.action,
    resource: act.resource,
    resourceAccount: act.resourceAccount,
    context,
    unknownKeys: openKeys(directory, base, context, `${thing?.kind === "key" ? "key" : ""} ${besides}`),
  };
  const resource = resourcePolicyFor(organization, thing, actor.account, act);
  const policies: Policies = {
    ...ownPolicies(directory, ofActor, actor),
    ...(resource === undefined ? {} : { resource }),
    scps: ofActor?.scps ?? [],
    rcps: ofResource?.rcps ?? [],
  };
  return read(request, evaluate(request, policies, surroundingsOf(organization)), actor.side);
}

const bases = oncePerOrganization(() => new WeakMap<Actor, Context>());

/** What every call of the actor carries: made once, because the same few ask very much. */
function baseContext(organization: Organization, accountClass: AccountClass | undefined, actor: Actor): Context {
  const known = bases(organization);
  let context = known.get(actor);
  if (context === undefined) {
    context = {
      ...contextOfActor(organization, accountClass, actor),
      ...actor.context,
      ...Object.fromEntries((actor.absent ?? []).map((key) => [key, []])),
    };
    known.set(actor, context);
  }
  return context;
}

const openBesides = new WeakMap<Context, Map<string, readonly string[]>>();

/** Besides what the caller carries there are few different sets of keys: what each leaves open is worked out once. */
function openKeys({ keys }: Directory, base: Context, context: Context, besides: string): readonly string[] {
  let known = openBesides.get(base);
  if (known === undefined) openBesides.set(base, (known = new Map()));
  let open = known.get(besides);
  if (open === undefined) {
    const stated = new Set(Object.keys(context).map((key) => key.toLowerCase()));
    known.set(besides, (open = keys.filter((key) => !stated.has(key))));
  }
  return open;
}

/** Two accounts of one class have the same principals, so those of the account that stands for it are looked up. */
function ownPolicies(
  directory: Directory,
  accountClass: AccountClass | undefined,
  actor: Actor,
): Pick<Policies, "identity" | "boundary" | "session"> {
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

function surroundingsOf({ managementAccount, delegatedAdministrators = [] }: Organization): Surroundings {
  return {
    managementAccount,
    rootAccessAdministrators: delegatedAdministrators
      .filter(({ servicePrincipal }) => servicePrincipal === "iam.amazonaws.com")
      .map(({ accountId }) => accountId),
  };
}

function read(request: Request, verdict: Verdict, side: Actor["side"]): Asked {
  const asked = { request, verdict, missing: [] };
  switch (verdict.decision) {
    case "allowed":
      return { ...asked, answer: "yes" };
    case "explicitDeny":
    case "implicitDeny":
      return { ...asked, answer: "no" };
    case "unknown": {
      const documents = verdict.unknownKeys.filter((key) => key.startsWith(DOCUMENT_KEY));
      if (documents.length === 0) return { ...asked, answer: side === "attacker" ? "yes" : "no" };
      return { ...asked, answer: "unknown", missing: documents.map((key) => key.slice(DOCUMENT_KEY.length)) };
    }
  }
}
