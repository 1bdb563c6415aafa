import { createRequire } from "node:module";
import type * as grpcModule from "@grpc/grpc-js";
import type * as pluginModule from "@pulumi/pulumi/proto/plugin_pb";
import type * as serviceModule from "@pulumi/pulumi/proto/provider_grpc_pb";
import type * as messagesModule from "@pulumi/pulumi/proto/provider_pb";
import type * as emptyModule from "google-protobuf/google/protobuf/empty_pb";
import type * as structModule from "google-protobuf/google/protobuf/struct_pb";
import type { Properties, Value } from "./values";

// gRPC and protobuf must be the SDK's own copies: a message of another copy fails its `instanceof` tests.
const sdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
export const grpc = sdk("@grpc/grpc-js") as typeof grpcModule;
export const { Empty } = sdk("google-protobuf/google/protobuf/empty_pb") as typeof emptyModule;
export const messages = sdk("./proto/provider_pb") as typeof messagesModule;
export const { PluginInfo } = sdk("./proto/plugin_pb") as typeof pluginModule;
export const { ResourceProviderService } = sdk("./proto/provider_grpc_pb") as typeof serviceModule;
const { Struct } = sdk("google-protobuf/google/protobuf/struct_pb") as typeof structModule;

export const structOf = (properties: Properties): structModule.Struct => Struct.fromJavaScript({ ...properties });
export const propertiesOf = (struct: structModule.Struct | undefined): Properties =>
  struct === undefined ? {} : (struct.toJavaScript() as Properties);

/** Only those of the properties: a list of a thousand stack instances takes its time. */
export function someOf(struct: structModule.Struct | undefined, names: readonly string[]): Properties {
  const fields = struct?.getFieldsMap();
  return Object.fromEntries(
    names.flatMap((name): [string, Value][] => {
      const value = fields?.get(name);
      return value === undefined ? [] : [[name, value.toJavaScript() as Value]];
    }),
  );
}

/** Of the installed @pulumi/aws: what the program was written against. */
export function awsSdkVersion(): string {
  const { version } = createRequire(require.resolve("@pulumi/aws/package.json"))("./package.json") as {
    version: string;
  };
  return version;
}
