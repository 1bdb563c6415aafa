import type { Responder, SettledFacts, Tier } from "../facts";
import type { PathCall, PathTarget } from "../credentials";
import type { Rulebook } from "../rulebook";
import type { IdentityStatement, NonEmpty, PolicyDocument } from "../types";
import { hubRoleArn, iamArn, targetRoleArn } from "./arns";
import { documentFor, sidFor } from "./document";
import { concatNonEmpty, mapNonEmpty, nonEmpty, sortedNonEmpty } from "./non-empty";
import { everyIncidentRoleArn } from "./security-account-arns";

/**
 * What every responder may do with their own user: sign in, enrol and care for their devices.
 * Nothing else without MFA (E3). The denial uses `BoolIfExists`, because the key is absent with long-term credentials;
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
export function responderPolicyFor(rulebook: Rulebook, facts: SettledFacts): PolicyDocument<IdentityStatement> {
  const calls = rulebook.pathCalls.filter((call) => call.by.includes("responder") && call.on !== "tierRoles");
  return documentFor<IdentityStatement>([
    ...calls.map((call) => allowFor(call, rulebook, facts)),
    {
      Sid: "NothingElseWithoutMfa",
      Effect: "Deny",
      NotAction: beforeMfaOf(rulebook),
      Resource: "*",
      Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
    },
  ]);
}

/**
 * Which tiers a responder may use: to assume the hub role (command line) and the target roles (console), of this
 * organization only. Tiers are decided here and nowhere else, so a new responder changes no StackSet. Whoever may enter
 * may also declare, approve and close: the register tells them apart.
 */
export function tierGrantFor(
  rulebook: Rulebook,
  facts: SettledFacts,
  responder: Responder,
): PolicyDocument<IdentityStatement> {
  return documentFor<IdentityStatement>([
    {
      Sid: "AssumeWithMfa",
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Resource: rolesOf(rulebook, facts, responder.tiers),
      Condition: {
        StringEquals: { "aws:ResourceOrgID": facts.organization.id },
        Bool: { "aws:MultiFactorAuthPresent": "true" },
      },
    },
    {
      Sid: "SourceIdentityAndTags",
      Effect: "Allow",
      Action: ["sts:SetSourceIdentity", "sts:TagSession"],
      Resource: rolesOf(rulebook, facts, responder.tiers),
      Condition: { StringEquals: { "aws:ResourceOrgID": facts.organization.id } },
    },
  ]);
}

/** In place of tiers, for a responder who is leaving. */
export function nothingAtAll(): PolicyDocument<IdentityStatement> {
  return documentFor<IdentityStatement>([{ Sid: "Leaving", Effect: "Deny", Action: "*", Resource: "*" }]);
}

/** Target roles that a tier opens: in any account, except where the tier belongs to one account only. */
export function targetRolesOf({ names }: Rulebook, facts: SettledFacts, tier: Tier): string {
  switch (tier) {
    case "Management":
      return targetRoleArn(names, facts, tier, facts.organization.managementAccountId);
    case "IdentityAdmin":
      return targetRoleArn(names, facts, tier, facts.accounts.identity);
    case "ReadOnly":
    case "Operator":
    case "Admin":
      return targetRoleArn(names, facts, tier, "*");
    default:
      return tier satisfies never;
  }
}

function rolesOf(rulebook: Rulebook, facts: SettledFacts, tiers: NonEmpty<Tier>): NonEmpty<string> {
  const hubs = mapNonEmpty(tiers, (tier) => hubRoleArn(rulebook.names, facts, tier));
  return concatNonEmpty(hubs, [
    ...tiers.map((tier) => targetRolesOf(rulebook, facts, tier)),
    everyIncidentRoleArn(rulebook.names, facts),
  ]);
}

function allowFor(call: PathCall, rulebook: Rulebook, facts: SettledFacts): IdentityStatement {
  return {
    Sid: sidFor(call.id),
    Effect: "Allow",
    Action: call.actions,
    Resource: resourceFor(call.on, rulebook, facts),
  };
}

function resourceFor(on: PathTarget, { names }: Rulebook, facts: SettledFacts): string | NonEmpty<string> {
  const account = facts.emergencyAccount.id;
  switch (on) {
    case "everything":
    case "tierRoles":
      return "*";
    case "ownUser":
      // The path is part of one's own ARN; without it the variable would name another user.
      return iamArn(facts, account, `user${names.responderPath}\${aws:username}`);
    case "anyMfaDevice":
      return iamArn(facts, account, "mfa/*");
    case "localSignInClient":
      return mapNonEmpty(
        facts.regions.governed,
        (region) => `arn:${facts.partition}:signin:${region}:${account}:oauth2/public-client/localhost`,
      );
    default:
      return on satisfies never;
  }
}

function beforeMfaOf(rulebook: Rulebook): NonEmpty<string> {
  const calls = rulebook.pathCalls.filter(
    (call) => call.mfa === "before" && (call.by.includes("responder") || call.by.includes("anyone")),
  );
  const actions = calls.flatMap((call) => [...call.actions]);
  return sortedNonEmpty(
    nonEmpty(actions, "The rulebook lets no call through before MFA: nobody could enrol a device."),
  );
}
