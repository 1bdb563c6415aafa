import { createHash } from "node:crypto";
import type { BusEvent } from "../../sandbox/aws";

/** What happens, as CloudTrail writes it down and EventBridge delivers it. Shapes: tests/fixtures/cloudtrail. */
type Detail = Readonly<Record<string, unknown>>;

export interface Responder {
  readonly name: string;
  readonly arn: string;
}

/** When and where; `about` tells one happening from another that is alike. */
export interface Moment {
  readonly at: string;
  readonly region: string;
  readonly about: string;
}

const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
const commandLine = "aws-cli/2.32.0 md/command#sts.assume-role";
/** Of documentation: https://www.rfc-editor.org/rfc/rfc5737 */
const addressOfResponders = "192.0.2.10";
const addressOfOthers = "203.0.113.77";

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html */
export function signInEvent(responder: Responder, outcome: "Success" | "Failure", moment: Moment): BusEvent {
  const account = accountOf(responder.arn);
  const isFailed = outcome === "Failure";
  const { arn: _arn, ...withoutArn } = userIdentity(responder);
  return eventOf("aws.signin", "AWS Console Sign In via CloudTrail", account, moment, {
    ...common(account, moment, "signin.amazonaws.com", "ConsoleLogin", false),
    // A failed sign-in has the name alone.
    userIdentity: isFailed ? { ...withoutArn, accessKeyId: "" } : userIdentity(responder),
    sourceIPAddress: isFailed ? addressOfOthers : addressOfResponders,
    userAgent: browser,
    ...(isFailed ? { errorMessage: "Failed authentication" } : {}),
    requestParameters: null,
    responseElements: { ConsoleLogin: outcome },
    additionalEventData: { MobileVersion: "No", MFAUsed: "Yes" },
    eventType: "AwsConsoleSignIn",
  });
}

/** Both sides of the call: in the responder's account and in the role's. They share an id and the key that is issued. */
export function assumeRoleEvents(responder: Responder, roleArn: string, moment: Moment): readonly BusEvent[] {
  const own = accountOf(responder.arn);
  const account = accountOf(roleArn);
  const roleName = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  const shared = {
    sourceIPAddress: addressOfResponders,
    userAgent: commandLine,
    requestParameters: { roleArn, roleSessionName: responder.name, durationSeconds: 3600 },
    responseElements: {
      credentials: { accessKeyId: idOf("ASIA", 16, roleArn, responder.name, moment.about), sessionToken: "not shown" },
      assumedRoleUser: {
        assumedRoleId: `${idOf("AROA", 17, roleArn)}:${responder.name}`,
        arn: `arn:aws:sts::${account}:assumed-role/${roleName}/${responder.name}`,
      },
    },
    resources: [{ accountId: account, type: "AWS::IAM::Role", ARN: roleArn }],
    sharedEventID: uuidOf("shared", roleArn, responder.name, moment.about),
    eventType: "AwsApiCall",
  };
  const side = (where: string, identity: Detail): BusEvent =>
    eventOf("aws.sts", "AWS API Call via CloudTrail", where, moment, {
      ...common(where, moment, "sts.amazonaws.com", "AssumeRole", true),
      userIdentity: identity,
      ...shared,
    });
  const stranger = { type: "AWSAccount", principalId: userIdentity(responder)["principalId"], accountId: own };
  return [side(own, userIdentity(responder)), ...(account === own ? [] : [side(account, stranger)])];
}

/** A call that an SCP denied: no request parameters, the resource stands in the message. */
export function deniedEvent(
  administrator: { readonly roleArn: string; readonly session: string },
  call: { readonly source: "events"; readonly name: string; readonly action: string; readonly resource: string },
  moment: Moment,
): BusEvent {
  const { roleArn, session } = administrator;
  const account = accountOf(roleArn);
  const roleName = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  const arn = `arn:aws:sts::${account}:assumed-role/${roleName}/${session}`;
  const principalId = idOf("AROA", 17, roleArn);
  return eventOf(`aws.${call.source}`, "AWS API Call via CloudTrail", account, moment, {
    ...common(account, moment, `${call.source}.amazonaws.com`, call.name, false),
    userIdentity: {
      type: "AssumedRole",
      principalId: `${principalId}:${session}`,
      arn,
      accountId: account,
      accessKeyId: idOf("ASIA", 16, arn, moment.about),
      sessionContext: {
        sessionIssuer: { type: "Role", principalId, arn: roleArn, accountId: account, userName: roleName },
        attributes: { creationDate: moment.at, mfaAuthenticated: "false" },
      },
    },
    sourceIPAddress: addressOfOthers,
    userAgent: "aws-cli/2.32.0",
    errorCode: "AccessDenied",
    errorMessage: `User: ${arn} is not authorized to perform: ${call.action} on resource: ${call.resource} with an explicit deny in a service control policy`,
    requestParameters: null,
    responseElements: null,
    eventType: "AwsApiCall",
  });
}

/** What happens in every organization all day long, and is nobody's business. */
export function everydayEvent(account: string, moment: Moment): BusEvent {
  return eventOf("aws.ec2", "AWS API Call via CloudTrail", account, moment, {
    ...common(account, moment, "ec2.amazonaws.com", "DescribeInstances", true),
    userIdentity: { type: "AWSService", invokedBy: "autoscaling.amazonaws.com" },
    sourceIPAddress: "autoscaling.amazonaws.com",
    userAgent: "autoscaling.amazonaws.com",
    requestParameters: {},
    responseElements: null,
    eventType: "AwsApiCall",
  });
}

function eventOf(source: string, type: string, account: string, moment: Moment, detail: Detail): BusEvent {
  return {
    version: "0",
    id: uuidOf("envelope", account, String(detail["eventID"])),
    "detail-type": type,
    source,
    account,
    time: moment.at,
    region: moment.region,
    resources: [],
    detail,
  };
}

function common(account: string, moment: Moment, source: string, name: string, readOnly: boolean): Detail {
  return {
    eventVersion: "1.11",
    eventTime: moment.at,
    eventSource: source,
    eventName: name,
    awsRegion: moment.region,
    requestID: uuidOf("request", name, moment.about),
    eventID: uuidOf("event", name, account, moment.about, moment.at),
    readOnly,
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: "Management",
  };
}

function userIdentity({ name, arn }: Responder): Detail {
  const principalId = idOf("AIDA", 17, arn);
  return { type: "IAMUser", principalId, arn, accountId: accountOf(arn), userName: name };
}

function accountOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}

function idOf(prefix: string, length: number, ...parts: readonly string[]): string {
  const letters = digest(parts)
    .toString("base64")
    .replace(/[^A-Z0-9]/gi, "")
    .toUpperCase();
  return prefix + letters.slice(0, length);
}

function uuidOf(...parts: readonly string[]): string {
  const hex = digest(parts).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function digest(parts: readonly string[]): Buffer {
  return createHash("sha256").update(parts.join("\n")).digest();
}
