import { authorize, becauseOf } from "../authorization/authorize";
import { arnParts, nameOfResource, sessionArn } from "../arns";
import { operatorRole } from "../aws-for";
import type { Aws } from "../model";
import type { Session } from "../session";
import type { Failure } from "./schema";
import { hasUnknowns, isList, isUnknown, type Properties, type Value } from "./values";

/** Settings that mean something in the sandbox; "ignored" ones change nothing that it has. */
const settings: Readonly<Record<string, "used" | "ignored">> = {
  allowedAccountIds: "used",
  assumeRoles: "used",
  forbiddenAccountIds: "used",
  region: "used",
  maxRetries: "ignored",
  profile: "ignored",
  retryMode: "ignored",
  skipCredentialsValidation: "ignored",
  skipMetadataApiCheck: "ignored",
  skipRegionValidation: "ignored",
  version: "ignored",
};

interface AssumeRole {
  readonly roleArn?: string;
  readonly sessionName?: string;
}

/** What is wrong with a provider's settings. Structured ones arrive as JSON text. */
export function configurationFailures(inputs: Properties): readonly Failure[] {
  const unknown = Object.keys(inputs)
    .filter((name) => settings[name] === undefined)
    .map((name) => ({
      property: name,
      reason: `the sandbox's AWS has no such setting; it knows ${Object.keys(settings).join(", ")}`,
    }));
  const region = settingOf(inputs, "region");
  if (region === undefined) return [...unknown, { property: "region", reason: "Missing region configuration" }];
  if (isUnknown(region) || (typeof region === "string" && /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(region))) return unknown;
  return [...unknown, { property: "region", reason: `invalid AWS Region: ${String(region as string)}` }];
}

/** On whose behalf this provider works; undefined in a preview in which that is not known yet. */
export function sessionFor(aws: Aws, inputs: Properties): Session | undefined {
  if (hasUnknowns(inputs)) return undefined;
  const failure = configurationFailures(inputs)[0];
  if (failure !== undefined) throw new Error(`${failure.property}: ${failure.reason}`);
  const region = String(settingOf(inputs, "region") as string);
  const chain = listSetting(inputs, "assumeRoles") as unknown as readonly AssumeRole[];
  const session = chain.reduce((caller, step) => assumedRole(caller, step), operatorSession(aws, region));
  refuseOtherAccounts(session, inputs);
  return session;
}

/** The sandbox runs with the credentials of an administrator of the management account. */
export function operatorSession(aws: Aws, region: string): Session {
  const accountId = aws.organization.managementAccountId;
  const callerArn = sessionArn(accountId, operatorRole, "sandbox");
  return { aws, accountId, callerArn, region, madeBy: callerArn };
}

/** https://github.com/hashicorp/aws-sdk-go-base/blob/main/aws_config.go */
function assumedRole(session: Session, { roleArn, sessionName = "pulumi" }: AssumeRole): Session {
  const { aws } = session;
  const parts = arnParts(roleArn ?? "");
  if (roleArn === undefined || parts?.service !== "iam" || !parts.resource.startsWith("role/")) {
    throw new Error(`assumeRoles: roleArn: "${roleArn ?? ""}" is an invalid ARN of a role`);
  }
  const verdict = authorize(aws, { arn: session.callerArn, context: {} }, "sts:AssumeRole", roleArn, {
    "sts:RoleSessionName": sessionName,
  });
  if (verdict.decision !== "allowed" || aws.accounts[parts.account]?.status !== "ACTIVE") {
    throw new Error(
      `IAM Role (${roleArn}) cannot be assumed. There are a number of possible causes of this - the most common are: the credentials used in order to assume the role are invalid, they do not have appropriate permission to assume the role, or the role ARN is not valid. Error: operation error STS: AssumeRole, https response error StatusCode: 403, api error AccessDenied: User: ${session.callerArn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn} ${becauseOf(verdict, "sts:AssumeRole")}`.trimEnd(),
    );
  }
  const callerArn = sessionArn(parts.account, nameOfResource(parts.resource), sessionName);
  return { ...session, accountId: parts.account, callerArn, madeBy: callerArn };
}

function refuseOtherAccounts({ accountId }: Session, inputs: Properties): void {
  const allowed = listSetting(inputs, "allowedAccountIds");
  const forbidden = listSetting(inputs, "forbiddenAccountIds");
  if ((allowed.length > 0 && !allowed.includes(accountId)) || forbidden.includes(accountId)) {
    throw new Error(`AWS account ID not allowed: ${accountId}`);
  }
}

function listSetting(inputs: Properties, name: string): readonly Value[] {
  const value = settingOf(inputs, name);
  return isList(value) ? value : [];
}

/** Texts arrive as they are; lists, maps, numbers and booleans as JSON text. */
function settingOf(inputs: Properties, name: string): Value | undefined {
  const value = inputs[name];
  if (name === "region" || typeof value !== "string" || isUnknown(value)) return value;
  try {
    return JSON.parse(value) as Value;
  } catch {
    throw new Error(`${name}: expected JSON, got ${value}`);
  }
}
