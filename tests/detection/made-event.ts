import { accounts, type DeliveredEvent } from "./organization";

/** An event made by hand in the form that AWS documents, and the row that catches it. */
export interface Made {
  readonly what: string;
  readonly row: string;
  readonly event: DeliveredEvent;
}

export type Detail = Readonly<Record<string, unknown>>;

const { emergency, workload } = accounts;
export const home = "eu-central-1";
/** Where IAM, Organizations and the global endpoints are logged. */
export const global = "us-east-1";

const administrator = {
  type: "AssumedRole",
  arn: `arn:aws:sts::${workload}:assumed-role/AWSReservedSSO_Admin/someone`,
  sessionContext: {
    sessionIssuer: { userName: "AWSReservedSSO_Admin", arn: "arn:aws:iam::1:role/AWSReservedSSO_Admin" },
  },
};

/** An API call that changes something, by an administrator, unless the detail says otherwise. */
export function call(
  account: string,
  region: string,
  service: string,
  eventName: string,
  detail: Detail,
): DeliveredEvent {
  return {
    account,
    region,
    source: `aws.${service}`,
    "detail-type": "AWS API Call via CloudTrail",
    detail: {
      userIdentity: administrator,
      eventName,
      readOnly: false,
      managementEvent: true,
      eventType: "AwsApiCall",
      ...detail,
    },
  };
}

export function signIn(account: string, region: string, eventName: string, detail: Detail): DeliveredEvent {
  return {
    ...call(account, region, "signin", eventName, { eventType: "AwsConsoleSignIn", ...detail }),
    "detail-type": "AWS Console Sign In via CloudTrail",
  };
}

export function otherSpelling(event: DeliveredEvent): DeliveredEvent {
  return { ...event, "detail-type": "AWS Console Signin via CloudTrail" };
}

export function request(requestParameters: Detail): Detail {
  return { requestParameters };
}

export const responder = { type: "IAMUser", arn: `arn:aws:iam::${emergency}:user/break-glass/alice` };
export const root = (account: string) => ({ type: "Root", arn: `arn:aws:iam::${account}:root` });
export const targetSession = (name: string) => ({
  type: "AssumedRole",
  arn: `arn:aws:sts::${workload}:assumed-role/${name}/alice`,
});

export function rows(
  row: string,
  events: readonly (readonly [what: string, event: DeliveredEvent])[],
): readonly Made[] {
  return events.map(([what, event]) => ({ what, row, event }));
}

export function sessionOf(userName: string): Detail {
  return { userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { userName } } } };
}
