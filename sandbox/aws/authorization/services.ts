import { evaluate, type Policy, type Verdict } from "../../../iam";
import { AwsError } from "../errors";
import { checkPrincipals } from "../iam/principals";
import type { Aws } from "../model";
import type { Session } from "../session";
import { principalOf } from "./caller";
import { issuesOf, policyOf } from "./documents";
import { policyLevelsOf } from "./organization-policies";

type Context = Readonly<Record<string, string | readonly string[]>>;

/** What a service of AWS asks of a resource that has a policy. */
export interface ServiceRequest {
  /** `cloudtrail.amazonaws.com` */
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  /** The account that owns the resource. */
  readonly accountId: string;
  /** Undefined where it has none. */
  readonly policy: string | undefined;
  readonly context: Context;
}

/** Whether the resource's policy lets the service in; RCPs of the owner's organization count as well. */
export function serviceVerdict(
  aws: Aws,
  { service, action, resource, accountId, policy, context }: ServiceRequest,
  kind: "resource" | "trust" = "resource",
): Verdict {
  const document: Policy | undefined = policy === undefined ? undefined : policyOf(policy, kind, resource);
  const facts = {
    "aws:PrincipalIsAWSService": "true",
    "aws:PrincipalServiceName": service,
    "aws:SecureTransport": "true",
    "aws:CurrentTime": aws.clock,
    "aws:ResourceAccount": accountId,
    "aws:ResourceOrgID": aws.organization.id,
  };
  return evaluate(
    {
      principal: service,
      principalKind: "service",
      action,
      resource,
      resourceAccount: accountId,
      context: { ...facts, ...context },
    },
    {
      identity: [],
      ...(document === undefined ? {} : { resource: document }),
      scps: [],
      rcps: policyLevelsOf(aws, accountId, "RESOURCE_CONTROL_POLICY"),
    },
    { managementAccount: aws.organization.managementAccountId },
  );
}

/** Whether the service may take the role: it exists and its trust policy says so. */
export function canAssume(aws: Aws, service: string, roleArn: string, context: Context = {}): boolean {
  const [, , , , accountId = "", resource = ""] = roleArn.split(":");
  const name = resource.slice(resource.lastIndexOf("/") + 1);
  const role = aws.iam[accountId]?.roles[name.toLowerCase()];
  if (role === undefined || `role${role.path}${role.name}` !== resource) return false;
  const request = { service, action: "sts:AssumeRole", resource: roleArn, accountId, policy: role.trust };
  const own = { "aws:SourceAccount": accountId };
  return serviceVerdict(aws, { ...request, context: { ...own, ...context } }, "trust").decision === "allowed";
}

/** Whether the caller could change the policy of the key again if the key had this one. */
export function keepsControl(session: Session, keyArn: string, policy: string): boolean {
  const { aws, accountId, callerArn } = session;
  const caller = principalOf(aws, { arn: callerArn, context: {} });
  const verdict = evaluate(
    {
      principal: caller.arn,
      principalKind: caller.kind,
      action: "kms:PutKeyPolicy",
      resource: keyArn,
      resourceAccount: accountId,
      context: { ...caller.context, "aws:ResourceAccount": accountId, "aws:ResourceOrgID": aws.organization.id },
    },
    { identity: caller.identity, resource: policyOf(policy, "resource", keyArn), scps: [], rcps: [] },
    { managementAccount: aws.organization.managementAccountId },
  );
  return verdict.decision === "allowed";
}

/** The words in which a service refuses a policy. */
export interface PolicyWords {
  readonly code: string;
  /** Around what is wrong with the text. */
  readonly malformed: (found: string) => string;
  /** Where it names a user or role that is not there. */
  readonly noPrincipal: (found: string) => string;
  /** In characters. */
  readonly largest: number;
  readonly tooLarge: (largest: number) => string;
}

/** A resource policy as the service checks it: its grammar, its size, and that whom it names is there. */
export function checkResourcePolicy({ aws }: Session, document: string, words: PolicyWords): void {
  const { code, malformed, noPrincipal, largest, tooLarge } = words;
  if (document.length > largest) throw new AwsError(code, tooLarge(largest));
  const issues = issuesOf(document, "resource");
  if (issues.length > 0) {
    throw new AwsError(
      code,
      malformed(issues.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join("; ")),
    );
  }
  try {
    checkPrincipals(aws, document);
  } catch (error) {
    if (error instanceof AwsError) throw new AwsError(code, noPrincipal(error.message));
    throw error;
  }
}
