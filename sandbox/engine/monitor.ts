import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/resource_pb";
import { type Deployment, stepOf, Stopped } from "./deployment";
import { features, readFields, refuseFields, registerFields } from "./features";
import { withHashes } from "./project";
import { channelOptions, Empty, filled, grpc, messageOf, propertiesOf, structOf } from "./protobuf";
import { claimed, defaultProvider, enter, oldFor, register, withVersion } from "./registration";
import { surroundings } from "./runner";
import { EngineError, type ResourceState } from "./types";
import { isProviderType, packageOf, STACK_TYPE, typeOf } from "./urn";
import { isUnknown, type Properties } from "./values";

/**
 * What a running program talks to: the ResourceMonitor and the Engine of Pulumi's gRPC protocol. A method that is not
 * here gRPC refuses by its name.
 */
export async function startMonitor(deployment: Deployment) {
  const server = new grpc.Server(channelOptions);
  server.addService(ResourceMonitorService, {
    getDeploymentInfo: handler(() => deploymentInfo(deployment)),
    supportsFeature: handler((request: messages.SupportsFeatureRequest) => {
      const asked = request.getId().replaceAll(/[A-Z]/g, "_$&").toUpperCase(); // older SDKs ask for "aliasSpecs"
      return filled(new messages.SupportsFeatureResponse(), { hassupport: features.some((each) => each === asked) });
    }),
    registerResource: handler((request: messages.RegisterResourceRequest) => {
      return orStop(deployment, registered(deployment, request));
    }),
    readResource: handler((request: messages.ReadResourceRequest) => orStop(deployment, read(deployment, request))),
    registerResourceOutputs: handler((request: messages.RegisterResourceOutputsRequest) => {
      setOutputs(deployment, request.getUrn(), propertiesOf(request.getOutputs()));
    }),
    invoke: handler((request: messages.ResourceInvokeRequest) => invoked(deployment, request)),
    signalAndWaitForShutdown: handler(() => undefined),
  });
  server.addService(EngineService, {
    log: handler((request: engine.LogRequest) => {
      const severity = ([undefined, "info", "warning", "error"] as const)[request.getSeverity()];
      const [message, urn] = [request.getMessage().trimEnd(), request.getUrn() || undefined];
      if (severity !== undefined && !request.getEphemeral()) deployment.report(severity, message, urn);
    }),
  });
  const port = await new Promise<number>((resolve, reject) => {
    const bound = (error: Error | null, port: number): void => (error ? reject(error) : resolve(port));
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), bound);
  });
  return { address: `127.0.0.1:${port}`, stop: () => server.forceShutdown() };
}

function handler<Request>(answer: (request: Request) => unknown) {
  return ({ request }: { request: unknown }, done: (error: object | null, response?: unknown) => void): void => {
    const refuse = (error: unknown): void => done({ code: grpc.status.UNKNOWN, details: messageOf(error) });
    const answered = Promise.resolve(request as Request).then(answer);
    answered.then((response) => done(null, response ?? new Empty()), refuse);
  };
}

/** A resource that fails ends the run: the program gets no answer any more, the user gets the reason. */
function orStop(deployment: Deployment, work: Promise<object>): Promise<object> {
  return work.catch((error: unknown) => {
    if (!(error instanceof Stopped)) deployment.fail(messageOf(error));
    return new Promise<object>(() => undefined);
  });
}

function deploymentInfo({ run, project, dryRun }: Deployment): messages.DeploymentInfo {
  const numbers = messages.ResourceMonitorFeature;
  const supportedfeaturesList = features.map((name) => numbers[`RESOURCE_MONITOR_FEATURE_${name}`]);
  const place = { project: project.name, stack: run.stack, ...surroundings };
  return filled(new messages.DeploymentInfo(), { ...place, dryrun: dryRun, supportedfeaturesList });
}

