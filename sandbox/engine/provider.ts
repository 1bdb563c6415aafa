import { randomBytes } from "node:crypto";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { withIgnoredChanges } from "./property-paths";
import { channelOptions, filled, grpc, propertiesOf, structOf } from "./protobuf";
import { EngineError, type ResourceState } from "./types";
import { nameOf, typeOf } from "./urn";
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
  /** Why the provider could not be asked. */
  readonly warning?: string;
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
export const differenceIn = (replaces: readonly string[]): Diff => {
  return { isChanged: true, changed: [], replaces, deleteBeforeReplace: false };
};

const UNCONFIGURED =
  "The provider for this resource has inputs that are not known during preview.\n" +
  "This preview may not correctly represent the changes that will be applied during an update.";

type Method =
  | ("handshake" | "attach" | "checkConfig" | "diffConfig" | "configure" | "invoke")
  | ("check" | "diff" | "create" | "update" | "delete" | "read");

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

  async checkConfig(urn: string, olds: Properties | undefined, news: Properties): Promise<Checked> {
    const sent = { ...identityOf(urn), olds: olds && structOf(revealed(olds)), news: structOf(revealed(news)) };
    return checkedBy(await this.ask("checkConfig", filled(new messages.CheckRequest(), sent)), news);
  }

  async diffConfig({ urn, id, inputs = {}, outputs = {} }: ResourceState, news: Properties): Promise<Diff> {
    const olds = { oldInputs: structOf(revealed(inputs)), olds: structOf(revealed(outputs)) };
    const sent = { ...identityOf(urn), id, ...olds, news: structOf(revealed(news)) };
    return diffBy(await this.ask("diffConfig", filled(new messages.DiffRequest(), sent)), outputs, news);
  }

  async configure(urn: string, id: string, inputs: Properties): Promise<void> {
    if (contains(inputs, isUnknown)) return;
    const accepts = { acceptsecrets: true, acceptresources: true, sendsOldInputs: true, sendsOldInputsToDelete: true };
    const request = filled(new messages.ConfigureRequest(), {
      ...identityOf(urn),
      id,
      args: structOf(inputs),
      ...accepts,
    });
    const response = await this.ask<messages.ConfigureResponse>("configure", request);
    if (!response.getAcceptsecrets() || !response.getAcceptresources()) {
      throw new EngineError("the embedded engine supports only providers that accept secrets and resource references");
    }
    this.supportsPreview = response.getSupportspreview();
    this.isConfigured = true;
  }

  async check(urn: string, olds: Properties | undefined, news: Properties): Promise<Checked> {
    if (!this.isConfigured) return { inputs: news, failures: [] };
    const sent = {
      ...identityOf(urn),
      olds: olds && structOf(olds),
      news: structOf(news),
      randomseed: randomBytes(32),
    };
    return checkedBy(await this.ask("check", filled(new messages.CheckRequest(), sent)), {});
  }

  async diff(old: ResourceState, news: Properties, ignored: readonly string[] = []): Promise<Diff> {
    if (!this.isConfigured) return { ...differenceIn([]), warning: UNCONFIGURED };
    const { urn, id, inputs = {}, outputs = {} } = old;
    const sent = {
      oldInputs: structOf(inputs),
      olds: structOf(outputs),
      news: structOf(news),
      ignorechangesList: [...ignored],
    };
    const request = filled(new messages.DiffRequest(), { ...identityOf(urn), id, ...sent });
    return diffBy(await this.ask("diff", request), inputs, withIgnoredChanges(news, inputs, ignored));
  }

  async create({ urn, inputs = {}, customTimeouts }: ResourceState): Promise<Found> {
    if (this.dryRun && !this.supportsPreview) return { id: "", outputs: this.isConfigured ? inputs : {} };
    const sent = { properties: structOf(inputs), timeout: customTimeouts?.["create"], preview: this.dryRun };
    const request = filled(new messages.CreateRequest(), { ...identityOf(urn), ...sent });
    const response = await this.ask<messages.CreateResponse>("create", request);
    const id = response.getId();
    if (id === "" && !this.dryRun) throw new EngineError(`plugin returned empty resource.ID from create '${urn}'`);
    return { id, outputs: propertiesOf(response.getProperties()) };
  }

  async update(old: ResourceState, next: ResourceState): Promise<Properties> {
    const { urn, inputs = {}, customTimeouts, ignoreChanges = [] } = next;
    if (this.dryRun && !this.supportsPreview) return this.isConfigured ? inputs : {};
    const olds = { id: old.id, olds: structOf(old.outputs ?? {}), oldInputs: structOf(old.inputs ?? {}) };
    const sent = { news: structOf(inputs), timeout: customTimeouts?.["update"], ignorechangesList: [...ignoreChanges] };
    const fields = { ...identityOf(urn), ...olds, ...sent, preview: this.dryRun };
    const request = filled(new messages.UpdateRequest(), fields);
    return propertiesOf((await this.ask<messages.UpdateResponse>("update", request)).getProperties());
  }

  async remove({ urn, id, inputs = {}, outputs = {}, customTimeouts }: ResourceState): Promise<void> {
    const sent = {
      id,
      properties: structOf(outputs),
      oldInputs: structOf(inputs),
      timeout: customTimeouts?.["delete"],
    };
    await this.ask("delete", filled(new messages.DeleteRequest(), { ...identityOf(urn), ...sent }));
  }

  async read(urn: string, id: string, inputs?: Properties): Promise<Found | undefined> {
    if (!this.isConfigured) return { id, inputs: {}, outputs: {} };
    const sent = { id, inputs: inputs && structOf(inputs), properties: inputs && structOf(inputs) };
    const request = filled(new messages.ReadRequest(), { ...identityOf(urn), ...sent });
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
  private ask<Response>(method: Method, request: object, otherwise?: Response): Promise<Response> {
    type Send = (request: object, done: (error: { code: number } | null, response: Response) => void) => void;
    return new Promise((resolve, reject) => {
      (this.client[method] as unknown as Send).call(this.client, request, (error, response) => {
        if (error?.code === grpc.status.UNIMPLEMENTED && otherwise !== undefined) resolve(otherwise);
        else if (error) reject(error as unknown as Error);
        else resolve(response);
      });
    });
  }
}

