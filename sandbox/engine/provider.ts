import { randomBytes, randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { channelOptions, filled, grpc, propertiesOf, structOf } from "./protobuf";
import type { Snapshot } from "./snapshot";
import { EngineError, type ResourceState, type StackRun } from "./types";
import { isProviderType, nameOf, packageOf, typeOf } from "./urn";
import { contains, isSecret, isUnknown, type Properties, revealed } from "./values";
import { UNKNOWN, withIgnoredChanges, withSecrets } from "./values";

/** Who creates, changes and deletes resources: a provider; of provider resources the engine itself. */
export type Manager = Pick<Provider, "check" | "diff" | "create" | "update" | "remove" | "read">;

export interface Diff {
  readonly isChanged: boolean;
  readonly changed: readonly string[];
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}
/** A difference; what `replaces` names makes it a replacement. */
export const differenceIn = (...replaces: readonly string[]): Diff => {
  return { isChanged: true, changed: [], replaces, deleteBeforeReplace: false };
};

/**
 * One instance of a provider, on a connection of its own: an attached provider serves all instances from one server and
 * tells them apart by their connections. Its inputs may be unknown in a preview; then it stays unconfigured, is not
 * asked, and all it would answer is unknown (pkg/resource/plugin/provider_plugin.go).
 */
export class Provider {
  dryRun = false;
  private isConfigured = false;
  private supportsPreview = false;
  constructor(private readonly client: ResourceProviderClient) {}
  close(): void {
    this.client.close();
  }
  async connect(engineAddress: string): Promise<this> {
    await this.ask("handshake", filled(new messages.ProviderHandshakeRequest(), { engineAddress }), {});
    await this.ask("attach", filled(new plugin.PluginAttach(), { address: engineAddress }), {});
    return this;
  }
  async configure(urn: string, id: string, inputs: Properties): Promise<this> {
    if (contains(inputs, isUnknown)) return this;
    const accepts = { acceptsecrets: true, acceptresources: true, sendsOldInputs: true, sendsOldInputsToDelete: true };
    const request = about(urn, new messages.ConfigureRequest(), { id, args: structOf(inputs), ...accepts });
    const response = await this.ask<messages.ConfigureResponse>("configure", request);
    if (!response.getAcceptsecrets() || !response.getAcceptresources()) {
      throw new EngineError("the embedded engine supports only providers that accept secrets and resource references");
    }
    this.supportsPreview = response.getSupportspreview();
    this.isConfigured = true;
    return this;
  }
  /** Also checks the inputs of the provider itself; of those it is not told what is secret, and cannot say so. */
  async check(urn: string, olds: Properties | undefined, news: Properties) {
    const isOwn = isProviderType(typeOf(urn));
    if (!isOwn && !this.isConfigured) return { inputs: news, failures: [] };
    const [before, now] = isOwn ? [olds && revealed(olds), revealed(news)] : [olds, news];
    const sent = { olds: before && structOf(before), news: structOf(now), randomseed: randomBytes(32) };
    const request = about(urn, new messages.CheckRequest(), sent);
    const response = await this.ask<messages.CheckResponse>(isOwn ? "checkConfig" : "check", request);
    const inputs = withSecrets(propertiesOf(response.getInputs()), (key) => isOwn && isSecret(news[key]));
    return { inputs, failures: response.getFailuresList() };
  }
  /** Of a provider that cannot tell, the properties are compared; a detailed difference adds to the plain lists. */
  async diff(old: ResourceState, news: Properties, ignored: readonly string[] = []): Promise<Diff> {
    const { urn, id, inputs = {}, outputs = {} } = old;
    const isOwn = isProviderType(old.type);
    if (!isOwn && !this.isConfigured) return differenceIn();
    const open = (properties: Properties) => structOf(isOwn ? revealed(properties) : properties);
    const sent = { oldInputs: open(inputs), olds: open(outputs), news: open(news), ignorechangesList: [...ignored] };
    const request = about(urn, new messages.DiffRequest(), { id, ...sent });
    const response = await this.ask<messages.DiffResponse>(isOwn ? "diffConfig" : "diff", request);
    const { DIFF_SOME, DIFF_UNKNOWN } = messages.DiffResponse.DiffChanges;
    const isUnsure = response.getChanges() === DIFF_UNKNOWN;
    const [before, now] = [revealed(inputs), revealed(withIgnoredChanges(news, inputs, ignored))];
    const differing = Object.keys({ ...before, ...now }).filter((key) => !isDeepStrictEqual(before[key], now[key]));
    const changed = new Set([...response.getDiffsList(), ...(isUnsure ? differing : [])]);
    const replaces = new Set(response.getReplacesList());
    response.getDetaileddiffMap().forEach((detail, path) => {
      changed.add(path);
      if (detail.getKind() % 2 === 1) replaces.add(path); // of each pair of kinds, the second replaces
    });
    const isChanged = isUnsure ? differing.length > 0 : response.getChanges() === DIFF_SOME;
    const deleteBeforeReplace = response.getDeletebeforereplace();
    return { isChanged, changed: [...changed], replaces: [...replaces], deleteBeforeReplace };
  }
  async create({ urn, inputs = {}, customTimeouts }: ResourceState): Promise<{ id: string; outputs: Properties }> {
    if (this.dryRun && !this.supportsPreview) return { id: "", outputs: this.isConfigured ? inputs : {} };
    const sent = { properties: structOf(inputs), timeout: customTimeouts?.["create"], preview: this.dryRun };
    const request = about(urn, new messages.CreateRequest(), sent);
    const response = await this.ask<messages.CreateResponse>("create", request);
    const id = response.getId();
    if (id === "" && !this.dryRun) throw new EngineError(`plugin returned empty resource.ID from create '${urn}'`);
    return { id, outputs: propertiesOf(response.getProperties()) };
  }
  async update({ id, inputs: before = {}, outputs = {} }: ResourceState, next: ResourceState): Promise<Properties> {
    const { urn, inputs = {}, customTimeouts, ignoreChanges = [] } = next;
    if (this.dryRun && !this.supportsPreview) return this.isConfigured ? inputs : {};
    const olds = { id, olds: structOf(outputs), oldInputs: structOf(before), timeout: customTimeouts?.["update"] };
    const sent = { ...olds, news: structOf(inputs), ignorechangesList: [...ignoreChanges], preview: this.dryRun };
    const request = about(urn, new messages.UpdateRequest(), sent);
    return propertiesOf((await this.ask<messages.UpdateResponse>("update", request)).getProperties());
  }
  async remove({ urn, id, inputs = {}, outputs = {}, customTimeouts }: ResourceState): Promise<void> {
    const olds = { properties: structOf(outputs), oldInputs: structOf(inputs), timeout: customTimeouts?.["delete"] };
    await this.ask("delete", about(urn, new messages.DeleteRequest(), { id, ...olds }));
  }
  /** Undefined if it does not exist; without inputs from a provider that cannot import. */
  async read(urn: string, id: string, known?: Properties) {
    if (!this.isConfigured) return { id, inputs: {}, outputs: {} };
    const given = known && structOf(known);
    const request = about(urn, new messages.ReadRequest(), { id, inputs: given, properties: given });
    const response = await this.ask<messages.ReadResponse>("read", request);
    if (response.getId() === "" || !response.hasProperties()) return undefined;
    const inputs = response.hasInputs() ? propertiesOf(response.getInputs()) : undefined;
    return { id: response.getId(), outputs: propertiesOf(response.getProperties()), inputs };
  }
  async invoke(tok: string, inputs: Properties): Promise<messages.InvokeResponse> {
    if (!this.isConfigured) return filled(new messages.InvokeResponse(), { return: structOf({}) });
    const sent = { tok, args: structOf(inputs), preview: this.dryRun };
    return this.ask("invoke", filled(new messages.InvokeRequest(), sent));
  }
  /** `otherwise` is the answer of a provider that does not know the method. */
  private ask<Reply>(method: keyof ResourceProviderClient, request: object, otherwise?: Reply): Promise<Reply> {
    type Send = (request: object, done: (error: (Error & { code: number }) | null, reply: Reply) => void) => void;
    return new Promise((resolve, reject) => {
      (this.client[method] as unknown as Send).call(this.client, request, (error, reply) => {
        if (error?.code === grpc.status.UNIMPLEMENTED && otherwise !== undefined) resolve(otherwise);
        else if (error) reject(error);
        else resolve(reply);
      });
    });
  }
}

/** A request about a resource. */
function about<Message extends object>(urn: string, message: Message, fields: Parameters<typeof filled<Message>>[1]) {
  return filled(message, { urn, name: nameOf(urn), type: typeOf(urn), ...fields });
}

/** The inputs without the field that the engine keeps for itself. */
const forProvider = ({ __internal: _internal, ...inputs }: Properties): Properties => inputs;

/** The provider resources of a stack and the instances behind them (pkg/resource/deploy/providers/registry.go). */
export class Registry implements Manager {
  /** Set once the engine listens. */
  address = "";
  private readonly connections: Provider[] = [];
  private readonly started = new Map<string, Promise<Provider>>();
  constructor(private readonly of: { run: StackRun; snapshot: Snapshot; dryRun: boolean }) {}
  /** The provider of a reference; one that only the last state knows is started with what it says there. */
  async provider(reference = ""): Promise<Provider> {
    const old = this.old(reference);
    const provider = this.started.get(reference) ?? (old && this.start(old, old.id));
    if (provider === undefined) throw new EngineError(`unknown provider '${reference}'`);
    return provider;
  }
  async check(urn: string, olds: Properties | undefined, news: Properties) {
    const provider = await this.connect(urn);
    const { inputs, failures } = await provider.check(urn, olds && forProvider(olds), forProvider(news));
    const own = Object.entries(news).filter(([key]) => key === "__internal" || key === "version");
    return { failures, inputs: { ...inputs, ...Object.fromEntries(own) } };
  }
  async diff(old: ResourceState, news: Properties) {
    const provider = await this.connect(old.urn);
    return provider.diff({ ...old, inputs: forProvider(old.inputs ?? {}) }, forProvider(news));
  }
  /** True if the one instance could not go on managing what the other has made. */
  async isReplacement(reference: string, next: ResourceState): Promise<boolean> {
    const old = this.old(reference);
    return !old || (await this.diff({ ...old, urn: next.urn }, next.inputs ?? {})).replaces.length > 0;
  }
  async create(state: ResourceState) {
    const id = this.of.dryRun ? UNKNOWN : randomUUID();
    await this.start(state, id);
    return { id, outputs: forProvider(state.inputs ?? {}) };
  }
  async update(old: ResourceState, next: ResourceState): Promise<Properties> {
    await this.start(next, old.id);
    return forProvider(next.inputs ?? {});
  }
  /** Nothing but the state knows of a provider resource. */
  readonly remove = async (): Promise<void> => undefined;
  readonly read = async (): Promise<undefined> => undefined;
  close(): void {
    for (const provider of this.connections) provider.close();
  }
  start({ urn, inputs = {} }: ResourceState, id = ""): Promise<Provider> {
    const configured = async (provider: Provider) => provider.configure(urn, id, forProvider(inputs));
    const started = this.connect(urn).then(configured);
    this.started.set(`${urn}::${id}`, started);
    return started;
  }
  private old(reference: string): ResourceState | undefined {
    return this.of.snapshot.olds.find(({ urn, id }) => `${urn}::${id}` === reference);
  }
  private async connect(urn: string): Promise<Provider> {
    const port = this.of.run.providers[packageOf(typeOf(urn))];
    if (port === undefined) throw new EngineError(`no provider for ${packageOf(typeOf(urn))} is running (${urn})`);
    const [address, credentials] = [`127.0.0.1:${port}`, grpc.credentials.createInsecure()];
    const provider = new Provider(new ResourceProviderClient(address, credentials, channelOptions));
    provider.dryRun = this.of.dryRun;
    this.connections.push(provider);
    return provider.connect(this.address);
  }
}
