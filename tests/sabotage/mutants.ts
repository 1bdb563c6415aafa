import { arrayOf, objectOf, type Edit, type Json, type JsonObject, type LandingZone } from "./copy";

/** One small change, made by a rule and not by hand. */
export interface Mutant {
  /** `resource > place: what was done`. */
  readonly id: string;
  readonly edit: Edit;
}

type Path = readonly (string | number)[];

/** A change of one place in a resource: a property, or a place in a document that a property holds as text. */
interface Change {
  readonly path: Path;
  readonly says: string;
  readonly to: Json | undefined;
}

/** Every resource removed; every statement, condition and item of a deny dropped; every principal of a grant widened. */
export function mutantsOf({ state }: LandingZone): readonly Mutant[] {
  return resourcesOf(state).flatMap((resource) => {
    if (resource["inputs"] === undefined || resource["custom"] !== true || isProvider(resource)) return [];
    const name = nameOf(resource);
    const inputs = objectOf(resource["inputs"]);
    return [
      { id: `${name}: removed`, edit: edited(resource, () => undefined) },
      ...Object.entries(repeatsAnother(name) ? {} : inputs).flatMap(([property, value]) =>
        changesIn(property, value as Json).map((change) => ({
          id: `${name} > ${change.path.join(".")}: ${change.says}`,
          edit: edited(resource, (properties) => changedAt(properties, change.path, change.to)),
        })),
      ),
    ];
  });
}

function changesIn(property: string, value: Json): readonly Change[] {
  const document = typeof value === "string" && value.startsWith("{") ? parsed(value) : undefined;
  if (typeof value === "boolean") return [{ path: [property], says: `${value} turned round`, to: !value }];
  if (document === undefined) return [];
  return [...statementChanges([property], document), ...templateChanges([property], document)];
}

/** Wherever a list of statements stands. */
function statementChanges(path: Path, value: Json | undefined): readonly Change[] {
  if (Array.isArray(value))
    return (value as readonly Json[]).flatMap((item, at) => statementChanges([...path, at], item));
  if (typeof value !== "object" || value === null) return [];
  const object = value as JsonObject;
  if (typeof object["Effect"] === "string") return changesOfStatement(path, object);
  return Object.entries(object).flatMap(([name, item]) => statementChanges([...path, name], item));
}

function changesOfStatement(path: Path, statement: JsonObject): readonly Change[] {
  const sid = textOf(statement["Sid"]);
  const conditions = objectOf(statement["Condition"] ?? {});
  return [
    { path, says: `${sid} dropped`, to: undefined },
    ...Object.entries(conditions).flatMap(([operator, keys]) =>
      Object.keys(objectOf(keys)).map((key) => ({
        path: [...path, "Condition", operator, key],
        says: `${sid} without it`,
        to: undefined,
      })),
    ),
    ...(statement["Effect"] === "Allow" && statement["Principal"] !== undefined
      ? [{ path: [...path, "Principal"], says: `${sid} for everybody`, to: "*" }]
      : []),
    ...(statement["Effect"] === "Deny" ? itemsOf(path, sid, statement) : []),
  ];
}

function itemsOf(path: Path, sid: string, statement: JsonObject): readonly Change[] {
  return ["Action", "Resource"].flatMap((element) => {
    const list = statement[element];
    if (!Array.isArray(list) || list.length < 2) return [];
    return (list as readonly Json[]).map((item, at) => ({
      path: [...path, element, at],
      says: `${sid} without ${textOf(item)}`,
      to: undefined,
    }));
  });
}

/** Every resource of a template removed; every rule disabled, or without its dead letters. */
function templateChanges(path: Path, document: JsonObject): readonly Change[] {
  const resources = document["Resources"];
  if (resources === undefined) return [];
  return Object.entries(objectOf(resources)).flatMap(([logicalId, resource]) => {
    const at = [...path, "Resources", logicalId];
    const type = textOf(objectOf(resource)["Type"]);
    const removed = { path: at, says: "removed", to: undefined };
    if (type !== "AWS::Events::Rule") return [removed];
    return [
      removed,
      { path: [...at, "Properties", "State"], says: "reads left out", to: "ENABLED" },
      { path: [...at, "Properties", "Targets", 0, "DeadLetterConfig"], says: "without dead letters", to: undefined },
      { path: [...at, "Properties", "Targets", 0, "RoleArn"], says: "without role", to: undefined },
    ];
  });
}

function edited(mutated: JsonObject, change: (properties: JsonObject) => JsonObject | undefined): Edit {
  return ({ state, snapshot }) => {
    const checkpoint = objectOf(state);
    const deployment = objectOf(checkpoint["deployment"]);
    const resources = resourcesOf(state).flatMap((resource) => {
      if (resource["urn"] !== mutated["urn"]) return [resource];
      const [inputs, outputs] = [change(objectOf(resource["inputs"])), change(objectOf(resource["outputs"]))];
      return inputs === undefined ? [] : [{ ...resource, inputs, outputs }];
    });
    return { state: { ...checkpoint, deployment: { ...deployment, resources } }, snapshot };
  };
}

/** The value with the place changed or gone; JSON text is read and written again. A place that is not there is left. */
function changedAt(value: JsonObject, path: Path, to: Json | undefined): JsonObject;
function changedAt(value: Json | undefined, path: Path, to: Json | undefined): Json | undefined;
function changedAt(value: Json | undefined, [first, ...rest]: Path, to: Json | undefined): Json | undefined {
  if (first === undefined) return to;
  if (typeof value === "string") return JSON.stringify(changedAt(parsed(value), [first, ...rest], to));
  if (Array.isArray(value)) {
    return (value as readonly Json[])
      .map((item, at) => (at === first ? changedAt(item, rest, to) : item))
      .filter((item) => item !== undefined);
  }
  if (typeof value !== "object" || value === null || !(first in value)) return value;
  const { [first]: before, ...others } = value as JsonObject;
  const after = changedAt(before, rest, to);
  // IAM refuses an operator without keys: with its last key it goes, and with the last operator the condition.
  const isLeft = after !== undefined && !(isEmpty(after) && !isEmpty(before));
  return isLeft ? { ...(value as JsonObject), [first]: after } : others;
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isEmpty(value: Json | undefined): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function parsed(text: string): JsonObject | undefined {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function resourcesOf(state: unknown): readonly JsonObject[] {
  return arrayOf(objectOf(objectOf(state)["deployment"])["resources"]) as readonly JsonObject[];
}

/** The management account's rules are one template, deployed once for each Region. */
function repeatsAnother(name: string): boolean {
  return /^detection-[a-z]+-[a-z]+-\d$/.test(name) && name !== "detection-eu-central-1";
}

function isProvider(resource: JsonObject): boolean {
  return textOf(resource["type"]).startsWith("pulumi:providers:");
}

function nameOf(resource: JsonObject): string {
  return textOf(resource["urn"]).split("::").at(-1) ?? "";
}
