import { arnParts } from "../arns";
import { keyFault } from "../authorization/key-use";
import { nameOfSender, senderVerdict, type Sender } from "../authorization/sender";
import { messagesOf, regionalIn } from "../regional";
import type { Live } from "./live";

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
  if (senderVerdict(aws, sender, { ...request, context: {} }).decision !== "allowed") {
    return `AccessDenied: ${nameOfSender(sender)} may not sqs:SendMessage to ${queueArn}`;
  }
  const fault = keyFault(aws, where, queue.kmsMasterKeyId, sender, "sqs");
  if (fault === undefined) messagesOf(aws, where, name).push({ body, sent: aws.clock, attributes });
  return fault;
}
