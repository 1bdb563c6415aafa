import type { Act } from "../claim";
import type { Gap, Organization, Other, Thing } from "../model/organization";
import { calls, type Call } from "./call";

/** Kinds that are kept by the calls of the thing that they are a part of. */
const parts: Readonly<Record<string, Thing["kind"]>> = {
  "lambda/functionEventInvokeConfig": "function",
  "s3/bucketLifecycleConfiguration": "bucket",
  "s3/bucketOwnershipControls": "bucket",
  "s3/bucketPublicAccessBlock": "bucket",
};

/** Kinds with calls of their own, on what has no ARN before it is made. */
export const callsForOthers: Readonly<Record<string, readonly Call[]>> = {
  "iam/accountPasswordPolicy": calls(
    "iam",
    ["DeleteAccountPasswordPolicy", "GetAccountPasswordPolicy", "UpdateAccountPasswordPolicy"],
    "everything",
  ),
  "chatbot/slackChannelConfiguration": calls(
    "chatbot",
    [
      "CreateSlackChannelConfiguration",
      "DeleteSlackChannelConfiguration",
      "DescribeSlackChannelConfigurations",
      "ListTagsForResource",
      "TagResource",
      "UntagResource",
      "UpdateSlackChannelConfiguration",
    ],
    "everything",
  ),
  "cloudwatch/dashboard": calls("cloudwatch", ["DeleteDashboards", "GetDashboard", "PutDashboard"], "everything"),
  "organizations/delegatedAdministrator": calls(
    "organizations",
    ["DeregisterDelegatedAdministrator", "ListDelegatedAdministrators", "RegisterDelegatedAdministrator"],
    "everything",
  ),
  "organizations/resourcePolicy": calls(
    "organizations",
    ["DeleteResourcePolicy", "DescribeResourcePolicy", "PutResourcePolicy", "TagResource", "UntagResource"],
    "everything",
  ),
  "organizations/account": calls(
    "organizations",
    [
      "CreateAccount",
      "DescribeAccount",
      "DescribeCreateAccountStatus",
      "ListParents",
      "ListTagsForResource",
      "MoveAccount",
      "TagResource",
      "UntagResource",
    ],
    "everything",
  ),
};

/** What must be called to keep it; none of what is a part of another thing, and none that nobody has said. */
export function actsKeeping({ kind, account }: Other): readonly Act[] {
  return (callsForOthers[kind] ?? []).map(({ action }) => ({ action, resource: "*", resourceAccount: account }));
}

/** Of what nobody has said by which calls it is kept. */
export function unaskedIn({ classes }: Organization): readonly Gap[] {
  return classes
    .flatMap(({ others = [] }) => others)
    .filter(({ kind }) => parts[kind] === undefined && callsForOthers[kind] === undefined)
    .map(({ name, kind, account }) => ({
      where: name,
      why: `is of the kind ${kind}, in ${account}: nobody has said by which calls it is kept, so that whoever keeps it was not asked for them`,
    }));
}
