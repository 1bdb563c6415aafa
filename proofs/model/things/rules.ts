import { notYet } from "../not-yet";
import { compilePattern, type Pattern } from "../../../events";
import { arnFor, busOf } from "../arns";
import type { Draft } from "../draft";
import type { Rule, Target } from "../organization";
import { arnAt, isOf, nameOf, whereOf, type Place } from "../place";
import { holdsUnknown, isMapping, listOf, textOf, valueAt, type Properties, type Value } from "../value";

export function rulesIn(place: Place): readonly Rule[] {
  const targets = place.of("cloudwatch/eventTarget");
  return place.of("cloudwatch/eventRule").map((draft) => {
    const name = nameOf(draft);
    const bus = busOf(draft);
    const own = targets.filter((one) => isOf(one, "rule", draft, [name]) && busOf(one) === bus);
    return {
      kind: "rule",
      arn: arnFor(draft),
      account: draft.account,
      region: draft.region,
      name,
      origin: draft.origin,
      bus,
      state: stateOf(draft.properties),
      pattern: patternOf(draft, place),
      targets: [
        ...own.map((one) => targetFrom(one, one.properties, place)),
        ...listOf(draft.properties["targets"])
          .filter(isMapping)
          .map((one) => targetFrom(draft, one, place)),
      ],
    };
  });
}

function stateOf({ state, isEnabled }: Properties): string {
  return textOf(state) || (isEnabled === false ? "DISABLED" : "ENABLED");
}

/** A template's pattern is the same object in every account. */
const compiled = new WeakMap<object, Pattern>();

function patternOf(draft: Draft, place: Place): Pattern | undefined {
  const written = draft.properties["eventPattern"];
  if (isMapping(written)) {
    const known = compiled.get(written);
    if (known !== undefined) return known;
  }
  const pattern = compiledFrom(written, (why) =>
    place.report({ where: `${whereOf(draft)}.eventPattern`, why, called: arnFor(draft) }),
  );
  if (isMapping(written) && pattern !== undefined) compiled.set(written, pattern);
  return pattern;
}

function compiledFrom(written: Value, report: (why: string) => void): Pattern | undefined {
  if (holdsUnknown(written)) {
    report(`is, or holds what is, ${notYet}`);
    return undefined;
  }
  const read = compilePattern(written);
  if (read.ok) return read.pattern;
  report(`cannot be read: ${read.issues.map(({ path, message }) => `${path}: ${message}`).join("; ")}`);
  return undefined;
}

function targetFrom(draft: Draft, properties: Properties, place: Place): Target {
  const at = (path: string): Value => valueAt(properties, path);
  const property = properties === draft.properties ? (path: string) => path.split(".")[0] ?? "" : () => "targets";
  const arn = (path: string) => arnAt(draft, property(path), at(path), place);
  return {
    id: textOf(properties["targetId"] ?? properties["id"]),
    arn: arn("arn") ?? "",
    roleArn: arn("roleArn"),
    deadLetterArn: arn("deadLetterConfig.arn"),
    maximumEventAgeSeconds: numberOf(at("retryPolicy.maximumEventAgeInSeconds")),
    maximumRetryAttempts: numberOf(at("retryPolicy.maximumRetryAttempts")),
    handsOnWholeEvent: ["input", "inputPath", "inputTransformer"].every((name) => isUnset(properties[name])),
  };
}

function isUnset(value: Value): boolean {
  return value === undefined || value === null || value === "";
}

function numberOf(value: Value): number | undefined {
  return typeof value === "number" ? value : undefined;
}
