import type { DeliveredEvent } from "../acts/event";
import { userIdentityOf } from "../acts/user-identity";
import type { Actor } from "../claim";

type Detail = Readonly<Record<string, unknown>>;

interface Called {
  readonly account: string;
  readonly region: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly detail: Detail;
}

/** A call as EventBridge delivers it: a management event that changes something, unless the detail says otherwise. */
export function callRecord({ account, region, eventSource, eventName, detail }: Called): DeliveredEvent {
  return {
    account,
    region,
    source: `aws.${eventSource.split(".")[0] ?? eventSource}`,
    "detail-type": "AWS API Call via CloudTrail",
    detail: {
      eventVersion: "1.11",
      eventSource,
      eventName,
      awsRegion: region,
      requestParameters: null,
      responseElements: null,
      readOnly: false,
      eventType: "AwsApiCall",
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: "Management",
      ...detail,
    },
  };
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
