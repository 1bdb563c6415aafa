import { createServer, type ServerHttp2Stream } from "node:http2";
import { gunzipSync } from "node:zlib";

/** A unary call: the request's bytes in, the answer's out. */
export type Call = (request: Buffer) => Buffer;

const unimplemented = 12;
const internal = 13;
/** One AnalyzeStack message holds every resource of a stack: a window of its size spares round trips. */
const window = 64 * 1024 * 1024;

/**
 * gRPC over HTTP/2 with unary calls, which is all that an analyzer answers. Pulumi's own server costs a second and
 * 100 MB before the first resource; this is Node's HTTP/2 and five bytes before each message.
 * https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
 */
export function serve(calls: Readonly<Record<string, Call>>, onPort: (port: number) => void): void {
  const server = createServer({ settings: { initialWindowSize: window, maxFrameSize: 1024 * 1024 } });
  server.on("session", (session) => {
    session.setLocalWindowSize(window);
    // An engine that ends without goodbye is no fault of the pack.
    session.on("error", () => session.destroy());
  });
  server.on("stream", (stream, headers) => {
    const parts: Buffer[] = [];
    stream.on("error", () => stream.destroy());
    stream.on("data", (part: Buffer) => parts.push(part));
    stream.on("end", () => {
      const path = String(headers[":path"]);
      const call = calls[path.slice(path.lastIndexOf("/") + 1)];
      if (call === undefined) return refuse(stream, unimplemented, "not implemented");
      try {
        answer(stream, call(messageIn(Buffer.concat(parts))));
      } catch (error) {
        refuse(stream, internal, error instanceof Error ? error.message : String(error));
      }
    });
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (typeof address === "object" && address !== null) onPort(address.port);
  });
}

/** One byte says whether it is compressed, four its length. */
function messageIn(frame: Buffer): Buffer {
  if (frame.length < 5) return Buffer.alloc(0);
  const message = frame.subarray(5, 5 + frame.readUInt32BE(1));
  return frame[0] === 1 ? gunzipSync(message) : message;
}

function answer(stream: ServerHttp2Stream, message: Buffer): void {
  if (stream.destroyed) return;
  stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  stream.end(Buffer.concat([head, message]));
}

function refuse(stream: ServerHttp2Stream, status: number, message: string): void {
  if (stream.destroyed) return;
  stream.respond(
    {
      ":status": 200,
      "content-type": "application/grpc",
      "grpc-status": String(status),
      "grpc-message": encodeURIComponent(message),
    },
    { endStream: true },
  );
}
