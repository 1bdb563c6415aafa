import { evaluate, parsePolicy, type Policy } from "../../iam";
import { openKeyPolicyText, openTrustText } from "../../rulebook/derive/plain-statements";
import type { Document } from "./documents";
import { ownAccountsOf, type Law } from "./law";

/** A call that nobody but the emergency path's own makers has business with. */
export interface Probe {
  readonly actions: readonly string[];
  /** ARNs with `{account}` where the account belongs. */
  readonly resources: readonly string[];
}

export interface Reach {
  readonly action: string;
  readonly resource: string;
  readonly statements: readonly string[];
}

const anyAccount = "000000000000";

/**
 * The first call of the probes that a document allows, alone and to somebody in the account. What the document asks of
 * a caller that we do not know counts in the caller's favour; a Deny in the same document counts.
 */
export function reachOf(document: Document, probes: readonly Probe[], law: Law): Reach | undefined {
  const { policy } = document;
  if (policy === undefined) return undefined;
  const allows = policy.statements.filter(({ effect }) => effect === "Allow");
  for (const { actions, resources } of probes) {
    const open = actions.filter((action) => {
      const name = action.toLowerCase();
      return allows.some((statement) => statement.action.matches(name) !== statement.action.except);
    });
    if (open.length === 0) continue;
    for (const account of accountsFor(document, law)) {
      for (const pattern of resources) {
        const resource = pattern.replaceAll("{account}", account);
        for (const action of open) {
          const statements = allowedBy(document, policy, action, resource, account, law);
          if (statements !== undefined) return { action, resource, statements };
        }
      }
    }
  }
  return undefined;
}

/** Any account stands for all that no document names. */
function accountsFor(document: Document, law: Law): readonly string[] {
  const own = document.accounts.length === 0 ? [] : ownAccountsOf(law);
  return [...new Set([...document.accounts, ...own, anyAccount])].slice(0, 20);
}

/** The account is trusted, so that the identity's own document decides. */
const openPolicies = new Map<string, Policy>();

/** Of a role and of a KMS key, whose own policy must take part; elsewhere the identity's is enough. */
function openPolicyFor(action: string, account: string): { readonly resource?: Policy } {
  const service = action.slice(0, action.indexOf(":"));
  if (service !== "sts" && service !== "kms") return {};
  const key = `${service} ${account}`;
  const known = openPolicies.get(key);
  if (known !== undefined) return { resource: known };
  const parsed =
    service === "sts"
      ? parsePolicy(openTrustText(account), "trust", "trust")
      : parsePolicy(openKeyPolicyText(account), "resource", "key");
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join("; "));
  openPolicies.set(key, parsed.policy);
  return { resource: parsed.policy };
}

/** The statements that allow it, certainly or depending on what the caller brings; undefined if none does. */
function allowedBy(document: Document, policy: Policy, action: string, resource: string, account: string, law: Law) {
  for (const caller of callersFor(document, account, law)) {
    const context = contextFor(caller, account, law);
    const verdict = evaluate(
      {
        principal: caller,
        principalKind: "assumedRole",
        action,
        resource,
        resourceAccount: account,
        context,
        unknownKeys: openKeysOf(policy, context),
      },
      {
        identity: [policy],
        ...openPolicyFor(action, account),
        scps: [],
        rcps: [],
      },
    );
    if (verdict.decision !== "allowed" && verdict.decision !== "unknown") continue;
    const allowing = verdict.by.filter(({ effect, kind }) => effect === "Allow" && kind === "identity");
    // Where only a Deny is open, the verdict does not name what allows.
    const named = allowing.length > 0 ? allowing.map(({ statement }) => statement) : idsOfAllowing(policy, action);
    return [...new Set(named)];
  }
  return undefined;
}

function idsOfAllowing({ statements }: Policy, action: string): readonly string[] {
  const name = action.toLowerCase();
  return statements
    .filter(({ effect, action: one }) => effect === "Allow" && one.matches(name) !== one.except)
    .map(({ id }) => id);
}

/** Anybody, and whoever the document itself speaks of, but for the protected roles. */
function callersFor({ statements }: Document, account: string, { rulebook: { names } }: Law): readonly string[] {
  const spoken = statements
    .flatMap(({ conditions }) => conditions.filter(({ key }) => key.toLowerCase() === "aws:principalarn"))
    .flatMap(({ values }) => values.map((value) => value.replaceAll("*", "x").replaceAll("?", "x")))
    .filter((arn) => !arn.includes(names.prefix) && !arn.includes(names.targetPath) && !arn.includes(names.hubPath));
  return [...new Set([`arn:aws:iam::${account}:role/somebody`, ...spoken.slice(0, 3)])];
}

function contextFor(caller: string, account: string, law: Law): Readonly<Record<string, string>> {
  const organization = law.facts?.organization.id;
  return {
    "aws:PrincipalArn": caller,
    "aws:PrincipalAccount": account,
    "aws:PrincipalType": "AssumedRole",
    "aws:PrincipalIsAWSService": "false",
    "aws:SecureTransport": "true",
    "aws:ResourceAccount": account,
    ...(organization === undefined ? {} : { "aws:PrincipalOrgID": organization, "aws:ResourceOrgID": organization }),
  };
}

/** What is asked of the caller and not told by the context; a role has no user name, so that stays absent. */
function openKeysOf(policy: Policy, context: Readonly<Record<string, string>>): readonly string[] {
  const told = new Set([...Object.keys(context).map((key) => key.toLowerCase()), "aws:username"]);
  const asked = policy.statements.flatMap(({ conditions, resource }) => [
    ...conditions.flatMap(({ keys }) => keys),
    ...(resource?.patterns.keys ?? []),
  ]);
  return [...new Set(asked)].filter((key) => !told.has(key));
}
