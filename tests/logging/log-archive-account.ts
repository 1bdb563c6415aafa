import assert from "node:assert/strict";
import { logArchiveFor, rulebook, type SettledFacts } from "../../rulebook";
import { root, session } from "../rulebook/evaluation";
import { sandboxFacts } from "../rulebook/sandbox-facts";
import { administratorOf, aws, type Actor } from "../soc/account";

export const logArchive = "100000000003";
export const trail = "arn:aws:cloudtrail:eu-central-1:100000000001:trail/lifeline-organization-trail";
export const fromTrail = { "aws:SourceArn": trail, "s3:x-amz-acl": "bucket-owner-full-control" };
export const fromOther = { ...fromTrail, "aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:200000000099:trail/theirs" };

export const cloudTrail = aws("cloudtrail.amazonaws.com");
export const deployer = administratorOf(logArchive, "OrganizationAccountAccessRole");
export const administrator = administratorOf(logArchive, "Administrator");
export const rootUser: Actor = { caller: root(logArchive), identity: [] };
export const stranger = administratorOf("200000000099", "Administrator");
export const reader: Actor = { caller: session(logArchive, "Reader"), identity: administrator.identity };

export type Row = readonly [
  title: string,
  who: Actor,
  action: string,
  resource: string,
  expected: string,
  more?: Readonly<Record<string, string | readonly string[]>>,
];

export function recordOf(facts: SettledFacts = sandboxFacts) {
  return logArchiveFor(rulebook, facts) ?? assert.fail("no log archive");
}
