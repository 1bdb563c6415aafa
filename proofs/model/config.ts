import { names } from "../../rulebook/names";
import { tiers, type AccountKind } from "../../rulebook/roles";
import { isMapping, listOf, textOf, valueAt, type Properties, type Value } from "./value";

/**
 * What the owner declares, from a preview's settings: a preview does not show the outputs that a stack will have. Of
 * the settings only those are read that the outputs repeat: who responds, who deploys, which account is which, and
 * through which Regions one signs in.
 */
export function declaredIn(config: Value, project: string): Properties {
  const setting = (name: string): Value => parsed(isMapping(config) ? config[`${project}:${name}`] : undefined);
  const emergency = textOf(valueAt(setting("emergencyAccount"), "id"));
  if (emergency === "") return {};
  const organization = setting("organization");
  const own = setting("accounts");
  const accounts: Properties = {
    ...(isMapping(own) ? own : {}),
    emergency,
    management: valueAt(organization, "managementAccountId"),
  };
  return {
    emergencyAccountId: emergency,
    accounts,
    signInUrls: listOf(valueAt(setting("regions"), "governed")).map(
      (region) => `https://${emergency}.signin.aws.amazon.com/console?region=${textOf(region)}`,
    ),
    tiersByAccount: tiersByAccount(valueAt(setting("tiers"), "workload")),
    responders: listOf(setting("responders"))
      .filter(isMapping)
      .map((one) => responderFrom(one, emergency)),
    deployers: listOf(setting("deployers"))
      .filter(isMapping)
      .map((one) => deployerFrom(one, accounts)),
  };
}

const kinds: readonly AccountKind[] = ["workload", "logArchive", "security", "identity", "management"];

/** Workload accounts may offer less. */
function tiersByAccount(offered: Value): Properties {
  const isOffered = (tier: string): boolean => !Array.isArray(offered) || listOf(offered).includes(tier);
  const offeredIn = (kind: AccountKind) =>
    tiers
      .filter(({ accounts }) => (accounts as readonly AccountKind[]).includes(kind))
      .map(({ id }) => id)
      .filter((tier) => kind !== "workload" || isOffered(tier));
  return Object.fromEntries(kinds.map((kind) => [kind, offeredIn(kind)]));
}

/** Whoever is leaving keeps no tier. */
function responderFrom({ name, tiers, leaving }: Properties, emergency: string): Value {
  return {
    name,
    tiers: leaving === true ? [] : tiers,
    arn: `arn:aws:iam::${emergency}:user${names.responderPath}${textOf(name)}`,
  };
}

const makers: Properties = {
  management: "the management account",
  stacksets: "StackSets",
  controlTower: "Control Tower",
};

/** The account by its id, or by the word for what it is; the maker as the stack's outputs call it. */
function deployerFrom({ name, account, managedBy, principal }: Properties, accounts: Properties): Value {
  const id = textOf(accounts[textOf(account)]) || textOf(account);
  const arn = (role: Value): string => `arn:aws:iam::${id}:role/${textOf(role)}`;
  const madeBy = textOf(principal) || textOf(makers[textOf(managedBy)]) || arn(managedBy);
  return { arn: arn(name), account: id, madeBy };
}

function parsed(text: Value): Value {
  if (typeof text !== "string") return text;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}
