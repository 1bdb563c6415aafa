import { performance } from "node:perf_hooks";
import type { Aws } from "../../sandbox/aws";
import type { StackExport } from "../../sandbox/engine";
import type { Engine, EngineOutcome } from "../engines/types";
import { accountsWithRoles } from "./accounts";
import { accountsOfProviders, changesIn, countOf, countsByAccount, resourcesIn } from "./counts";
import { contrastsFor, refusalsFor, refusalsWithoutMfa, victimAmong } from "./intruders";
import type { ReplayCase } from "./replay";
import type { SandboxResult } from "./result";
import { isWayIn, routeFor } from "./way-in";

export interface Outcomes {
  readonly preview: EngineOutcome & { readonly seconds: number };
  readonly update: EngineOutcome & { readonly seconds: number };
  readonly secondUpdate: EngineOutcome & { readonly seconds: number };
}

export function resultFor(
  engine: Engine,
  aws: Aws,
  outcomes: Outcomes,
  state: StackExport,
  replay: readonly ReplayCase[],
): SandboxResult {
  const { preview, update, secondUpdate } = outcomes;
  const resources = state.deployment.resources ?? [];
  const providers = accountsOfProviders(resources);
  const accounts = accountsWithRoles(aws);
  const victim = victimAmong(accounts);
  const wayIn = isWayIn(update.outputs) ? update.outputs : undefined;
  const route = wayIn === undefined || victim === undefined ? undefined : routeFor(wayIn, victim);
  return {
    engine: engine.name,
    engineTitle: engine.title,
    organizationId: aws.organization.id,
    accounts,
    managedResources: resourcesIn(resources),
    targetRoles: accounts.reduce((sum, { targetRoleArns }) => sum + targetRoleArns.length, 0),
    preview: {
      create: countOf(preview.steps, "create"),
      byAccount: countsByAccount(preview.steps, (urn) => providers.get(urn)),
    },
    update: { create: countOf(update.steps, "create") },
    secondUpdate: { changes: changesIn(secondUpdate.steps) },
    attempts: [
      ...(victim === undefined ? [] : refusalsFor(aws, victim, accounts)),
      ...(route === undefined ? [] : refusalsWithoutMfa(aws, route)),
    ],
    contrast: victim === undefined ? [] : contrastsFor(aws, victim, route),
    replay,
    route,
    tiersByAccount: wayIn?.tiersByAccount ?? {},
    nextStep: typeof update.outputs["nextStep"] === "string" ? update.outputs["nextStep"] : undefined,
    warnings: warningsOf(Object.values(outcomes)),
    seconds: {
      preview: preview.seconds,
      update: update.seconds,
      secondUpdate: secondUpdate.seconds,
      // Since the command was started, the loading of the command included.
      total: Math.round(performance.now()) / 1000,
    },
  };
}

/** Each once, although every run of the program repeats it. */
function warningsOf(outcomes: readonly EngineOutcome[]): readonly string[] {
  const warnings = outcomes.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === "warning"));
  return [...new Set(warnings.map(({ message }) => message.trim()))];
}
