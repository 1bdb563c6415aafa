import {
  ANY_ONE,
  ANY_RUN,
  patternFor,
  patternsOn,
  principalsOf,
  variablesOf,
  type KeyPattern,
  type Policy,
} from "../../iam";
import { names } from "../../rulebook/names";
import { ownPolicyOf } from "../asking/own-policy";
import { oncePerOrganization } from "../asking/once";
import type { AccountClass, Organization, Thing } from "../model/organization";
import { tierZeroOf } from "../tier-zero";
import { arnSequence, caselessSequence, globSequence, lastPartSequence } from "./patterns";
import { literal, type Sequence } from "./sequence";

/** What some document, or a row of tier 0, compares the ARN of a principal with. */
export interface PrincipalPattern {
  /** For a person, wildcards as in a policy. */
  readonly says: string;
  readonly sequence: Sequence;
  /** An account whose principals alone can match it; "any" where accounts make no difference; "" where nobody knows. */
  readonly account: string;
}

/** Names that nobody outside tier 0 can make: whoever bears one is the model's own. */
export const reserved: readonly string[] = [
  `arn:aws:iam::*:role${names.targetPath}*`,
  `arn:aws:iam::*:role${names.hubPath}*`,
  `arn:aws:iam::*:role/${names.prefix}*`,
  `arn:aws:iam::*:role/*/${names.prefix}*`,
];

/** In the emergency account, where the path's users are. */
export function reservedUsers(emergencyAccount: string): string {
  return `arn:aws:iam::${emergencyAccount}:user${names.responderPath}*`;
}

/** Every pattern that can tell principals of the account apart. */
export function principalPatternsFor(organization: Organization, { scps }: AccountClass): readonly PrincipalPattern[] {
  return unique([...patternsIn([...new Set(scps.flat())]), ...sharedPatterns(organization)]);
}

/** Of documents that bind callers of every account: RCPs and the policies of things; and of tier 0. */
export const sharedPatterns = oncePerOrganization(patternsOfAll);

function patternsOfAll(organization: Organization): readonly PrincipalPattern[] {
  const emergency = organization.classes.filter(({ account }) => account.kind === "emergency");
  const rows = tierZeroOf(organization).flatMap(({ principals }) => principals);
  const ours = [...reserved, ...emergency.map(({ account }) => reservedUsers(account.id)), ...rows];
  return unique([
    ...patternsIn(sharedDocuments(organization)),
    ...ours.flatMap((pattern) => arnPattern(patternFor(pattern))),
  ]);
}

export function sharedDocuments({ classes, delegationPolicy }: Organization): readonly Policy[] {
  const ofThings = classes.flatMap(({ rcps, things }) => [...rcps.flat(), ...things.flatMap(resourcePolicies)]);
  return [...new Set(delegationPolicy === undefined ? ofThings : [...ofThings, delegationPolicy])];
}

function resourcePolicies(thing: Thing): readonly Policy[] {
  const policy = thing.kind === "role" ? thing.trust : ownPolicyOf(thing);
  return policy === undefined ? [] : [policy];
}

function patternsIn(documents: readonly Policy[]): readonly PrincipalPattern[] {
  if (variablesOf(documents).has("aws:username")) {
    throw new Error("a document compares with ${aws:username}: no finite number of users stands for all of them");
  }
  return [
    ...patternsOn(documents, "aws:PrincipalArn").flatMap(patternOnArn),
    ...patternsOn(documents, "aws:username").flatMap(patternOnName),
    ...[...principalsOf(documents).arns].flatMap(patternsOfPrincipal),
  ];
}

function patternOnArn({ comparison, pattern }: KeyPattern): readonly PrincipalPattern[] {
  switch (comparison) {
    case "arn":
      return arnPattern(pattern);
    case "text":
      return [{ says: written(pattern), sequence: globSequence(pattern), account: "" }];
    case "caseless":
      return [{ says: written(pattern), sequence: caselessSequence(pattern), account: "" }];
    case "value":
      throw new Error(`aws:PrincipalArn is compared with ${written(pattern)} by its value, not by its text`);
    default:
      return comparison satisfies never;
  }
}

function patternOnName({ comparison, pattern }: KeyPattern): readonly PrincipalPattern[] {
  const name = comparison === "caseless" ? caselessSequence(pattern) : globSequence(pattern);
  return [{ says: `user name ${written(pattern)}`, sequence: lastPartSequence(name), account: "any" }];
}

/** A session's ARN has the role's name without its path. */
function patternsOfPrincipal(arn: string): readonly PrincipalPattern[] {
  const session = /^(arn:[^:]*):sts:(:\d{12}:)assumed-role\/([^/]+)\//.exec(arn);
  if (session === null) return [{ says: arn, sequence: literal(arn), account: arn.split(":")[4] ?? "" }];
  const [, head = "", account = "", role = ""] = session;
  return ["role/", "role/*/"].flatMap((path) => arnPattern(patternFor(`${head}:iam:${account}${path}${role}`)));
}

function arnPattern(pattern: string): readonly PrincipalPattern[] {
  const sequence = arnSequence(pattern);
  if (sequence === undefined) return [];
  const account = pattern.split(":")[4] ?? "";
  const whose = account === ANY_RUN ? "any" : /^\d{12}$/.test(account) ? account : "";
  return [{ says: written(pattern), sequence, account: whose }];
}

function written(pattern: string): string {
  return pattern.replaceAll(ANY_RUN, "*").replaceAll(ANY_ONE, "?");
}

function unique(patterns: readonly PrincipalPattern[]): readonly PrincipalPattern[] {
  return [...new Map(patterns.map((pattern) => [JSON.stringify(pattern), pattern])).values()];
}
