import { ofOurs } from "../actors";
import { actionPatternsOf, ANY_ONE, ANY_RUN, matchesGlob } from "../../iam";
import { acts } from "../acts";
import { userIdentityOf } from "../acts/user-identity";
import { directoryOf } from "../asking/directory";
import type { Claim, Finding } from "../claim";
import { collecting } from "../hearing/collected";
import { allThings } from "../hearing/find";
import { secondPathOf } from "../hearing/heard-of";
import { callRecord } from "../hearing/records";
import { delivers } from "../hearing/way";
import type { Organization, Role } from "../model/organization";

export const managementTierIsHeardOnBothPaths = {
  id: "management-tier-is-heard-on-both-paths",
  about: "responder-limits",
  question: "Does every call of the management account's emergency role alert on both paths?",
  why: "No SCP binds it: it may mend guardrails, and nobody but the SOC can tell whether that was meant.",
  source: [
    "E6",
    "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp",
  ],
  findingFor,
} as const satisfies Claim;

/** Whose API is global: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events */
const globalServices: ReadonlySet<string> = new Set(["iam", "organizations", "sts", "account", "health", "route53"]);

function findingFor(organization: Organization): Finding {
  const roles = allThings(organization, "role").filter(
    ({ tier, account }) => tier === "Management" && account === organization.managementAccount,
  );
  if (roles.length === 0) {
    return {
      kind: "not-applicable",
      reason: "The management account has no emergency role: no responder has that tier.",
    };
  }
  const found = collecting(organization);
  for (const role of roles) {
    found.count("principals", role.arn);
    found.countAccounts(directoryOf(organization).classOf(role.account));
    for (const { region, action, event } of callsOf(role, organization)) {
      found.count("actions", action);
      found.addEvent(`${role.name} calls ${action} in ${region}, and a path does not hear it`, event, both, role.name);
    }
    for (const { opaque, name } of role.identity) if (opaque !== undefined) found.missing(name);
    addElsewhere(organization, role, found);
  }
  return found.finding();
}

const both = ["first-path", "second-path"] as const;

/** One event for each class of calls that its policies let through: by pattern of actions, reading or not, by Region. */
function callsOf(role: Role, { homeRegion }: Organization) {
  return [...new Set(actionPatternsOf(role.identity).flatMap(actionsFor))].flatMap((action) => {
    const [service = "any"] = action.split(":");
    const regions = globalServices.has(service) ? ["us-east-1"] : [...new Set([homeRegion, "us-east-1"])];
    return regions.flatMap((region) =>
      [true, false].map((readOnly) => ({ region, action, event: recordOf(role, action, region, readOnly) })),
    );
  });
}

const knownActions: ReadonlyMap<string, string> = new Map(acts.map(({ action }) => [action.toLowerCase(), action]));

/** The acts that a pattern stands for, and one call of any name that fits. Patterns are in small letters, records are not. */
function actionsFor(pattern: string): readonly string[] {
  const known = [...knownActions].filter(([small]) => matchesGlob(pattern, small)).map(([, action]) => action);
  if (!pattern.includes(ANY_RUN) && !pattern.includes(ANY_ONE) && known.length > 0) return known;
  const [service = "any", name = "any"] = pattern.replaceAll(ANY_RUN, "Any").replaceAll(ANY_ONE, "x").split(":");
  return [...known, `${service}:${name.charAt(0).toUpperCase()}${name.slice(1)}`];
}

function recordOf(role: Role, action: string, region: string, readOnly: boolean) {
  const [service = "any", eventName = "Any"] = action.split(":");
  return callRecord({
    account: role.account,
    region,
    eventSource: `${service}.amazonaws.com`,
    eventName,
    detail: { userIdentity: userIdentityOf(ofOurs(role), role.account), readOnly },
  });
}

/** Rules stand in detection's Regions; what the role reads in another one the trail still tells. */
function addElsewhere(organization: Organization, role: Role, found: ReturnType<typeof collecting>): void {
  const event = recordOf(role, "cloudformation:DescribeStacks", "eu-west-3", true);
  const heard = secondPathOf(organization, event);
  if (delivers(heard)) found.report("Calls in Regions without rules are heard on the second path alone.");
  else found.addWay(heard, { who: role.name, does: "calls", on: "another Region" });
}
