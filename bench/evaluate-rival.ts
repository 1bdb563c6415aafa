import {
  createValidatedPolicy,
  validateIdentityPolicy,
  validateResourceControlPolicy,
  validateResourcePolicy,
  validateServiceControlPolicy,
  validateSessionPolicy,
  validateTrustPolicy,
} from "@cloud-copilot/iam-policy";
import { anonymousPrincipal, runSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import type { Request, Surroundings, Verdict } from "../iam";

/** The documents that a request is decided by, before anybody compiles them. */
export interface Documents {
  readonly identity: readonly unknown[];
  readonly resource?: unknown;
  readonly scps: readonly (readonly unknown[])[];
  readonly rcps: readonly (readonly unknown[])[];
  readonly boundary?: unknown;
  readonly session?: unknown;
}

export interface Situation {
  readonly request: Request;
  readonly documents: Documents;
  readonly surroundings?: Surroundings;
}

type Decision = Exclude<Verdict["decision"], "unknown">;

/** What the simulator says: its decision, the keys of the context that it drops, or why it refuses the question. */
export type Answer =
  { readonly decision: Decision; readonly dropped: readonly string[] } | { readonly refused: string };

const DECISIONS: Readonly<Record<string, Decision>> = {
  Allowed: "allowed",
  ExplicitlyDenied: "explicitDeny",
  ImplicitlyDenied: "implicitDeny",
};

type Validate = Parameters<typeof createValidatedPolicy>[1];

/** Documents are validated and loaded once, whatever the number of simulations: its fastest path. */
export function loader(): (document: unknown, validate: Validate) => unknown {
  const loaded = new Map<Validate, Map<unknown, unknown>>();
  return (document, validate) => {
    const ofKind = loaded.get(validate) ?? new Map<unknown, unknown>();
    loaded.set(validate, ofKind);
    const found = ofKind.get(document) ?? createValidatedPolicy(document, validate);
    ofKind.set(document, found);
    return found;
  };
}

export function simulationFor(situation: Situation, load: ReturnType<typeof loader>): Simulation {
  const { request, documents } = situation;
  const { identity, resource, scps, rcps, boundary, session } = documents;
  const isTrust = request.action.toLowerCase().startsWith("sts:");
  const named = (list: readonly unknown[], validate: Validate) =>
    list.map((document, index) => ({ name: `policy ${index}`, policy: load(document, validate) }));
  const levels = (list: readonly (readonly unknown[])[], validate: Validate) =>
    list.map((level, index) => ({ orgIdentifier: `level ${index}`, policies: named(level, validate) }));
  return {
    request: {
      principal:
        request.principalKind === "anonymous" || request.principal === null ? anonymousPrincipal : request.principal,
      action: request.action,
      resource: { resource: request.resource, accountId: request.resourceAccount },
      contextVariables: Object.fromEntries(
        Object.entries(request.context).map(([key, value]) => [key, typeof value === "string" ? value : [...value]]),
      ),
    },
    identityPolicies: named(identity, validateIdentityPolicy),
    serviceControlPolicies: levels(scps, validateServiceControlPolicy),
    // It puts RCPFullAWSAccess on every level by itself, and refuses an Allow of ours.
    resourceControlPolicies: levels(
      rcps.map((level) => level.filter(denies)),
      validateResourceControlPolicy,
    ),
    ...(resource === undefined
      ? {}
      : { resourcePolicy: load(resource, isTrust ? validateTrustPolicy : validateResourcePolicy) }),
    ...(boundary === undefined ? {} : { permissionBoundaryPolicies: named([boundary], validateIdentityPolicy) }),
    ...(session === undefined ? {} : { sessionPolicy: load(session, validateSessionPolicy) }),
  };
}

export async function simulated(simulation: Simulation): Promise<Answer> {
  const result = await runSimulation(simulation, {});
  if (result.resultType === "error") return { refused: JSON.stringify(result.errors) };
  const decision = DECISIONS[result.overallResult];
  if (decision === undefined) throw new Error(`the simulator says ${result.overallResult}`);
  return { decision, dropped: (result.resultType === "single" ? result.result.ignoredContextKeys : undefined) ?? [] };
}

function denies(document: unknown): boolean {
  const { Statement } = document as { readonly Statement: unknown };
  return [Statement].flat().some((statement) => (statement as { readonly Effect: unknown }).Effect === "Deny");
}
