import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import type { Message } from "./types";

/** Tells the SOC's topic: the text for people, the attributes for machines. */
export function snsNotify(client: SNSClient, topicArn: string): (message: Message) => Promise<void> {
  return async ({ subject, text, attributes }) => {
    const entries = Object.entries(attributes).map(
      ([name, value]) => [name, { DataType: "String", StringValue: value }] as const,
    );
    await client.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: subject,
        Message: text,
        MessageAttributes: Object.fromEntries(entries),
      }),
    );
  };
}
