import type { Recorded, Registered } from "./recorded";
import { isUnknown } from "./value";

/** The resources that a policy pack is shown at the end of a preview or an update. */
export function recordedFromRegistered(resources: readonly Registered[]): readonly Recorded[] {
  return resources
    .filter(({ type }) => !type.startsWith("pulumi:providers:"))
    .map(withoutWorkedOut)
    .map((resource) => ({ asked: resource, standing: resource }));
}

/**
 * A pack is shown outputs, and before the update a provider calls unknown whatever it works out itself, such as the
 * inline policies of a role that was given none. What a program leaves open comes from another resource, and the engine
 * names that.
 */
function withoutWorkedOut(resource: Registered): Registered {
  const { properties, propertyDependencies } = resource;
  if (propertyDependencies === undefined) return resource;
  const given = Object.entries(properties).filter(
    ([name, value]) => !isUnknown(value) || propertyDependencies[name] !== undefined,
  );
  return { ...resource, properties: Object.fromEntries(given) };
}
