import { UNKNOWN, type Value } from "./value";

/**
 * What the engine writes in place of values that JSON has not.
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/properties.go
 */
const unknowns = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // text
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // Boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // list
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
  "d1e4a9b4-3b5f-4a54-9b28-1d1b1a8a2d9f", // archive
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
]);
const kindKey = "4dabf18193072939515e22adb298388d";
const secret = "1b47061264138c4ac30d75fd1eb44270";
const output = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

export function textFrom(text: string): Value {
  return text.length === 36 && unknowns.has(text) ? UNKNOWN : text;
}

/** An object as it is, or what its wrapping stands for. A secret that is still encrypted is not known here. */
export function objectFrom(object: Readonly<Record<string, Value>>): Value {
  const kind = object[kindKey];
  if (kind === undefined) return object;
  if (kind === secret) return "value" in object ? object["value"] : plaintextOf(object["plaintext"]);
  if (kind === output) return "value" in object ? object["value"] : UNKNOWN;
  return object;
}

/** A checkpoint keeps a secret's JSON as text. */
function plaintextOf(text: Value): Value {
  if (typeof text !== "string") return UNKNOWN;
  try {
    return fromJson(JSON.parse(text));
  } catch {
    return text;
  }
}

/** JSON of a checkpoint or a preview with its marks resolved. */
export function fromJson(json: unknown): Value {
  // A preview as JSON shows no secret.
  if (json === "[secret]") return UNKNOWN;
  if (typeof json === "string") return textFrom(json);
  if (Array.isArray(json)) return json.map(fromJson);
  if (typeof json !== "object" || json === null) return json as Value;
  const object: Record<string, Value> = {};
  for (const [name, value] of Object.entries(json)) object[name] = fromJson(value);
  return objectFrom(object);
}
