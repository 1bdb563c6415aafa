import { EngineError } from "./types";

/** What the engine does about a field of a request; a field that is refused is an error when a program sets it. */
export type Treatment = "handled" | { readonly harmless: string } | { readonly refused: string };
export type Treatments = Readonly<Record<string, Treatment>>;

const all = (treatment: Treatment, ...fields: readonly string[]): Treatments =>
  Object.fromEntries(fields.map((field) => [field, treatment]));

// The fields have the names of `toObject()`. A test holds both tables against the installed SDK.
const ofBoth: Treatments = {
  ...all("handled", "type", "name", "parent", "dependenciesList", "provider", "version", "additionalsecretoutputsList"),
  ...all({ harmless: "the Node SDK accepts both, always" }, "acceptsecrets", "acceptresources"),
  ...all({ harmless: "providers run already: nothing is downloaded" }, "plugindownloadurl", "pluginchecksumsMap"),
  ...all({ harmless: "positions are for displays" }, "sourceposition", "stacktrace", "parentstacktracehandle"),
  acceptsByteString: { harmless: "byte strings are not announced, so that none is sent" },
  packageref: { refused: "parameterized providers" },
};

export const registerFields: Treatments = {
  ...ofBoth,
  ...all("handled", "custom", "object", "protect", "propertydependenciesMap", "ignorechangesList", "customtimeouts"),
  ...all("handled", "deletebeforereplace", "deletebeforereplacedefined", "aliasesList", "aliasurnsList", "importid"),
  ...all("handled", "providersMap", "replaceonchangesList", "retainondelete", "deletedwith", "hidediffsList"),
  supportspartialvalues: { harmless: "the Node SDK always supports them" },
  supportsresultreporting: { harmless: "a failure ends the program: it is not told" },
  aliasspecs: { harmless: "the Node SDK has specified aliases properly since 3.50" },
  remote: { refused: "components implemented by a provider" },
  transformsList: { refused: "transforms" },
  replaceWithList: { refused: "the option replaceWith" },
  replacementTrigger: { refused: "the option replacementTrigger" },
  envvarmappingsMap: { refused: "the option envVarMappings" },
  hooks: { refused: "resource hooks" },
  snippetid: { refused: "resources of snippets" },
  stateMigrationsList: { refused: "state migrations" },
};

export const readFields: Treatments = { ...ofBoth, ...all("handled", "id", "properties") };

/** Features of Pulumi's engine that this one has, with the names by which older SDKs ask for them. */
export const features = {
  RESOURCE_MONITOR_FEATURE_SECRETS: "secrets",
  RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES: "resourceReferences",
  RESOURCE_MONITOR_FEATURE_ALIAS_SPECS: "aliasSpecs",
  RESOURCE_MONITOR_FEATURE_DELETED_WITH: "deletedWith",
} as const;

/** Throws an error that names every refused field which the request sets, and every one that is not in the table. */
export function refuseFields(request: { toObject(): object }, fields: Treatments): void {
  const refused = Object.entries(request.toObject()).flatMap(([field, value]: [string, unknown]) => {
    const treatment = fields[field] ?? { refused: "an unknown field" };
    const isRefused = treatment !== "handled" && "refused" in treatment && isSet(value);
    return isRefused ? [`${treatment.refused} (${field})`] : [];
  });
  if (refused.length > 0) throw new EngineError(`the embedded engine does not support ${refused.join(", ")}`);
}

const isSet = (value: unknown): boolean =>
  typeof value === "object" && value !== null ? Object.values(value).some(isSet) : Boolean(value);
