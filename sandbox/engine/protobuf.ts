import { createRequire } from "node:module";
import type * as grpcModule from "@grpc/grpc-js";
import type * as emptyModule from "google-protobuf/google/protobuf/empty_pb";
import type * as structModule from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "./values";

// gRPC and protobuf must be the SDK's own copies: a message of another copy fails its `instanceof` tests.
const sdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
export const grpc = sdk("@grpc/grpc-js") as typeof grpcModule;
export const { Empty } = sdk("google-protobuf/google/protobuf/empty_pb") as typeof emptyModule;
const { Struct } = sdk("google-protobuf/google/protobuf/struct_pb") as typeof structModule;
export type Struct = structModule.Struct;

export const channelOptions = {
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
  // Clients of one address share a connection otherwise, and provider instances could not be told apart.
  "grpc.use_local_subchannel_pool": 1,
  // A proxy of the user's leads away from this machine; the program is told the same.
  "grpc.enable_http_proxy": 0,
};

export type Fields<Message> = {
  [Setter in keyof Message as Setter extends `set${infer Field}` ? Uncapitalize<Field> : never]?:
    (Message[Setter] extends (value: infer Of) => unknown ? Of : never) | undefined;
};

/** The message with the fields that are given. */
export function filled<Message extends object>(message: Message, fields: Fields<Message>): Message {
  for (const [field, value] of Object.entries(fields)) {
    const setter = `set${field.charAt(0).toUpperCase()}${field.slice(1)}` as keyof Message;
    if (value !== undefined) (message[setter] as (value: unknown) => void).call(message, value);
  }
  return message;
}

export const structOf = (properties: Properties): Struct => Struct.fromJavaScript({ ...properties });
export const propertiesOf = (struct: Struct | undefined) => (struct?.toJavaScript() ?? {}) as Properties;

/** The words of whoever refused a call, without gRPC's number in front. */
export function messageOf(error: unknown): string {
  const { details, message } = error as { details?: string; message?: string };
  return details || message || String(error);
}
