import type { Deployer, Maker, Rulebook } from "../rulebook";
import { deployerNameIssues, principalIssues } from "./deployer-principals";
import type { FactIssue } from "./issue";
import { duplicates } from "./duplicates";
import type { RawFacts } from "./schema";
import { shown } from "./parse";

type RawDeployer = RawFacts["deployers"][number];
const makers = ["management", "stacksets", "controlTower", "manual"] as const;

/** `emergency` and the like stand for the account ids that other facts name. */
export function accountIdOf(account: string, facts: Partial<RawFacts>): string | undefined {
  switch (account) {
    case "emergency":
      return facts.emergencyAccount?.id;
    case "logArchive":
      return facts.accounts?.logArchive;
    case "security":
      return facts.accounts?.security;
    case "identity":
      return facts.accounts?.identity;
    default:
      return account;
  }
}

/** The chain of exemptions ends at AWS or at one named principal: every deployer has a maker, and none makes itself. */
export function deployerIssues(facts: Partial<RawFacts>, rulebook: Rulebook): readonly FactIssue[] {
  if (facts.deployers === undefined) return [];
  // `emergency` and the account's id are two spellings of one account.
  const deployers = facts.deployers.map((deployer) => ({
    ...deployer,
    account: accountIdOf(deployer.account, facts) ?? deployer.account,
  }));
  return [
    ...duplicates(
      deployers,
      // A role name is unique in its account, whatever its path and letter case.
      ({ name, account }) => `${account}/${name.split("/").at(-1)?.toLowerCase()}`,
      "lifeline:deployers",
      "each role once",
    ),
    ...deployers.flatMap((deployer, index) => {
      const path = `lifeline:deployers[${index}]`;
      return [
        ...deployerNameIssues(deployer, path, facts, rulebook),
        ...principalIssues(deployer, path, deployers, facts, rulebook),
        ...(isMaker(deployer.managedBy) ? [] : chainIssues(deployer, path, deployers)),
      ];
    }),
    ...missingDeployerIssues(facts),
  ];
}

export function deployersFrom(facts: RawFacts): readonly Deployer[] {
  return facts.deployers.flatMap((deployer) => {
    const account = accountIdOf(deployer.account, facts);
    return account === undefined ? [] : [{ name: deployer.name, account, managedBy: makerOf(deployer) }];
  });
}

function makerOf({ managedBy, principal }: RawDeployer): Maker {
  switch (managedBy) {
    case "management":
    case "stacksets":
    case "controlTower":
      return { kind: managedBy };
    case "manual":
      return { kind: "manual", principal: principal ?? "" };
    default:
      return { kind: "deployer", name: managedBy };
  }
}

function isMaker(managedBy: string): boolean {
  return makers.some((maker) => maker === managedBy);
}

function chainIssues(deployer: RawDeployer, path: string, all: readonly RawDeployer[]): readonly FactIssue[] {
  const end = endOfChain(deployer, all, [deployer.name]);
  switch (end.kind) {
    case "maker":
      return [];
    case "unknown":
      // The fault is the last link's own; it is reported where that stands.
      return end.link === deployer
        ? [
            {
              path: `${path}.managedBy`,
              found: shown(deployer.managedBy),
              allowed: `${makers.join(", ")}, or the name of another deployer of the same account`,
              fix: "list that role as a deployer too, or name the maker",
            },
          ]
        : [];
    case "cycle":
      return [
        {
          path: `${path}.managedBy`,
          found: `a cycle: ${end.names.join(" → ")}`,
          allowed: `a chain that ends at one of ${makers.join(", ")}`,
          fix: "name the maker that AWS or one person controls",
        },
      ];
    default:
      return end satisfies never;
  }
}

type End =
  | { readonly kind: "maker" }
  | { readonly kind: "unknown"; readonly link: RawDeployer }
  | { readonly kind: "cycle"; readonly names: readonly string[] };

function endOfChain(link: RawDeployer, all: readonly RawDeployer[], names: readonly string[]): End {
  if (isMaker(link.managedBy)) return { kind: "maker" };
  const next = all.find((other) => other.name === link.managedBy && other.account === link.account);
  if (next === undefined) return { kind: "unknown", link };
  const longer = [...names, next.name];
  return names.includes(next.name) ? { kind: "cycle", names: longer } : endOfChain(next, all, longer);
}

/** Without one, the guardrails would shut Lifeline out of the account. */
function missingDeployerIssues(facts: Partial<RawFacts>): readonly FactIssue[] {
  const entered = [
    ["emergency", "emergency"],
    ["security", "security"],
    ["logArchive", "log-archive"],
  ] as const;
  return entered.flatMap(([account, name]) => {
    const id = accountIdOf(account, facts);
    if (id === undefined && account !== "emergency") return [];
    const listed = facts.deployers?.some((deployer) => deployer.account === account || deployer.account === id);
    return listed === true
      ? []
      : [
          {
            path: "lifeline:deployers",
            found: `no deployer of the ${name} account`,
            allowed: "at least one; Lifeline enters the account by the first",
            fix: `add { name: OrganizationAccountAccessRole, account: ${account}, managedBy: management }`,
          },
        ];
  });
}
