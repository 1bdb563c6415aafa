import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";

/** What the function does with an event: `detail.do`. It tells the topic, and counts. */
const code = `
const dynamo = async (operation, input) => {
  const headers = { "x-amz-target": "DynamoDB_20120810." + operation };
  const response = await fetch(process.env.AWS_ENDPOINT_URL_DYNAMODB, { method: "POST", headers, body: JSON.stringify(input) });
  return { status: response.status, ...(await response.json()) };
};
let count = 0;
exports.handler = async (event) => {
  count++;
  if (event.detail.do === "fail") throw new Error("on purpose");
  if (event.detail.do === "hang") await new Promise(() => setTimeout(() => undefined, 60000));
  if (event.detail.dynamo) {
    console.log(JSON.stringify(await dynamo(event.detail.dynamo[0], event.detail.dynamo[1])));
    return;
  }
  const _aws = { Timestamp: Date.now(), CloudWatchMetrics: [{ Namespace: "Lifeline", Dimensions: [[]], Metrics: [{ Name: "HandledUses" }] }] };
  console.log(JSON.stringify({ _aws, HandledUses: 1 }));
  const body = new URLSearchParams({ Action: "Publish", TopicArn: process.env.TOPIC, Subject: "use " + count, Message: new Date().toISOString(), ...event.detail.fields });
  const response = await fetch(process.env.AWS_ENDPOINT_URL_SNS, { method: "POST", body });
  if (!response.ok) throw new Error(await response.text());
};
`;

const scratch = mkdtempSync(join(tmpdir(), "lifeline-test-"));
process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));

export function archive(
  source = code,
  name = "index.js",
): {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
} {
  const path = join(mkdtempSync(join(scratch, "function-")), "function.zip");
  const bytes = zipSync({ [name]: [strToU8(source), { mtime: "2026-01-01" }] });
  writeFileSync(path, bytes);
  return { path, sha256: createHash("sha256").update(bytes).digest("hex"), size: bytes.length };
}
