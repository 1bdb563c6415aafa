import { matchesGlob, patternFor } from "../../../iam/glob";
import { allow, policyText } from "../../../rulebook/derive/plain-statements";
import type { Document } from "../../judge/documents";
import type { WrittenStatement } from "../../judge/judged-document";
import { ownAccountsOf, type Law } from "../../judge/law";
import { shown } from "../../judge/message";
import { isMapping, listOf } from "../../../proofs/model/value";
import type { ResourceRule } from "../../rule";
import { documentFindings } from "../checks";
import { principalsOf } from "../emergency/trust";
import { accounts, ec2Trust, role } from "../examples";

const row = { family: "third-parties", scope: "resource", kinds: ["role"] } as const;
const sharing =
  "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_share_securely_third_party.html";
const principalPage = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const externalId = "0f8fad5b-d9cb-469f-a165-70867728950e";

const trust = (principal: unknown, conditions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>) =>
  policyText(
    allow({
      sid: "Partner",
      actions: "sts:AssumeRole",
      principal,
      ...(conditions === undefined ? {} : { conditions }),
    }),
  );
const partner = { AWS: `arn:aws:iam::${accounts.stranger}:root` };
const github = { Federated: `arn:aws:iam::${accounts.workload}:oidc-provider/token.actions.githubusercontent.com` };
const web = (conditions: Readonly<Record<string, Readonly<Record<string, unknown>>>>) =>
  policyText(allow({ sid: "Ci", actions: "sts:AssumeRoleWithWebIdentity", principal: github, conditions }));

/** Keys that tie "everyone" to an account, an organization or named principals. */
const narrowingKeys = [
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
];

