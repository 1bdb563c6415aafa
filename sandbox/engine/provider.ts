import { randomBytes } from "node:crypto";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { withIgnoredChanges } from "./property-paths";
import { answer, channelOptions, filled, grpc, isUnimplemented, propertiesOf, structOf, type Struct } from "./protobuf";
import { EngineError, type ResourceState } from "./types";
import { nameOf, typeOf } from "./urn";
import {
  annotated,
  hasUnknowns,
  isSame,
  known,
  type Properties,
  resolved,
  revealedProperties,
  withoutReferences,
} from "./values";

export interface Checked {
  readonly inputs: Properties;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

export interface Diff {
  readonly isChanged: boolean;
  readonly changed: readonly string[];
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
  /** Why the provider could not be asked. */
  readonly warning?: string;
}

export interface Created {
  readonly id: string;
  readonly outputs: Properties;
}

/** Who creates, changes and deletes resources: a provider; for provider resources the engine itself. */
export interface Manager {
  check(urn: string, olds: Properties | undefined, news: Properties): Promise<Checked>;
  diff(old: ResourceState, news: Properties, ignoreChanges: readonly string[]): Promise<Diff>;
  create(state: ResourceState): Promise<Created>;
  update(old: ResourceState, next: ResourceState): Promise<Properties>;
  remove(old: ResourceState): Promise<void>;
  read(urn: string, id: string, inputs?: Properties): Promise<(Created & { inputs?: Properties }) | undefined>;
}

const UNCONFIGURED =
  "The provider for this resource has inputs that are not known during preview.\n" +
  "This preview may not correctly represent the changes that will be applied during an update.";

/**
 * One instance of a provider on a connection of its own: an attached provider serves all instances from one server and
 * can tell them apart by their connections only.
 */
export class Provider implements Manager {
  private acceptsSecrets = false;
  private acceptsResources = false;
  private supportsPreview = false;
  private isConfigured = false;

  private constructor(
    private readonly client: ResourceProviderClient,
    private readonly dryRun: boolean,
  ) {}

  static async connect(port: number, engineAddress: string, dryRun: boolean): Promise<Provider> {
    const credentials = grpc.credentials.createInsecure();
    const provider = new Provider(new ResourceProviderClient(`127.0.0.1:${port}`, credentials, channelOptions), dryRun);
    const greeting = filled(new messages.ProviderHandshakeRequest(), { engineAddress });
    const attachment = filled(new plugin.PluginAttach(), { address: engineAddress });
    await answer<unknown>((done) => provider.client.handshake(greeting, done)).catch(unlessUnimplemented);
    await answer<unknown>((done) => provider.client.attach(attachment, done)).catch(unlessUnimplemented);
    return provider;
  }

  close(): void {
    this.client.close();
  }

  async checkConfig(urn: string, olds: Properties | undefined, news: Properties): Promise<Checked> {
    const request = filled(new messages.CheckRequest(), {
      ...identityOf(urn),
      olds: olds && structOf(revealedProperties(olds)),
      news: structOf(revealedProperties(news)),
    });
    try {
      return checkedBy(await answer((done) => this.client.checkConfig(request, done)), news);
    } catch (error) {
      return unlessUnimplemented(error, { inputs: news, failures: [] });
    }
  }

  async diffConfig(old: ResourceState, news: Properties, ignoreChanges: readonly string[]): Promise<Diff> {
    const request = filled(diffRequest(old, ignoreChanges), {
      oldInputs: structOf(revealedProperties(old.inputs ?? {})),
      olds: structOf(revealedProperties(old.outputs ?? {})),
      news: structOf(revealedProperties(news)),
    });
    const response = await answer<messages.DiffResponse>((done) => this.client.diffConfig(request, done)).catch(
      (error: unknown) => unlessUnimplemented(error, new messages.DiffResponse()),
    );
    return diffBy(response, old.outputs ?? {}, news);
  }

