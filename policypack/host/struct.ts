import { objectFrom, textFrom } from "../../proofs/model/sentinels";
import { isMapping, type Properties, type Value } from "../../proofs/model/value";
import { Writer, type Reader } from "./wire";

/** google.protobuf.Struct, read straight into the values that rules see. */
export function propertiesFrom(reader: Reader): Properties {
  const value = objectFrom(structFrom(reader));
  return isMapping(value) ? value : {};
}

function structFrom(reader: Reader): Properties {
  const object: Record<string, Value> = {};
  while (!reader.done) {
    const tag = reader.tag();
    if (tag !== 10) reader.skip(tag);
    else entryInto(object, reader.message());
  }
  return object;
}

function entryInto(object: Record<string, Value>, reader: Reader): void {
  let name = "";
  let value: Value = null;
  while (!reader.done) {
    const tag = reader.tag();
    if (tag === 10) name = reader.text();
    else if (tag === 18) value = valueFrom(reader.message());
    else reader.skip(tag);
  }
  // A name such as __proto__ is one of the resource's, never the object's own.
  if (name === "__proto__") Object.defineProperty(object, name, { value, enumerable: true });
  else object[name] = value;
}

function valueFrom(reader: Reader): Value {
  let value: Value = null;
  while (!reader.done) {
    const tag = reader.tag();
    if (tag === 17) value = reader.double();
    else if (tag === 26) value = textFrom(reader.text());
    else if (tag === 32) value = reader.varint() !== 0;
    else if (tag === 42) value = objectFrom(structFrom(reader.message()));
    else if (tag === 50) value = listFrom(reader.message());
    else reader.skip(tag);
  }
  return value;
}

function listFrom(reader: Reader): readonly Value[] {
  const list: Value[] = [];
  while (!reader.done) {
    const tag = reader.tag();
    if (tag === 10) list.push(valueFrom(reader.message()));
    else reader.skip(tag);
  }
  return list;
}

/** The other way: what a remedy sets. */
export function structWriter(object: Properties): Writer {
  const struct = new Writer();
  for (const [name, value] of Object.entries(object)) struct.message(1, entryWriter(name, value));
  return struct;
}

function entryWriter(name: string, value: Value): Writer {
  return new Writer().text(1, name).message(2, valueWriter(value));
}

function valueWriter(value: Value): Writer {
  const writer = new Writer();
  if (typeof value === "string") return writer.bytes(3, Buffer.from(value, "utf8"));
  if (typeof value === "number") return writer.double(2, value);
  if (typeof value === "boolean") return writer.flag(4, value);
  if (Array.isArray(value)) {
    const list = new Writer();
    for (const item of value as readonly Value[]) list.message(1, valueWriter(item));
    return writer.message(6, list);
  }
  return isMapping(value) ? writer.message(5, structWriter(value)) : writer.flag(1, false);
}
