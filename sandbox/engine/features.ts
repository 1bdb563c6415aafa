import { ReadResourceRequest, RegisterResourceRequest, ResourceMonitorFeature } from "@pulumi/pulumi/proto/resource_pb";
import { EngineError } from "./types";

/**
 * What the engine does about each field of a request and each feature of Pulumi's engine. A field that is refused is an
 * error when a program sets it; a test holds this table against the installed SDK, so that a new field cannot pass
 * unseen.
 */
export type Treatment = "handled" | { readonly harmless: string } | { readonly refused: string };

const noPlugins = { harmless: "providers are running already: nothing is downloaded" };
const noByteStrings = { harmless: "the byte string feature is not announced" };
const noStitching = { harmless: "only remote components hand traces on, and they are refused" };

export const registerFields: Readonly<Record<keyof RegisterResourceRequest.AsObject, Treatment>> = {
  type: "handled",
  name: "handled",
  parent: "handled",
  custom: "handled",
  object: "handled",
  protect: "handled",
  dependenciesList: "handled",
  provider: "handled",
  propertydependenciesMap: "handled",
  deletebeforereplace: "handled",
  version: "handled",
  ignorechangesList: "handled",
  acceptsecrets: { harmless: "the Node SDK always accepts them" },
  additionalsecretoutputsList: "handled",
  aliasurnsList: "handled",
  importid: "handled",
  customtimeouts: "handled",
  deletebeforereplacedefined: "handled",
  supportspartialvalues: { harmless: "the Node SDK always supports them" },
  remote: { refused: "components implemented by a provider" },
  acceptresources: { harmless: "the Node SDK always accepts them" },
  providersMap: "handled",
  replaceonchangesList: "handled",
  plugindownloadurl: noPlugins,
  pluginchecksumsMap: noPlugins,
  retainondelete: "handled",
  aliasesList: "handled",
  deletedwith: "handled",
  replaceWithList: "handled",
  replacementTrigger: { refused: "the option replacementTrigger" },
  aliasspecs: { harmless: "the Node SDK has specified aliases properly since 3.50" },
  sourceposition: "handled",
  stacktrace: "handled",
  parentstacktracehandle: noStitching,
  transformsList: "handled",
  supportsresultreporting: { harmless: "a failure ends the program, none is reported to it" },
  packageref: { refused: "parameterized providers" },
  hooks: { refused: "resource hooks" },
  hidediffsList: "handled",
  envvarmappingsMap: { refused: "the option envVarMappings" },
  snippetid: { refused: "snippets" },
  acceptsByteString: noByteStrings,
  stateMigrationsList: { refused: "state migrations" },
};

export const readFields: Readonly<Record<keyof ReadResourceRequest.AsObject, Treatment>> = {
  id: "handled",
  type: "handled",
  name: "handled",
  parent: "handled",
  properties: "handled",
  dependenciesList: "handled",
  provider: "handled",
  version: "handled",
  acceptsecrets: { harmless: "the Node SDK always accepts them" },
  additionalsecretoutputsList: "handled",
  acceptresources: { harmless: "the Node SDK always accepts them" },
  plugindownloadurl: noPlugins,
  pluginchecksumsMap: noPlugins,
  sourceposition: "handled",
  stacktrace: "handled",
  parentstacktracehandle: noStitching,
  packageref: { refused: "parameterized providers" },
  acceptsByteString: noByteStrings,
};

/** Announced to the program, with the names by which older SDKs ask. */
export const features: Readonly<Partial<Record<keyof typeof ResourceMonitorFeature, string>>> = {
  RESOURCE_MONITOR_FEATURE_SECRETS: "secrets",
  RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES: "resourceReferences",
  RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES: "outputValues",
  RESOURCE_MONITOR_FEATURE_ALIAS_SPECS: "aliasSpecs",
  RESOURCE_MONITOR_FEATURE_DELETED_WITH: "deletedWith",
  RESOURCE_MONITOR_FEATURE_REPLACE_WITH: "replaceWith",
  RESOURCE_MONITOR_FEATURE_TRANSFORMS: "transforms",
};

/** Throws an error that names every refused field which the request sets. */
export function refuseFields(request: { toObject(): object }, fields: Readonly<Record<string, Treatment>>): void {
  const isSet = (value: unknown): boolean => {
    if (Array.isArray(value)) return value.length > 0;
    if (typeof value === "object" && value !== null) return Object.values(value).some(isSet);
    return value !== undefined && value !== "" && value !== false && value !== 0;
  };
  const refused = Object.entries(request.toObject()).flatMap(([field, value]: [string, unknown]) => {
    const treatment = fields[field];
    if (treatment === undefined) return isSet(value) ? [`an unknown field (${field})`] : [];
    return treatment !== "handled" && "refused" in treatment && isSet(value) ? [`${treatment.refused} (${field})`] : [];
  });
  if (refused.length > 0) throw new EngineError(`the embedded engine does not support ${refused.join(", ")}`);
}