  /** Unknown inputs, as in the preview of a stack that makes what its provider needs, leave it unconfigured. */
  async configure(urn: string, id: string, inputs: Properties): Promise<void> {
    if (hasUnknowns(inputs)) return;
    const request = filled(new messages.ConfigureRequest(), {
      ...identityOf(urn),
      id,
      args: structOf(inputs),
      acceptsecrets: true,
      acceptresources: true,
      sendsOldInputs: true,
      sendsOldInputsToDelete: true,
    });
    for (const [key, value] of Object.entries(revealedProperties(inputs))) {
      if (key === "version") continue;
      const text = typeof value === "string" ? value : JSON.stringify(value);
      request.getVariablesMap().set(`${typeOf(urn).split(":")[2]}:config:${key}`, text);
    }
    const response = await answer<messages.ConfigureResponse>((done) => this.client.configure(request, done));
    this.acceptsSecrets = response.getAcceptsecrets();
    this.acceptsResources = response.getAcceptresources();
    this.supportsPreview = response.getSupportspreview();
    this.isConfigured = true;
  }

  async check(urn: string, olds: Properties | undefined, news: Properties): Promise<Checked> {
    if (!this.isConfigured) return { inputs: news, failures: [] };
    const request = filled(new messages.CheckRequest(), {
      ...identityOf(urn),
      olds: olds && this.sent(olds),
      news: this.sent(news),
      randomseed: randomBytes(32),
    });
    return checkedBy(await answer((done) => this.client.check(request, done)), this.acceptsSecrets ? {} : news);
  }

  async diff(old: ResourceState, news: Properties, ignoreChanges: readonly string[]): Promise<Diff> {
    if (!this.isConfigured) {
      return { isChanged: true, changed: [], replaces: [], deleteBeforeReplace: false, warning: UNCONFIGURED };
    }
    const request = filled(diffRequest(old, ignoreChanges), {
      oldInputs: this.sent(old.inputs ?? {}),
      olds: this.sent(old.outputs ?? {}),
      news: this.sent(news),
    });
    const response = await answer<messages.DiffResponse>((done) => this.client.diff(request, done));
    return diffBy(response, old.inputs ?? {}, withIgnoredChanges(news, old.inputs ?? {}, ignoreChanges));
  }

  async create(state: ResourceState): Promise<Created> {
    const inputs = state.inputs ?? {};
    if (this.dryRun && !this.isConfigured) return { id: "", outputs: {} };
    if (this.dryRun && !this.supportsPreview) return { id: "", outputs: inputs };
    const request = filled(new messages.CreateRequest(), {
      ...identityOf(state.urn),
      properties: this.sent(inputs),
      timeout: state.customTimeouts?.["create"],
      preview: this.dryRun,
    });
    const response = await answer<messages.CreateResponse>((done) => this.client.create(request, done));
    const id = response.getId();
    if (id === "" && !this.dryRun)
      throw new EngineError(`plugin returned empty resource.ID from create '${state.urn}'`);
    return { id, outputs: this.received(response.getProperties(), inputs) };
  }

  async update(old: ResourceState, next: ResourceState): Promise<Properties> {
    const inputs = next.inputs ?? {};
    if (this.dryRun && !this.isConfigured) return {};
    if (this.dryRun && !this.supportsPreview) return inputs;
    const request = filled(new messages.UpdateRequest(), {
      ...identityOf(next.urn),
      id: old.id ?? "",
      olds: this.sent(old.outputs ?? {}),
      oldInputs: this.sent(old.inputs ?? {}),
      news: this.sent(inputs),
      timeout: next.customTimeouts?.["update"],
      ignorechangesList: [...(next.ignoreChanges ?? [])],
      preview: this.dryRun,
    });
    const response = await answer<messages.UpdateResponse>((done) => this.client.update(request, done));
    return this.received(response.getProperties(), inputs);
  }

