import { accountOfArn, arnComponents } from "./arn";
import type { Context } from "./facts";
import type { Request } from "./request";

/** Who assumes a role: what is known about the request that calls sts:AssumeRole. */
export interface Assumer {
  readonly context: Context;
  readonly unknownKeys?: readonly string[];
}

/** How a role is assumed, by sts:AssumeRole or by the console's Switch Role. */
export interface RoleAssumption {
  /** With its path: arn:aws:iam::111122223333:role/path/Name. */
  readonly roleArn: string;
  /** AROA…; not known, aws:userid is unknown. */
  readonly roleId?: string;
  readonly sessionName: string;
  /** The organization of the role's account; null if it is in none. */
  readonly organization: { readonly id: string; readonly path: string } | null;
  readonly roleTags?: Readonly<Record<string, string>>;
  readonly sessionTags?: Readonly<Record<string, string>>;
  /** Keys of the assumer's session tags that were passed on as transitive. */
  readonly inheritedTagKeys?: readonly string[];
  readonly sourceIdentity?: string;
  /** ISO 8601; not known, aws:TokenIssueTime is unknown. */
  readonly issuedAt?: string;
}

/** The part of a request that the role session contributes: add action, resource and its account. */
export type RoleSession = Pick<Request, "principal" | "principalKind" | "context"> & {
  readonly unknownKeys: readonly string[];
};

/** Where and when calls are made from: this does not change with the identity. */
const ENVIRONMENT = new Set(
  [
    ["aws:CurrentTime", "aws:EpochTime", "aws:RequestedRegion", "aws:SecureTransport", "aws:UserAgent", "aws:referer"],
    ["aws:SourceIp", "aws:SourceVpc", "aws:SourceVpcArn", "aws:SourceVpce", "aws:VpcSourceIp"],
    ["aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths"],
  ].flatMap((keys) => keys.map((key) => key.toLowerCase())),
);

const SOURCE_IDENTITY = "aws:sourceidentity";

/**
 * The request context of a role session, made from that of its assumer.
 *
 * - aws:PrincipalArn is the ARN of the role, not of the session.
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 * - Credentials returned by AssumeRole carry no MFA information, so neither MFA key is there, whatever the assumer had.
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 * - A source identity stays through every role chain and cannot be changed.
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 * - Principal tags are the role's own, then session tags, then the transitive tags of the session before, which no
 *   later role or session can override.
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_role-chaining
 */
export function contextAfterAssumingRole(assumer: Assumer, assumption: RoleAssumption): RoleSession {
  const { roleArn, sessionName, organization, roleId, issuedAt } = assumption;
  const account = accountOfArn(roleArn) ?? "";
  const [, partition = "aws", , , , resource = ""] = arnComponents(roleArn) ?? [];
  const roleName = resource.split("/").at(-1) ?? "";
  const isServiceLinked = resource.startsWith("role/aws-service-role/");
  const identity = sourceIdentityFor(assumer, assumption);
  const context: Record<string, string | readonly string[]> = {
    ...keptFrom(assumer.context, (key) => ENVIRONMENT.has(key)),
    "aws:PrincipalArn": roleArn,
    "aws:PrincipalAccount": account,
    "aws:PrincipalType": "AssumedRole",
    "aws:PrincipalIsAWSService": "false",
    ...(organization === null
      ? {}
      : { "aws:PrincipalOrgID": organization.id, "aws:PrincipalOrgPaths": [organization.path] }),
    ...(roleId === undefined ? {} : { "aws:userid": `${roleId}:${sessionName}` }),
    ...(issuedAt === undefined ? {} : { "aws:TokenIssueTime": issuedAt }),
    ...(identity === undefined ? {} : { "aws:SourceIdentity": identity }),
    ...principalTagsFor(assumer, assumption),
  };
  return {
    principal: `arn:${partition}:sts::${account}:assumed-role/${roleName}/${sessionName}`,
    principalKind: isServiceLinked ? "serviceLinkedRole" : "assumedRole",
    context,
    unknownKeys: [
      ...unknownAfter(assumer, assumption),
      ...(roleId === undefined ? ["aws:userid"] : []),
      ...(issuedAt === undefined ? ["aws:TokenIssueTime"] : []),
    ],
  };
}

function keptFrom(context: Context, isKept: (lowerCaseKey: string) => boolean): Context {
  return Object.fromEntries(Object.entries(context).filter(([key]) => isKept(key.toLowerCase())));
}

function sourceIdentityFor({ context }: Assumer, { sourceIdentity }: RoleAssumption): string | undefined {
  const [set] = Object.values(keptFrom(context, (key) => key === SOURCE_IDENTITY)).flat();
  return set ?? sourceIdentity;
}

/** Tag keys are not case sensitive: of two spellings, the one that wins replaces the other. */
function principalTagsFor(assumer: Assumer, assumption: RoleAssumption): Context {
  const inherited = new Set(inheritedKeys(assumption));
  const tags = new Map<string, readonly [string, string | readonly string[]]>();
  for (const source of [assumption.roleTags ?? {}, assumption.sessionTags ?? {}]) {
    for (const [key, value] of Object.entries(source)) {
      tags.set(`aws:principaltag/${key}`.toLowerCase(), [`aws:PrincipalTag/${key}`, value]);
    }
  }
  for (const [key, value] of Object.entries(keptFrom(assumer.context, (name) => inherited.has(name)))) {
    tags.set(key.toLowerCase(), [key, value]);
  }
  return Object.fromEntries(tags.values());
}

function unknownAfter({ unknownKeys = [] }: Assumer, assumption: RoleAssumption): readonly string[] {
  const kept = new Set([...ENVIRONMENT, ...inheritedKeys(assumption), SOURCE_IDENTITY]);
  return unknownKeys.filter((key) => kept.has(key.toLowerCase()));
}

function inheritedKeys({ inheritedTagKeys = [] }: RoleAssumption): readonly string[] {
  return inheritedTagKeys.map((key) => `aws:principaltag/${key}`.toLowerCase());
}
