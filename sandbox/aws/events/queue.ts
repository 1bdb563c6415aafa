import { arnParts } from "../arns";
import { keyFault } from "../authorization/key-use";
import { callerVerdict } from "../authorization/resource-policy";
import { serviceVerdict } from "../authorization/services";
import { messagesOf, regionalIn } from "../regional";
import type { Live } from "./live";

/** A service for itself, with what it says of its source; or a role. */
export type Sender =
  | { readonly kind: "service"; readonly service: string; readonly context: Readonly<Record<string, string>> }
  | { readonly kind: "role"; readonly arn: string };

/** Puts a message into a queue, or says why not. */
export function sendMessage(
  { aws }: Live,
  sender: Sender,
  queueArn: string,
  body: string,
  attributes: Readonly<Record<string, string>>,
): string | undefined {
  const parts = arnParts(queueArn);
  const where = { accountId: parts?.account ?? "", region: parts?.region ?? "" };
  const name = parts?.resource ?? "";
  const queue = regionalIn(aws, where).queues[name];
  if (queue === undefined) return `AWS.SimpleQueueService.NonExistentQueue: ${queueArn} does not exist`;
  const request = { action: "sqs:SendMessage", resource: queueArn, accountId: where.accountId, policy: queue.policy };
  const verdict =
    sender.kind === "service"
      ? serviceVerdict(aws, { ...request, service: sender.service, context: sender.context })
      : callerVerdict(aws, { arn: sender.arn, context: {} }, { ...request, context: {} });
  const who = sender.kind === "service" ? sender.service : sender.arn;
  if (verdict.decision !== "allowed") return `AccessDenied: ${who} may not sqs:SendMessage to ${queueArn}`;
  const user = sender.kind === "service" ? sender : { ...sender, via: "sqs" };
  const fault = keyFault(aws, where, queue.kmsMasterKeyId, user);
  if (fault === undefined) messagesOf(aws, where, name).push({ body, sent: aws.clock, attributes });
  return fault;
}
