import { names } from "../../rulebook/names";
import { isMapping, listOf, textOf, valueAt, type Properties, type Value } from "./value";

/**
 * What the owner declares, from a preview's settings: a preview does not show the outputs that a stack will have. Of
 * the settings only those are read that the outputs repeat: who responds, who deploys, which account is which.
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
    responders: listOf(setting("responders"))
      .filter(isMapping)
      .map((one) => responderFrom(one, emergency)),
    deployers: listOf(setting("deployers"))
      .filter(isMapping)
      .map((one) => deployerFrom(one, accounts)),
  };
}

function responderFrom({ name, tiers }: Properties, emergency: string): Value {
  return { name, tiers, arn: `arn:aws:iam::${emergency}:user${names.responderPath}${textOf(name)}` };
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
