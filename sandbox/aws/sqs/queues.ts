import { arnParts } from "../arns";
import { checkResourcePolicy, type PolicyWords } from "../authorization/services";
import { AwsError } from "../errors";
import type { Queue } from "../messaging-model";
import { regionalIn } from "../regional";
import { queueArn } from "../regional-arns";
import type { Session } from "../session";

/** What of a queue may be said; the rest is SQS's default. */
export interface QueueAttributes {
  readonly fifo?: boolean;
  readonly delaySeconds?: number;
  readonly maxMessageSize?: number;
  readonly messageRetentionSeconds?: number;
  readonly receiveWaitTimeSeconds?: number;
  readonly visibilityTimeoutSeconds?: number;
  readonly kmsMasterKeyId?: string;
  readonly kmsDataKeyReusePeriodSeconds?: number;
  readonly sqsManagedSseEnabled?: boolean;
  readonly redrivePolicy?: string;
  readonly redriveAllowPolicy?: string;
  readonly policy?: string;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html; a message may have 1 MiB since August 2025. */
export const queueLimits = {
  delaySeconds: { name: "DelaySeconds", least: 0, most: 900, usual: 0 },
  maxMessageSize: { name: "MaximumMessageSize", least: 1_024, most: 1_048_576, usual: 1_048_576 },
  messageRetentionSeconds: { name: "MessageRetentionPeriod", least: 60, most: 1_209_600, usual: 345_600 },
  receiveWaitTimeSeconds: { name: "ReceiveMessageWaitTimeSeconds", least: 0, most: 20, usual: 0 },
  visibilityTimeoutSeconds: { name: "VisibilityTimeout", least: 0, most: 43_200, usual: 30 },
  kmsDataKeyReusePeriodSeconds: { name: "KmsDataKeyReusePeriodSeconds", least: 60, most: 86_400, usual: 300 },
} as const;

const limitNames = Object.keys(queueLimits) as readonly (keyof typeof queueLimits)[];

/** A queue with these attributes, or SQS's refusal. */
export function queueWith(
  session: Session,
  thing: Pick<Queue, "name" | "created" | "incarnation" | "tags">,
  attributes: QueueAttributes,
): Queue {
  const { fifo = false, kmsMasterKeyId, policy, redrivePolicy, redriveAllowPolicy } = attributes;
  checkQueueName(thing.name, fifo);
  for (const name of limitNames) checkLimit(name, attributes[name]);
  if (policy !== undefined) checkQueuePolicy(session, policy);
  if (redrivePolicy !== undefined) checkRedrive(session, redrivePolicy);
  if (kmsMasterKeyId !== undefined && attributes.sqsManagedSseEnabled === true) {
    throw new AwsError("InvalidAttributeValue", "You can use one type of server-side encryption (SSE) at one time.");
  }
  return {
    ...thing,
    fifo,
    delaySeconds: attributes.delaySeconds ?? queueLimits.delaySeconds.usual,
    maxMessageSize: attributes.maxMessageSize ?? queueLimits.maxMessageSize.usual,
    messageRetentionSeconds: attributes.messageRetentionSeconds ?? queueLimits.messageRetentionSeconds.usual,
    receiveWaitTimeSeconds: attributes.receiveWaitTimeSeconds ?? queueLimits.receiveWaitTimeSeconds.usual,
    visibilityTimeoutSeconds: attributes.visibilityTimeoutSeconds ?? queueLimits.visibilityTimeoutSeconds.usual,
    kmsDataKeyReusePeriodSeconds:
      attributes.kmsDataKeyReusePeriodSeconds ?? queueLimits.kmsDataKeyReusePeriodSeconds.usual,
    // On by default unless there is a key: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-sqs-sse-queue.html
    sqsManagedSseEnabled: kmsMasterKeyId === undefined && (attributes.sqsManagedSseEnabled ?? true),
    ...(kmsMasterKeyId === undefined ? {} : { kmsMasterKeyId }),
    ...(policy === undefined ? {} : { policy }),
    ...(redrivePolicy === undefined ? {} : { redrivePolicy }),
    ...(redriveAllowPolicy === undefined ? {} : { redriveAllowPolicy }),
  };
}

export function checkQueueName(name: string, fifo: boolean): void {
  const stem = fifo ? name.replace(/\.fifo$/, "") : name;
  if (/^[A-Za-z0-9_-]+$/.test(stem) && name.length <= 80 && name.endsWith(".fifo") === fifo) return;
  throw new AwsError(
    "InvalidParameterValue",
    fifo
      ? "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length."
      : "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.",
  );
}

function checkLimit(attribute: keyof typeof queueLimits, value: number | undefined): void {
  const { name, least, most } = queueLimits[attribute];
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
  throw new AwsError("InvalidAttributeValue", `Invalid value for the parameter ${name}.`);
}

const policyWords: PolicyWords = {
  code: "InvalidAttributeValue",
  malformed: (found) => `Invalid value for the parameter Policy. ${found}`,
  noPrincipal: (found) => `Invalid value for the parameter Policy. ${found}`,
  largest: 8_192,
  tooLarge: (largest) => `Invalid value for the parameter Policy: it is longer than ${largest} bytes.`,
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html */
export function checkQueuePolicy(session: Session, policy: string): void {
  checkResourcePolicy(session, policy, policyWords);
}

/** Dead letters of a queue go to a queue of the same account and Region. */
function checkRedrive(session: Session, text: string): void {
  const policy = objectIn(text);
  const [target, most] = [policy["deadLetterTargetArn"], Number(policy["maxReceiveCount"])];
  const parts = typeof target === "string" ? arnParts(target) : undefined;
  const isKnown =
    parts !== undefined &&
    regionalIn(session.aws, session).queues[parts.resource] !== undefined &&
    target === queueArn(session, parts.resource);
  if (isKnown && Number.isInteger(most) && most >= 1 && most <= 1_000) return;
  const found = isKnown ? "Invalid value for maxReceiveCount" : "Dead letter target does not exist";
  throw new AwsError(
    "InvalidParameterValue",
    `Value ${text} for parameter RedrivePolicy is invalid. Reason: ${found}.`,
  );
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Refused below, as any other text.
  }
  throw new AwsError(
    "InvalidParameterValue",
    `Value ${text} for parameter RedrivePolicy is invalid. Reason: Redrive policy is not a valid JSON map.`,
  );
}

export function noSuchQueue(): AwsError {
  return new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
}
