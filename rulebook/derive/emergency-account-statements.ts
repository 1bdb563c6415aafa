import type { PathCaller } from "../credentials";
import type { SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";
import type { NonEmpty, ScpStatement } from "../types";
import { everyHubRoleArn, everyResponderArn, iamArn } from "./arns";
import { exemptArnsFor, emergencyDeployersOf } from "./guardrail-statements";
import { sidFor } from "./document";
import { nonEmpty, sortedNonEmpty } from "./non-empty";

/**
 * The emergency account's own SCP (E1). The first denial spares the calls of the path and whoever deploys the account;
 * the others tie each spared call to its callers, so that neither the account's root user nor a role somebody left
 * there can use it. FullAWSAccess stays attached beside it: this policy only takes away.
 */
export function emergencyAccountStatementsFor(rulebook: Rulebook, facts: SettledFacts): readonly ScpStatement[] {
  const calls = callersByAction(rulebook);
  const deployers = [
    ...emergencyDeployersOf(facts).map(({ account, name }) => iamArn(facts, account, `role/${name}`)),
    ...exemptArnsFor("stacksets", rulebook, facts),
  ];
  return [
    {
      Sid: "OnlyTheEmergencyPath",
      Effect: "Deny",
      NotAction: sortedNonEmpty(nonEmpty([...calls.keys()], "The rulebook has no call of the emergency path.")),
      Resource: "*",
      Condition: { ArnNotLike: { "aws:PrincipalArn": deployers } },
    },
    ...actionsByCallers(calls).map(({ callers, actions }): ScpStatement => ({
      Sid: `Only${callers.map((caller) => sidFor(caller)).join("And")}`,
      Effect: "Deny",
      Action: actions,
      Resource: "*",
      Condition: {
        ArnNotLike: {
          "aws:PrincipalArn": [...callers.flatMap((caller) => callerArnsFor(caller, rulebook, facts)), ...deployers],
        },
      },
    })),
  ];
}

type Callers = readonly PathCaller[];

function callersByAction(rulebook: Rulebook): ReadonlyMap<string, Callers> {
  const callers = new Map<string, Callers>();
  for (const call of rulebook.pathCalls) {
    for (const action of call.actions) {
      callers.set(action, [...new Set([...(callers.get(action) ?? []), ...call.by])].sort());
    }
  }
  return callers;
}

/** Calls with the same callers share a statement; what anyone may call needs none. */
function actionsByCallers(
  calls: ReadonlyMap<string, Callers>,
): readonly { readonly callers: Callers; readonly actions: NonEmpty<string> }[] {
  const groups = new Map<string, { callers: Callers; actions: string[] }>();
  for (const [action, callers] of calls) {
    if (callers.includes("anyone")) continue;
    const key = callers.join();
    const group = groups.get(key) ?? { callers, actions: [] };
    group.actions.push(action);
    groups.set(key, group);
  }
  return [...groups.keys()].sort().flatMap((key) => {
    const group = groups.get(key);
    return group === undefined
      ? []
      : [{ callers: group.callers, actions: sortedNonEmpty(nonEmpty(group.actions, "A group without actions.")) }];
  });
}

function callerArnsFor(caller: PathCaller, { names }: Rulebook, facts: SettledFacts): readonly string[] {
  const role = (name: string) => iamArn(facts, facts.emergencyAccount.id, `role${names.targetPath}${name}`);
  switch (caller) {
    case "anyone":
      return [];
    case "responder":
      return [everyResponderArn(names, facts)];
    case "hub":
      return [everyHubRoleArn(names, facts)];
    case "forwarder":
      return [role(names.forwarderRole)];
    case "heartbeat":
      return [role(names.heartbeatRole)];
    case "readiness":
      return [role(names.readinessRole)];
    default:
      return caller satisfies never;
  }
}
