import type { Rulebook } from "../rulebook";
import type { FactIssue } from "./issue";
import { shown } from "./parse";
import type { RawFacts } from "./schema";

type RawDeployer = RawFacts["deployers"][number];

/** Names that must be nobody's exemption: the emergency path's own, and roles that only AWS assumes. */
export function unfitRole(name: string, { names, makers }: Rulebook): string | undefined {
  const path = `/${name.toLowerCase()}`;
  const paths = [names.targetPath, names.hubPath, names.responderPath, names.policyPath];
  const last = lastOf(path);
  if (last.startsWith(names.prefix.toLowerCase()) || paths.some((own) => path.startsWith(own))) {
    return "a name of the emergency path";
  }
  if (last.startsWith(makers.stacksets.replace(/^role\/|\*$/g, ""))) return "a role that StackSets makes for itself";
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
  return path.startsWith("/aws-service-role/") ? "a role that AWS makes for itself" : undefined;
}

export function deployerNameIssues(
  { name, account }: RawDeployer,
  path: string,
  facts: Partial<RawFacts>,
  rulebook: Rulebook,
): readonly FactIssue[] {
  const unfit = unfitRole(name, rulebook);
  const issues: FactIssue[] = [];
  if (unfit !== undefined) {
    issues.push({
      path: `${path}.name`,
      found: `${shown(name)}, ${unfit}`,
      allowed: "a role of a person or a pipeline, outside the emergency path",
      fix: "remove the line: what these roles may do, the guardrails know",
    });
  }
  if (account === facts.organization?.managementAccountId) {
    issues.push({
      path: `${path}.account`,
      found: `${shown(account)}, the management account`,
      allowed: "a member account: SCPs do not bind the management account, so nobody there needs an exemption",
      fix: "remove the line, or correct the id of the account",
    });
  }
  return issues;
}

/** The principal that ends a chain: given where a deployer is managed by hand, and nobody who would only lengthen it. */
export function principalIssues(
  deployer: RawDeployer,
  path: string,
  all: readonly RawDeployer[],
  facts: Partial<RawFacts>,
  rulebook: Rulebook,
): readonly FactIssue[] {
  const issue =
    deployer.managedBy === "manual"
      ? principalIssue(deployer, all, facts, rulebook)
      : deployer.principal === undefined
        ? undefined
        : {
            found: `${shown(deployer.principal)}, although managedBy is ${deployer.managedBy}`,
            allowed: "a principal for managedBy: manual only",
            fix: "remove it, or write managedBy: manual",
          };
  return issue === undefined ? [] : [{ path: `${path}.principal`, ...issue }];
}

function principalIssue(
  deployer: RawDeployer,
  all: readonly RawDeployer[],
  facts: Partial<RawFacts>,
  rulebook: Rulebook,
): Omit<FactIssue, "path"> | undefined {
  if (deployer.principal === undefined) {
    return {
      found: "nothing",
      allowed: "the ARN of the one principal that maintains a deployer managed by hand",
      fix: "add it, or choose another maker",
    };
  }
  const [, , , , account = "", resource = ""] = deployer.principal.split(":");
  const found = shown(deployer.principal);
  if (/^\d+$/.test(deployer.account) && account !== deployer.account) {
    return {
      found,
      allowed: `a principal of the deployer's own account, ${deployer.account}`,
      fix: "IAM is changed from inside the account only: name the principal there",
    };
  }
  const [kind, name] = [resource.slice(0, 4), resource.slice(5)];
  const twin = all.find((other) => kind === "role" && other.account === account && lastOf(other.name) === lastOf(name));
  if (twin !== undefined) {
    return {
      found: `${found}, ${twin === deployer ? "the deployer itself" : "another deployer"}`,
      allowed: "a principal that is no deployer: nobody keeps itself, alone or in a circle",
      fix:
        twin === deployer
          ? "name the person's role that maintains it, or choose another maker"
          : `write managedBy: ${twin.name}`,
    };
  }
  const unfit = unfitRole(name, rulebook) ?? responderAt(kind, name, account, facts);
  return unfit === undefined
    ? undefined
    : {
        found: `${found}, ${unfit}`,
        allowed: "a principal outside the emergency path that a person uses",
        fix: "name the person's own role that maintains the deployer by hand",
      };
}

/** User names are unique in their account, whatever the path. */
function responderAt(kind: string, name: string, account: string, facts: Partial<RawFacts>): string | undefined {
  if (kind !== "user" || account !== facts.emergencyAccount?.id) return undefined;
  const isResponder = facts.responders?.some((responder) => responder.name.toLowerCase() === lastOf(name));
  return isResponder === true ? "a responder's user" : undefined;
}

/** Without its path: a name is unique in its account whatever its path and letter case. */
function lastOf(name: string): string {
  return (name.split("/").at(-1) ?? name).toLowerCase();
}
