import assert from "node:assert/strict";
import { catalogue } from "../../policypack/catalogue";
import type { Value } from "../../proofs/model/value";
import type { Example } from "../../policypack/rule";
import { judgedAlone } from "./examples";

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Form = (document: { readonly [name: string]: Json }) => string | { readonly [name: string]: Json };

const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [value]);
const eachStatement =
  (change: (statement: { readonly [name: string]: Json }) => Json): Form =>
  (document) =>
    JSON.stringify({
      ...document,
      Statement: listOf(document["Statement"] ?? []).map((one) => change(one as { readonly [name: string]: Json })),
    });
const mixed = (text: string) =>
  Array.from(text, (letter, index) => (index % 2 === 0 ? letter.toUpperCase() : letter.toLowerCase())).join("");

/** Ways of writing that mean the same. */
const forms: Readonly<Record<string, Form>> = {
  "one statement without a list": (document) => {
    const statements = listOf(document["Statement"] ?? []);
    return JSON.stringify({ ...document, Statement: statements.length === 1 ? (statements[0] ?? []) : statements });
  },
  "lists for every action, resource and principal": eachStatement((statement) =>
    Object.fromEntries(
      Object.entries(statement).map(([name, value]) => [
        name,
        /^(Not)?(Action|Resource)$/.test(name)
          ? listOf(value)
          : name === "Principal" && typeof value === "object"
            ? listed(value)
            : value,
      ]),
    ),
  ),
  "one text where a list has one item": eachStatement((statement) =>
    Object.fromEntries(
      Object.entries(statement).map(([name, value]) => {
        const list = listOf(value);
        return [name, /^(Not)?(Action|Resource)$/.test(name) && list.length === 1 ? (list[0] ?? value) : value];
      }),
    ),
  ),
  "actions in mixed case": eachStatement((statement) =>
    Object.fromEntries(
      Object.entries(statement).map(([name, value]) => [
        name,
        /^(Not)?Action$/.test(name) ? listOf(value).map((action) => mixed(action as string)) : value,
      ]),
    ),
  ),
  "keys in reverse order": (document) =>
    JSON.stringify(reversed({ ...document, Statement: listOf(document["Statement"] ?? []).map(reversed) })),
  "whitespace everywhere": (document) => `\n\t ${JSON.stringify(document, null, "\t  ")}\r\n`,
  "letters as unicode escapes": (document) =>
    JSON.stringify(document).replaceAll("a", "\\u0061").replaceAll("*", "\\u002a"),
  "an object in place of text": (document) => document,
};

function listed(principal: Json): Json {
  return Object.fromEntries(Object.entries(principal as object).map(([name, value]) => [name, listOf(value as Json)]));
}

function reversed(value: Json): Json {
  return Object.fromEntries(Object.entries(value as object).reverse());
}

/** Every document of an example in another form; undefined if it has none. */
function reformed(example: Example, form: Form): Example | undefined {
  let isChanged = false;
  const change = (value: Value): Value => {
    if (typeof value === "string" && value.startsWith('{"Version"')) {
      isChanged = true;
      return form(JSON.parse(value) as { readonly [name: string]: Json }) as Value;
    }
    if (Array.isArray(value)) return (value as readonly Value[]).map(change);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, change(item)]));
  };
  const properties = Object.fromEntries(
    Object.entries(example.properties).map(([name, value]) => [name, change(value)]),
  );
  return isChanged ? { ...example, properties } : undefined;
}

describe("how a document is written does not change the verdict", () => {
  for (const [title, form] of Object.entries(forms)) {
    it(title, () => {
      let count = 0;
      for (const rule of catalogue) {
        for (const which of ["good", "bad"] as const) {
          // Organizations counts characters: there the form is what is judged.
          if (rule.id === "fit-policies-to-their-quota") continue;
          const change = (example: Example) => reformed(example, form) ?? example;
          const found = judgedAlone(rule, which, change).filter(({ verdict }) => verdict === "violated");
          assert.equal(
            found.length > 0,
            which === "bad",
            `${rule.id}, ${which}: ${JSON.stringify(found.map(({ seen }) => seen))}`,
          );
          count += 1;
        }
      }
      assert.ok(count > 150);
    });
  }
});
