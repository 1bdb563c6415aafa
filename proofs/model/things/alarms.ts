import { arnFor } from "../arns";
import { alarmsOf, compositeRuleFrom } from "./composite-rule";
import type { Draft } from "../draft";
import type { Alarm, Schedule } from "../organization";
import { arnAt, nameOf, type Place } from "../place";
import { triggerOf } from "./triggers";
import { isMapping, listOf, textOf, valueAt, type Value } from "../value";

export function alarmsIn(place: Place): readonly Alarm[] {
  const single = place.of("cloudwatch/metricAlarm").map((draft) => alarmFrom(draft, nameOf(draft), place));
  const composite = place.of("cloudwatch/compositeAlarm").map((draft) => {
    const rule = compositeRuleFrom(textOf(draft.properties["alarmRule"]));
    const alarms = rule === undefined ? [] : alarmsOf(rule);
    return { ...alarmFrom(draft, nameOf(draft, "alarmName"), place), alarms, rule: rule ?? ("unknown" as const) };
  });
  return [...single, ...composite];
}

function alarmFrom(draft: Draft, name: string, place: Place): Alarm {
  const { properties } = draft;
  const treatMissingData = textOf(properties["treatMissingData"]);
  return {
    kind: "alarm",
    arn: arnFor(draft),
    account: draft.account,
    region: draft.region,
    name,
    origin: draft.origin,
    metrics: metricsOf(draft),
    alarms: [],
    trigger: triggerOf(draft),
    actionsEnabled: properties["actionsEnabled"] !== false,
    actions: listOf(properties["alarmActions"])
      .map((action) => arnAt(draft, "alarmActions", action, place))
      .filter((action) => action !== undefined),
    ...(treatMissingData === "" ? {} : { treatMissingData }),
  };
}

function metricsOf({ properties }: Draft): readonly string[] {
  const queries = [...listOf(properties["metricQueries"]), ...listOf(properties["metrics"])];
  const own = textOf(properties["metricName"]);
  const found = [
    ...(own === "" ? [] : [`${textOf(properties["namespace"])}/${own}`]),
    ...queries.filter(isMapping).flatMap((query) => metricIn(query["metric"] ?? query["metricStat"])),
  ];
  return [...new Set(found)];
}

/** The classic provider's metric, or CloudFormation's with the metric within. */
function metricIn(metric: Value): readonly string[] {
  if (!isMapping(metric)) return [];
  const within = isMapping(metric["metric"]) ? metric["metric"] : metric;
  return [`${textOf(valueAt(within, "namespace"))}/${textOf(valueAt(within, "metricName"))}`];
}

export function schedulesIn(place: Place): readonly Schedule[] {
  return place.of("scheduler/schedule").map((draft) => {
    const target = draft.properties["target"];
    const input = textOf(valueAt(target, "input"));
    const expression = textOf(draft.properties["scheduleExpression"]);
    return {
      kind: "schedule",
      arn: arnFor(draft),
      account: draft.account,
      region: draft.region,
      name: nameOf(draft),
      origin: draft.origin,
      isEnabled: (textOf(draft.properties["state"]) || "ENABLED") === "ENABLED",
      targetArn: arnAt(draft, "target", valueAt(target, "arn"), place) ?? "",
      roleArn: arnAt(draft, "target", valueAt(target, "roleArn"), place),
      ...(input === "" ? {} : { input }),
      ...(expression === "" ? {} : { expression }),
    };
  });
}
