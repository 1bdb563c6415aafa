import type { Tier } from "../../rulebook";

/**
 * The four steps of an incident as events on the central bus. The schema is the only description: what arrives is
 * validated by it, and `docs/incident-events.schema.json` is printed from it.
 * Who sends is no field: requester and approver are the authenticated senders.
 */
export const incidentSource = "lifeline.incident";

export type IncidentStep = "IncidentDeclared" | "IncidentApproved" | "IncidentExtended" | "IncidentClosed";

export const failureModes = ["identity-provider", "federation", "identity-center", "other"] as const;

/** `IncidentDeclared`: what a requester asks for. */
export interface Declaration {
  readonly id: string;
  readonly ticket: string;
  readonly reason: string;
  readonly failureMode: (typeof failureModes)[number];
  readonly tiers: readonly Tier[];
  /** Ids of accounts, or `*` for all of them. */
  readonly accounts: readonly string[];
  /** Left out: now. */
  readonly start?: string;
  readonly end: string;
  readonly drill?: boolean;
  /** Who is asked to approve, for the message only: whoever may approve, can. */
  readonly approvers?: { readonly first: string; readonly second?: string };
}

export interface StepDetails {
  readonly IncidentDeclared: Declaration;
  readonly IncidentApproved: { readonly id: string; readonly note?: string };
  readonly IncidentExtended: { readonly id: string; readonly end: string; readonly reason: string };
  readonly IncidentClosed: { readonly id: string; readonly note?: string };
}

/** The part of JSON Schema that the four events need. */
export interface Schema {
  readonly type: "object" | "array" | "string" | "boolean";
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: true;
  readonly pattern?: string;
  readonly enum?: readonly string[];
}

const id: Schema = {
  type: "string",
  description: "The incident's own id, never used twice.",
  pattern: "^[A-Za-z0-9._-]{1,64}$",
};
const sentence: Schema = { type: "string", pattern: "^[^\\u0000-\\u001f]{1,500}$" };
const moment: Schema = {
  type: "string",
  description: "UTC, for example 2026-03-10T08:00:00Z.",
  pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z$",
};
const contact: Schema = { type: "string", pattern: "^[^\\u0000-\\u001f]{1,128}$" };

export const detailSchemas = {
  IncidentDeclared: object({
    id,
    ticket: { ...sentence, description: "The ticket in the system that tracks it." },
    reason: sentence,
    failureMode: { type: "string", enum: failureModes },
    tiers: list({ type: "string", enum: ["ReadOnly", "Operator", "Admin", "IdentityAdmin", "Management"] }, 5),
    accounts: list(
      { type: "string", description: "A 12-digit id, or * for every account.", pattern: "^(\\d{12}|\\*)$" },
      50,
    ),
    "start?": moment,
    end: moment,
    "drill?": { type: "boolean", description: "An exercise: recorded and reported as one." },
    "approvers?": object({ first: contact, "second?": contact }),
  }),
  IncidentApproved: object({ id, "note?": sentence }),
  IncidentExtended: object({ id, end: moment, reason: sentence }),
  IncidentClosed: object({ id, "note?": sentence }),
} as const satisfies Readonly<Record<IncidentStep, Schema>>;

export function isIncidentStep(name: unknown): name is IncidentStep {
  return typeof name === "string" && Object.hasOwn(detailSchemas, name);
}

/** The text of `docs/incident-events.schema.json`. */
export function incidentEventsSchemaText(): string {
  const steps = Object.entries(detailSchemas).map(([step, detail]) => ({
    title: step,
    type: "object",
    properties: { source: { const: incidentSource }, "detail-type": { const: step }, detail },
    required: ["source", "detail-type", "detail"],
  }));
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Lifeline's incident events on the central bus",
    oneOf: steps,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** A name that ends in `?` may be left out. */
function object(fields: Readonly<Record<string, Schema>>): Schema {
  const named = Object.entries(fields).map(([name, schema]) => [name.replace(/\?$/, ""), schema] as const);
  return {
    type: "object",
    properties: Object.fromEntries(named),
    required: Object.keys(fields).filter((name) => !name.endsWith("?")),
    additionalProperties: false,
  };
}

function list(items: Schema, maxItems: number): Schema {
  return { type: "array", items, minItems: 1, maxItems, uniqueItems: true };
}
