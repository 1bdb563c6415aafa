import { evaluate, parsePolicy, type Policy, type PrincipalKind, type Verdict } from "../../iam";
import { allow, openTrustText, policyText } from "../../rulebook/derive/plain-statements";
import type { Law } from "./law";

/** Somebody who calls, as AWS sees the call. */
export interface Caller {
  readonly says: string;
  readonly arn: string;
  readonly kind: PrincipalKind;
  readonly account: string;
  readonly mfa?: boolean;
  /** Whether the caller belongs to the organization. */
  readonly inside: boolean;
}

export interface Call {
  readonly action: string;
  readonly resource: string;
  readonly account: string;
}

/** Allows everything, so that what another policy says decides. */
const everything = policyFrom(policyText(allow({ actions: "*", resources: "*" })), "identity");
const everythingAsScp = policyFrom(policyText(allow({ actions: "*", resources: "*" })), "scp");
const openTrust = policyFrom(openTrustText(), "trust");

function policyFrom(text: string, kind: "identity" | "scp" | "trust"): Policy {
  const parsed = parsePolicy(text, kind, kind);
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join("; "));
  return parsed.policy;
}

export const strangerAccount = "999999999999";
export const workloadAccount = "888888888888";

/** Callers by the emergency account that facts name, or by one that is assumed. */
export function callersOf({ rulebook: { names }, facts }: Law, assumed = "777777777777") {
  const emergency = facts?.emergencyAccount.id ?? assumed;
  const iam = (account: string, resource: string) => `arn:aws:iam::${account}:${resource}`;
  const responder = iam(emergency, `user${names.responderPath}${facts?.responders[0].name ?? "responder"}`);
  const hub = (tier: keyof typeof names.hubRole) => iam(emergency, `role${names.hubPath}${names.hubRole[tier]}`);
  const target = iam(workloadAccount, `role${names.targetPath}${names.targetRole.Admin}`);
  return {
    responder: {
      says: "a responder with MFA",
      arn: responder,
      kind: "user",
      account: emergency,
      mfa: true,
      inside: true,
    },
    responderWithoutMfa: {
      says: "a responder without MFA",
      arn: responder,
      kind: "user",
      account: emergency,
      mfa: false,
      inside: true,
    },
    hub: { says: "a hub role", arn: hub("Admin"), kind: "assumedRole", account: emergency, inside: true },
    otherHub: {
      says: "the hub role of another tier",
      arn: hub("ReadOnly"),
      kind: "assumedRole",
      account: emergency,
      inside: true,
    },
    emergencyStranger: {
      says: "another role of the emergency account",
      arn: iam(emergency, "role/somebody"),
      kind: "assumedRole",
      account: emergency,
      inside: true,
    },
    workloadAdmin: {
      says: "an administrator of another account of the organization",
      arn: iam(workloadAccount, "role/Admin"),
      kind: "assumedRole",
      account: workloadAccount,
      inside: true,
    },
    target: {
      says: "an emergency role in a workload account",
      arn: target,
      kind: "assumedRole",
      account: workloadAccount,
      inside: true,
    },
    stackSets: {
      says: "StackSets' execution role",
      arn: iam(workloadAccount, "role/stacksets-exec-0123456789abcdef"),
      kind: "assumedRole",
      account: workloadAccount,
      inside: true,
    },
    outsider: {
      says: "an account outside the organization",
      arn: iam(strangerAccount, "role/Admin"),
      kind: "assumedRole",
      account: strangerAccount,
      inside: false,
    },
  } as const satisfies Readonly<Record<string, Caller>>;
}

export function contextOf(caller: Caller, call: Call, law: Law, assumed = "o-0000000000"): Record<string, string> {
  const { facts } = law;
  const organization = facts?.organization.id ?? assumed;
  return {
    "aws:PrincipalArn": caller.arn,
    "aws:PrincipalAccount": caller.account,
    "aws:PrincipalType": caller.kind === "user" ? "User" : "AssumedRole",
    "aws:PrincipalIsAWSService": "false",
    "aws:SecureTransport": "true",
    "aws:ResourceAccount": call.account,
    "aws:ResourceOrgID": organization,
    "aws:RequestedRegion": facts?.regions.home ?? "eu-central-1",
    "aws:ViaAWSService": "false",
    ...(caller.inside ? { "aws:PrincipalOrgID": organization } : {}),
    ...(caller.mfa === undefined ? {} : { "aws:MultiFactorAuthPresent": String(caller.mfa) }),
  };
}

/** Asked of a role's trust: whether the caller may take it, given that its own policies allow all. */
export function trustVerdict(trust: Policy, caller: Caller, call: Call, open: readonly string[], law: Law): Verdict {
  const context = contextOf(caller, call, law);
  return evaluate(
    {
      principal: caller.arn,
      principalKind: caller.kind,
      action: call.action,
      resource: call.resource,
      resourceAccount: call.account,
      context,
      unknownKeys: openKeys(open, context),
    },
    { identity: [everything], resource: trust, scps: [], rcps: [] },
  );
}

/** Asked of an organization's policy: whether it stops the caller, where everything else allows. */
export function guardrailVerdict(
  policies: readonly Policy[],
  caller: Caller,
  call: Call,
  open: readonly string[],
  law: Law,
  assumed?: string,
): Verdict {
  const context = contextOf(caller, call, law, assumed);
  const scps = policies.filter(({ kind }) => kind === "scp");
  const rcps = policies.filter(({ kind }) => kind === "rcp");
  return evaluate(
    {
      principal: caller.arn,
      principalKind: caller.kind,
      action: call.action,
      resource: call.resource,
      resourceAccount: call.account,
      context,
      unknownKeys: openKeys(open, context),
    },
    {
      identity: [everything],
      ...(call.action.startsWith("sts:") ? { resource: openTrust } : {}),
      scps: [[everythingAsScp, ...scps]],
      rcps: rcps.length === 0 ? [] : [[rcpFullAccess, ...rcps]],
    },
  );
}

const rcpFullAccess = rcpFrom();

function rcpFrom(): Policy {
  const parsed = parsePolicy(policyText(allow({ actions: "*", resources: "*", principal: "*" })), "rcp", "rcp");
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join("; "));
  return parsed.policy;
}

function openKeys(keys: readonly string[], context: Readonly<Record<string, string>>): readonly string[] {
  const told = new Set([
    ...Object.keys(context).map((key) => key.toLowerCase()),
    "aws:username",
    "aws:multifactorauthpresent",
  ]);
  return [...new Set(keys)].filter((key) => !told.has(key));
}
