import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/resource_pb";
import { oldFor } from "./aliases";
import { withHashes } from "./assets";
import { type Deployment, stepOf, Stopped } from "./deployment";
import { features, readFields, refuseFields, registerFields } from "./features";
import { ORGANIZATION, PARALLEL } from "./program";
import { channelOptions, Empty, filled, grpc, messageOf, propertiesOf, structOf } from "./protobuf";
import { claimed, defaultProvider, enter, register, withVersion } from "./registration";
import { EngineError, type ResourceState } from "./types";
import { isProviderType, packageOf, STACK_TYPE, typeOf } from "./urn";
import { isUnknown, type Properties } from "./values";

export interface Monitor {
  readonly address: string;
  stop(): void;
}

/** What a running program talks to: the ResourceMonitor and the Engine of Pulumi's gRPC protocol. */
export async function startMonitor(deployment: Deployment): Promise<Monitor> {
  const server = new grpc.Server(channelOptions);
  const empty = () => new Empty();
  server.addService(ResourceMonitorService, {
    getDeploymentInfo: handler(() => deploymentInfo(deployment)),
    supportsFeature: handler((request: messages.SupportsFeatureRequest) => {
      const hassupport = Object.values<string>(features).includes(request.getId());
      return filled(new messages.SupportsFeatureResponse(), { hassupport });
    }),
    registerResource: handler((request: messages.RegisterResourceRequest) => {
      return orStop(deployment, () => registered(deployment, request));
    }),
    readResource: handler((request: messages.ReadResourceRequest) =>
      orStop(deployment, () => read(deployment, request)),
    ),
    registerResourceOutputs: handler((request: messages.RegisterResourceOutputsRequest) => {
      setOutputs(deployment, request.getUrn(), propertiesOf(request.getOutputs()));
      return empty();
    }),
    invoke: handler((request: messages.ResourceInvokeRequest) => invoked(deployment, request)),
    signalAndWaitForShutdown: handler(empty),
    ...unsupported("call", "existsResource", "registerResourceHook", "registerErrorHook", "registerPackage"),
    ...unsupported("registerStackTransform", "registerStackInvokeTransform"),
  });
  server.addService(EngineService, {
    log: handler((request: engine.LogRequest) => {
      log(deployment, request);
      return empty();
    }),
    getRootResource: handler(() => new engine.GetRootResourceResponse()),
    setRootResource: handler(() => new engine.SetRootResourceResponse()),
    startDebugging: handler(empty),
    requirePulumiVersion: handler(() => new engine.RequirePulumiVersionResponse()),
  });
  const port = await new Promise<number>((resolve, reject) => {
    const bound = (error: Error | null, port: number): void => (error ? reject(error) : resolve(port));
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), bound);
  });
  return { address: `127.0.0.1:${port}`, stop: () => server.forceShutdown() };
}

type Handler = (call: { readonly request: unknown }, done: (error: object | null, response?: unknown) => void) => void;

function handler<Request>(answer: (request: Request) => unknown): Handler {
  return ({ request }, done) => {
    const refuse = (error: unknown): void => done({ code: grpc.status.UNKNOWN, details: messageOf(error) });
    Promise.resolve(request as Request)
      .then(answer)
      .then((response) => done(null, response), refuse);
  };
}

function unsupported(...methods: readonly string[]): Record<string, Handler> {
  const refuse = (method: string) => (): never => {
    throw new EngineError(`the embedded engine does not support ${method}`);
  };
  return Object.fromEntries(methods.map((method) => [method, handler(refuse(method))]));
}

/** A resource that fails ends the run: the program gets no answer any more, the user gets the reason. */
async function orStop<Response>(deployment: Deployment, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Stopped)) deployment.fail(messageOf(error));
    return new Promise(() => undefined);
  }
}

function deploymentInfo({ run, project, dryRun }: Deployment): messages.DeploymentInfo {
  const names = Object.keys(features) as (keyof typeof features)[];
  const supportedfeaturesList = names.map((name) => messages.ResourceMonitorFeature[name]);
  const place = { project: project.name, stack: run.stack, organization: ORGANIZATION, parallel: PARALLEL };
  const secrets = { configsecretkeysList: [...project.secretKeys] };
  const info = filled(new messages.DeploymentInfo(), { ...place, ...secrets, dryrun: dryRun, supportedfeaturesList });
  for (const [key, value] of Object.entries(project.config)) info.getConfigMap().set(key, value);
  return info;
}

