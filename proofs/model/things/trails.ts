import { notYet } from "../not-yet";
import { compileFilterPattern } from "../../../events";
import type { FilterPattern } from "../../../events/filter-pattern";
import { arnFor } from "../arns";
import type { Draft } from "../draft";
import type { LogGroup, MetricFilter, Trail } from "../organization";
import { arnAt, nameOf, whereOf, type Place } from "../place";
import { isMapping, listOf, textOf, valueAt, type Value } from "../value";

export function trailsIn(place: Place): readonly Trail[] {
  return place.of("cloudtrail/trail").map((draft) => {
    const { properties } = draft;
    const recorded = recordedBy(draft);
    return {
      kind: "trail",
      arn: arnFor(draft),
      account: draft.account,
      region: draft.region,
      name: nameOf(draft),
      origin: draft.origin,
      isOrganizationTrail: properties["isOrganizationTrail"] === true,
      isMultiRegion: properties["isMultiRegionTrail"] === true,
      recordsGlobalServices: properties["includeGlobalServiceEvents"] !== false,
      validatesFiles: properties["enableLogFileValidation"] === true,
      isLogging: properties["enableLogging"] !== false,
      recordsReads: recorded.reads,
      recordsWrites: recorded.writes,
      bucketName: textOf(properties["s3BucketName"]),
      keyArn: arnAt(draft, "kmsKeyId", properties["kmsKeyId"], place),
      logGroupArn: arnAt(draft, "cloudWatchLogsGroupArn", properties["cloudWatchLogsGroupArn"], place),
      logRoleArn: arnAt(draft, "cloudWatchLogsRoleArn", properties["cloudWatchLogsRoleArn"], place),
    };
  });
}

/**
 * Without selectors a trail records all management events.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
 */
function recordedBy({ properties }: Draft): { readonly reads: boolean; readonly writes: boolean } {
  const basic = listOf(properties["eventSelectors"]).filter(isMapping);
  const advanced = listOf(properties["advancedEventSelectors"]).filter(isMapping);
  if (basic.length + advanced.length === 0) return { reads: true, writes: true };
  const types = [...basic.map(basicType), ...advanced.map(advancedType)];
  return {
    reads: types.some((type) => type === "All" || type === "ReadOnly"),
    writes: types.some((type) => type === "All" || type === "WriteOnly"),
  };
}

/** Left out sources, such as key management, are not "all". */
function basicType(selector: Value): string {
  if (valueAt(selector, "includeManagementEvents") === false) return "None";
  if (listOf(valueAt(selector, "excludeManagementEventSources")).length > 0) return "None";
  return textOf(valueAt(selector, "readWriteType")) || "All";
}

/** Only a selector of nothing but the category, and at most readOnly, leaves nothing out. */
function advancedType(selector: Value): string {
  const fields = listOf(valueAt(selector, "fieldSelectors"));
  const named = new Map(fields.map((field) => [textOf(valueAt(field, "field")), listOf(valueAt(field, "equals"))]));
  if (!named.get("eventCategory")?.includes("Management")) return "None";
  if ([...named.keys()].some((name) => name !== "eventCategory" && name !== "readOnly")) return "None";
  const readOnly = named.get("readOnly")?.map(String);
  return readOnly === undefined ? "All" : readOnly.includes("true") ? "ReadOnly" : "WriteOnly";
}

export function logGroupsIn(place: Place): readonly LogGroup[] {
  return place.of("cloudwatch/logGroup").map((draft) => ({
    kind: "logGroup",
    arn: arnFor(draft),
    account: draft.account,
    region: draft.region,
    name: nameOf(draft),
    origin: draft.origin,
    keyArn: arnAt(draft, "kmsKeyId", draft.properties["kmsKeyId"], place),
  }));
}

/** IAM knows metric filters by their log group's ARN. */
export function metricFiltersIn(place: Place): readonly MetricFilter[] {
  return place.of("cloudwatch/logMetricFilter").map((draft) => {
    const logGroup = textOf(draft.properties["logGroupName"]);
    const made = draft.properties["metricTransformation"];
    return {
      kind: "metricFilter",
      arn: `arn:aws:logs:${draft.region}:${draft.account}:log-group:${logGroup}`,
      account: draft.account,
      region: draft.region,
      name: nameOf(draft),
      origin: draft.origin,
      logGroup,
      pattern: patternOf(draft, place),
      namespace: textOf(valueAt(made, "namespace")),
      metric: textOf(valueAt(made, "name")) || textOf(valueAt(made, "metricName")),
      value: numberIn(valueAt(made, "value") ?? valueAt(made, "metricValue")),
    };
  });
}

/** A field of the event, as $.size, is no number that can be relied on. */
function numberIn(value: Value): number | undefined {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && !Number.isNaN(number) ? number : undefined;
}

function patternOf(draft: Draft, place: Place): FilterPattern | undefined {
  const text = draft.properties["pattern"] ?? draft.properties["filterPattern"];
  const where = `${whereOf(draft)}.pattern`;
  if (typeof text !== "string") {
    place.report({ where, why: `is ${notYet}`, called: nameOf(draft) });
    return undefined;
  }
  const compiled = compileFilterPattern(text);
  if (compiled.ok) return compiled.pattern;
  place.report({ where, why: `cannot be read: ${compiled.issues.map(({ message }) => message).join("; ")}` });
  return undefined;
}
