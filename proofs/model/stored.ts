import type { Recorded, Registered } from "./recorded";
import { fromJson } from "./sentinels";
import { isMapping, type Properties } from "./value";

/** A resource in a checkpoint, an export or a step of a preview. */
export interface Stored {
  readonly type: string;
  readonly urn: string;
  readonly id?: string;
  readonly inputs?: unknown;
  readonly outputs?: unknown;
  readonly protect?: boolean;
  readonly provider?: string;
  /** Replaced already, and waits for its deletion. */
  readonly delete?: boolean;
  /** Deleted already, and waits for its successor. */
  readonly pendingReplacement?: boolean;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

export function isStored(value: unknown): value is Stored {
  if (typeof value !== "object" || value === null) return false;
  const { type, urn, inputs, outputs } = value as Partial<Stored>;
  return typeof type === "string" && typeof urn === "string" && [inputs, outputs].every(areProperties);
}

/** What a value is none of that `isStored` refuses. */
export const aResource = "a resource has a type and a urn, and inputs and outputs that are objects where it has them";

function areProperties(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "object" && !Array.isArray(value));
}

/** The resources with their providers; those of the engine itself, but for the stack's outputs, are left out. */
export function recordedFrom(stored: readonly Stored[], providers: readonly Stored[] = stored): readonly Recorded[] {
  const byUrn = new Map(
    providers
      .filter(({ type }) => type.startsWith("pulumi:providers:"))
      .map((resource) => [resource.urn, propertiesOf(resource.inputs)]),
  );
  return stored
    .filter(({ type }) => !type.startsWith("pulumi:") || type === "pulumi:pulumi:Stack")
    .map((resource) => oneFrom(resource, byUrn));
}

function oneFrom(resource: Stored, providers: ReadonlyMap<string, Properties>): Recorded {
  // A reference to a provider is its URN and its id.
  const providerUrn = resource.provider?.split("::").slice(0, -1).join("::") ?? "";
  const base: Omit<Registered, "properties"> = {
    type: resource.type,
    urn: resource.urn,
    name: resource.urn.split("::").at(-1) ?? "",
    protect: resource.protect === true,
    provider: { properties: providers.get(providerUrn) ?? {} },
    ...(typeof resource.id === "string" ? { id: resource.id } : {}),
    ...(resource.propertyDependencies === undefined ? {} : { propertyDependencies: resource.propertyDependencies }),
  };
  const asked = { ...base, properties: propertiesOf(resource.inputs) };
  const outputs = propertiesOf(resource.outputs);
  return { asked, standing: Object.keys(outputs).length === 0 ? asked : { ...base, properties: outputs } };
}

function propertiesOf(json: unknown): Properties {
  const value = fromJson(json ?? {});
  return isMapping(value) ? value : {};
}
