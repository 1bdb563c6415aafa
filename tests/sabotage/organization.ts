import assert from "node:assert/strict";
import { arrayOf, objectOf, type Change, type Edit, type Json, type JsonObject } from "./copy";

/** OUs and the root of the sandbox's organization. */
export const root = "r-life";
export const units = {
  emergency: "ou-life-emergency",
  security: "ou-life-security1",
  workloads: "ou-life-workload1",
  production: "ou-life-product01",
  payments: "ou-life-payments1",
  development: "ou-life-develop01",
} as const;

interface Foreign {
  readonly name: string;
  readonly type?: "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";
  readonly statements: readonly JsonObject[];
}

/** A policy that somebody else made and attached. */
export function withForeignPolicy(
  { name, type = "SERVICE_CONTROL_POLICY", statements }: Foreign,
  target: string,
): Edit {
  const id = `p-${name.toLowerCase().replaceAll(/[^a-z0-9]/g, "")}`;
  return inSnapshot((snapshot) => ({
    ...snapshot,
    policies: [
      ...arrayOf(snapshot["policies"]),
      {
        id,
        arn: `arn:aws:organizations::100000000001:policy/o-lifeline001/${type.toLowerCase()}/${id}`,
        name,
        type,
        awsManaged: false,
        content: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
      },
    ],
    attachments: [...arrayOf(snapshot["attachments"]), { policyId: id, targetId: target }],
  }));
}

export function withoutAttachment(policyId: string, targetId: string): Edit {
  return inSnapshot((snapshot) => {
    const attachments = arrayOf(snapshot["attachments"]);
    const left = attachments.filter((attachment) => {
      const { policyId: policy, targetId: target } = objectOf(attachment);
      return policy !== policyId || target !== targetId;
    });
    assert.equal(left.length, attachments.length - 1, `${policyId} is not attached to ${targetId}`);
    return { ...snapshot, attachments: left };
  });
}

/** What the snapshot says of the organization itself. */
export function inOrganization(property: string, change: (before: Json) => Json): Edit {
  return inSnapshot((snapshot) => {
    const organization = objectOf(snapshot["organization"]);
    return { ...snapshot, organization: { ...organization, [property]: change(organization[property] ?? null) } };
  });
}

export function inSnapshot(change: Change): Edit {
  return ({ state, snapshot }) => ({ state, snapshot: change(objectOf(snapshot)) });
}

/** One edit after the other: a policy put in another's place is one change. */
export function both(...edits: readonly Edit[]): Edit {
  return (landingZone) => edits.reduce((before, edit) => edit(before), landingZone);
}
