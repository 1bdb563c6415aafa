import { ANY_ONE, ANY_RUN, patternsOn, principalsOf, type Policy } from "../../iam";
import { oncePerOrganization } from "../asking/once";
import type { Actor } from "../claim";
import type { Organization } from "../model/organization";
import { classesOf, matchesOf, type NameClass, type Question } from "./classes";
import { anyAccount } from "./names";
import { globSequence } from "./patterns";
import { sharedDocuments, sharedPatterns, type PrincipalPattern } from "./principal-patterns";
import { languageOf, preferredNames, principalKinds, type PrincipalKind } from "./principals";

/**
 * Everybody outside of the organization: principals of accounts in another organization and in none, by the patterns of
 * the documents that bind callers of every account; services of AWS that act for such an account; whoever a foreign
 * identity provider asserts; and callers without any credentials.
 */
export const outsidersOf = oncePerOrganization(actorsFor);

function actorsFor(organization: Organization): readonly Actor[] {
  const documents = sharedDocuments(organization);
  const members = new Set(organization.classes.flatMap((accountClass) => accountClass.members));
  const account = freeAccount(members);
  return [
    ...principalKinds.flatMap((kind) => principalsOfKind(organization, documents, kind, { account, members })),
    ...servicesFor(documents, account),
    ...providersFor(organization, documents, account),
    { ...nobody, says: "a caller without credentials", principal: null, principalKind: "anonymous" },
  ];
}

const nobody = { account: undefined, permissions: "everything", context: {}, side: "attacker" } as const;

function freeAccount(members: ReadonlySet<string>): string {
  let candidate = Number("210987654321");
  while (members.has(String(candidate))) candidate -= 1;
  return String(candidate);
}

interface Outside {
  /** One that shows well. */
  readonly account: string;
  readonly members: ReadonlySet<string>;
}

/** Of whatever account: documents tell accounts apart by ARNs, by bare ids, and by aws:PrincipalAccount. */
function principalsOfKind(
  organization: Organization,
  documents: readonly Policy[],
  kind: PrincipalKind,
  outside: Outside,
): readonly Actor[] {
  const patterns = [...sharedPatterns(organization), ...accountPatterns(documents)].filter(
    ({ account }) => !outside.members.has(account),
  );
  const question: Question = {
    language: languageOf(kind, anyAccount),
    patterns: patterns.map(({ sequence }) => sequence),
    preferred: preferredNames(kind, outside.account, patterns),
  };
  return classesOf(question).flatMap((found) => {
    const principal = outside.members.has(accountIn(found.witness)) ? alike(question, found, outside) : found.witness;
    return foreignOrganizations.map((context) => ({
      says: `${principal} outside of the organization${matching(patterns, found.matches)}`,
      principal,
      principalKind: kind,
      account: accountIn(principal),
      permissions: "everything" as const,
      context,
      side: "attacker" as const,
    }));
  });
}

/** Where a pattern leaves only some digits of the account open: a principal of the same class in no member account. */
function alike(question: Question, { witness, matches }: NameClass, { members }: Outside): string {
  const account = accountIn(witness);
  for (const from of [8, 0, 4]) {
    for (let number = 0; number < 10_000; number++) {
      const other = account.slice(0, from) + String(number).padStart(4, "0") + account.slice(from + 4);
      if (members.has(other)) continue;
      const candidate = witness.replace(`:${account}:`, `:${other}:`);
      if (matchesOf(question, candidate)?.join() === matches.join()) return candidate;
    }
  }
  throw new Error(`a document tells accounts like ${account} apart, and no account outside was found that is like it`);
}

function accountIn(arn: string): string {
  return arn.split(":")[4] ?? "";
}

function accountPatterns(documents: readonly Policy[]): readonly PrincipalPattern[] {
  const bare = [...principalsOf(documents).accounts];
  const compared = patternsOn(documents, "aws:PrincipalAccount").map(({ pattern }) => pattern);
  return [...bare, ...compared].map((account) => ({
    says: `account ${account.replaceAll(ANY_RUN, "*").replaceAll(ANY_ONE, "?")}`,
    sequence: globSequence(`arn:${ANY_RUN}:${ANY_RUN}::${account}:${ANY_RUN}`, { not: ":" }),
    account: /^\d{12}$/.test(account) ? account : "",
  }));
}

function matching(patterns: readonly PrincipalPattern[], matches: readonly number[]): string {
  const texts = matches.map((index) => patterns[index]?.says ?? "");
  return texts.length === 0 ? ", like any that no document names" : `, like any that matches ${texts.join(" and ")}`;
}

/** An account of an organization of its own, and one of none. */
const foreignOrganizations: readonly Actor["context"][] = [
  { "aws:PrincipalOrgID": "o-foreign001", "aws:PrincipalOrgPaths": ["o-foreign001/r-frgn/ou-frgn-00000001/"] },
  { "aws:PrincipalOrgID": [], "aws:PrincipalOrgPaths": [] },
];

/**
 * A service says for whose resource it acts, and that is one of the foreign account: documents that do not ask let it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
function servicesFor(documents: readonly Policy[], account: string): readonly Actor[] {
  return [...principalsOf(documents).services].sort().map((service) => ({
    ...nobody,
    says: `${service}, on behalf of the account ${account} outside of the organization`,
    principal: service,
    principalKind: "service",
    context: {
      "aws:SourceAccount": account,
      "aws:SourceArn": `arn:aws:${service.split(".")[0] ?? ""}:eu-central-1:${account}:attacker`,
      "aws:SourceOrgID": [],
      "aws:SourceOrgPaths": [],
    },
  }));
}

/** Providers that documents trust and the model does not have, and two that anybody can make. */
function providersFor({ classes }: Organization, documents: readonly Policy[], account: string): readonly Actor[] {
  const own = new Set(
    classes.flatMap(({ things }) => things.flatMap(({ kind, arn }) => (kind === "samlProvider" ? [arn] : []))),
  );
  const foreign = [...principalsOf(documents).providers].filter((provider) => !own.has(provider));
  return [...foreign, `arn:aws:iam::${account}:saml-provider/attacker`, "attacker.example.com"].map((provider) => ({
    ...nobody,
    says: `whomever the identity provider ${provider} asserts`,
    principal: provider,
    principalKind: "federatedUser",
  }));
}
