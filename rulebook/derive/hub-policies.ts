import type { SettledFacts, Tier } from "../facts";
import type { Rulebook } from "../rulebook";
import type { IdentityStatement, PolicyDocument } from "../types";
import { documentFor } from "./document";
import { targetRolesOf } from "./responder-policies";

/** A hub role does one thing: it assumes the target roles of its own tier, in this organization (E5). */
export function hubPolicyFor(rulebook: Rulebook, facts: SettledFacts, tier: Tier): PolicyDocument<IdentityStatement> {
  return documentFor<IdentityStatement>([
    {
      Sid: "AssumeTargetRolesOfTheSameTier",
      Effect: "Allow",
      Action: ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
      Resource: targetRolesOf(rulebook, facts, tier),
      Condition: { StringEquals: { "aws:ResourceOrgID": facts.organization.id } },
    },
  ]);
}
