import { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { type Callback, CallbackInvokeRequest, type CallbackInvokeResponse } from "@pulumi/pulumi/proto/callback_pb";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { TransformRequest, TransformResourceOptions, TransformResponse } from "@pulumi/pulumi/proto/resource_pb";
import { withHashes } from "./assets";
import { refuseFields, registerFields } from "./features";
import { defaultProvider } from "./registration";
import type { Deployment } from "./deployment";
import { answer, channelOptions, filled, grpc, propertiesOf, structOf } from "./protobuf";
import { EngineError, type ResourceState } from "./types";
import { isProviderType, packageOf, providerParts, typeOf } from "./urn";
import { dependenciesOf, type Properties, resolved } from "./values";

/** What the program wants a resource to be, after inheritance and transforms. */
export interface Goal {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly parent: string;
  readonly inputs: Properties;
  readonly aliases: readonly Alias.AsObject[];
  readonly protect: boolean | undefined;
  readonly retainOnDelete: boolean | undefined;
  readonly deleteBeforeReplace: boolean | undefined;
  /** References by package, for the children of a component. */
  readonly providers: Readonly<Record<string, string>>;
  readonly transforms: readonly Callback[];
  /** What enters the state as it is. */
  readonly kept: Partial<ResourceState>;
}

export async function goalFor(deployment: Deployment, request: RegisterResourceRequest, urn: string): Promise<Goal> {
  const [type, custom] = [request.getType(), request.getCustom()];
  const parent = deployment.goals.get(request.getParent());
  const given = withHashes(propertiesOf(request.getObject()), deployment.project.workingDirectory);
  const { properties, options } = await transformed(deployment, request, given, optionsOf(request, parent));
  const declared = request.getPropertydependenciesMap();
  const propertyDependencies = Object.fromEntries(
    Object.entries(properties).map(([key, value]) => {
      return [key, [...new Set([...(declared.get(key)?.getUrnsList() ?? []), ...dependenciesOf(value)])]];
    }),
  );
  const isProvider = isProviderType(type);
  const version = options.getVersion();
  const refused = `Default provider for '${packageOf(type)}' disabled. '${urn}' must use an explicit provider.`;
  return {
    type,
    custom,
    name: request.getName(),
    parent: request.getParent(),
    inputs: { ...resolved(properties), ...(isProvider && version ? { version, __internal: {} } : {}) },
    aliases: options.getAliasesList().map((alias) => alias.toObject()),
    protect: options.hasProtect() ? options.getProtect() : undefined,
    retainOnDelete: options.hasRetainOnDelete() ? options.getRetainOnDelete() : undefined,
    deleteBeforeReplace: options.hasDeleteBeforeReplace() ? options.getDeleteBeforeReplace() : undefined,
    providers: { ...(custom ? {} : parent?.providers), ...Object.fromEntries(options.getProvidersMap().toArray()) },
    transforms: request.getTransformsList(),
    kept: {
      provider:
        custom && !isProvider
          ? options.getProvider() || (await defaultProvider(deployment, packageOf(type), version, refused))
          : "",
      dependencies: [...new Set([...options.getDependsOnList(), ...Object.values(propertyDependencies).flat()])],
      propertyDependencies,
      additionalSecretOutputs: options.getAdditionalSecretOutputsList(),
      customTimeouts: secondsOf(options.getCustomTimeouts()?.toObject() ?? {}),
      importID: options.getImport(),
      deletedWith: options.getDeletedWith(),
      replaceWith: options.getReplaceWithList(),
      ignoreChanges: options.getIgnoreChangesList(),
      hideDiff: options.getHideDiffList(),
      replaceOnChanges: options.getReplaceOnChangesList(),
    },
  };
}

/** The options of the request, with what the engine lets a child inherit. */
function optionsOf(request: RegisterResourceRequest, parent: Goal | undefined): TransformResourceOptions {
  const packageName = packageOf(request.getType());
  const inherited = parent?.kept.provider ?? "";
  const fits = inherited !== "" && packageOf(typeOf(providerParts(inherited).urn)) === packageName;
  const providers = request.getProvidersMap();
  const options = filled(new TransformResourceOptions(), {
    dependsOnList: request.getDependenciesList(),
    protect: request.hasProtect() ? request.getProtect() : parent?.protect,
    retainOnDelete: request.hasRetainondelete() ? request.getRetainondelete() : parent?.retainOnDelete,
    ignoreChangesList: request.getIgnorechangesList(),
    replaceOnChangesList: request.getReplaceonchangesList(),
    version: request.getVersion(),
    aliasesList: [
      ...request.getAliasurnsList().map((urn) => filled(new Alias(), { urn })),
      ...request.getAliasesList(),
    ],
    provider:
      request.getProvider() ||
      (fits ? inherited : (providers.get(packageName) ?? parent?.providers[packageName] ?? "")),
    customTimeouts: request.getCustomtimeouts(),
    deletedWith: request.getDeletedwith() || parent?.kept.deletedWith,
    deleteBeforeReplace: request.getDeletebeforereplacedefined() ? request.getDeletebeforereplace() : undefined,
    additionalSecretOutputsList: request.getAdditionalsecretoutputsList(),
    import: request.getImportid(),
    hideDiffList: request.getHidediffsList(),
    replaceWithList: request.getReplaceWithList(),
  });
  for (const [name, reference] of providers.toArray()) options.getProvidersMap().set(name, reference);
  return options;
}

/** Runs the resource's own transforms, then those of its ancestors, then those of the stack. */
async function transformed(
  deployment: Deployment,
  request: RegisterResourceRequest,
  properties: Properties,
  options: TransformResourceOptions,
): Promise<{ readonly properties: Properties; readonly options: TransformResourceOptions }> {
  const transforms = [...request.getTransformsList()];
  for (let urn = request.getParent(); urn !== ""; urn = deployment.goals.get(urn)?.parent ?? "") {
    transforms.push(...(deployment.goals.get(urn)?.transforms ?? []));
  }
  let result = { properties, options };
  for (const transform of [...transforms, ...deployment.transforms]) {
    const question = filled(new TransformRequest(), {
      type: request.getType(),
      name: request.getName(),
      custom: request.getCustom(),
      parent: request.getParent(),
      properties: structOf(result.properties),
      options: result.options,
    });
    const call = filled(new CallbackInvokeRequest(), {
      token: transform.getToken(),
      request: question.serializeBinary(),
    });
    const client = new CallbacksClient(transform.getTarget(), grpc.credentials.createInsecure(), channelOptions);
    const reply = await answer<CallbackInvokeResponse>((done) => client.invoke(call, done));
    client.close();
    const response = TransformResponse.deserializeBinary(reply.getResponse_asU8());
    if (response.getOptions()?.hasReplacementTrigger() || response.getOptions()?.hasHooks()) {
      const { hooks, replacementTrigger } = response.getOptions()?.toObject() ?? {};
      refuseFields({ toObject: () => ({ hooks, replacementTrigger }) }, registerFields);
    }
    const changed = response.getProperties();
    result = {
      properties: changed ? withHashes(propertiesOf(changed), deployment.project.workingDirectory) : result.properties,
      options: response.getOptions() ?? result.options,
    };
  }
  return result;
}

/** "1h30m" → 5400, for each timeout that is set. */
function secondsOf(timeouts: Readonly<Record<string, string>>): Readonly<Record<string, number>> {
  const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 };
  const set = Object.entries(timeouts).filter(([, text]) => text !== "");
  return Object.fromEntries(
    set.map(([operation, text]) => {
      const parts = [...text.matchAll(/([\d.]+)(h|ms|us|µs|ns|m|s)/g)];
      if (parts.map(([part]) => part).join("") !== text) throw new EngineError(`unable to parse timeout "${text}"`);
      return [operation, parts.reduce((sum, [, amount, unit = ""]) => sum + Number(amount) * (units[unit] ?? 0), 0)];
    }),
  );
}
