import type { SettledFacts, Tier } from "../facts";
import type { Rulebook } from "../rulebook";
import type { IdentityStatement, PolicyDocument } from "../types";
import { documentFor } from "./document";
import { targetRolesOf } from "./responder-policies";
import { everyIncidentRoleArn } from "./security-account-arns";

/**
 * A hub role does one thing: it assumes, in this organization, the target roles of its own tier (E5) and the roles by
 * which an incident is declared, approved and closed.
 */
export function hubPolicyFor(rulebook: Rulebook, facts: SettledFacts, tier: Tier): PolicyDocument<IdentityStatement> {
  return documentFor<IdentityStatement>([
    {
      Sid: "AssumeTargetRolesOfTheSameTier",
      Effect: "Allow",
      Action: ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
      Resource: targetRolesOf(rulebook, facts, tier),
      Condition: { StringEquals: { "aws:ResourceOrgID": facts.organization.id } },
    },
    {
      Sid: "TakeIncidentSteps",
      Effect: "Allow",
      Action: ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
      Resource: everyIncidentRoleArn(rulebook.names, facts),
      Condition: { StringEquals: { "aws:ResourceOrgID": facts.organization.id } },
    },
  ]);
}
