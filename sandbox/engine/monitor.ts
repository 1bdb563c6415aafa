import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/resource_pb";
import { oldFor } from "./aliases";
import { type Deployment, fail, operate, report, stepFor, Stopped } from "./deployment";
import { features, readFields, refuseFields, registerFields } from "./features";
import { goalFor } from "./goal";
import { ORGANIZATION, PARALLEL } from "./program";
import { channelOptions, Empty, filled, grpc, messageOf, propertiesOf, structOf } from "./protobuf";
import { claim, defaultProvider, enter, managerFor, register } from "./registration";
import { mark } from "./snapshot";
import { EngineError, type ResourceState } from "./types";
import { packageOf, STACK_TYPE, typeOf, urnFor } from "./urn";
import { isUnknown, type Properties, resolved } from "./values";

export interface Monitor {
  readonly address: string;
  stop(): void;
}

/** What a running program talks to: the ResourceMonitor and the Engine of Pulumi's gRPC protocol. */
export async function startMonitor(deployment: Deployment): Promise<Monitor> {
  const server = new grpc.Server(channelOptions);
  const empty = (): InstanceType<typeof Empty> => new Empty();
  server.addService(ResourceMonitorService, {
    getDeploymentInfo: handler(() => deploymentInfo(deployment)),
    supportsFeature: handler((request: messages.SupportsFeatureRequest) =>
      filled(new messages.SupportsFeatureResponse(), { hassupport: Object.values(features).includes(request.getId()) }),
    ),
    registerResource: handler((request: messages.RegisterResourceRequest) =>
      orStop(deployment, urnIn(deployment, request), () => registered(deployment, request)),
    ),
    readResource: handler((request: messages.ReadResourceRequest) =>
      orStop(deployment, urnIn(deployment, request), () => read(deployment, request)),
    ),
    registerResourceOutputs: handler((request: messages.RegisterResourceOutputsRequest) => {
      setOutputs(deployment, request.getUrn(), resolved(propertiesOf(request.getOutputs())));
      return empty();
    }),
    invoke: handler((request: messages.ResourceInvokeRequest) => invoked(deployment, request)),
    registerStackTransform: handler((callback: Callback) => {
      deployment.transforms.push(callback);
      return empty();
    }),
    signalAndWaitForShutdown: handler(empty),
    ...unsupported("call", "existsResource", "registerStackInvokeTransform", "registerResourceHook"),
    ...unsupported("registerErrorHook", "registerPackage"),
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
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { address: `127.0.0.1:${port}`, stop: () => server.forceShutdown() };
}

type Handler = (call: { readonly request: unknown }, done: (error: object | null, response?: unknown) => void) => void;

function handler<Request>(answer: (request: Request) => unknown): Handler {
  return ({ request }, done) => {
    Promise.resolve(request as Request)
      .then(answer)
      .then(
        (response) => done(null, response),
        (error: unknown) => done({ code: grpc.status.UNKNOWN, details: messageOf(error) }),
      );
  };
}

function unsupported(...methods: readonly string[]): Record<string, Handler> {
  const refused = (method: string): Handler =>
    handler(() => {
      throw new EngineError(`the embedded engine does not support ${method}`);
    });
  return Object.fromEntries(methods.map((method) => [method, refused(method)]));
}

/** A resource that fails ends the run: the program gets no answer any more, the user gets the reason. */
async function orStop<Response>(deployment: Deployment, urn: string, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Stopped)) fail(deployment, messageOf(error), urn);
    return new Promise(() => undefined);
  }
}

function urnIn(
  { run, project }: Deployment,
  request: { getParent(): string; getType(): string; getName(): string },
): string {
  const place = { stack: run.stack, project: project.name };
  return urnFor({ ...place, parent: request.getParent(), type: request.getType(), name: request.getName() });
}

function deploymentInfo({ run, project, dryRun }: Deployment): messages.DeploymentInfo {
  const info = filled(new messages.DeploymentInfo(), {
    project: project.name,
    stack: run.stack,
    organization: ORGANIZATION,
    configsecretkeysList: [...project.secretKeys],
    dryrun: dryRun,
    parallel: PARALLEL,
    supportedfeaturesList: (Object.keys(features) as (keyof typeof features)[]).map(
      (feature) => messages.ResourceMonitorFeature[feature],
    ),
  });
  for (const [key, value] of Object.entries(project.config)) info.getConfigMap().set(key, value);
  return info;
}

async function registered(
  deployment: Deployment,
  request: messages.RegisterResourceRequest,
): Promise<messages.RegisterResourceResponse> {
  refuseFields(request, registerFields);
  const state = await register(deployment, await goalFor(deployment, request, urnIn(deployment, request)));
  return filled(new messages.RegisterResourceResponse(), {
    urn: state.urn,
    id: state.id ?? "",
    // The old outputs of a component may refer to resources that this run has yet to register.
    object: structOf(state.custom ? (state.outputs ?? {}) : {}),
  });
}

