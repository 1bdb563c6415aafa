import type { Tier } from "../../rulebook/facts";
import { accountInArn, rolesOf } from "./provider";
import type { DeclaredDeployer, Promised } from "./organization";
import type { Recorded } from "./recorded";
import { isMapping, listOf, textOf, valueAt, type Properties, type Value } from "./value";

const tiers: readonly string[] = [
  "ReadOnly",
  "Operator",
  "Admin",
  "IdentityAdmin",
  "Management",
] satisfies readonly Tier[];

export function outputsIn(recorded: readonly Recorded[]): Properties {
  return recorded.find(({ standing }) => standing.type === "pulumi:pulumi:Stack")?.standing.properties ?? {};
}

/** What the stack tells its people, if it has come as far as to tell it. */
export function promisedIn(outputs: Properties): Promised | undefined {
  const { responders, tiersByAccount, signInUrls } = outputs;
  if (!Array.isArray(responders) || !isMapping(tiersByAccount)) return undefined;
  return {
    responders: listOf(responders)
      .filter(isMapping)
      .map((one) => ({ name: textOf(one["name"]), arn: textOf(one["arn"]), tiers: tiersIn(one["tiers"]) })),
    tiersByAccount: Object.fromEntries(Object.entries(tiersByAccount).map(([kind, list]) => [kind, tiersIn(list)])),
    signInRegions: listOf(signInUrls).flatMap((url) => /[?&]region=([a-z0-9-]+)/.exec(textOf(url))?.[1] ?? []),
  };
}

function tiersIn(value: Value): readonly Tier[] {
  return listOf(value).filter((tier): tier is Tier => tiers.includes(textOf(tier)));
}

/** As the stack declares them, or else the roles by which its providers enter their accounts. */
export function deployersIn(outputs: Properties, recorded: readonly Recorded[]): readonly DeclaredDeployer[] {
  if (Array.isArray(outputs["deployers"])) {
    return listOf(outputs["deployers"])
      .filter(isMapping)
      .map((one) => ({ arn: textOf(one["arn"]), account: textOf(one["account"]), madeBy: textOf(one["madeBy"]) }));
  }
  const arns = new Set(recorded.flatMap(({ standing }) => rolesOf(standing.provider?.properties ?? {})));
  return [...arns].map((arn) => ({
    arn,
    account: accountInArn(arn) ?? "",
    madeBy: "a provider of the stack enters by it",
  }));
}

/** The account for which the stack names a role of a tier. */
export function accountOfTier(outputs: Properties, tier: Tier): string | undefined {
  return accountInArn(textOf(valueAt(outputs["targetRoleArns"], tier)));
}
