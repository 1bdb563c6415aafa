import { ANY_RUN, patternsOn } from "../../iam";
import { names } from "../../rulebook/names";
import type { DelegatedAdministrator, Organization } from "../model/organization";
import { harmlessServices, powerfulServices } from "./delegated-services";
import { ownDocumentsOf } from "./own-documents";
import { policyDelegatesOf } from "./policy-delegates";
import type { TierZeroRow } from "./row";
import { sparedDeployersOf } from "./spared-deployers";

const onBothPaths = "claim acts-of-tier-zero-are-heard-on-both-paths: each such act on the path alerts on both paths";
const scps = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html";
const nobody = { principals: [], accounts: [] };

/** Everybody of tier 0, of this organization. */
export function rowsFor(organization: Organization): readonly TierZeroRow[] {
  return [
    {
      id: "management-account",
      who: `every principal of the management account ${organization.managementAccount}`,
      principals: [],
      accounts: [organization.managementAccount],
      why: "SCPs do not bind principals of the management account, and RCPs not its resources.",
      watchedBy: onBothPaths,
      source: scps,
    },
    ...delegatedAdministrators(organization),
    ...policyDelegates(organization),
    {
      id: "service-linked-roles",
      who: "service-linked roles, by which services of AWS act",
      principals: ["arn:aws:iam::*:role/aws-service-role/*"],
      accounts: [],
      why: "SCPs do not bind them; their trust and their policies are AWS's, and nobody else can make or change one.",
      watchedBy: "AWS; making and deleting one is an IAM call that CloudTrail records",
      source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html",
    },
    {
      id: "stack-sets-execution-roles",
      who: "the roles stacksets-exec-*, by which StackSets deploys into member accounts",
      principals: ["arn:aws:iam::*:role/stacksets-exec-*"],
      accounts: [],
      why: "SCPs bind them, and StackSets must be able to keep the path: the guardrails spare them by name.",
      watchedBy:
        "rules on IAM calls about them, in every account; the management account's StackSets calls on both paths",
      source:
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html",
    },
    ...controlTower(organization),
    ...sparedDeployersOf(organization).map(({ arn, account, madeBy }) => ({
      id: `deployer-${account}-${arn.split("/").at(-1) ?? ""}`,
      who: `the declared deployer ${arn}, made by ${madeBy}`,
      principals: [arn],
      accounts: [],
      why: "Deploys what this stack keeps in its account: the guardrails spare it by its ARN.",
      watchedBy: onBothPaths,
      source:
        "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access-cross-account-role.html",
    })),
    ...identityProviders(organization),
    ...triage(organization),
  ];
}

function delegatedAdministrators({ delegatedAdministrators: told }: Organization): readonly TierZeroRow[] {
  if (told !== undefined) return told.flatMap(rowsOfAdministrator);
  return [
    {
      ...nobody,
      id: "delegated-administrators",
      who: "delegated administrators of services, if there are any",
      why: "What StackSets or CloudTrail does for a delegated administrator no policy of the management account can narrow.",
      watchedBy: "rules on RegisterDelegatedAdministrator, on both paths",
      source: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_policies.html",
      missing: "delegated administrators of services: only a snapshot tells them",
    },
  ];
}

function rowsOfAdministrator({ accountId, servicePrincipal }: DelegatedAdministrator): readonly TierZeroRow[] {
  const row = { ...nobody, id: `delegated-administrator-${accountId}-${servicePrincipal}`, watchedBy: onBothPaths };
  const who = `whoever may call ${servicePrincipal} in ${accountId}, its delegated administrator`;
  const power = powerfulServices.find((service) => service.servicePrincipal === servicePrincipal);
  if (power !== undefined) return [{ ...row, who, why: `It ${power.can}.`, source: power.source }];
  if (harmlessServices.servicePrincipals.includes(servicePrincipal)) return [];
  return [
    {
      ...row,
      who,
      why: "Nobody has written down what this service's delegated administrator can do.",
      source: harmlessServices.source,
      missing: `what the delegated administrator of ${servicePrincipal} can do to the path`,
    },
  ];
}

/** Not bound by what they can take away. */
function policyDelegates(organization: Organization): readonly TierZeroRow[] {
  return policyDelegatesOf(organization).map(({ named, account, actions, by }) => ({
    ...nobody,
    id: `policies-delegate-${named === account ? account : `${account}-${named.split("/").at(-1) ?? ""}`}`,
    who: named === account ? `whoever may call AWS Organizations in ${account}` : named,
    why: `The delegation policy of Organizations (${by.join(", ")}) lets them manage SCPs or RCPs: ${actions.join(", ")}.`,
    watchedBy: onBothPaths,
    source: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_policies.html",
  }));
}

/** Only where a document of the stack spares it: https://docs.aws.amazon.com/controltower/latest/userguide/roles-how.html */
function controlTower(organization: Organization): readonly TierZeroRow[] {
  const name = ":role/AWSControlTowerExecution";
  const spared = patternsOn(ownDocumentsOf(organization), "aws:PrincipalArn")
    .map(({ pattern }) => pattern.replaceAll(ANY_RUN, "*"))
    .filter((pattern) => pattern.endsWith(name));
  if (spared.length === 0) return [];
  return [
    {
      id: "control-tower-execution-roles",
      who: "Control Tower's execution roles in enrolled accounts",
      principals: [...new Set(spared)],
      accounts: [],
      why: "Control Tower enrols accounts and repairs them by it; guardrails spare it by name.",
      watchedBy: "the management account, which alone it trusts",
      source: "https://docs.aws.amazon.com/controltower/latest/userguide/roles-how.html",
    },
  ];
}

function identityProviders({ classes }: Organization): readonly TierZeroRow[] {
  const providers = classes.flatMap(({ things }) => things.filter(({ kind }) => kind === "samlProvider"));
  return providers.map(({ arn, name }) => ({
    id: `identity-provider-${name}`,
    who: `the identity provider behind ${arn}, in failure mode 3`,
    principals: [arn],
    accounts: [],
    why: "Whom it asserts, and that he used a second factor, AWS has to believe.",
    watchedBy: "every use of a hub role alerts on both paths",
    source: "https://docs.aws.amazon.com/singlesignon/latest/userguide/emergency-access.html",
  }));
}

/** Writes the register, which the guardrails keep from everybody else. */
function triage({ classes }: Organization): readonly TierZeroRow[] {
  const roles = classes.flatMap(({ things }) =>
    things.filter(({ kind, name }) => kind === "role" && name === names.triageRole),
  );
  return roles.map(({ arn }) => ({
    id: "triage",
    who: `the role of triage, ${arn}`,
    principals: [arn],
    accounts: [],
    why: "Writes incidents down: the guardrail of the register spares it, its own policy lets it do nothing else.",
    watchedBy: "rules on the function, its role and the register",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
  }));
}
