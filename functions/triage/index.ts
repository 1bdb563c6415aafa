import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SNSClient } from "@aws-sdk/client-sns";
import type { EventBridgeEvent } from "aws-lambda";
import { setTimeout as pause } from "node:timers/promises";
import { dynamoRegister } from "./dynamodb";
import { metricLines } from "./metrics";
import { triage, type Ports } from "./run";
import { environmentOf } from "./settings";
import { snsNotify } from "./sns";

/** Short: whoever waits for a register that hangs is alerted late. Together they stay within the lease of a claim. */
const patience = { maxAttempts: 2, requestHandler: { connectionTimeout: 1000, requestTimeout: 2000 } };

const environment = environmentOf(process.env);
const logger = new Logger({ serviceName: "triage" });
const ports: Ports = {
  register: dynamoRegister(new DynamoDBClient(patience), environment.table),
  notify: snsNotify(new SNSClient(patience), environment.topicArn),
  measure: (measures) => process.stdout.write(metricLines(measures, Date.now())),
  warn: (what, fault) => logger.error(what, fault instanceof Error ? fault : new Error(String(fault))),
  now: Date.now,
  pause: (milliseconds) => pause(milliseconds),
};

/** One event of the central bus. */
export async function handler(
  event: EventBridgeEvent<string, unknown>,
): Promise<{ readonly verdict: string; readonly reason: string }> {
  const { verdict, kind, reason } = await triage(event, ports, environment.settings);
  logger.info("decided", { verdict, kind, reason, event: event?.id });
  return { verdict, reason };
}
