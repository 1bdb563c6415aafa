import type { Recorded, Registered } from "./recorded";

/** The resources that a policy pack is shown at the end of a preview or an update. */
export function recordedFromRegistered(resources: readonly Registered[]): readonly Recorded[] {
  return resources
    .filter(({ type }) => !type.startsWith("pulumi:providers:"))
    .map((resource) => ({ asked: resource, standing: resource }));
}
