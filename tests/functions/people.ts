import { changed, type Event } from "./scene";

export const alice = "arn:aws:iam::222222222222:user/break-glass/alice";
export const bob = "arn:aws:iam::222222222222:user/break-glass/bob";

/** `2026-03-10T08:<minutes>:00Z` */
export function at(minutes: number): string {
  return new Date(Date.parse("2026-03-10T08:00:00Z") + minutes * 60_000).toISOString();
}

export function user(arn: string): Readonly<Record<string, unknown>> {
  const name = arn.split("/").at(-1);
  return {
    type: "IAMUser",
    principalId: `AIDA${name}`,
    arn,
    accountId: "222222222222",
    accessKeyId: `ASIA${name}`,
    userName: name,
  };
}

/** A responder takes a role by the command line, as the emergency account logs it. */
export function takes(
  person: string,
  role: string,
  account: string,
  minutes: number,
  id = `take-${person}-${role}-${minutes}`,
): Event {
  const name = person.split("/").at(-1) ?? "";
  return changed("assumerole-user-regional-caller-account", id, at(minutes), {
    userIdentity: user(person),
    requestParameters: { roleArn: `arn:aws:iam::${account}:role/break-glass/${role}`, roleSessionName: name },
    responseElements: {
      credentials: { accessKeyId: `ASIA-${id}` },
      assumedRoleUser: {
        assumedRoleId: `AROA${role}:${name}`,
        arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
      },
    },
  });
}

/** The same as the other account logs it. */
export function otherSide(event: Event, account: string): Event {
  const { userIdentity, ...detail } = event.detail;
  const { principalId } = userIdentity as { readonly principalId: string };
  return {
    ...event,
    account,
    detail: {
      ...detail,
      eventID: `${String(detail["eventID"])}-other`,
      recipientAccountId: account,
      userIdentity: { type: "AWSAccount", principalId, accountId: "222222222222" },
    },
  };
}
