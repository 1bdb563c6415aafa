import type { AssumptionId } from "../assumptions";
import type { Actor } from "../claim";
import type { AccountClass, User } from "../model/organization";
import type { Question } from "../question/question";
import { beforeSignIn, sessionOf, withMfa, withoutMfaKey } from "./sessions";
import type { Placed } from "./people";
import type { WayId } from "./failure-modes";
import type { Assertion } from "./assertions";

/** A call on a way in: a question, and the Region that serves it. */
export interface Step extends Question {
  readonly region: string;
}

/** The steps of a way, in their order, and who one is at its end. */
export interface Walk {
  readonly way: WayId;
  readonly region: string;
  readonly target: Placed;
  readonly steps: readonly Step[];
  readonly end: Actor;
}

/** What each way stands on that no document shows. */
export const assumptionsOf = {
  console: ["console-switch-carries-mfa", "responders-have-mfa-devices", "sign-in-needs-no-other-region"],
  "command-line": ["mfa-serial-carries-mfa", "responders-have-mfa-devices", "sign-in-needs-no-other-region"],
  saml: ["identity-provider-enforces-mfa"],
} as const satisfies Readonly<Record<WayId, readonly AssumptionId[]>>;

/** The console: sign in, then Switch Role, which is authorised with the original user and his second factor. */
export function consoleWalk(user: User, target: Placed, emergency: AccountClass, region: string): Walk {
  const actor = withMfa(user, region, "console");
  return {
    way: "console",
    region,
    target,
    steps: [
      ...consoleSignIn(actor, emergency, region),
      assume({ ...actor, absent: [...(actor.absent ?? []), ...neverOfTheConsole] }, target, region),
    ],
    end: sessionOf(target.role, actor),
  };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-console.html */
const neverOfTheConsole = ["sts:ExternalId", "sts:SourceIdentity", "sts:TransitiveTagKeys", "aws:TagKeys"];
/** What a command line sends only where it is told to. */
const notSent = ["sts:ExternalId", "sts:SourceIdentity", "sts:TransitiveTagKeys", "aws:TagKeys"];

/** The command line: `aws login`, the hub role by `mfa_serial`, and from it the target role, where no MFA key is left. */
export function commandLineWalk(user: User, hub: Placed, target: Placed, region: string): Walk {
  const actor = withMfa(user, region, "command line");
  const session = sessionOf(hub.role, actor);
  return {
    way: "command-line",
    region,
    target,
    steps: [
      ...commandLineSignIn(user, hub.in, region),
      assume(plain(actor), hub, region),
      assume(plain(session), target, region),
    ],
    end: sessionOf(target.role, session),
  };
}

/** Direct federation: the identity provider's assertion opens the hub role, and the hub role the target role. */
export function samlWalk({ actor, region }: Assertion, hub: Placed, target: Placed): Walk {
  const session = sessionOf(hub.role, actor);
  return {
    way: "saml",
    region,
    target,
    steps: [
      step(actor, "sts:AssumeRoleWithSAML", hub, region, `enter ${hub.role.name} by SAML`),
      ...consoleSignIn(session, hub.in, region),
      assume({ ...session, absent: [...(session.absent ?? []), ...neverOfTheConsole] }, target, region),
    ],
    end: sessionOf(target.role, session),
  };
}

/**
 * The three actions of every console sign-in, of users and of federated roles, once the organization controls it: then a
 * Deny in any SCP or RCP locks people out. No Deny may stop them, and nothing need allow them.
 * https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html
 */
export function consoleSignIn(known: Actor, emergency: AccountClass, region: string): readonly Step[] {
  const arn = known.principal ?? "";
  const account = emergency.account.id;
  const through = (actor: Actor, action: string): Step => ({
    actor,
    act: { action, resource: signInPage, resourceAccount: account },
    must: "pass-denials",
    otherwise: `${known.says}, cannot sign in through ${region}: ${action} is denied.`,
    about: emergency,
    region,
  });
  // Guardrails first, then one's own policies: where those allow nothing, a Deny that is unknown would not show.
  const afterwards = [{ ...known, permissions: "everything" as const }, known];
  return [
    through(beforeSignIn(arn, account, region), "signin:Authenticate"),
    ...["signin:AuthorizeOAuth2Access", "signin:CreateOAuth2Token"].flatMap((action) =>
      afterwards.map((actor) => through(actor, action)),
    ),
  ];
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_signin.html#list_signin-resources-for-iam-policies */
const signInPage = "arn:aws:signin:::console/homepage";

/** https://docs.aws.amazon.com/signin/latest/userguide/command-line-sign-in.html */
export function commandLineSignIn(user: User, emergency: AccountClass, region: string): readonly Step[] {
  const resource = `arn:aws:signin:${region}:${user.account}:oauth2/public-client/localhost`;
  const otherwise = (action: string) => `${user.name} cannot sign in by aws login through ${region}: ${action} fails.`;
  return [
    // The browser signs in first, and what it gets is handed to the command line.
    ...consoleSignIn(withMfa(user, region, "command line"), emergency, region),
    ...["signin:AuthorizeOAuth2Access", "signin:CreateOAuth2Token"].map((action): Step => ({
      actor: withoutMfaKey(user, region),
      act: { action, resource, resourceAccount: user.account },
      must: "succeed",
      otherwise: otherwise(action),
      about: emergency,
      region,
    })),
  ];
}

export function plain(actor: Actor): Actor {
  return { ...actor, absent: [...(actor.absent ?? []), ...notSent] };
}

export function assume(actor: Actor, to: Placed, region: string): Step {
  return step(actor, "sts:AssumeRole", to, region, `assume ${to.role.name}`);
}

function step(actor: Actor, action: string, to: Placed, region: string, does: string): Step {
  return {
    actor,
    act: { action, resource: to.role.arn, resourceAccount: to.role.account },
    must: "succeed",
    otherwise: `${actor.says} cannot ${does} in account ${to.role.account} (${to.in.account.name}) through ${region}.`,
    about: to.in,
    region,
  };
}
