import { createRequire } from "node:module";
import type * as grpcModule from "@grpc/grpc-js";
import type * as serviceModule from "@pulumi/pulumi/proto/provider_grpc_pb";
import type * as messagesModule from "@pulumi/pulumi/proto/provider_pb";
import type * as structModule from "google-protobuf/google/protobuf/struct_pb";

const sdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
const grpc = sdk("@grpc/grpc-js") as typeof grpcModule;
const messages = sdk("./proto/provider_pb") as typeof messagesModule;
const { ResourceProviderClient } = sdk("./proto/provider_grpc_pb") as typeof serviceModule;
const { Struct } = sdk("google-protobuf/google/protobuf/struct_pb") as typeof structModule;

export type Properties = Record<string, unknown>;

export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

export interface Made {
  readonly id: string;
  readonly outputs: Properties;
}

/** What an engine is to a provider: one connection, with its own settings. */
export class Client {
  private readonly client: serviceModule.ResourceProviderClient;

  constructor(port: number) {
    const options = { "grpc.max_receive_message_length": -1, "grpc.use_local_subchannel_pool": 1 };
    this.client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), options);
  }

  close(): void {
    this.client.close();
  }

  async configure(settings: Properties): Promise<void> {
    const request = new messages.ConfigureRequest();
    request.setArgs(Struct.fromJavaScript(settings as never));
    await answer<messagesModule.ConfigureResponse>((done) => this.client.configure(request, done));
  }

  async checkConfig(settings: Properties): Promise<string[]> {
    const request = new messages.CheckRequest();
    request.setNews(Struct.fromJavaScript(settings as never));
    const response = await answer<messagesModule.CheckResponse>((done) => this.client.checkConfig(request, done));
    return response.getFailuresList().map((failure) => `${failure.getProperty()}: ${failure.getReason()}`);
  }

  /** The inputs with defaults, or the failures as "property: reason". */
  async check(type: string, inputs: Properties): Promise<{ inputs: Properties; failures: string[] }> {
    const request = new messages.CheckRequest();
    request.setUrn(urnOf(type));
    request.setType(type);
    request.setNews(Struct.fromJavaScript(inputs as never));
    const response = await answer<messagesModule.CheckResponse>((done) => this.client.check(request, done));
    return {
      inputs: response.getInputs()?.toJavaScript() ?? {},
      failures: response.getFailuresList().map((failure) => `${failure.getProperty()}: ${failure.getReason()}`),
    };
  }

  /** Check, then create: what an engine does with a new resource. */
  async make(type: string, inputs: Properties, preview = false): Promise<Made> {
    const checked = await this.check(type, inputs);
    if (checked.failures.length > 0) throw new Error(checked.failures.join("\n"));
    const request = new messages.CreateRequest();
    request.setUrn(urnOf(type));
    request.setType(type);
    request.setName("thing");
    request.setProperties(Struct.fromJavaScript(checked.inputs as never));
    request.setPreview(preview);
    const response = await answer<messagesModule.CreateResponse>((done) => this.client.create(request, done));
    return { id: response.getId(), outputs: response.getProperties()?.toJavaScript() ?? {} };
  }

  async diff(type: string, made: Made, inputs: Properties, ignoreChanges: string[] = []) {
    const checked = await this.check(type, inputs);
    if (checked.failures.length > 0) throw new Error(checked.failures.join("\n"));
    const request = new messages.DiffRequest();
    request.setId(made.id);
    request.setUrn(urnOf(type));
    request.setType(type);
    request.setOlds(Struct.fromJavaScript(made.outputs as never));
    request.setNews(Struct.fromJavaScript(checked.inputs as never));
    request.setIgnorechangesList(ignoreChanges);
    const response = await answer<messagesModule.DiffResponse>((done) => this.client.diff(request, done));
    return {
      changed: response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME,
      diffs: response.getDiffsList(),
      replaces: response.getReplacesList(),
      /** "path kind", kind by its number: add 0 or 1, delete 2 or 3, update 4 or 5; the odd ones replace. */
      detailed: [...response.getDetaileddiffMap().entries()].map(([path, diff]) => `${path} ${diff.getKind()}`),
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  async change(type: string, made: Made, inputs: Properties, preview = false): Promise<Made> {
    const checked = await this.check(type, inputs);
    if (checked.failures.length > 0) throw new Error(checked.failures.join("\n"));
    const request = new messages.UpdateRequest();
    request.setId(made.id);
    request.setUrn(urnOf(type));
    request.setType(type);
    request.setOlds(Struct.fromJavaScript(made.outputs as never));
    request.setNews(Struct.fromJavaScript(checked.inputs as never));
    request.setPreview(preview);
    const response = await answer<messagesModule.UpdateResponse>((done) => this.client.update(request, done));
    return { id: made.id, outputs: response.getProperties()?.toJavaScript() ?? {} };
  }

  /** Undefined where it is gone. */
  async read(type: string, id: string, outputs: Properties = {}, inputs: Properties = {}) {
    const request = new messages.ReadRequest();
    request.setId(id);
    request.setUrn(urnOf(type));
    request.setType(type);
    request.setProperties(Struct.fromJavaScript(outputs as never));
    request.setInputs(Struct.fromJavaScript(inputs as never));
    const response = await answer<messagesModule.ReadResponse>((done) => this.client.read(request, done));
    if (response.getId() === "") return undefined;
    return {
      id: response.getId(),
      outputs: (response.getProperties()?.toJavaScript() ?? {}) as Properties,
      inputs: (response.getInputs()?.toJavaScript() ?? {}) as Properties,
    };
  }

  async remove(type: string, made: Made): Promise<void> {
    const request = new messages.DeleteRequest();
    request.setId(made.id);
    request.setUrn(urnOf(type));
    request.setType(type);
    request.setProperties(Struct.fromJavaScript(made.outputs as never));
    await answer<unknown>((done) => this.client.delete(request, done));
  }

  async invoke(token: string, args: Properties = {}): Promise<Properties> {
    const request = new messages.InvokeRequest();
    request.setTok(token);
    request.setArgs(Struct.fromJavaScript(args as never));
    const response = await answer<messagesModule.InvokeResponse>((done) => this.client.invoke(request, done));
    return response.getReturn()?.toJavaScript() ?? {};
  }

  async handshake() {
    const response = await answer<messagesModule.ProviderHandshakeResponse>((done) =>
      this.client.handshake(new messages.ProviderHandshakeRequest(), done),
    );
    return response.toObject();
  }

  async version(): Promise<string> {
    const { Empty } = sdk("google-protobuf/google/protobuf/empty_pb") as { Empty: new () => never };
    const response = await answer<{ getVersion(): string }>((done) =>
      this.client.getPluginInfo(new Empty(), done as never),
    );
    return response.getVersion();
  }
}

const urnOf = (type: string): string => `urn:pulumi:test::lifeline::lifeline:test:Parent$${type}::thing`;

function answer<Response>(
  call: (done: (error: grpcModule.ServiceError | null, response: Response) => void) => unknown,
) {
  return new Promise<Response>((resolve, reject) => {
    call((error, response) => (error ? reject(new Error(error.details)) : resolve(response)));
  });
}
