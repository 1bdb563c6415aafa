import { parsePolicy } from "../../iam";
import type { Facts } from "../../iam/facts";
import type { Statement } from "../../iam/statement";
import { FALSE, TRUE } from "../../iam/truth";
import type { Finding, Rule, Seen } from "../rule";

export const trustNamesItsPrincipals: Rule = {
  id: "trust-names-its-principals",
  why: "A role that trusts everyone is anybody's, unless a condition keeps strangers out.",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous",
  severity: "critical",
  type: "aws:iam/role:Role",
  findingsFor,
};

const fix = "Name the principals, or add a condition on aws:PrincipalOrgID, aws:PrincipalAccount or aws:PrincipalArn";

function findingsFor(role: Seen): readonly Finding[] {
  const trust = role.read("assumeRolePolicy");
  const finding = (place: string, found: string, remedy: string): Finding => ({
    rule: trustNamesItsPrincipals.id,
    where: `assumeRolePolicy${place}`,
    found,
    fix: remedy,
  });
  if (!trust.known) {
    return [
      finding(
        "",
        "not known before the update",
        "Build it from configured ids and fixed names, so that it can be judged",
      ),
    ];
  }
  const parsed = parsePolicy(trust.value, "trust", role.name);
  if (!parsed.ok) {
    return parsed.issues.map(({ path, message }) =>
      finding(`.${path}`, message, "Correct the document; AWS refuses it"),
    );
  }
  const { statements } = parsed.policy;
  if (statements.some((statement) => statement.effect === "Deny" && surelyConcernsStrangers(statement))) return [];
  return statements
    .filter((statement) => statement.effect === "Allow" && mayConcernStrangers(statement))
    .map((statement) => finding(`, statement ${statement.id}`, "lets anyone assume the role", fix));
}

/** Somebody of another organization: what AWS says of the caller is known, what a caller can choose is not. */
const stranger: Facts = {
  action: "sts:assumerole",
  resource: "*",
  answerFor(key) {
    switch (key) {
      case "aws:principalorgid":
        return ["o-stranger00"];
      case "aws:principalaccount":
        return ["999999999999"];
      case "aws:principalarn":
        return ["arn:aws:iam::999999999999:role/Stranger"];
      case "aws:principalorgpaths":
        return ["o-stranger00/r-strange/"];
      case "aws:principalisawsservice":
        return ["false"];
      default:
        return "unknown";
    }
  },
};

function mayConcernStrangers(statement: Statement): boolean {
  return admitsEveryone(statement) && statement.conditions.every((condition) => condition.holds(stranger) !== FALSE);
}

function surelyConcernsStrangers(statement: Statement): boolean {
  return (
    admitsEveryone(statement) &&
    statement.action.matches(stranger.action) !== statement.action.except &&
    statement.conditions.every((condition) => condition.holds(stranger) === TRUE)
  );
}

/** `NotPrincipal` leaves out a few and so admits everyone else. */
function admitsEveryone({ principal }: Statement): boolean {
  return principal !== undefined && (principal.except || principal.principals.everyone);
}
