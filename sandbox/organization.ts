/** The sandbox's fictitious organization. No real organization, root, OU or account has these ids. */
export interface Organization {
  readonly id: string;
  readonly rootId: string;
  readonly managementAccountId: string;
  readonly units: readonly OrganizationalUnit[];
  readonly accounts: readonly OrganizationAccount[];
  /** Policy types enabled on the root. */
  readonly enabledPolicyTypes: readonly string[];
  /** Service principals with trusted access. */
  readonly trustedServices: readonly string[];
  readonly delegatedAdministrators: readonly DelegatedAdministrator[];
}

export interface OrganizationalUnit {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
}

export interface OrganizationAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly parentId: string;
  readonly status: "ACTIVE" | "SUSPENDED";
}

export interface DelegatedAdministrator {
  readonly accountId: string;
  readonly servicePrincipal: string;
}

const rootId = "r-life";

/** Three levels below the root. */
const units: readonly OrganizationalUnit[] = [
  { id: "ou-life-emergency", name: "Emergency", parentId: rootId },
  { id: "ou-life-security1", name: "Security", parentId: rootId },
  { id: "ou-life-workload1", name: "Workloads", parentId: rootId },
  { id: "ou-life-product01", name: "Production", parentId: "ou-life-workload1" },
  { id: "ou-life-develop01", name: "Development", parentId: "ou-life-workload1" },
  { id: "ou-life-payments1", name: "Payments", parentId: "ou-life-product01" },
];

const namedAccounts: readonly OrganizationAccount[] = [
  account("100000000001", "management", rootId),
  account("100000000002", "emergency", "ou-life-emergency"),
  account("100000000003", "log-archive", "ou-life-security1"),
  account("100000000004", "security", "ou-life-security1"),
  account("100000000005", "identity", "ou-life-security1"),
  account("100000000011", "payments-api", "ou-life-payments1"),
  account("100000000012", "payments-db", "ou-life-payments1"),
  account("100000000013", "web", "ou-life-product01"),
  account("100000000014", "data", "ou-life-product01"),
  account("100000000015", "web-dev", "ou-life-develop01"),
  account("100000000016", "data-dev", "ou-life-develop01"),
  account("100000000017", "old-shop", "ou-life-develop01", "SUSPENDED"),
];

const workloadUnits = ["ou-life-payments1", "ou-life-product01", "ou-life-develop01"];

/** How many accounts the organization has by itself: the fewest that can be asked for. */
export const fewestAccounts = namedAccounts.length;
/** What an organization can have at most by default: AWS's quota is raised on request. */
export const mostAccounts = 10_000;

/** The organization with that many accounts in all: those beyond the named ones are active workload accounts. */
export function organizationFor(accounts: number): Organization {
  if (!Number.isInteger(accounts) || accounts < fewestAccounts || accounts > mostAccounts) {
    throw new RangeError(
      `accounts: ${accounts}: the sandbox's organization has ${fewestAccounts} to ${mostAccounts} accounts`,
    );
  }
  return {
    id: "o-lifeline001",
    rootId,
    managementAccountId: "100000000001",
    units,
    accounts: [
      ...namedAccounts,
      ...Array.from({ length: accounts - fewestAccounts }, (_, index) => furtherAccount(index)),
    ],
    enabledPolicyTypes: ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"],
    trustedServices: ["cloudtrail.amazonaws.com", "member.org.stacksets.cloudformation.amazonaws.com"],
    delegatedAdministrators: [],
  };
}

function furtherAccount(index: number): OrganizationAccount {
  const number = index + 1;
  const parentId = workloadUnits[index % workloadUnits.length] ?? rootId;
  return account(String(200_000_000_000 + number), `workload-${number}`, parentId);
}

function account(
  id: string,
  name: string,
  parentId: string,
  status: OrganizationAccount["status"] = "ACTIVE",
): OrganizationAccount {
  return { id, name, email: `${name}@sandbox.example`, parentId, status };
}