/** What every request about a resource begins with. */
const identityOf = (urn: string) => ({ urn, name: nameOf(urn), type: typeOf(urn) });

const checkedBy = (response: messages.CheckResponse, secrets: Properties): Checked => {
  return { inputs: annotated(propertiesOf(response.getInputs()), secrets), failures: response.getFailuresList() };
};

/** Of a provider that cannot tell, the properties are compared; a detailed difference adds to the plain lists. */
function diffBy(response: messages.DiffResponse, olds: Properties, news: Properties): Diff {
  const { DIFF_SOME, DIFF_UNKNOWN } = messages.DiffResponse.DiffChanges;
  const isUnsure = response.getChanges() === DIFF_UNKNOWN;
  const [before, now] = [revealed(olds), revealed(news)];
  const differing = Object.keys({ ...before, ...now }).filter((key) => !isSame(before[key], now[key]));
  const changed = new Set([...response.getDiffsList(), ...(isUnsure ? differing : [])]);
  const replaces = new Set(response.getReplacesList());
  response.getDetaileddiffMap().forEach((detail, path) => {
    changed.add(path);
    if (detail.getKind() % 2 === 1) replaces.add(path); // of each pair of kinds, the second replaces
  });
  return {
    isChanged: isUnsure ? differing.length > 0 : response.getChanges() === DIFF_SOME,
    changed: [...changed],
    replaces: [...replaces],
    deleteBeforeReplace: response.getDeletebeforereplace(),
  };
}
