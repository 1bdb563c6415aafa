import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dynamoAnswer } from "../dynamodb/calls";
import { AwsError } from "../errors";
import type { Live } from "../events/live";
import { uuid } from "../ids";
import type { Where } from "../regional";
import { snsAnswer } from "../sns/calls";

/** Who calls the endpoint: the role of a function, in its account and Region. */
export interface Client {
  readonly live: Live;
  readonly where: Where;
  readonly roleArn: string;
  readonly functionArn: string;
}

export interface Endpoint {
  readonly url: string;
  close(): void;
}

/** AWS as a function sees it: DynamoDB and SNS by their own protocols, on this machine only. */
export async function openEndpoint(client: () => Client | undefined): Promise<Endpoint> {
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const target = request.headers["x-amz-target"];
      const caller = client();
      if (caller === undefined) throw new Error("a function calls AWS that nobody has invoked");
      const answer = typeof target === "string" ? jsonAnswer(caller, target, body) : queryAnswer(caller, body);
      response.writeHead(answer.status, { "content-type": answer.type });
      response.end(answer.body);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return { url: `http://127.0.0.1:${portOf(server)}`, close: () => closed(server) };
}

function closed(server: Server): void {
  server.close();
  server.closeAllConnections();
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString("utf8");
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html */
function jsonAnswer({ live, where, roleArn }: Client, target: string, body: string): Answer {
  const type = "application/x-amz-json-1.0";
  try {
    const operation = target.replace(/^DynamoDB_\d+\./, "");
    const input = JSON.parse(body) as Readonly<Record<string, unknown>>;
    return { status: 200, type, body: JSON.stringify(dynamoAnswer(live.aws, where, roleArn, operation, input)) };
  } catch (error) {
    const { code, message, status } = refusalFrom(error);
    return { status, type, body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${code}`, message }) };
  }
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-making-api-requests.html */
function queryAnswer({ live, roleArn, functionArn }: Client, body: string): Answer {
  const type = "text/xml";
  const requestId = uuid("request", live.steps.length);
  try {
    const fields = new URLSearchParams(body);
    const messageId = snsAnswer(live, roleArn, functionArn, fields);
    const result = `<PublishResult><MessageId>${messageId}</MessageId></PublishResult>`;
    const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
    return { status: 200, type, body: `<PublishResponse xmlns="${namespace}">${result}${metadata}</PublishResponse>` };
  } catch (error) {
    const { code, message, status } = refusalFrom(error);
    const inside = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`;
    return {
      status,
      type,
      body: `<ErrorResponse xmlns="${namespace}">${inside}<RequestId>${requestId}</RequestId></ErrorResponse>`,
    };
  }
}

const namespace = "http://sns.amazonaws.com/doc/2010-03-31/";

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function refusalFrom(error: unknown): { readonly code: string; readonly message: string; readonly status: number } {
  if (error instanceof AwsError) return error;
  return { code: "InternalFailure", message: error instanceof Error ? error.message : String(error), status: 500 };
}
