import assert from "node:assert/strict";
import { organizationFrom, recordedFromState, snapshotFrom } from "../../proofs";
import type { AccountClass, Organization, Thing } from "../../proofs/model/organization";

/** States and snapshots of a few resources, written by hand in the form of `pulumi stack export`. */
export const management = "111111111111";
export const security = "222222222222";
export const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export interface Given {
  readonly account?: string;
  readonly id?: string;
  readonly outputs?: object;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** `iam/role:Role` is `aws:iam/role:Role`. */
export function urnOf(type: string, name: string): string {
  return `urn:pulumi:test::lifeline::aws:${type}::${name}`;
}

export function resource(type: string, name: string, inputs: object, given: Given = {}): object {
  const { account = management, ...more } = given;
  return {
    urn: urnOf(type, name),
    custom: true,
    type: `aws:${type}`,
    inputs,
    provider: `${providerUrn(account)}::00000000-0000-4000-8000-000000000000`,
    ...more,
  };
}

function providerUrn(account: string): string {
  return `urn:pulumi:test::lifeline::pulumi:providers:aws::in-${account}`;
}

export function provider(account: string, more: object = {}): object {
  const inputs = { allowedAccountIds: JSON.stringify([account]), region: "eu-central-1", ...more };
  return { urn: providerUrn(account), custom: true, type: "pulumi:providers:aws", id: "p", inputs, outputs: inputs };
}

export function stateOf(...resources: readonly object[]): object {
  return { version: 3, deployment: { resources: [provider(management), provider(security), ...resources] } };
}

export function modelOf(resources: readonly object[], snapshot?: object): Organization {
  const recorded = recordedFromState(stateOf(...resources));
  assert.ok(recorded.ok);
  if (snapshot === undefined) return organizationFrom(recorded.value);
  const read = snapshotFrom(snapshot);
  if (!read.ok) assert.fail(JSON.stringify(read.issues));
  return organizationFrom(recorded.value, read.value);
}

export function classOf(organization: Organization, account: string): AccountClass {
  const found = organization.classes.find(({ members }) => members.includes(account));
  assert.ok(found, `no class holds ${account}`);
  return found;
}

export function thingsIn<K extends Thing["kind"]>(
  organization: Organization,
  kind: K,
  account = management,
): readonly Extract<Thing, { readonly kind: K }>[] {
  return classOf(organization, account).things.filter(
    (thing): thing is Extract<Thing, { readonly kind: K }> => thing.kind === kind,
  );
}

export function theOnly<T>(list: readonly T[]): T {
  assert.equal(list.length, 1);
  return list[0] as T;
}

export const allow = (action: string, more: object = {}) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: action, Resource: "*", ...more }],
});
export const trust = (principal: object) => ({
  Version: "2012-10-17",
  Statement: [{ Sid: "Trust", Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }],
});
export const text = (document: object): string => JSON.stringify(document);

interface SnapshotParts {
  readonly accounts?: readonly (readonly [id: string, parentId: string, status?: string])[];
  readonly units?: readonly (readonly [id: string, parentId: string])[];
  readonly policies?: readonly (readonly [id: string, name: string, type: "SCP" | "RCP", content: object])[];
  /** Besides AWS's own, which every level has. */
  readonly attachments?: readonly (readonly [policyId: string, targetId: string])[];
  readonly enabledPolicyTypes?: readonly string[];
}

const types = { SCP: "SERVICE_CONTROL_POLICY", RCP: "RESOURCE_CONTROL_POLICY" } as const;
export const fullAccess = {
  scp: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
  rcp: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] },
};

export function snapshotWith(parts: SnapshotParts = {}): object {
  const { accounts = [], units = [], policies = [], attachments = [] } = parts;
  const all = [[management, "r-root"] as const, ...accounts];
  const levels = ["r-root", ...units.map(([id]) => id), ...all.map(([id]) => id)];
  const own = policies.map(([id, name, type, content]) => ({ id, name, type: types[type], content: text(content) }));
  return {
    taken: "2026-11-28T08:00:00Z",
    organization: {
      id: "o-1234567890",
      rootId: "r-root",
      managementAccountId: management,
      enabledPolicyTypes: parts.enabledPolicyTypes ?? Object.values(types),
      trustedServices: [],
      delegatedAdministrators: [],
    },
    units: units.map(([id, parentId]) => ({ id, name: id, parentId })),
    accounts: all.map(([id, parentId, status = "ACTIVE"]) => ({ id, name: id, parentId, status })),
    policies: [
      { id: "p-FullAWSAccess", name: "FullAWSAccess", type: types.SCP, content: text(fullAccess.scp) },
      { id: "p-RCPFullAWSAccess", name: "RCPFullAWSAccess", type: types.RCP, content: text(fullAccess.rcp) },
      ...own,
    ],
    attachments: [
      ...levels.flatMap((targetId) => [
        { policyId: "p-FullAWSAccess", targetId },
        { policyId: "p-RCPFullAWSAccess", targetId },
      ]),
      ...attachments.map(([policyId, targetId]) => ({ policyId, targetId })),
    ],
  };
}

export const region = "eu-central-1";
export const anyone = (action: string): string => text(allow(action, { Principal: "*" }));

/** What a stack makes of a template. */
export const inTemplate = <K extends Thing["kind"]>(kind: K, resources: object) =>
  inStack(
    kind,
    resource("cloudformation/stack:Stack", "stack", {
      name: "stack",
      region,
      templateBody: text({ Resources: resources }),
    }),
  );
export const inStack = <K extends Thing["kind"]>(kind: K, ...resources: readonly object[]) =>
  thingsIn(modelOf(resources), kind);