/** Who outside may enter, and how that is known to be them. */
export const trustRules = [
  {
    ...row,
    id: "trust-names-its-principals",
    title: "A role's trust names who may assume it",
    severity: "critical",
    stops: "A role that everyone may assume is open to every AWS account",
    source: principalPage,
    requirements: ["T3", "A1"],
    frameworks: { wellArchitected: "SEC03-BP07", nist: "AC-3" },
    fix: "Name the principals, or add a condition on aws:PrincipalOrgID, aws:PrincipalAccount or aws:PrincipalArn",
    findingsFor: (subject) =>
      documentFindings(subject, ["trust"], ({ statements }) => {
        const found = statements.find((statement) => isOpen(statement) && !isClosedByDeny(statements));
        return found === undefined ? undefined : `statement ${found.id} lets anyone assume the role`;
      }),
    good: role(trust({ AWS: "*" }, { StringEquals: { "aws:PrincipalOrgID": "o-lifeline001" } })),
    bad: role(trust({ AWS: ["*"] }, { StringEquals: { "sts:ExternalId": externalId } })),
  },
  {
    ...row,
    id: "except-no-principals-in-an-allow",
    title: "No Allow names its principals by exception",
    severity: "critical",
    stops: "Allow with NotPrincipal admits everyone else in the world, anonymous callers too",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html",
    requirements: ["T3"],
    frameworks: { wellArchitected: "SEC03-BP07", nist: "AC-3" },
    kinds: [
      "role",
      "bucket",
      "bucketPolicy",
      "topic",
      "topicPolicy",
      "queue",
      "queuePolicy",
      "key",
      "keyPolicy",
      "secret",
      "secretPolicy",
      "eventBusPolicy",
    ],
    fix: "Name the principals that are meant",
    findingsFor: (subject) =>
      documentFindings(subject, ["trust", "resource"], ({ statements }) => {
        const found = statements.find(
          ({ effect, exceptPrincipal }) => effect === "Allow" && exceptPrincipal !== undefined,
        );
        return found === undefined ? undefined : `statement ${found.id} allows everyone but some`;
      }),
    good: role(ec2Trust),
    bad: role(policyText(allow({ sid: "NotThem", actions: "sts:AssumeRole", exceptPrincipal: partner }))),
  },
  {
    ...row,
    id: "trust-listed-parties-only",
    title: "Accounts outside the organization are trusted only if the facts list them",
    severity: "high",
    stops: "An account that nobody wrote down is a partner that nobody reviews and nobody cuts off",
    source: sharing,
    requirements: ["T1", "T5"],
    frameworks: { wellArchitected: "SEC03-BP09", nist: "AC-20" },
    needsFacts: true,
    fix: "List the party with owner, external id and review date, or trust an account of the organization",
    findingsFor: (subject, law) =>
      documentFindings(subject, ["trust"], (document) => {
        const found = outsidersOf(document, law).find(
          ({ account }) => !law.thirdParties.some((party) => party.account === account),
        );
        return found === undefined
          ? undefined
          : `statement ${found.statement.id} trusts ${found.account}, which no fact lists`;
      }),
    good: role(trust({ AWS: `arn:aws:iam::${accounts.security}:root` })),
    bad: role(trust(partner, { StringEquals: { "sts:ExternalId": externalId } })),
  },
  {
    ...row,
    id: "demand-an-external-id",
    title: "Accounts outside the organization bring an external id that nobody can guess",
    severity: "high",
    stops: "Without one the partner's own software can be talked into entering for somebody else (the confused deputy)",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html",
    requirements: ["T2", "T3"],
    frameworks: { wellArchitected: "SEC03-BP09", nist: "AC-20" },
    needsFacts: true,
    fix: "Add StringEquals on sts:ExternalId with a random UUID of this party's own",
    findingsFor: (subject, law) =>
      documentFindings(subject, ["trust"], (document) => {
        const found = outsidersOf(document, law).find(({ statement }) => !hasExternalId(statement));
        return found === undefined
          ? undefined
          : `statement ${found.statement.id} trusts ${found.account} without a UUID as external id`;
      }),
    good: role(trust(partner, { StringEquals: { "sts:ExternalId": externalId } })),
    bad: role(trust(partner, { StringLike: { "sts:ExternalId": "*" } })),
  },
  {
    ...row,
    id: "bind-web-identities-to-their-subject",
    title: "OIDC trust names audience and subject",
    severity: "critical",
    stops: "Every repository of GitHub has the same issuer: without a subject any of them may assume the role",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
    requirements: ["T3", "A1"],
    frameworks: { wellArchitected: "SEC02-BP04", nist: "IA-9" },
    fix: "Add StringEquals on <issuer>:aud and StringEquals or StringLike on <issuer>:sub with the organization and repository spelled out",
    findingsFor: (subject) =>
      documentFindings(subject, ["trust"], ({ statements }) => {
        for (const statement of statements.filter(takesWebIdentities)) {
          const lacking = (["aud", "sub"] as const).find((claim) => !bindsClaim(statement, claim));
          if (lacking !== undefined) return `statement ${statement.id} leaves the ${lacking} of the token open`;
        }
        return undefined;
      }),
    good: role(
      web({
        StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
        StringLike: { "token.actions.githubusercontent.com:sub": "repo:example/orders:ref:refs/heads/main" },
      }),
    ),
    bad: role(web({ StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } })),
  },
  {
    ...row,
    id: "bind-saml-to-its-audience",
    title: "SAML trust names its audience",
    severity: "high",
    stops: "An assertion made for another service of the same identity provider would be taken",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html",
    requirements: ["E17", "T3"],
    frameworks: { wellArchitected: "SEC02-BP04", nist: "IA-8" },
    fix: "Add StringEquals on SAML:aud with the sign-in endpoints",
    findingsFor: (subject) =>
      documentFindings(subject, ["trust"], ({ statements }) => {
        const found = statements.find(
          (statement) =>
            statement.effect === "Allow" &&
            allows(statement, "sts:assumerolewithsaml") &&
            hasFederated(statement) &&
            !statement.conditions.some(({ operator, key }) => key.toLowerCase() === "saml:aud" && isFirm(operator)),
        );
        return found === undefined ? undefined : `statement ${found.id} takes assertions for any audience`;
      }),
    good: role(saml({ StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } })),
    bad: role(saml({ StringLikeIfExists: { "SAML:aud": "https://signin.aws.amazon.com/saml" } })),
  },
] as const satisfies readonly ResourceRule[];

