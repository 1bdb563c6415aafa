import type { CloudTrailRecord } from "./recorded-events";

export const accounts = {
  management: "100000000001",
  emergency: "100000000002",
  logArchive: "100000000003",
  security: "100000000004",
  workload: "100000000011",
} as const;

type Fields = Readonly<Record<string, unknown>>;

/** A session of a role, as CloudTrail writes it down. */
export function sessionOf(account: string, path: string, role: string): Fields {
  return {
    type: "AssumedRole",
    arn: `arn:aws:sts::${account}:assumed-role/${role}/somebody`,
    accountId: account,
    sessionContext: { sessionIssuer: { type: "Role", arn: `arn:aws:iam::${account}:role${path}${role}` } },
  };
}

export const administrator = sessionOf(accounts.workload, "/", "Administrator");

/** A management event as it stands in the log group: `iam:CreateRole` of somebody in an account. */
export function recordFor(
  account: keyof typeof accounts,
  action: string,
  requestParameters: Fields | null,
  more: Fields = {},
): CloudTrailRecord {
  const [service = "", eventName = ""] = action.split(":");
  return {
    eventVersion: "1.11",
    userIdentity: administrator,
    eventSource: `${service}.amazonaws.com`,
    eventName,
    recipientAccountId: accounts[account],
    requestParameters,
    readOnly: false,
    managementEvent: true,
    eventCategory: "Management",
    ...more,
  };
}

export function denied(action: string, resource: string): CloudTrailRecord {
  return recordFor("workload", action, null, {
    errorCode: "AccessDenied",
    errorMessage: `User: arn:aws:sts::100000000011:assumed-role/Administrator/somebody is not authorized to perform: ${action} on resource: ${resource} with an explicit deny in a service control policy`,
  });
}
