import { createRequire } from "node:module";
import type { Resource } from "../policypack/judge/subject";

/** Packages as the SDK sees them: there must be one copy of the message classes. */
const sdk = createRequire(require.resolve("@pulumi/pulumi"));

/** What is sent: properties may hold the engine's marks of what is unknown or secret. */
export interface Sent extends Omit<Resource, "properties"> {
  readonly properties: object;
}

/** The parts of the generated code that are used here; the SDK ships no types for them. */
export interface Message {
  [method: string]: (...values: unknown[]) => unknown;
}
type Client = Record<string, (request: unknown, done: (error: Error | null, answer: Message) => void) => void> & {
  close(): void;
};
const generated = sdk("@pulumi/pulumi/proto/analyzer_pb") as Record<string, new () => Message>;
const services = sdk("@pulumi/pulumi/proto/analyzer_grpc_pb") as Record<
  string,
  new (address: string, credentials: unknown, options: object) => Client
>;
const grpc = sdk("@grpc/grpc-js") as { credentials: { createInsecure(): unknown } };
const { Struct } = sdk("google-protobuf/google/protobuf/struct_pb") as {
  Struct: { fromJavaScript(value: object): unknown };
};
const { Empty } = sdk("google-protobuf/google/protobuf/empty_pb") as { Empty: new () => unknown };

export const levels = ["advisory", "mandatory", "disabled", "remediate"] as const;

/** What the engine puts in place of a text that is not known before the update. */
export const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** As the engine marks a secret. */
export function secret(value: unknown): object {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}

function make(name: string): Message {
  const type = generated[name];
  if (type === undefined) throw new Error(`@pulumi/pulumi has no message ${name}`);
  return new type();
}

function options(sent: Sent): Message {
  const found = make("AnalyzerResourceOptions");
  const timeouts = (generated["AnalyzerResourceOptions"] as unknown as Record<string, new () => Message>)[
    "CustomTimeouts"
  ];
  if (timeouts !== undefined) found["setCustomtimeouts"]?.(new timeouts());
  found["setProtect"]?.(sent.protect);
  return found;
}

function filled(message: Message, sent: Sent): Message {
  message["setType"]?.(sent.type);
  message["setUrn"]?.(sent.urn);
  message["setName"]?.(sent.name);
  message["setProperties"]?.(Struct.fromJavaScript(sent.properties));
  message["setOptions"]?.(options(sent));
  if (sent.provider !== undefined) {
    const provider = make("AnalyzerProviderResource");
    provider["setType"]?.("pulumi:providers:aws");
    provider["setProperties"]?.(Struct.fromJavaScript(sent.provider.properties));
    message["setProvider"]?.(provider);
  }
  return message;
}

/** The engine tells only of properties that depend on something. */
function withDependencies(message: Message, { propertyDependencies = {} }: Sent): Message {
  const map = message["getPropertydependenciesMap"]?.() as Map<string, Message>;
  for (const [property, urns] of Object.entries(propertyDependencies)) {
    const dependencies = make("AnalyzerPropertyDependencies");
    dependencies["setUrnsList"]?.(urns);
    map.set(property, dependencies);
  }
  return message;
}

export const messages = {
  Empty,
  make,
  struct: (value: object): unknown => Struct.fromJavaScript(value),
  analyzeRequest: (sent: Sent): Message => filled(make("AnalyzeRequest"), sent),
  stackRequest(resources: readonly Sent[]): Message {
    const request = make("AnalyzeStackRequest");
    request["setResourcesList"]?.(
      resources.map((sent) => withDependencies(filled(make("AnalyzerResource"), sent), sent)),
    );
    return request;
  },
};

export function propertiesOf(remediation: Message): object {
  const struct = remediation["getProperties"]?.() as { toJavaScript(): object } | undefined;
  return struct?.toJavaScript() ?? {};
}

/** A client of the port: Pulumi's own generated one. */
export function callerOf(port: number): { call(method: string, request: unknown): Promise<Message>; close(): void } {
  const Analyzer = services["AnalyzerClient"];
  if (Analyzer === undefined) throw new Error("@pulumi/pulumi has no AnalyzerClient");
  const limit = 400 * 1024 * 1024;
  const client = new Analyzer(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
    "grpc.max_receive_message_length": limit,
    "grpc.max_send_message_length": limit,
  });
  return {
    call: (method, request) =>
      new Promise((resolve, reject) => {
        client[method]?.(request, (error, answer) => (error === null ? resolve(answer) : reject(error)));
      }),
    close: () => client.close(),
  };
}
