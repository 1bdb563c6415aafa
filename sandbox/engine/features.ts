import { EngineError } from "./types";

/** What the engine does about a field of a request; one that is refused is an error when a program sets it. */
export type Treatment = "handled" | "refused" | { readonly harmless: string };
export type Treatments = Readonly<Record<string, Treatment>>;

const all = (treatment: Treatment, ...fields: string[]) => Object.fromEntries(fields.map((each) => [each, treatment]));

// The fields have the names of `toObject()`. A test holds both tables against the installed SDK.
const ofBoth: Treatments = {
  ...all("handled", "type", "name", "parent", "dependenciesList", "provider", "version", "additionalsecretoutputsList"),
  ...all({ harmless: "the Node SDK accepts both, always" }, "acceptsecrets", "acceptresources"),
  ...all({ harmless: "providers run already: nothing is downloaded" }, "plugindownloadurl", "pluginchecksumsMap"),
  ...all({ harmless: "positions are for displays" }, "sourceposition", "stacktrace", "parentstacktracehandle"),
  acceptsByteString: { harmless: "byte strings are not announced, so that none is sent" },
  packageref: "refused",
};

export const readFields: Treatments = { ...ofBoth, ...all("handled", "id", "properties") };
export const registerFields: Treatments = {
  ...ofBoth,
  ...all("handled", "custom", "object", "protect", "propertydependenciesMap", "ignorechangesList", "customtimeouts"),
  ...all("handled", "deletebeforereplace", "deletebeforereplacedefined", "aliasesList", "importid", "hidediffsList"),
  ...all("handled", "replaceonchangesList", "retainondelete", "deletedwith"),
  providersMap: { harmless: "the Node SDK names the provider of every child itself" },
  supportspartialvalues: { harmless: "the Node SDK always supports them" },
  supportsresultreporting: { harmless: "a failure ends the program: it is not told" },
  aliasurnsList: { harmless: "sent only to engines without alias specifications" },
  aliasspecs: { harmless: "the Node SDK has specified aliases properly since 3.50" },
  ...all("refused", "remote", "transformsList", "replaceWithList", "replacementTrigger", "envvarmappingsMap"),
  ...all("refused", "hooks", "snippetid", "stateMigrationsList"),
};

/** What this engine has of the features of Pulumi's (RESOURCE_MONITOR_FEATURE_...). */
export const features = ["SECRETS", "RESOURCE_REFERENCES", "ALIAS_SPECS", "DELETED_WITH"] as const;

/** Throws an error that names the refused fields which the request sets, and those that are not in the table. */
export function refuseFields(request: { toObject(): object }, fields: Treatments): void {
  const isSet = (value: unknown): boolean => (value instanceof Object ? Object.values(value).some(isSet) : !!value);
  const set = Object.entries(request.toObject()).filter(([, value]) => isSet(value));
  const refused = set.flatMap(([field]) => ((fields[field] ?? "refused") === "refused" ? [field] : []));
  if (refused.length > 0) throw new EngineError(`the embedded engine does not support ${refused.join(", ")}`);
}
