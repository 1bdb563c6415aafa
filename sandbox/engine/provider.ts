import { randomBytes } from "node:crypto";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { withIgnoredChanges } from "./property-paths";
import { channelOptions, filled, grpc, propertiesOf, structOf } from "./protobuf";
import { EngineError, type ResourceState } from "./types";
import { isProviderType, nameOf, typeOf } from "./urn";
import { annotated, contains, isSame, isUnknown, type Properties, revealed } from "./values";

export interface Checked {
  readonly inputs: Properties;
  readonly failures: readonly messages.CheckFailure[];
}

export interface Diff {
  readonly isChanged: boolean;
  readonly changed: readonly string[];
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

export interface Found {
  readonly id: string;
  readonly outputs: Properties;
  readonly inputs?: Properties;
}

/** Who creates, changes and deletes resources: a provider; of provider resources the engine itself. */
export interface Manager {
  check(urn: string, olds: Properties | undefined, news: Properties): Promise<Checked>;
  diff(old: ResourceState, news: Properties, ignored?: readonly string[]): Promise<Diff>;
  create(state: ResourceState): Promise<Found>;
  update(old: ResourceState, next: ResourceState): Promise<Properties>;
  remove(old: ResourceState): Promise<void>;
  read(urn: string, id: string, inputs?: Properties): Promise<Found | undefined>;
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
export class Provider implements Manager {
  private isConfigured = false;
  private supportsPreview = false;
  private readonly client: ResourceProviderClient;
  readonly close = (): void => this.client.close();

  constructor(
    port: number,
    private readonly dryRun: boolean,
  ) {
    this.client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), channelOptions);
  }

  async connect(engineAddress: string): Promise<this> {
    await this.ask("handshake", filled(new messages.ProviderHandshakeRequest(), { engineAddress }), {});
    await this.ask("attach", filled(new plugin.PluginAttach(), { address: engineAddress }), {});
    return this;
  }

  async configure(urn: string, id: string, inputs: Properties): Promise<void> {
    if (contains(inputs, isUnknown)) return;
    const accepts = { acceptsecrets: true, acceptresources: true, sendsOldInputs: true, sendsOldInputsToDelete: true };
    const request = about(urn, new messages.ConfigureRequest(), { id, args: structOf(inputs), ...accepts });
    const response = await this.ask<messages.ConfigureResponse>("configure", request);
    if (!response.getAcceptsecrets() || !response.getAcceptresources()) {
      throw new EngineError("the embedded engine supports only providers that accept secrets and resource references");
    }
    this.supportsPreview = response.getSupportspreview();
    this.isConfigured = true;
  }

  /** Also checks the inputs of the provider itself; of those it is not told what is secret, and cannot say so. */
  async check(urn: string, olds: Properties | undefined, news: Properties): Promise<Checked> {
    const isOwn = isProviderType(typeOf(urn));
    if (!isOwn && !this.isConfigured) return { inputs: news, failures: [] };
    const [before, now] = isOwn ? [olds && revealed(olds), revealed(news)] : [olds, news];
    const sent = { olds: before && structOf(before), news: structOf(now), randomseed: randomBytes(32) };
    const request = about(urn, new messages.CheckRequest(), sent);
    const response = await this.ask<messages.CheckResponse>(isOwn ? "checkConfig" : "check", request);
    const inputs = annotated(propertiesOf(response.getInputs()), isOwn ? news : {});
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
    const differing = Object.keys({ ...before, ...now }).filter((key) => !isSame(before[key], now[key]));
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

  async create({ urn, inputs = {}, customTimeouts }: ResourceState): Promise<Found> {
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

  async read(urn: string, id: string, inputs?: Properties): Promise<Found | undefined> {
    if (!this.isConfigured) return { id, inputs: {}, outputs: {} };
    const given = inputs && structOf(inputs);
    const request = about(urn, new messages.ReadRequest(), { id, inputs: given, properties: given });
    const response = await this.ask<messages.ReadResponse>("read", request);
    if (response.getId() === "" || !response.hasProperties()) return undefined;
    const found = { id: response.getId(), outputs: propertiesOf(response.getProperties()) };
    return response.hasInputs() ? { ...found, inputs: propertiesOf(response.getInputs()) } : found;
  }

  async invoke(tok: string, inputs: Properties): Promise<messages.InvokeResponse> {
    if (!this.isConfigured) return filled(new messages.InvokeResponse(), { return: structOf({}) });
    const sent = { tok, args: structOf(inputs), preview: this.dryRun };
    return this.ask("invoke", filled(new messages.InvokeRequest(), sent));
  }

  /** `otherwise` is the answer of a provider that does not know the method. */
  private ask<Response>(
    method: keyof ResourceProviderClient,
    request: object,
    otherwise?: Response,
  ): Promise<Response> {
    type Send = (request: object, done: (error: (Error & { code: number }) | null, response: Response) => void) => void;
    return new Promise((resolve, reject) => {
      (this.client[method] as unknown as Send).call(this.client, request, (error, response) => {
        if (error?.code === grpc.status.UNIMPLEMENTED && otherwise !== undefined) resolve(otherwise);
        else if (error) reject(error);
        else resolve(response);
      });
    });
  }
}

/** A request about a resource. */
function about<Message extends object>(urn: string, message: Message, fields: Parameters<typeof filled<Message>>[1]) {
  return filled(message, { urn, name: nameOf(urn), type: typeOf(urn), ...fields });
}
