import type { Act, Actor, Claim } from "../claim";
import type { Organization } from "../model/organization";
import { findingFor } from "../question/finding";
import { answerTo, type Question } from "../question/question";
import { assertionsOf } from "../way-in/assertions";
import { signInRegionsOf } from "../way-in/failure-modes";
import { hubRolesOf, incidentRolesOf, stayingRespondersOf, targetRolesOf, type Placed } from "../way-in/people";
import { sessionOf, withMfa, type Sent } from "../way-in/sessions";
import { assume, plain } from "../way-in/steps";

export const sourceIdentityAndTagsDoNotBlock = {
  id: "source-identity-and-tags-do-not-block",
  about: "way-in",
  question: "Does every hop work with a source identity and session tags, and without?",
  why: "Each hop must allow sts:SetSourceIdentity and sts:TagSession, in the caller's policy and in the trust; who requires them locks out the console.",
  source: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html"],
  findingFor: (organization) =>
    findingFor(organization, {
      questions: hopsOf(organization).flatMap(questionsFor),
      assumptions: ["mfa-serial-carries-mfa"],
    }),
} as const satisfies Claim;

/** An actor before a role: the same one with what was sent on the hop before, and without. */
interface Hop {
  readonly to: Placed;
  readonly plainActor: Actor;
  readonly sendingActor: Actor;
  readonly action: "sts:AssumeRole" | "sts:AssumeRoleWithSAML";
  readonly sent: Sent;
  /** Tags that came along cannot be sent anew. */
  readonly sendsTags: boolean;
}

const tags = { incident: "INC-1" };

function hopsOf(organization: Organization): readonly Hop[] {
  return [
    ...signInRegionsOf(organization).flatMap((region) =>
      stayingRespondersOf(organization).flatMap(({ user, tiers }) => {
        const actor = withMfa(user, region, "command line");
        const sent = { sourceIdentity: user.name, tags };
        const hubs = hubRolesOf(organization).filter((hub) => {
          const { tier } = hub.role;
          if (tiers !== undefined) return tier !== undefined && tiers.includes(tier);
          // Where the stack has not told who has which tier, those that he can take are his.
          return answerTo(organization, assume(plain(actor), hub, region)).kind === "right";
        });
        return [
          ...[...hubs, ...incidentRolesOf(organization)].map((to) => firstHop(actor, to, sent, "sts:AssumeRole")),
          ...hubs.flatMap((hub) => nextHops(actor, hub, sent, organization)),
        ];
      }),
    ),
    ...assertionsOf(organization).flatMap(({ actor }) => federatedHopsOf(actor, organization)),
  ];
}

function federatedHopsOf(actor: Actor, organization: Organization): readonly Hop[] {
  const sent = { sourceIdentity: "responder", tags };
  return hubRolesOf(organization).flatMap((hub) => [
    firstHop(actor, hub, sent, "sts:AssumeRoleWithSAML"),
    ...nextHops(actor, hub, sent, organization),
  ]);
}

function firstHop(actor: Actor, to: Placed, sent: Sent, action: Hop["action"]): Hop {
  return { to, plainActor: actor, sendingActor: actor, action, sent, sendsTags: true };
}

function nextHops(actor: Actor, hub: Placed, sent: Sent, organization: Organization): readonly Hop[] {
  const targets = targetRolesOf(organization).filter(({ role }) => role.tier === hub.role.tier);
  return [...targets, ...incidentRolesOf(organization)].map((to) => ({
    to,
    plainActor: sessionOf(hub.role, actor),
    sendingActor: sessionOf(hub.role, actor, sent),
    action: "sts:AssumeRole" as const,
    sent,
    sendsTags: false,
  }));
}

function questionsFor({ to, plainActor, sendingActor, action, sent, sendsTags }: Hop): readonly Question[] {
  const keys = Object.keys(sent.tags);
  const context: Act["context"] = {
    "sts:SourceIdentity": sent.sourceIdentity,
    "sts:TransitiveTagKeys": keys,
    ...(sendsTags
      ? {
          "aws:TagKeys": keys,
          ...Object.fromEntries(Object.entries(sent.tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
        }
      : {}),
  };
  const without: readonly Question[] =
    action === "sts:AssumeRole" ? [assume(plain(plainActor), to, regionOf(plainActor))] : [];
  return [
    ...without,
    ...[action, "sts:SetSourceIdentity", "sts:TagSession"].map((one): Question => ({
      actor: sendingActor,
      act: { action: one, resource: to.role.arn, resourceAccount: to.role.account, context },
      must: "succeed",
      otherwise: `${sendingActor.says} cannot assume ${to.role.name} of ${to.role.account} with a source identity and tags: ${one} fails.`,
      about: to.in,
    })),
  ];
}

function regionOf({ context }: Actor): string {
  const region = context["aws:RequestedRegion"];
  return typeof region === "string" ? region : "";
}
