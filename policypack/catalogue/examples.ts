import { rulebook } from "../../rulebook";
import { allow, policyText } from "../../rulebook/derive/plain-statements";
import type { Example } from "../rule";
import type { Properties } from "../../proofs/model/value";

/** What examples are made of. Their facts are those of the sandbox's fictitious organization. */
export const { names } = rulebook;
export const accounts = {
  management: "100000000001",
  emergency: "100000000002",
  logArchive: "100000000003",
  security: "100000000004",
  workload: "100000000011",
  /** Of nobody in the organization. */
  stranger: "222222222222",
} as const;

export function roleArn(account: string, path: string, name: string): string {
  return `arn:aws:iam::${account}:role${path}${name}`;
}

export function role(trust: string, more: Properties = {}): Example {
  return { type: "aws:iam/role:Role", properties: { name: "app", path: "/", assumeRolePolicy: trust, ...more } };
}

export function managedPolicy(...statements: readonly object[]): Example {
  return {
    type: "aws:iam/policy:Policy",
    properties: { name: "app", path: "/", policy: policyText(...statements) },
  };
}

/** Lets a machine assume. */
export const ec2Trust = policyText(allow({ actions: "sts:AssumeRole", principal: { Service: "ec2.amazonaws.com" } }));

/** Reads of one bucket: what an ordinary policy allows. */
export const readsOneBucket = allow({
  sid: "ReadOrders",
  actions: ["s3:GetObject"],
  resources: "arn:aws:s3:::orders-of-app/*",
});