  async remove(old: ResourceState): Promise<void> {
    const request = filled(new messages.DeleteRequest(), {
      ...identityOf(old.urn),
      id: old.id ?? "",
      properties: this.sent(old.outputs ?? {}),
      oldInputs: this.sent(old.inputs ?? {}),
      timeout: old.customTimeouts?.["delete"],
    });
    await answer((done) => this.client.delete(request, done));
  }

  async read(urn: string, id: string, inputs?: Properties): Promise<(Created & { inputs?: Properties }) | undefined> {
    if (!this.isConfigured) return { id, inputs: {}, outputs: {} };
    const request = filled(new messages.ReadRequest(), {
      ...identityOf(urn),
      id,
      inputs: inputs && this.sent(inputs),
      properties: inputs && this.sent(inputs),
    });
    const response = await answer<messages.ReadResponse>((done) => this.client.read(request, done));
    if (response.getId() === "" || !response.hasProperties()) return undefined;
    return {
      id: response.getId(),
      outputs: this.received(response.getProperties(), inputs ?? {}),
      ...(response.hasInputs() ? { inputs: this.received(response.getInputs(), inputs ?? {}) } : {}),
    };
  }

  async invoke(token: string, inputs: Properties): Promise<messages.InvokeResponse> {
    if (!this.isConfigured) return filled(new messages.InvokeResponse(), { return: structOf({}) });
    const request = filled(new messages.InvokeRequest(), {
      tok: token,
      args: this.sent(known(inputs)),
      preview: this.dryRun,
    });
    return answer((done) => this.client.invoke(request, done));
  }

  private sent(properties: Properties): Struct {
    const open = this.acceptsSecrets ? properties : revealedProperties(properties);
    return structOf(this.acceptsResources ? open : withoutReferences(open));
  }

  private received(struct: Struct | undefined, inputs: Properties): Properties {
    const properties = resolved(propertiesOf(struct));
    return this.acceptsSecrets ? properties : annotated(properties, inputs);
  }
}

/** What every request about a resource begins with. */
const identityOf = (urn: string) => ({ urn, name: nameOf(urn), type: typeOf(urn) });

const diffRequest = (old: ResourceState, ignoreChanges: readonly string[]): messages.DiffRequest =>
  filled(new messages.DiffRequest(), {
    ...identityOf(old.urn),
    id: old.id ?? "",
    ignorechangesList: [...ignoreChanges],
  });

function checkedBy(response: messages.CheckResponse, secrets: Properties): Checked {
  return {
    inputs: annotated(resolved(propertiesOf(response.getInputs())), secrets),
    failures: response.getFailuresList().map((each) => ({ property: each.getProperty(), reason: each.getReason() })),
  };
}

/** A provider that cannot tell has its inputs compared; the detailed difference counts beside the plain lists. */
function diffBy(response: messages.DiffResponse, olds: Properties, news: Properties): Diff {
  const changed = new Set(response.getDiffsList());
  const replaces = new Set(response.getReplacesList());
  response.getDetaileddiffMap().forEach((detail, path) => {
    changed.add(path);
    if (detail.getKind() % 2 === 1) replaces.add(path); // of each pair of kinds, the second replaces
  });
  const isUnsure = response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_UNKNOWN;
  const isDifferent = !isSame(revealedProperties(olds), revealedProperties(news));
  if (isUnsure && isDifferent) {
    for (const key of Object.keys({ ...olds, ...news })) if (!isSame(olds[key], news[key])) changed.add(key);
  }
  return {
    isChanged: isUnsure ? isDifferent : response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME,
    changed: [...changed],
    replaces: [...replaces],
    deleteBeforeReplace: response.getDeletebeforereplace(),
  };
}

function unlessUnimplemented<Fallback>(error: unknown, fallback?: Fallback): Fallback {
  if (!isUnimplemented(error)) throw error;
  return fallback as Fallback;
}
