import { acts, type ActRow, type ProtectedKind } from "../acts";

/** Something that is done with a protected thing and leaves it as it is. */
export type Use = Pick<ActRow, "action" | "resource" | "calledIn"> & { readonly on: ProtectedKind | "role" };

/**
 * To read what a thing holds, and to speak through it: no claim forbids everybody to, and each change of who can is one
 * that a reviewer must see. Resource types: the pages of https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
const actions: readonly (readonly [on: ProtectedKind, actions: readonly string[]])[] = [
  ["bucket", ["s3:ListBucket"]],
  ["object", ["s3:GetObject"]],
  ["key", ["kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey"]],
  ["topic", ["sns:Publish"]],
  ["queue", ["sqs:SendMessage"]],
  ["bus", ["events:PutEvents"]],
  ["register", ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"]],
  ["logGroup", ["logs:FilterLogEvents", "logs:GetLogEvents"]],
];

export const uses: readonly Use[] = actions.flatMap(([on, own]) =>
  own.map((action): Use => ({ action, on, resource: "{arn}", calledIn: "account-of-thing" })),
);

/** What can be done with a role that is none of the path's: to be it. */
export const takings: readonly Use[] = acts
  .filter(({ on, action }) => on === "pathRole" && action.startsWith("sts:"))
  .map(({ action, resource, calledIn }) => ({ action, on: "role", resource, calledIn }));