function saml(conditions: Readonly<Record<string, Readonly<Record<string, unknown>>>>): string {
  const provider = { Federated: `arn:aws:iam::${accounts.workload}:saml-provider/Idp` };
  return policyText(allow({ sid: "Idp", actions: "sts:AssumeRoleWithSAML", principal: provider, conditions }));
}

/** Positive and certain: `IfExists` and ForAllValues hold where the key is absent, Not… holds for everybody else. */
function isFirm(operator: string): boolean {
  return !/ifexists$|not|^forallvalues/i.test(operator);
}

function isOpen(statement: WrittenStatement): boolean {
  if (statement.effect !== "Allow") return false;
  const everyone = principalsOf(statement.principal).some((text) => text === "*");
  if (!everyone) return false;
  return !statement.conditions.some(
    ({ operator, key, values }) =>
      narrowingKeys.includes(key.toLowerCase()) && isFirm(operator) && !values.includes("*"),
  );
}

/** A denial of every stranger in the same document is as good as a condition. */
function isClosedByDeny(statements: readonly WrittenStatement[]): boolean {
  return statements.some(
    ({ effect, principal, actions, conditions }) =>
      effect === "Deny" &&
      principalsOf(principal).includes("*") &&
      actions.some((action) => ["*", "sts:*", "sts:assumerole", "sts:assumerole*"].includes(action.toLowerCase())) &&
      conditions.length === 1 &&
      conditions.every(
        ({ operator, key }) => narrowingKeys.includes(key.toLowerCase()) && /^(string|arn)not/i.test(operator),
      ),
  );
}

interface Outsider {
  readonly account: string;
  readonly statement: WrittenStatement;
}

/** Accounts that a trust names and the organization does not hold. */
export function outsidersOf({ statements }: Document, law: Law): readonly Outsider[] {
  const own = ownAccountsOf(law);
  const isOurs = ({ conditions }: WrittenStatement) =>
    conditions.some(
      ({ operator, key, values }) =>
        key.toLowerCase() === "aws:principalorgid" &&
        isFirm(operator) &&
        values.every((id) => id === law.facts?.organization.id),
    );
  return statements
    .filter((statement) => statement.effect === "Allow" && !isOurs(statement))
    .flatMap((statement) => {
      const listed = isMapping(statement.principal) ? listOf(statement.principal["AWS"]) : [];
      const ids = listed.flatMap((text) =>
        typeof text === "string" ? (/(?<!\d)\d{12}(?!\d)/.exec(text)?.[0] ?? []) : [],
      );
      return ids
        .filter((id) => !own.has(id) && id !== "000000000000")
        .map((account) => ({ account: shown(account, "account"), statement }));
    });
}

function hasExternalId({ conditions }: WrittenStatement): boolean {
  return conditions.some(
    ({ operator, key, values }) =>
      key.toLowerCase() === "sts:externalid" &&
      /^stringequals$/i.test(operator) &&
      values.length > 0 &&
      values.every((value) => uuid.test(value)),
  );
}

function allows({ actions, exceptActions }: WrittenStatement, action: string): boolean {
  if (exceptActions.length > 0) return true;
  return actions.some((pattern) => matchesGlob(patternFor(pattern.toLowerCase()), action));
}

function hasFederated({ principal }: WrittenStatement): boolean {
  return (
    principal === "*" || (isMapping(principal) && (principal["Federated"] !== undefined || principal["AWS"] === "*"))
  );
}

function takesWebIdentities(statement: WrittenStatement): boolean {
  return statement.effect === "Allow" && allows(statement, "sts:assumerolewithwebidentity") && hasFederated(statement);
}

/** A subject of wildcards up to its repository binds nothing. */
function bindsClaim({ conditions }: WrittenStatement, claim: "aud" | "sub"): boolean {
  return conditions.some(
    ({ operator, key, values }) =>
      key.toLowerCase().endsWith(`:${claim}`) &&
      isFirm(operator) &&
      values.length > 0 &&
      values.every((value) => (claim === "aud" ? value !== "*" : isNarrow(value))),
  );
}

function isNarrow(subject: string): boolean {
  const [head = ""] = subject.split(/[*?]/);
  return head === subject || (head.startsWith("repo:") ? /^repo:[^/]+\/./.test(head) : head.length >= 8);
}
