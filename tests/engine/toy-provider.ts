import { createRequire } from "node:module";
import type * as grpcModule from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";

const sdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
const grpc = sdk("@grpc/grpc-js") as typeof grpcModule;
const { Struct } = sdk(
  "google-protobuf/google/protobuf/struct_pb",
) as typeof import("google-protobuf/google/protobuf/struct_pb");
const { Empty } = sdk(
  "google-protobuf/google/protobuf/empty_pb",
) as typeof import("google-protobuf/google/protobuf/empty_pb");

type Value = null | boolean | number | string | Value[] | { [key: string]: Value };
type Properties = { [key: string]: Value };

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export interface Call {
  readonly method: string;
  readonly name: string;
  readonly id: string;
  /** `zone` of the instance that was called: tells provider instances apart. */
  readonly zone: string;
  readonly inputs: Properties;
  readonly preview: boolean;
  readonly timeout: number;
  /** The connection it came over. */
  readonly peer: string;
}

export interface ToyOptions {
  /** Fails a create, update or delete by throwing. */
  readonly onOperation?: (call: Call) => void | Promise<void>;
  /** True if nothing is said. */
  readonly acceptsSecrets?: boolean;
  /** Things that exist already, by id. */
  readonly things?: Readonly<Record<string, Properties>>;
}

export interface Toy {
  readonly port: number;
  readonly calls: Call[];
  readonly things: Map<string, Properties>;
  stop(): void;
}

/**
 * The package "toy": one type of resource, toy:index:Thing. Its inputs come back as outputs, with `size` (the length of
 * `name`), `fingerprint` and, if asked for by `issue`, a secret `token`. `name` "bad" is refused. A change of `place`
 * replaces it, of `slot` deletes it first. toy:index:echo returns its arguments and the zone of its instance.
 */
