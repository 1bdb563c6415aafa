import { isMapping, type Value } from "../../proofs/model/value";
import { isShowable, notShown } from "./message";
import type { Resource } from "./subject";

/** Where names stand, of resources, templates and documents alike. */
const namePlaces =
  /^(\w*(name|path|bucket|arn|id|role|user|rule|topic|queue|alarm|group|key|alias|stream|table|target|endpoint|region)s?|sid|(not)?(action|resource|principal)|aws|service|federated)$/i;

/** Short values and words of letters alone are no secrets, and they occur in sentences anyway. */
const plain = /^.{0,5}$|^[A-Za-z_]+$/;

interface Texts {
  /** Of places where names stand. */
  readonly names: Set<string>;
  readonly others: Set<string>;
}

/**
 * Makes sentences about a stack fit to be shown: what its resources hold besides names, ARNs and ids may be a secret in
 * the wrong place, and is not shown.
 */
export function publicText(resources: readonly Resource[]): (text: string) => string {
  let hidden: readonly string[] | undefined;
  return (text) => {
    hidden ??= hiddenIn(resources);
    return hidden.reduce((shown, value) => shown.replaceAll(value, notShown), text);
  };
}

function hiddenIn(resources: readonly Resource[]): readonly string[] {
  const texts: Texts = { names: new Set(), others: new Set() };
  for (const { urn, properties } of resources) {
    texts.names.add(urn);
    collect(properties, "", texts);
  }
  // Patterns hold the beginnings of names.
  const names = [...texts.names].join("\n");
  const hidden = [...texts.others].filter((text) => !names.includes(text));
  // A longer one may hold a shorter one.
  return hidden.sort((one, other) => other.length - one.length);
}

function collect(value: Value, place: string, texts: Texts): void {
  if (typeof value === "string") {
    const inside = documentIn(value);
    if (inside !== undefined) collect(inside, place, texts);
    else if (isShowable(value, namePlaces.test(place))) texts.names.add(value);
    else if (!plain.test(value)) texts.others.add(value);
  } else if (Array.isArray(value)) {
    for (const item of value as readonly Value[]) collect(item, place, texts);
  } else if (isMapping(value)) {
    for (const [name, item] of Object.entries(value)) collect(item, name, texts);
  }
}

function documentIn(text: string): Value {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}
