import type { SettledFacts, Tier } from "../facts";
import type { ResourceGuardrail } from "../guardrails";
import type { Rulebook } from "../rulebook";
import type { Conditions, NonEmpty, RcpStatement } from "../types";
import { everyHubRoleArn, targetRoleArn } from "./arns";
import { sidFor } from "./document";
import { incidentRoleArnsFor } from "./incident-roles";
import { mapNonEmpty, nonEmpty } from "./non-empty";
import { exemptArnsFor } from "./guardrail-statements";

/** The RCP statements: whatever a trust policy says, only the emergency path assumes the roles of the path. */
export function resourceGuardrailStatementsFor(rulebook: Rulebook, facts: SettledFacts): readonly RcpStatement[] {
  return rulebook.resourceGuardrails.map((row) => {
    const exempt = exemptArnsFor(row.exempt, rulebook, facts);
    const condition: { readonly Condition?: Conditions } =
      exempt.length === 0 ? {} : { Condition: { ArnNotLike: { "aws:PrincipalArn": exempt } } };
    return {
      Sid: sidFor(row.id),
      Effect: "Deny",
      Principal: "*",
      Action: row.actions,
      Resource: rolesFor(row.roles, rulebook, facts),
      ...condition,
    };
  });
}

function rolesFor(roles: ResourceGuardrail["roles"], rulebook: Rulebook, facts: SettledFacts): NonEmpty<string> {
  switch (roles) {
    case "target": {
      // Named one by one: the forwarding role shares the path and is assumed by EventBridge.
      const tiers: readonly Tier[] = rulebook.tiers.map((tier) => tier.id).filter((tier) => tier !== "Management");
      return mapNonEmpty(nonEmpty(tiers, "The rulebook has no tier."), (tier) =>
        targetRoleArn(rulebook.names, facts, tier, "*"),
      );
    }
    case "hub":
      return [everyHubRoleArn(rulebook.names, facts)];
    case "incident":
      return nonEmpty(incidentRoleArnsFor(rulebook, facts), "The rulebook has no role for a step of an incident.");
    default:
      return roles satisfies never;
  }
}
