import type { Policy } from "../../../iam";
import { arnFor } from "../arns";
import { policyFrom } from "../documents";
import type { Draft } from "../draft";
import type { LambdaFunction } from "../organization";
import { arnAt, isOf, nameOf, whereOf, type Place } from "../place";
import { permissionStatement } from "../permission";
import { isMapping, valueAt, UNKNOWN, type Properties, type Value } from "../value";

export function functionsIn(place: Place): readonly LambdaFunction[] {
  const configs = place.of("lambda/functionEventInvokeConfig");
  return place.of("lambda/function").map((draft) => {
    const [name, arn] = [nameOf(draft), arnFor(draft)];
    const permissions = place.of("lambda/permission").filter((one) => isOf(one, "function", draft, [name, arn]));
    return {
      kind: "function",
      arn,
      account: draft.account,
      region: draft.region,
      name,
      origin: draft.origin,
      policy: policyOf(permissions, name, arn, place),
      roleArn: arnAt(draft, "role", draft.properties["role"], place),
      environment: textsIn(valueAt(draft.properties["environment"], "variables")),
      ...reservedIn(draft),
      ...destinationIn(
        draft,
        configs.filter((one) => isOf(one, "functionName", draft, [name, arn])),
        place,
      ),
    };
  });
}

/** The classic provider says -1 where nothing is reserved. */
function reservedIn({ properties }: Draft): Pick<LambdaFunction, "reservedConcurrency"> {
  const reserved = properties["reservedConcurrentExecutions"];
  return typeof reserved === "number" && reserved >= 0 ? { reservedConcurrency: reserved } : {};
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function destinationIn(
  draft: Draft,
  configs: readonly Draft[],
  place: Place,
): Pick<LambdaFunction, "failureDestination"> {
  const found = [
    ...configs.map((one) =>
      arnAt(one, "destinationConfig", valueAt(one.properties["destinationConfig"], "onFailure.destination"), place),
    ),
    arnAt(draft, "deadLetterConfig", valueAt(draft.properties["deadLetterConfig"], "targetArn"), place),
  ].find((arn) => arn !== undefined && arn !== "");
  return found === undefined ? {} : { failureDestination: found };
}

function policyOf(permissions: readonly Draft[], name: string, arn: string, place: Place): Policy | undefined {
  const [first] = permissions;
  if (first === undefined) return undefined;
  const document: Value = {
    Version: "2012-10-17",
    Statement: permissions.map((one) => permissionStatement(one.properties, arn)),
  };
  return policyFrom(document, "resource", `${name} (policy)`, whereOf(first), place.report);
}

function textsIn(variables: Value): Readonly<Record<string, string>> {
  if (!isMapping(variables)) return {};
  return Object.fromEntries(
    Object.entries(variables as Properties).map(([key, value]) => [
      key,
      typeof value === "string" ? value : value === UNKNOWN ? "" : String(value as number),
    ]),
  );
}
