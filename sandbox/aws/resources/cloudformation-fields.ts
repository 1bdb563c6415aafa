import type { OperationPreferences } from "../cloudformation/operation";
import type { Fields } from "../provider/schema";
import type { Properties } from "../provider/values";
import { object, optionalNumber, optionalText, texts } from "./resource";

/**
 * Operation preferences as @pulumi/aws 7.48 has them. `concurrencyMode` is a property of StackInstances only.
 * https://www.pulumi.com/registry/packages/aws/api-docs/cloudformation/stackset/
 */
export const stackSetPreferences: Fields = {
  failureToleranceCount: { type: "number", conflictsWith: ["failureTolerancePercentage"], check: atLeast(0) },
  failureTolerancePercentage: { type: "number", conflictsWith: ["failureToleranceCount"], check: between(0, 100) },
  maxConcurrentCount: { type: "number", conflictsWith: ["maxConcurrentPercentage"], check: atLeast(1) },
  maxConcurrentPercentage: { type: "number", conflictsWith: ["maxConcurrentCount"], check: between(1, 100) },
  regionConcurrencyType: { type: "string", oneOf: ["SEQUENTIAL", "PARALLEL"] },
  regionOrders: { type: "list", items: { type: "string", check: regionIssue } },
};

export const stackInstancesPreferences: Fields = {
  ...stackSetPreferences,
  concurrencyMode: { type: "string", oneOf: ["STRICT_FAILURE_TOLERANCE", "SOFT_FAILURE_TOLERANCE"] },
};

export function preferencesOf(inputs: Properties): OperationPreferences {
  const preferences = object(inputs, "operationPreferences");
  return {
    failureToleranceCount: optionalNumber(preferences, "failureToleranceCount"),
    failureTolerancePercentage: optionalNumber(preferences, "failureTolerancePercentage"),
    maxConcurrentCount: optionalNumber(preferences, "maxConcurrentCount"),
    maxConcurrentPercentage: optionalNumber(preferences, "maxConcurrentPercentage"),
    concurrencyMode: optionalText(preferences, "concurrencyMode"),
    regionConcurrencyType: optionalText(preferences, "regionConcurrencyType"),
    regionOrders: texts(preferences, "regionOrders"),
  };
}

export function regionIssue(region: string): string | undefined {
  return /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(region) ? undefined : `invalid AWS Region: ${region}`;
}

export function accountIdIssue(id: string): string | undefined {
  return /^\d{12}$/.test(id) ? undefined : `"${id}" doesn't look like AWS Account ID (exactly 12 digits)`;
}

function atLeast(least: number) {
  return (value: number): string | undefined =>
    value >= least ? undefined : `expected a value of at least ${least}, got ${value}`;
}

function between(least: number, most: number) {
  return (value: number): string | undefined =>
    value >= least && value <= most ? undefined : `expected a value in the range (${least} - ${most}), got ${value}`;
}
