import assert from "node:assert/strict";
import { inDocument, inTemplate, objectOf, type Change, type Edit, type Json, type JsonObject } from "./copy";

/** A statement changed, or dropped. */
type StatementChange = (statement: JsonObject) => JsonObject | undefined;

/** In a policy that stands in a property of its own resource. */
export function inStatement(name: string, sid: string, change: StatementChange, property = "policy"): Edit {
  return inDocument(name, property, (document) => objectOf(changedIn(document, sid, change)));
}

/** In an SCP or RCP of this program. */
export function inGuardrail(name: string, sid: string, change: StatementChange): Edit {
  return inStatement(name, sid, change, "content");
}

/** In the trust policy of a role that the program makes by itself. */
export function inTrust(name: string, sid: string, change: StatementChange): Edit {
  return inStatement(name, sid, change, "assumeRolePolicy");
}

/** In a role or another resource that a template makes. */
export function inTemplateStatement(name: string, logicalId: string, sid: string, change: StatementChange): Edit {
  return inTemplate(name, logicalId, (resource) => objectOf(changedIn(resource, sid, change)));
}

export const dropped: StatementChange = () => undefined;

export function withElement(element: string, value: Json): Change {
  return (statement) => ({ ...statement, [element]: value });
}

/** One more action, resource or whatever the element lists. */
export function withItem(element: string, ...items: readonly string[]): Change {
  return (statement) => ({ ...statement, [element]: [...listOf(statement[element]), ...items] });
}

export function withoutItem(element: string, ...items: readonly string[]): Change {
  return (statement) => {
    const before = listOf(statement[element]);
    const after = before.filter((item) => !items.includes(item as string));
    assert.equal(after.length, before.length - items.length, `${items.join(", ")}: not all in ${element}`);
    return { ...statement, [element]: after };
  };
}

export function withCondition(operator: string, key: string, value: Json): Change {
  return (statement) => {
    const condition = objectOf(statement["Condition"] ?? {});
    return {
      ...statement,
      Condition: { ...condition, [operator]: { ...objectOf(condition[operator] ?? {}), [key]: value } },
    };
  };
}

export function withoutCondition(operator: string, key: string): Change {
  return (statement) => {
    const { [operator]: keys, ...others } = objectOf(statement["Condition"]);
    const { [key]: gone, ...rest } = objectOf(keys);
    assert.ok(gone !== undefined, `no ${operator} ${key}`);
    const condition = Object.keys(rest).length === 0 ? others : { ...others, [operator]: rest };
    const { Condition, ...bare } = statement;
    assert.ok(Condition);
    return Object.keys(condition).length === 0 ? bare : { ...bare, Condition: condition };
  };
}

export function withOperator(from: string, to: string): Change {
  return (statement) => {
    const { [from]: keys, ...others } = objectOf(statement["Condition"]);
    assert.ok(keys, `no ${from}`);
    return { ...statement, Condition: { ...others, [to]: keys } };
  };
}

/** Wherever the statement of that Sid stands; there must be one. */
function changedIn(json: Json, sid: string, change: StatementChange): Json {
  let found = 0;
  const changed = walked(json);
  assert.equal(found, 1, `${sid}: ${found} statements of that name`);
  return changed ?? {};

  function walked(value: Json | undefined): Json | undefined {
    if (Array.isArray(value)) return value.map(walked).filter((item) => item !== undefined);
    if (typeof value !== "object" || value === null) return value;
    const object = objectOf(value);
    if (object["Sid"] === sid) {
      found += 1;
      return change(object);
    }
    return Object.fromEntries(Object.entries(object).map(([name, item]) => [name, walked(item)]));
  }
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}
