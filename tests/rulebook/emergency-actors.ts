import { policyOf, session, type Caller } from "./evaluation";
import { administrator, responder, type Actor } from "./emergency-path";

/** Callers of the sandbox's emergency account and what they reach for, spelled as AWS spells them. */
export const emergency = "100000000002";
export const workload = "100000000011";
export const alice = responder("alice", "true");
export const aliceWithoutMfa = { absent: responder("alice"), false: responder("alice", "false") };
export const bob = responder("bob", "true");

export const ownUser = `arn:aws:iam::${emergency}:user/break-glass/alice`;
export const otherUser = `arn:aws:iam::${emergency}:user/break-glass/bob`;
export const hubRole = (tier: string) => `arn:aws:iam::${emergency}:role/break-glass-hub/BreakGlassHub${tier}`;
export const targetRole = (tier: string, account = workload) =>
  `arn:aws:iam::${account}:role/break-glass/BreakGlass${tier}`;
export const client = (kind: "localhost" | "remote", region = "eu-central-1") =>
  `arn:aws:signin:${region}:${emergency}:oauth2/public-client/${kind}`;
export const bus = "arn:aws:events:eu-central-1:100000000004:event-bus/lifeline";
export const busPolicy = policyOf(
  {
    Version: "2012-10-17",
    Statement: [{ Sid: "Members", Effect: "Allow", Principal: "*", Action: "events:PutEvents", Resource: bus }],
  },
  "resource",
  "bus",
);

export function mfa(name: string): string {
  return `arn:aws:iam::${emergency}:mfa/${name}`;
}

export function emergencyArn(name: string, path = "break-glass/"): string {
  return `arn:aws:iam::${emergency}:role/${path}${name}`;
}

export function emergencyRole(name: string): Actor {
  return administrator(session(emergency, `break-glass/${name}`));
}

export function left(pathAndName: string): Actor {
  return administrator(session(emergency, pathAndName));
}

export function stray(): Actor {
  return left("left-behind");
}

export function strayRole(): string {
  return `arn:aws:iam::${workload}:role/heartbeat-probe`;
}

export function deployer(): Actor {
  return left("OrganizationAccountAccessRole");
}

export function deployerArn(): string {
  return emergencyArn("OrganizationAccountAccessRole", "");
}

export function stackSets(): Actor {
  return left("stacksets-exec-0123456789abcdef0123456789abcdef");
}

export function rule(): string {
  return `arn:aws:events:eu-central-1:${emergency}:rule/BreakGlassForwarding`;
}

export function samlProvider(name = "EmergencyIdP"): string {
  return `arn:aws:iam::${emergency}:saml-provider/${name}`;
}

export function saml(audience: string, provider?: string): Actor {
  const caller: Caller = {
    principal: samlProvider(provider),
    kind: "federatedUser",
    context: { "SAML:aud": audience },
  };
  return { caller, identity: [] };
}

export function webIdentity(): Actor {
  const principal = "token.actions.githubusercontent.com";
  return { caller: { principal, kind: "federatedUser", context: {} }, identity: [] };
}

/** The probe's trust, so that nothing but Lifeline's documents decides about the attempt. */
export function trustOf(action: string, resource: string) {
  if (action !== "sts:AssumeRole" || resource !== strayRole()) return undefined;
  return policyOf(
    {
      Version: "2012-10-17",
      Statement: [
        { Sid: "Probe", Effect: "Allow", Principal: { AWS: `arn:aws:iam::${emergency}:root` }, Action: action },
      ],
    },
    "trust",
    "probe",
  );
}