async function registered(deployment: Deployment, request: messages.RegisterResourceRequest) {
  refuseFields(request, registerFields);
  const [type, custom, parent] = [request.getType(), request.getCustom(), request.getParent()];
  const urn = claimed(deployment, parent, type, request.getName());
  const around = deployment.states.get(parent);
  const [isProvider, version] = [isProviderType(type), request.getVersion()];
  const inputs = withHashes(propertiesOf(request.getObject()), deployment.project.workingDirectory);
  const byProperty = Object.keys(inputs).map((key) => {
    return [key, request.getPropertydependenciesMap().get(key)?.getUrnsList() ?? []] as const;
  });
  const given = request.getCustomtimeouts();
  const timeouts = {
    create: secondsOf(given?.getCreate() ?? ""),
    update: secondsOf(given?.getUpdate() ?? ""),
    delete: secondsOf(given?.getDelete() ?? ""),
    read: secondsOf(given?.getRead() ?? ""),
  };
  const named = custom && !isProvider ? request.getProvider() : "";
  const needsDefault = custom && !isProvider && named === "";
  const state: ResourceState = {
    urn,
    type,
    custom,
    parent,
    inputs: isProvider ? withVersion(inputs, version) : inputs,
    provider: needsDefault ? await defaultProvider(deployment, packageOf(type), version, urn) : named,
    protect: (request.hasProtect() ? request.getProtect() : around?.protect) ?? false,
    retainOnDelete: (request.hasRetainondelete() ? request.getRetainondelete() : around?.retainOnDelete) ?? false,
    deletedWith: request.getDeletedwith() || (around?.deletedWith ?? ""),
    dependencies: request.getDependenciesList(),
    propertyDependencies: Object.fromEntries(byProperty),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    customTimeouts: Object.fromEntries(Object.entries(timeouts).filter(([, seconds]) => seconds > 0)),
    importID: request.getImportid(),
    ignoreChanges: request.getIgnorechangesList(),
    hideDiff: request.getHidediffsList(),
    replaceOnChanges: request.getReplaceonchangesList(),
  };
  const urns = request.getAliasurnsList().map((alias) => filled(new Alias(), { urn: alias }));
  const isDefined = request.getDeletebeforereplacedefined();
  const deleteBeforeReplace = isDefined ? request.getDeletebeforereplace() : undefined;
  const result = await register(deployment, {
    state,
    aliases: [...urns, ...request.getAliasesList()],
    deleteBeforeReplace,
  });
  // The old outputs of a component may refer to resources that this run has yet to register.
  const object = structOf(custom ? (result.outputs ?? {}) : {});
  return filled(new messages.RegisterResourceResponse(), { urn, id: result.id ?? "", object });
}

/** "1h30m" → 5400. */
function secondsOf(timeout: string): number {
  const units = new Map(Object.entries({ h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 }));
  const parts = [...timeout.matchAll(/([\d.]+)(h|ms|us|µs|ns|m|s)/g)];
  if (parts.map(([part]) => part).join("") !== timeout) throw new EngineError(`invalid timeout "${timeout}"`);
  return parts.reduce((sum, [, amount, unit = ""]) => sum + Number(amount) * (units.get(unit) ?? 0), 0);
}

/** Reads a resource that Pulumi does not manage (`.get`); if it managed it before, it lets it go. */
async function read(deployment: Deployment, request: messages.ReadResourceRequest) {
  refuseFields(request, readFields);
  const [type, parent, id] = [request.getType(), request.getParent(), request.getId()];
  if (packageOf(type) === "pulumi") throw new EngineError(`the embedded engine does not support ${type}`);
  const named = request.getProvider();
  const urn = claimed(deployment, parent, type, request.getName());
  const state: ResourceState = {
    urn,
    type,
    custom: true,
    external: true,
    parent,
    id,
    provider: named || (await defaultProvider(deployment, packageOf(type), request.getVersion(), type)),
    inputs: propertiesOf(request.getProperties()),
    dependencies: request.getDependenciesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
  };
  const old = oldFor(deployment, state, []);
  const isManaged = old !== undefined && !old.external && old.id !== id;
  const manager = await deployment.registry.provider(state.provider);
  const send = async () => {
    const found = isUnknown(id) ? { id, outputs: {} } : await manager.read(urn, id, state.inputs);
    if (found === undefined) throw new EngineError(`resource '${id}' does not exist`);
    return found;
  };
  await deployment.operate("reading", state, stepOf("read", state), send, (found) => {
    if (isManaged) deployment.snapshot.mark(old, { delete: true });
    enter(deployment, state, { id: found.id, outputs: found.outputs }, isManaged ? undefined : old);
  });
  return filled(new messages.ReadResourceResponse(), { urn, properties: structOf(state.outputs ?? {}) });
}

async function invoked(deployment: Deployment, request: messages.ResourceInvokeRequest) {
  const [token, inputs] = [request.getTok(), propertiesOf(request.getArgs())];
  const response = new messages.ResourceInvokeResponse();
  if (token === "pulumi:pulumi:getResource") return filled(response, { return: structOf(found(deployment, inputs)) });
  const name = packageOf(token);
  if (name === "pulumi") throw new EngineError(`the embedded engine does not support ${token}`);
  const named = request.getProvider();
  const reference = named || (await defaultProvider(deployment, name, request.getVersion(), token));
  const provider = await deployment.registry.provider(reference);
  const result = await provider.invoke(token, inputs).catch((error: unknown) => {
    throw new EngineError(`invocation of ${token} returned an error: ${messageOf(error)}`);
  });
  return filled(response, { return: result.getReturn(), failuresList: result.getFailuresList() });
}

/** A resource of this run, for a program that follows a reference to it. */
function found({ states }: Deployment, { urn = null }: Properties): Properties {
  const state = typeof urn === "string" ? states.get(urn) : undefined;
  if (state === undefined) throw new EngineError(`unknown resource ${JSON.stringify(urn)}`);
  return { urn: state.urn, id: state.id ?? "", provider: state.provider ?? "", state: state.outputs ?? {} };
}

/** Those of the stack are kept until it is known how the run ends. */
function setOutputs(deployment: Deployment, urn: string, outputs: Properties): void {
  const state = deployment.states.get(urn);
  if (state === undefined)
    throw new EngineError(`cannot complete a resource '${urn}' whose registration isn't pending`);
  if (typeOf(urn) === STACK_TYPE) deployment.stackOutputs = outputs;
  else deployment.snapshot.mark(state, { outputs });
}

function log(deployment: Deployment, request: engine.LogRequest): void {
  const severity = ([undefined, "info", "warning", "error"] as const)[request.getSeverity()];
  if (severity === undefined || request.getEphemeral()) return;
  deployment.report(severity, request.getMessage().trimEnd(), request.getUrn() || undefined);
}
