import type { Policy } from "../../iam";
import { targetRolesFor, rulebook, type SettledFacts } from "../../rulebook";
import { administratorAccess, policyOf, root, session, user, type Caller } from "./evaluation";
import type { ProtectedThing } from "./protected-things";
import { sandboxFacts } from "./sandbox-facts";

/** Somebody in a member account with every permission that account can give. */
export interface GuardrailCaller {
  readonly who: string;
  readonly caller: Caller;
  readonly identity: readonly Policy[];
  /** Which exemption they hold, by the chain; `unbound` are those whom no SCP binds. */
  readonly holds: ProtectedThing["exempt"][number] | "nothing" | "unbound";
}

export function guardrailCallersIn(account: string): readonly GuardrailCaller[] {
  const bound = (who: string, caller: Caller, holds: GuardrailCaller["holds"] = "nothing"): GuardrailCaller => ({
    who,
    caller,
    identity: [administratorAccess],
    holds,
  });
  return [
    bound("an administrator role", session(account, "Administrator")),
    bound(
      "an Identity Center administrator",
      session(account, "aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0"),
    ),
    bound("a user", user(account, "admin", "true")),
    bound("a user named like a responder", user(account, "break-glass/alice", "true")),
    bound("the root user", root(account)),
    bound("a look-alike of StackSets", session(account, "x/stacksets-exec-1")),
    bound("a look-alike in another case", session(account, "StackSets-Exec-1")),
    bound("a user named like StackSets", user(account, "stacksets-exec-1")),
    bound("the account's OrganizationAccountAccessRole", session(account, "OrganizationAccountAccessRole")),
    { ...bound("an emergency session", session(account, "break-glass/BreakGlassAdmin")), identity: adminTier() },
    bound("Control Tower", session(account, "AWSControlTowerExecution"), "controlTower"),
    bound("a look-alike of Control Tower", session(account, "x/AWSControlTowerExecution")),
    bound("the maintainer by hand", session(account, "ops/Maintainer"), "maintainer"),
    bound("the pipeline", session(account, "platform/Pipeline"), "pipeline"),
    bound("StackSets", session(account, "stacksets-exec-0123456789abcdef0123456789abcdef"), "stacksets"),
    bound(
      "a service-linked role",
      session(
        account,
        "aws-service-role/member.org.stacksets.cloudformation.amazonaws.com/AWSServiceRoleForCloudFormationStackSetsOrgMember",
      ),
      "unbound",
    ),
  ];
}

/** The sandbox's facts with a deployer of each kind in one member account. */
export function factsWithDeployers(account: string): SettledFacts {
  const principal = `arn:aws:iam::${account}:role/ops/Maintainer`;
  return {
    ...sandboxFacts,
    deployers: [
      ...sandboxFacts.deployers,
      { name: "ByManagement", account, managedBy: { kind: "management" } },
      { name: "ByStackSets", account, managedBy: { kind: "stacksets" } },
      { name: "ByControlTower", account, managedBy: { kind: "controlTower" } },
      { name: "ByHand", account, managedBy: { kind: "manual", principal } },
      { name: "platform/Pipeline", account, managedBy: { kind: "management" } },
      { name: "ByPipeline", account, managedBy: { kind: "deployer", name: "platform/Pipeline" } },
    ],
  };
}

/** AdministratorAccess and the Admin tier's own policy, as the template deploys them. */
function adminTier(): readonly Policy[] {
  const template = JSON.parse(targetRolesFor(rulebook, sandboxFacts).template) as {
    readonly Resources: {
      readonly Admin: { readonly Properties: { readonly Policies: readonly [{ readonly PolicyDocument: unknown }] } };
    };
  };
  const [{ PolicyDocument }] = template.Resources.Admin.Properties.Policies;
  return [administratorAccess, policyOf(PolicyDocument, "identity", "BreakGlassAdmin")];
}
