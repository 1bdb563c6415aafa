import { deliveredCall, type DeliveredCall, type DeliveredEvent } from "../acts/delivered-call";
import { userIdentityOf } from "../acts/user-identity";
import type { Actor } from "../claim";

type Detail = Readonly<Record<string, unknown>>;

/** A call as EventBridge delivers it: a management event that changes something, unless the detail says otherwise. */
export function callRecord({ detail, ...call }: DeliveredCall): DeliveredEvent {
  return deliveredCall({
    ...call,
    detail: {
      requestParameters: null,
      responseElements: null,
      readOnly: false,
      managementEvent: true,
      eventCategory: "Management",
      ...detail,
    },
  });
}

/** AWS delivers the first spelling; its guide has the second. */
const signInTypes = ["AWS Console Sign In via CloudTrail", "AWS Console Signin via CloudTrail"] as const;

/**
 * An event of the sign-in service, in both spellings.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export function signInRecords(
  account: string,
  region: string,
  eventName: string,
  detail: Detail,
): readonly DeliveredEvent[] {
  const record = callRecord({
    account,
    region,
    eventSource: "signin.amazonaws.com",
    eventName,
    detail: { eventType: "AwsConsoleSignIn", ...detail },
  });
  return signInTypes.map((type) => ({ ...record, "detail-type": type }));
}

/**
 * An AssumeRole as it is logged in one of the two accounts: the caller's knows who called, the role's own only an id.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export function assumeRecord(
  actor: Actor,
  roleArn: string,
  place: { readonly account: string; readonly region: string },
  more: Detail = {},
): DeliveredEvent {
  const [, , , , roleAccount = "", resource = ""] = roleArn.split(":");
  const session = `arn:aws:sts::${roleAccount}:assumed-role/${resource.split("/").at(-1) ?? ""}/someone`;
  return callRecord({
    ...place,
    eventSource: "sts.amazonaws.com",
    eventName: "AssumeRole",
    detail: {
      userIdentity: userIdentityOf(actor, place.account),
      requestParameters: { roleArn, roleSessionName: "someone" },
      responseElements: { assumedRoleUser: { arn: session } },
      readOnly: true,
      ...more,
    },
  });
}
