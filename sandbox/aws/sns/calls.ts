import { AwsError } from "../errors";
import type { Live } from "../events/live";
import { uuid } from "../ids";
import { publish } from "./publish";

/** Parameters of Publish that are understood; another one is refused by name. */
const PARAMETERS =
  /^(Action|Version|TopicArn|Subject|Message|MessageAttributes\.entry\.\d+\.(Name|Value\.(DataType|StringValue)))$/;

/** Publish by a role, as a form of SNS's query protocol: the message's id, or AWS's error is thrown. */
export function snsAnswer(live: Live, roleArn: string, from: string, fields: URLSearchParams): string {
  const action = fields.get("Action");
  if (action !== "Publish") throw new AwsError("InvalidAction", `the sandbox's SNS has no ${action}`);
  const unknown = [...fields.keys()].find((name) => !PARAMETERS.test(name));
  if (unknown !== undefined) throw new AwsError("InvalidParameter", `the sandbox's Publish does not know ${unknown}`);
  const subject = fields.get("Subject") ?? "";
  // https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
  if (subject.length > 100 || /[^\x20-\x7e]/.test(subject)) {
    throw new AwsError("InvalidParameter", "Invalid parameter: Subject: at most 100 printable ASCII characters");
  }
  const message = fields.get("Message") ?? "";
  if (Buffer.byteLength(message) > 262_144 || message === "") {
    throw new AwsError("InvalidParameter", "Invalid parameter: Message: 1 byte to 256 KB");
  }
  const topicArn = fields.get("TopicArn") ?? "";
  const fault = publish(live, { kind: "role", arn: roleArn }, from, topicArn, {
    subject,
    message,
    attributes: attributesIn(fields),
  });
  if (fault === undefined) return uuid("message", topicArn, live.aws.clock, live.steps.length);
  const [code = "", ...words] = fault.split(": ");
  throw new AwsError(code, words.join(": "), code === "NotFound" ? 404 : 403);
}

function attributesIn(fields: URLSearchParams): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  for (let index = 1; fields.has(`MessageAttributes.entry.${index}.Name`); index++) {
    const entry = `MessageAttributes.entry.${index}`;
    attributes[fields.get(`${entry}.Name`) ?? ""] = fields.get(`${entry}.Value.StringValue`) ?? "";
  }
  return attributes;
}