export async function startToy(options: ToyOptions = {}): Promise<Toy> {
  const things = new Map(Object.entries(options.things ?? {}));
  const calls: Call[] = [];
  const zones = new Map<string, string>();
  const serials = new Map<string, number>();

  const wordOf = (properties: Properties): string => textOf(opened(properties)["name"]);
  const computed = (inputs: Properties): Properties => ({
    ...inputs,
    size: wordOf(inputs).length,
    fingerprint: `print-${wordOf(inputs)}`,
    ...(inputs["issue"] === true ? { token: { [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value: "t0ken" } } : {}),
  });

  type Message = { toObject(): object };
  function method<Request extends Message>(name: string, answer: (request: Request, call: Call) => unknown) {
    return (
      call: { request: Request; getPeer(): string },
      done: (error: object | null, response?: unknown) => void,
    ) => {
      const request = call.request as Request &
        Partial<Record<"getName" | "getId", () => string>> & {
          getNews?(): InstanceType<typeof Struct> | undefined;
          getProperties?(): InstanceType<typeof Struct> | undefined;
          getArgs?(): InstanceType<typeof Struct> | undefined;
          getPreview?(): boolean;
          getTimeout?(): number;
        };
      const struct = request.getNews?.() ?? request.getArgs?.() ?? request.getProperties?.();
      const made: Call = {
        method: name,
        name: request.getName?.() ?? "",
        id: request.getId?.() ?? "",
        zone: zones.get(call.getPeer()) ?? "",
        inputs: (struct?.toJavaScript() ?? {}) as Properties,
        preview: request.getPreview?.() ?? false,
        timeout: request.getTimeout?.() ?? 0,
        peer: call.getPeer(),
      };
      if (name === "configure") zones.set(call.getPeer(), textOf(made.inputs["zone"]));
      calls.push(name === "configure" ? { ...made, zone: zones.get(call.getPeer()) ?? "" } : made);
      Promise.resolve()
        .then(async () => {
          if (["create", "update", "delete"].includes(name) && !made.preview) await options.onOperation?.(made);
          return answer(request, made);
        })
        .then(
          (response) => done(null, response),
          (error: unknown) => done({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : "" }),
        );
    };
  }

  const differing = (olds: Properties, news: Properties): string[] =>
    [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
      (key) => !key.startsWith("__") && JSON.stringify(opened(olds)[key]) !== JSON.stringify(opened(news)[key]),
    );
  const struct = (properties: Properties) => Struct.fromJavaScript(properties);

  const server = new grpc.Server();
  server.addService(ResourceProviderService, {
    handshake: method("handshake", () => {
      const response = new messages.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setAcceptResources(true);
      return response;
    }),
    attach: method("attach", () => new Empty()),
    checkConfig: method<messages.CheckRequest>("checkConfig", (request) => {
      const response = new messages.CheckResponse();
      response.setInputs(request.getNews());
      return response;
    }),
    diffConfig: method<messages.DiffRequest>("diffConfig", (request) => {
      const changed = differing(
        (request.getOldInputs()?.toJavaScript() ?? {}) as Properties,
        (request.getNews()?.toJavaScript() ?? {}) as Properties,
      );
      const response = new messages.DiffResponse();
      response.setChanges(changed.length > 0 ? 2 : 1);
      response.setDiffsList(changed);
      response.setReplacesList(changed.filter((key) => key === "zone"));
      return response;
    }),
    configure: method("configure", () => {
      const response = new messages.ConfigureResponse();
      response.setAcceptsecrets(options.acceptsSecrets ?? true);
      response.setAcceptresources(true);
      response.setSupportspreview(true);
      return response;
    }),
    check: method<messages.CheckRequest>("check", (request, { inputs }) => {
      const response = new messages.CheckResponse();
      response.setInputs(request.getNews());
      if (wordOf(inputs) === "bad") {
        const failure = new messages.CheckFailure();
        failure.setProperty("name");
        failure.setReason("bad is not a name");
        response.setFailuresList([failure]);
      }
      return response;
    }),
    diff: method<messages.DiffRequest>("diff", (request) => {
      const changed = differing(
        (request.getOldInputs()?.toJavaScript() ?? {}) as Properties,
        (request.getNews()?.toJavaScript() ?? {}) as Properties,
      );
      const response = new messages.DiffResponse();
      response.setChanges(changed.length > 0 ? 2 : 1);
      response.setDiffsList(changed);
      response.setReplacesList(changed.filter((key) => key === "place" || key === "slot"));
      response.setDeletebeforereplace(changed.includes("slot"));
      return response;
    }),
    create: method<messages.CreateRequest>("create", (request, { inputs, name }) => {
      const response = new messages.CreateResponse();
      if (request.getPreview()) {
        response.setProperties(struct({ ...inputs, size: UNKNOWN, fingerprint: UNKNOWN }));
        return response;
      }
      serials.set(name, (serials.get(name) ?? 0) + 1);
      const id = `${name}-${serials.get(name)}`;
      things.set(id, computed(inputs));
      response.setId(id);
      response.setProperties(struct(computed(inputs)));
      return response;
    }),
    read: method<messages.ReadRequest>("read", (_, { id }) => {
      const response = new messages.ReadResponse();
      const thing = things.get(id);
      if (thing === undefined) return response;
      const { size: _size, fingerprint: _print, ...inputs } = thing;
      response.setId(id);
      response.setProperties(struct(computed(inputs)));
      response.setInputs(struct(inputs));
      return response;
    }),
    update: method<messages.UpdateRequest>("update", (request, { inputs, id }) => {
      const response = new messages.UpdateResponse();
      if (!request.getPreview()) things.set(id, computed(inputs));
      response.setProperties(struct(computed(inputs)));
      return response;
    }),
    delete: method<messages.DeleteRequest>("delete", (_, { id }) => {
      things.delete(id);
      return new Empty();
    }),
    invoke: method<messages.InvokeRequest>("invoke", (_, { inputs, zone }) => {
      if (inputs["fail"] === true) throw new Error("the toy does not echo this");
      const response = new messages.InvokeResponse();
      response.setReturn(struct({ ...inputs, zone }));
      return response;
    }),
    getPluginInfo: method("getPluginInfo", () => {
      const response = new plugin.PluginInfo();
      response.setVersion("1.2.3");
      return response;
    }),
    cancel: method("cancel", () => new Empty()),
  } as unknown as grpcModule.UntypedServiceImplementation);

  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { port, calls, things, stop: () => server.forceShutdown() };
}

const textOf = (value: Value | undefined): string => (typeof value === "string" ? value : "");

/** Without the marks of secrets. */
function opened(properties: Properties): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => {
      const isMarked = typeof value === "object" && value !== null && !Array.isArray(value) && SIGNATURE in value;
      return [key, isMarked && "value" in value ? (value["value"] ?? null) : value];
    }),
  );
}
