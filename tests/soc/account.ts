import { rulebook, securityAccountFor } from "../../rulebook";
import type { Policies, Policy } from "../../iam";
import {
  administratorAccess,
  policyOf,
  service,
  session,
  verdictOf,
  wordsFor,
  type Caller,
} from "../rulebook/evaluation";
import { sandboxFacts } from "../rulebook/sandbox-facts";

/** The sandbox's security account, and what AWS answers there. */
export const security = "100000000004";
export const record = securityAccountFor(rulebook, sandboxFacts);

export const table = `arn:aws:dynamodb:eu-central-1:${security}:table/lifeline-incidents`;
export const socTopic = `arn:aws:sns:eu-central-1:${security}:lifeline-soc`;
export const standbyTopic = `arn:aws:sns:us-east-1:${security}:lifeline-standby`;
export const bus = `arn:aws:events:eu-central-1:${security}:event-bus/lifeline-central`;
export const failureQueue = `arn:aws:sqs:eu-central-1:${security}:lifeline-triage-failures`;
export const anyKey = (region = "eu-central-1") =>
  `arn:aws:kms:${region}:${security}:key/11111111-2222-3333-4444-555555555555`;

/** A caller and what its own policies allow. */
export interface Actor {
  readonly caller: Caller;
  readonly identity: readonly Policy[];
}

export const triage: Actor = {
  caller: session(security, "break-glass/BreakGlassTriage"),
  identity: [policyOf(record.triage.role.policy, "identity", "BreakGlassTriage")],
};
export const administrator = administratorOf(security, "Administrator");
export const deployer = administratorOf(security, "OrganizationAccountAccessRole");

export function administratorOf(account: string, role: string): Actor {
  return { caller: session(account, role), identity: [administratorAccess] };
}

export function aws(name: string): Actor {
  return { caller: service(name), identity: [] };
}

/** In words; without the organization's SCPs, so that the document alone keeps its promise. */
export function answer(
  { caller, identity }: Actor,
  action: string,
  resource: string,
  more: Readonly<Record<string, string | readonly string[]>> = {},
  resourcePolicy?: Policy,
): string {
  const policies: Policies = {
    scps: [],
    rcps: [],
    identity,
    ...(resourcePolicy === undefined ? {} : { resource: resourcePolicy }),
  };
  const context = { "aws:SecureTransport": "true", ...inSession(caller), ...more };
  return wordsFor(verdictOf(caller, action, resource, policies, context)).trim();
}

/** Callers that are no service say so. */
function inSession({ kind }: Caller): Readonly<Record<string, string>> {
  return kind === "service" ? {} : { "aws:PrincipalIsAWSService": "false" };
}
