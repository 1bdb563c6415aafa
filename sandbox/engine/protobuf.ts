import { createRequire } from "node:module";
import type * as grpcModule from "@grpc/grpc-js";
import type * as emptyModule from "google-protobuf/google/protobuf/empty_pb";
import type * as structModule from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "./values";

// gRPC and protobuf must be the SDK's own copies: a message of another copy fails its `instanceof` tests.
const sdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
export const grpc = sdk("@grpc/grpc-js") as typeof grpcModule;
export const { Empty } = sdk("google-protobuf/google/protobuf/empty_pb") as typeof emptyModule;
export const { Struct } = sdk("google-protobuf/google/protobuf/struct_pb") as typeof structModule;
export type Struct = structModule.Struct;

/** No limit for templates and policies; a connection of its own for each client, see provider.ts. */
export const channelOptions = {
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
  "grpc.use_local_subchannel_pool": 1,
};

type Fields<Message> = {
  [
    Setter in keyof Message as Setter extends `set${infer Field}` ? Uncapitalize<Field> : never
  ]?: Message[Setter] extends (value: infer Of) => unknown ? Of | undefined : never;
};

/** The message with the fields set that are given; those that are undefined stay absent. */
export function filled<Message extends object>(message: Message, fields: Fields<Message>): Message {
  for (const [field, value] of Object.entries(fields)) {
    const setter = `set${field.charAt(0).toUpperCase()}${field.slice(1)}` as keyof Message;
    if (value !== undefined) (message[setter] as (value: unknown) => void).call(message, value);
  }
  return message;
}

export const structOf = (properties: Properties): Struct => Struct.fromJavaScript({ ...properties });
export const propertiesOf = (struct: Struct | undefined): Properties =>
  struct === undefined ? {} : (struct.toJavaScript() as Properties);

/** The answer to one call. */
export function answer<Response>(
  call: (done: (error: grpcModule.ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error ? reject(error) : resolve(response)));
  });
}

/** The words of whoever refused a call, without gRPC's number in front. */
export function messageOf(error: unknown): string {
  if (error instanceof Error) return "details" in error && error.details ? String(error.details) : error.message;
  return String(error);
}

export const isUnimplemented = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === grpc.status.UNIMPLEMENTED;