/** Reads a resource that Pulumi does not manage (`.get`); if it managed it before, it lets it go. */
async function read(
  deployment: Deployment,
  request: messages.ReadResourceRequest,
): Promise<messages.ReadResourceResponse> {
  refuseFields(request, readFields);
  const [type, name, parent, id] = [request.getType(), request.getName(), request.getParent(), request.getId()];
  if (packageOf(type) === "pulumi") throw new EngineError(`the embedded engine does not support ${type}`);
  const refused = `Default provider for '${type}' disabled. '${type}' must use an explicit provider.`;
  const version = request.getVersion();
  const provider = request.getProvider() || (await defaultProvider(deployment, packageOf(type), version, refused));
  const urn = claim(deployment, { type, name, parent });
  const old = oldFor(deployment, urn, { type, name, parent, aliases: [] });
  if (old !== undefined) deployment.kept.add(old.urn);
  const isReplacing = old !== undefined && !old.external && old.id !== id;
  const state: ResourceState = {
    urn,
    custom: true,
    external: true,
    type,
    parent,
    provider,
    id,
    inputs: resolved(propertiesOf(request.getProperties())),
    dependencies: request.getDependenciesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    ...(old?.created === undefined ? {} : { created: old.created }),
    ...(old?.modified === undefined ? {} : { modified: old.modified }),
  };
  const manager = await managerFor(deployment, state);
  await operate(deployment, {
    type: "reading",
    step: stepFor("read", state),
    resource: state,
    send: async () => {
      const found = isUnknown(id) ? { id, outputs: {} } : await manager.read(urn, id, state.inputs);
      if (found === undefined) throw new EngineError(`resource '${id}' does not exist`);
      return found;
    },
    commit: (found) => {
      if (old !== undefined && isReplacing) mark(deployment.snapshot, old, { delete: true });
      enter(deployment, state, { id: found.id, outputs: found.outputs }, isReplacing ? undefined : old);
    },
  });
  return filled(new messages.ReadResourceResponse(), { urn, properties: structOf(state.outputs ?? {}) });
}

async function invoked(
  deployment: Deployment,
  request: messages.ResourceInvokeRequest,
): Promise<messages.ResourceInvokeResponse> {
  const token = request.getTok();
  const inputs = resolved(propertiesOf(request.getArgs()));
  if (token === "pulumi:pulumi:getResource")
    return filled(new messages.ResourceInvokeResponse(), { return: structOf(found(deployment, inputs)) });
  const packageName = packageOf(token);
  if (packageName === "pulumi") throw new EngineError(`the embedded engine does not support ${token}`);
  const refused = `Default provider for '${packageName}' disabled. '${token}' must use an explicit provider.`;
  const { providers = {} } = deployment.goals.get(request.getParent()) ?? {};
  const reference =
    request.getProvider() ||
    (providers[packageName] ?? (await defaultProvider(deployment, packageName, request.getVersion(), refused)));
  const provider = await deployment.registry.provider(reference);
  if (provider === undefined) throw new EngineError(`unknown provider '${reference}'`);
  const result = await provider.invoke(token, inputs).catch((error: unknown) => {
    throw new EngineError(`invocation of ${token} returned an error: ${messageOf(error)}`);
  });
  return filled(new messages.ResourceInvokeResponse(), {
    return: result.getReturn(),
    failuresList: result.getFailuresList(),
  });
}

/** A resource of this run, for a program that follows a reference to it. */
function found(deployment: Deployment, { urn }: Properties): Properties {
  const state = deployment.states.get(String(urn));
  if (state === undefined) throw new EngineError(`unknown resource ${String(urn)}`);
  return { urn: state.urn, id: state.id ?? "", provider: state.provider ?? "", state: state.outputs ?? {} };
}

/** Those of the stack are kept until it is known how the run ends. */
function setOutputs(deployment: Deployment, urn: string, outputs: Properties): void {
  const state = deployment.states.get(urn);
  if (state === undefined)
    throw new EngineError(`cannot complete a resource '${urn}' whose registration isn't pending`);
  if (typeOf(urn) === STACK_TYPE) deployment.stackOutputs = outputs;
  else mark(deployment.snapshot, state, { outputs });
}

function log(deployment: Deployment, request: engine.LogRequest): void {
  const severities = { 1: "info", 2: "warning", 3: "error" } as const;
  const severity = severities[request.getSeverity() as 1 | 2 | 3] as "info" | "warning" | "error" | undefined;
  const [message, urn] = [request.getMessage().trimEnd(), request.getUrn()];
  if (severity === undefined || request.getEphemeral()) return;
  report(deployment, { severity, message, ...(urn === "" ? {} : { urn }) });
}
