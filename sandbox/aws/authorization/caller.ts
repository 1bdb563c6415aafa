import type { Policy, PrincipalKind } from "../../../iam";
import { arnParts, nameOfResource, roleArn, sessionArn, userArn } from "../arns";
import { AwsError } from "../errors";
import { managedPolicyDocuments } from "../documents";
import { uniqueId } from "../ids";
import type { Aws, Identity } from "../model";
import { orgPathOf } from "../organizations/tree";
import { policyOf } from "./documents";

type Context = Readonly<Record<string, string | readonly string[]>>;

/** Who calls: the ARN of an IAM user, a role, a session of a role, or an account's root. */
export interface Caller {
  readonly arn: string;
  /** Keys of the session, as aws:MultiFactorAuthPresent; laid over those that AWS fills in. */
  readonly context: Context;
}

/** A caller as the policies see it. */
export interface Principal {
  readonly arn: string;
  readonly kind: PrincipalKind;
  readonly accountId: string;
  readonly identity: readonly Policy[];
  readonly boundary?: Policy;
  /** Managed policies of AWS whose text is not known here: what they allow cannot be told. */
  readonly unknownPolicies: readonly string[];
  readonly context: Context;
}

export function principalOf(aws: Aws, { arn, context }: Caller): Principal {
  const parts = arnParts(arn);
  const accountId = parts?.account ?? "";
  if (parts === undefined || aws.accounts[accountId] === undefined) {
    throw new AwsError("InvalidClientTokenId", `The security token included in the request is invalid: ${arn}`, 403);
  }
  const { resource } = parts;
  if (resource === "root") {
    const own = { ...contextOf(aws, arn, accountId, "Account"), "aws:userid": accountId };
    return { arn, kind: "root", accountId, identity: [], unknownPolicies: [], context: { ...own, ...context } };
  }
  if (resource.startsWith("user/")) return userPrincipal(aws, accountId, nameOfResource(resource), context);
  if (resource.startsWith("role/")) return rolePrincipal(aws, accountId, nameOfResource(resource), undefined, context);
  const [kind, role, session] = resource.split("/");
  if (parts.service === "sts" && kind === "assumed-role" && role !== undefined && session !== undefined) {
    return rolePrincipal(aws, accountId, role, session, context);
  }
  throw new AwsError("InvalidClientTokenId", `Neither a user, a role, a session nor a root: ${arn}`, 403);
}

function userPrincipal(aws: Aws, accountId: string, name: string, context: Context): Principal {
  const user = aws.iam[accountId]?.users[name.toLowerCase()];
  if (user === undefined) throw new AwsError("NoSuchEntity", `The user with name ${name} cannot be found.`, 404);
  const arn = userArn(accountId, user);
  const own = {
    ...contextOf(aws, arn, accountId, "User"),
    "aws:username": user.name,
    "aws:userid": uniqueId("AIDA", accountId, user.name, user.incarnation),
  };
  return {
    arn,
    kind: "user",
    accountId,
    ...policiesOf(aws, accountId, user),
    context: { ...own, ...tagsOf(user), ...context },
  };
}

function rolePrincipal(
  aws: Aws,
  accountId: string,
  name: string,
  session: string | undefined,
  context: Context,
): Principal {
  const role = aws.iam[accountId]?.roles[name.toLowerCase()];
  if (role === undefined) throw new AwsError("NoSuchEntity", `The role with name ${name} cannot be found.`, 404);
  const arn = roleArn(accountId, role);
  const id = uniqueId("AROA", accountId, role.name, role.incarnation);
  const own = {
    ...contextOf(aws, arn, accountId, "AssumedRole"),
    ...(session === undefined ? {} : { "aws:userid": `${id}:${session}` }),
  };
  return {
    arn: session === undefined ? arn : sessionArn(accountId, role.name, session),
    kind: role.path.startsWith("/aws-service-role/") ? "serviceLinkedRole" : "assumedRole",
    accountId,
    ...policiesOf(aws, accountId, role),
    context: { ...own, ...tagsOf(role), ...context },
  };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties */
function contextOf(aws: Aws, arn: string, accountId: string, type: string): Context {
  return {
    "aws:PrincipalArn": arn,
    "aws:PrincipalAccount": accountId,
    "aws:PrincipalType": type,
    "aws:PrincipalOrgID": aws.organization.id,
    "aws:PrincipalOrgPaths": [orgPathOf(aws, accountId)],
    "aws:PrincipalIsAWSService": "false",
    "aws:ViaAWSService": "false",
    "aws:SecureTransport": "true",
    "aws:CurrentTime": aws.clock,
  };
}

function tagsOf(identity: Identity): Context {
  return Object.fromEntries(Object.entries(identity.tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]));
}

type Attached = Pick<Principal, "identity" | "boundary" | "unknownPolicies">;

function policiesOf(aws: Aws, accountId: string, { inline, managedPolicyArns, boundary }: Identity): Attached {
  const documents = managedPolicyArns.map((arn) => ({ arn, document: managedDocumentOf(aws, accountId, arn) }));
  const boundaryDocument = boundary === undefined ? undefined : managedDocumentOf(aws, accountId, boundary);
  return {
    identity: [
      ...Object.entries(inline).map(([name, document]) => policyOf(document, "identity", name)),
      ...documents.flatMap(({ arn, document }) =>
        document === undefined ? [] : [policyOf(document, "identity", nameOfResource(arn))],
      ),
    ],
    ...(boundary === undefined || boundaryDocument === undefined
      ? {}
      : { boundary: policyOf(boundaryDocument, "boundary", nameOfResource(boundary)) }),
    unknownPolicies: [
      ...documents.filter(({ document }) => document === undefined).map(({ arn }) => arn),
      ...(boundary !== undefined && boundaryDocument === undefined ? [boundary] : []),
    ],
  };
}

/** The text of a managed policy of AWS or of the account; undefined where AWS's is not known here. */
function managedDocumentOf(aws: Aws, accountId: string, arn: string): string | undefined {
  const parts = arnParts(arn);
  if (parts?.account === "aws") return managedPolicyDocuments[parts.resource.replace("policy/", "")];
  return aws.iam[accountId]?.policies[nameOfResource(arn).toLowerCase()]?.document;
}
