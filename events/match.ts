import { jsonFrom, jsonFromText, type Json, type Leaf } from "./json";
import type { Branch, Pattern } from "./pattern";

/** Which element of which array a value stands in. Values of one match must not stand in two elements of one array. */
type Places = ReadonlyMap<number, number>;

interface Value {
  readonly leaf: Leaf;
  readonly places: Places;
}

const NOWHERE: Places = new Map();

/** Whether an event, given as an object or as JSON text, matches. What is no event matches nothing. */
export function matches(pattern: Pattern, event: unknown): boolean {
  const root = rootOf(event, pattern);
  return root !== undefined && matchesRead(pattern, root);
}

/** The same, of an event that was read before (see `jsonFrom`): for whoever asks many patterns about one. */
export function matchesRead(pattern: Pattern, event: Json): boolean {
  const values = valuesOf(event, pattern);
  return values !== undefined && pattern.branches.some((branch) => fits(branch, 0, values, NOWHERE));
}

type Values = ReadonlyMap<string, readonly Value[]>;

/** The values of the event by path, as far as the pattern asks for them. */
function valuesOf(root: Json, pattern: Pattern): Values | undefined {
  if (root.kind !== "object") return undefined;
  const values = new Map<string, Value[]>();
  let arrays = 0;
  collect(root, "", NOWHERE);
  return values;

  function collect(json: Json, path: string, places: Places): void {
    if (json.kind === "object") {
      for (const [name, value] of json.entries) {
        if (isUsed(name, pattern)) collect(value, path === "" ? name : `${path}.${name}`, places);
      }
    } else if (json.kind === "array") {
      const array = arrays++;
      json.items.forEach((item, index) => {
        const isNested = item.kind === "object" || item.kind === "array";
        collect(item, path, isNested ? new Map([...places, [array, index]]) : places);
      });
    } else {
      const known = values.get(path);
      if (known === undefined) values.set(path, [{ leaf: json, places }]);
      else known.push({ leaf: json, places });
    }
  }
}

function rootOf(event: unknown, pattern: Pattern): Json | undefined {
  if (typeof event !== "string") return jsonFrom(event, (name) => isUsed(name, pattern));
  try {
    return jsonFromText(event);
  } catch {
    return undefined;
  }
}

function isUsed(name: string, { names }: Pattern): boolean {
  return names.has(name) || (name.includes(".") && name.split(".").every((part) => names.has(part)));
}

/** Whether the fields from `index` on find values that stand together, given where the earlier ones stand. */
function fits(branch: Branch, index: number, values: Values, places: Places): boolean {
  const field = branch[index];
  if (field === undefined) return true;
  const together = (values.get(field.path) ?? []).flatMap((value) => {
    const joined = joinedPlaces(places, value.places);
    return joined === undefined ? [] : [{ leaf: value.leaf, joined }];
  });
  if (field.mayBeAbsent && together.length === 0) return fits(branch, index + 1, values, places);
  return together.some(
    ({ leaf, joined }) => field.tests.some((test) => test(leaf)) && fits(branch, index + 1, values, joined),
  );
}

function joinedPlaces(known: Places, added: Places): Places | undefined {
  if (added.size === 0) return known;
  for (const [array, element] of added) if ((known.get(array) ?? element) !== element) return undefined;
  return new Map([...known, ...added]);
}
