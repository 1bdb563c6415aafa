import type { SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";
import type { AccountRole } from "./account-role";
import { sidFor } from "./document";
import { incidentRolesFor } from "./incident-roles";
import { crossAccountSharingRoleFor } from "./second-path";
import { socTopicsFor } from "./soc-topics";
import type { TemplateResource } from "./template";
import { standbyRoleFor } from "./transport-roles";
import { triageFunctionFor } from "./triage-function";

/** Condition of the target roles' template. */
export const securityCondition = "IsSecurityAccount";

/**
 * The roles by which the security account hears of incidents and tells the SOC. They stand in the target roles'
 * template: what bears a name of the path StackSets alone may change, and a deployer of the account is not spared it.
 */
export function securityRolesFor(rulebook: Rulebook, facts: SettledFacts): Readonly<Record<string, TemplateResource>> {
  const { deliveryRole, chat } = socTopicsFor(rulebook, facts);
  const roles: readonly AccountRole[] = [
    ...incidentRolesFor(rulebook, facts),
    triageFunctionFor(rulebook, facts).role,
    deliveryRole,
    standbyRoleFor(rulebook, facts),
    crossAccountSharingRoleFor(facts),
    ...(chat === undefined ? [] : [chat.role]),
  ];
  return Object.fromEntries(roles.map((role) => [sidFor(role.name), resourceFor(role, rulebook)]));
}

function resourceFor({ name, path, description, trust, policy }: AccountRole, { limits }: Rulebook): TemplateResource {
  return {
    Type: "AWS::IAM::Role",
    Condition: securityCondition,
    Properties: {
      RoleName: name,
      Path: path,
      Description: description,
      MaxSessionDuration: limits.sessionSeconds.value,
      AssumeRolePolicyDocument: JSON.parse(trust) as unknown,
      Policies: [{ PolicyName: name, PolicyDocument: JSON.parse(policy) as unknown }],
    },
  };
}
