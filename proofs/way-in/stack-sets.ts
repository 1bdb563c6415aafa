import { names } from "../../rulebook/names";
import type { Counterexample } from "../claim";
import type { Organization, StackSet, Thing } from "../model/organization";
import { regionsOfEveryAccount } from "./default-regions";

/** What must hold of the StackSet of the target roles, so that accounts to come get theirs. */
interface Demand {
  readonly holds: (set: StackSet, organization: Organization) => boolean;
  readonly found: (set: StackSet) => string;
  readonly says: string;
  readonly fix: string;
}

const demands: readonly Demand[] = [
  {
    holds: (set) => set.isServiceManaged,
    found: () => "SELF_MANAGED",
    says: "It does not follow the organization: no new account gets its roles.",
    fix: 'Set permissionModel to "SERVICE_MANAGED".',
  },
  {
    holds: (set) => set.deploysAutomatically,
    found: () => "autoDeployment disabled",
    says: "A new account gets no target roles until somebody deploys them.",
    fix: "Set autoDeployment.enabled to true.",
  },
  {
    // Moving between OUs under one target changes nothing; between two, the role is away for a while.
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
    holds: ({ targets }, { rootId }) =>
      targets.some((target) => (rootId === undefined ? isRoot(target) : target === rootId)),
    found: ({ targets }) => targets.join(", "),
    says: "It does not target the root: an account elsewhere in the organization has no target roles.",
    fix: "Target the root of the organization.",
  },
  {
    holds: ({ accountFilter }) => accountFilter === undefined || accountFilter === "NONE",
    found: ({ accountFilter }) => accountFilter ?? "",
    says: "It leaves accounts out.",
    fix: "Take the account filter away.",
  },
  {
    holds: ({ capabilities }) => capabilities.includes("CAPABILITY_NAMED_IAM"),
    found: ({ capabilities }) => capabilities.join(", "),
    says: "CloudFormation refuses its named roles.",
    fix: "Add CAPABILITY_NAMED_IAM.",
  },
  {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-concepts.html#stackset-ops-options
    holds: ({ toleratesFailures }) => toleratesFailures,
    found: () => "failure tolerance 0",
    says: "The first account where it fails keeps all others from their roles.",
    fix: "Set operationPreferences.failureTolerancePercentage to 100.",
  },
  {
    holds: ({ regions: [region = "", ...others] }) => others.length === 0 && regionsOfEveryAccount.includes(region),
    found: ({ regions }) => regions.join(", "),
    says: "IAM is global: its stacks must stand in one Region that every account has, or they collide, or never come.",
    fix: "Name one Region that is enabled by default.",
  },
];

export function stackSetsOf({ classes }: Organization): readonly StackSet[] {
  return classes.flatMap(({ things }) => things.filter((thing: Thing): thing is StackSet => thing.kind === "stackSet"));
}

/** What keeps an account, a new one too, from its target roles. */
export function stackSetFaults(organization: Organization): readonly Counterexample[] {
  const { trustedServices } = organization;
  const sets = stackSetsOf(organization).filter(({ name }) => name === names.targetRolesStackSet);
  const service = "member.org.stacksets.cloudformation.amazonaws.com";
  return [
    ...(sets.length === 0 ? [noStackSet] : []),
    ...sets.flatMap((set) =>
      demands
        .filter(({ holds }) => !holds(set, organization))
        .map(({ found, says, fix }): Counterexample => ({
          kind: "setting",
          says: `StackSet ${set.name}: ${says}`,
          fix: `${set.origin.urn}: ${fix}`,
          where: set.origin.urn,
          found: found(set),
        })),
    ),
    ...(trustedServices === undefined || trustedServices.includes(service) ? [] : [noTrust(service, trustedServices)]),
  ];
}

const noStackSet: Counterexample = {
  kind: "setting",
  says: `There is no StackSet ${names.targetRolesStackSet}: new accounts get no target roles.`,
  fix: "Deploy the landing zone's target roles.",
  where: "management account",
  found: "no StackSet of that name",
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html */
function noTrust(service: string, found: readonly string[]): Counterexample {
  return {
    kind: "setting",
    says: "StackSets have no trusted access to the organization: nothing is deployed to new accounts.",
    fix: "Activate trusted access for StackSets in the management account.",
    where: `trusted service ${service}`,
    found: found.join(", "),
  };
}

function isRoot(target: string): boolean {
  return target.startsWith("r-");
}
