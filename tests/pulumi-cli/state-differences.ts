/** As much of the form of `pulumi stack export` as the comparison must know; it compares whatever else is there. */
export interface Exported {
  readonly deployment: {
    readonly resources?: readonly Resource[] | undefined;
    readonly pending_operations?: readonly { readonly resource: Resource; readonly type: string }[] | undefined;
  };
}

export interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly provider?: string | undefined;
  readonly delete?: boolean | undefined;
}

/**
 * Every difference between two states, as `<URN> <path>: <left> | <right>`.
 * Left out is what differs from run to run: times, positions in the source, the ids that the engine gives providers,
 * ciphertext (that something is secret is compared), and the order of dependencies: the program names them in the order
 * in which it comes to know them.
 */
export function stateDifferences(left: Exported, right: Exported): readonly string[] {
  const [one, other] = [fieldsByUrn(left), fieldsByUrn(right)];
  return [...new Set([...one.keys(), ...other.keys()])].sort().flatMap((urn) => {
    const [a, b] = [one.get(urn), other.get(urn)];
    if (a === undefined) return [`${urn}: absent | present`];
    if (b === undefined) return [`${urn}: present | absent`];
    return [...new Set([...a.keys(), ...b.keys()])]
      .sort()
      .filter((path) => a.get(path) !== b.get(path))
      .map((path) => `${urn} ${path}: ${a.get(path) ?? "absent"} | ${b.get(path) ?? "absent"}`);
  });
}

const varying: ReadonlySet<string> = new Set(["created", "modified", "sourcePosition", "stackTrace"]);

const unordered: ReadonlySet<string> = new Set(["dependencies", "propertyDependencies", "replaceWith"]);

/** URN → path of each leaf → its value as JSON. */
function fieldsByUrn({ deployment }: Exported): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const resources = (deployment.resources ?? []).map((resource) => [keyOf(resource), fieldsOf(resource)] as const);
  const pending = (deployment.pending_operations ?? []).map(
    ({ resource, type }) => [`${keyOf(resource)} (${type})`, fieldsOf(resource)] as const,
  );
  return new Map([...resources, ...pending]);
}

function keyOf({ urn, delete: isToBeDeleted }: Resource): string {
  return isToBeDeleted === true ? `${urn} (to be deleted)` : urn;
}

function fieldsOf(resource: Resource): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [field, value] of Object.entries(resource)) {
    if (!varying.has(field)) addLeaves(fields, field, unordered.has(field) ? sorted(value) : value);
  }
  if (resource.type.startsWith("pulumi:providers:")) fields.set("id", '"(of a provider)"');
  if (resource.provider !== undefined) fields.set("provider", JSON.stringify(urnOf(resource.provider)));
  return fields;
}

/** Lists of URNs, also one level down. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(String).sort();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sorted(item)]));
}

function urnOf(provider: string): string {
  return provider.slice(0, provider.lastIndexOf("::"));
}

function addLeaves(fields: Map<string, string>, path: string, value: unknown): void {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) {
    fields.set(path, JSON.stringify(value));
  } else if (isCiphertext(value)) {
    fields.set(path, '"(secret)"');
  } else {
    for (const [key, item] of Object.entries(value)) addLeaves(fields, `${path}.${key}`, item);
  }
}

/** https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go */
function isCiphertext(value: object): boolean {
  const { "4dabf18193072939515e22adb298388d": signature } = value as Record<string, unknown>;
  return signature === "1b47061264138c4ac30d75fd1eb44270" && "ciphertext" in value;
}
