import { parsePolicy, type Policy, type PolicyKind } from "../../iam";
import type { AccountClass, Key, Organization, Role, User } from "../../proofs/model/organization";

/** A small organization, written by hand: management 1…, two workload accounts of one class, an emergency account. */
export const management = "111111111111";
export const workload = "222222222222";
export const twin = "333333333333";
export const emergency = "444444444444";
export const outside = "999999999999";

export function policyOf(kind: PolicyKind, name: string, ...statements: readonly object[]): Policy {
  const parsed = parsePolicy({ Version: "2012-10-17", Statement: statements }, kind, name);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.policy;
}

const everything = { Effect: "Allow", Action: "*", Resource: "*" };
export const fullScp = policyOf("scp", "FullAWSAccess", everything);
export const fullRcp = policyOf("rcp", "RCPFullAWSAccess", { ...everything, Principal: "*" });

export function roleOf(account: string, name: string, trust: Policy, identity: readonly Policy[] = []): Role {
  const arn = `arn:aws:iam::${account}:role/break-glass/${name}`;
  const place = { arn, account, region: "", name, origin: { urn: `urn:${name}` } };
  return {
    ...place,
    kind: "role",
    path: "/break-glass/",
    trust,
    identity,
    boundary: undefined,
    maxSessionSeconds: 3600,
    tier: undefined,
  };
}

export function userOf(account: string, name: string, identity: readonly Policy[]): User {
  const arn = `arn:aws:iam::${account}:user/break-glass/${name}`;
  const place = { arn, account, region: "", name, origin: { urn: `urn:${name}` } };
  return { ...place, kind: "user", path: "/break-glass/", identity, boundary: undefined, hasPassword: true };
}

export function keyOf(account: string, id: string, policy: Policy, aliases: readonly string[]): Key {
  const arn = `arn:aws:kms:eu-central-1:${account}:key/${id}`;
  const place = { arn, account, region: "eu-central-1", name: id, origin: { urn: `urn:${id}` } };
  return { ...place, kind: "key", policy, aliases, isEnabled: true };
}

export function classOf(id: string, kind: AccountClass["account"]["kind"], over: Partial<AccountClass>): AccountClass {
  return {
    account: { id, name: kind, kind, isActive: true, path: ["r-root", `ou-${kind}`] },
    members: [id],
    scps: [[fullScp], [fullScp], [fullScp]],
    rcps: [[fullRcp], [fullRcp], [fullRcp]],
    things: [],
    ...over,
  };
}

export function organizationOf(...classes: readonly AccountClass[]): Organization {
  return {
    scope: "organization",
    id: "o-example001",
    rootId: "r-root",
    managementAccount: management,
    homeRegion: "eu-central-1",
    enabledPolicyTypes: ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"],
    trustedServices: [],
    delegatedAdministrators: [],
    snapshotTaken: "2026-11-25T08:00:00Z",
    classes,
    promised: undefined,
    deployers: [],
    outside: [],
    gaps: [],
  };
}