async function registered(deployment: Deployment, request: messages.RegisterResourceRequest) {
  refuseFields(request, registerFields);
  const { name, provider, propertydependenciesMap, customtimeouts, ...fields } = request.toObject();
  const { type, custom, parent, version, deletebeforereplace: isFirst, deletebeforereplacedefined: isSaid } = fields;
  const urn = claimed(deployment, parent, type, name);
  const around = deployment.states.get(parent);
  const needsDefault = custom && !isProviderType(type) && provider === "";
  const inputs = withHashes(propertiesOf(request.getObject()), deployment.project.workingDirectory);
  const sources = new Map(propertydependenciesMap.map(([key, { urnsList }]) => [key, urnsList]));
  const propertyDependencies = Object.keys(inputs).map((key) => [key, sources.get(key) ?? []] as const);
  const { pb_delete = "", ...timeouts } = customtimeouts ?? {};
  const set = Object.entries({ ...timeouts, delete: pb_delete }).filter(([, text]) => text !== "");
  const state: ResourceState = {
    urn,
    type,
    custom,
    parent,
    inputs: isProviderType(type) ? withVersion(inputs, version) : inputs,
    provider: needsDefault ? await defaultProvider(deployment, packageOf(type), version, urn) : custom ? provider : "",
    protect: fields.protect,
    retainOnDelete: request.hasRetainondelete() ? fields.retainondelete : around?.retainOnDelete,
    deletedWith: fields.deletedwith || around?.deletedWith,
    dependencies: fields.dependenciesList,
    propertyDependencies: Object.fromEntries(propertyDependencies),
    additionalSecretOutputs: fields.additionalsecretoutputsList,
    customTimeouts: Object.fromEntries(set.map(([operation, text]) => [operation, secondsOf(text)])),
    importID: fields.importid,
    ignoreChanges: fields.ignorechangesList,
    hideDiff: fields.hidediffsList,
    replaceOnChanges: fields.replaceonchangesList,
  };
  const deletesFirst = isSaid ? isFirst : undefined;
  const { id = "", outputs = {} } = await register(deployment, state, request.getAliasesList(), deletesFirst);
  // The old outputs of a component may refer to resources that this run has yet to register.
  return filled(new messages.RegisterResourceResponse(), { urn, id, object: structOf(custom ? outputs : {}) });
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
  const { id, type, name, parent, version, dependenciesList: dependencies, ...fields } = request.toObject();
  if (packageOf(type) === "pulumi") throw new EngineError(`the embedded engine does not support ${type}`);
  const urn = claimed(deployment, parent, type, name);
  const provider = fields.provider || (await defaultProvider(deployment, packageOf(type), version, type));
  const inputs = propertiesOf(request.getProperties());
  const named = { urn, type, custom: true, external: true, parent, id, provider, inputs, dependencies };
  const state: ResourceState = { ...named, additionalSecretOutputs: fields.additionalsecretoutputsList };
  const old = oldFor(deployment, state, []);
  const isManaged = old !== undefined && !old.external && old.id !== id;
  const manager = await deployment.registry.provider(provider);
  const send = async () => {
    const found = isUnknown(id) ? { id, outputs: {} } : await manager.read(urn, id, inputs);
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
  if (token === "pulumi:pulumi:getResource") {
    // For a program that follows a reference to one of its resources.
    const { urn = null } = inputs;
    const { id = "", provider = "", outputs: state } = deployment.states.get(urn as string) ?? {};
    if (state === undefined) throw new EngineError(`unknown resource ${JSON.stringify(urn)}`);
    return filled(response, { return: structOf({ urn, id, provider, state }) });
  }
  const name = packageOf(token);
  if (name === "pulumi") throw new EngineError(`the embedded engine does not support ${token}`);
  const reference = request.getProvider() || (await defaultProvider(deployment, name, request.getVersion(), token));
  const provider = await deployment.registry.provider(reference);
  const result = await provider.invoke(token, inputs).catch((error: unknown) => {
    throw new EngineError(`invocation of ${token} returned an error: ${messageOf(error)}`);
  });
  return filled(response, { return: result.getReturn(), failuresList: result.getFailuresList() });
}

/** Those of the stack are kept until it is known how the run ends. */
function setOutputs(deployment: Deployment, urn: string, outputs: Properties): void {
  const state = deployment.states.get(urn);
  if (state === undefined) throw new EngineError(`'${urn}' is given outputs before it is registered`);
  if (typeOf(urn) === STACK_TYPE) deployment.stackOutputs = outputs;
  else deployment.snapshot.mark(state, { outputs });
}
