import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { detailSchemas, incidentEventsSchemaText, isIncidentStep } from "../../functions/triage/incident-events";
import { schemaIssues } from "../../functions/triage/validation";
import { declaration } from "./scene";

const good = {
  ...declaration,
  start: "2026-03-10T08:00:00.000Z",
  drill: true,
  approvers: { first: "Bob", second: "Carol" },
};

const bad: readonly { readonly change: object; readonly says: readonly string[] }[] = [
  { change: { id: "" }, says: ["detail.id: a text like ^[A-Za-z0-9._-]{1,64}$"] },
  { change: { id: 7 }, says: ["detail.id: a text"] },
  { change: { id: "a#b" }, says: ["detail.id: a text like ^[A-Za-z0-9._-]{1,64}$"] },
  {
    change: { failureMode: "boredom" },
    says: ["detail.failureMode: one of identity-provider, federation, identity-center, other"],
  },
  { change: { tiers: [] }, says: ["detail.tiers: 1 to 5 items"] },
  { change: { tiers: ["Operator", "Operator"] }, says: ["detail.tiers: no item twice"] },
  {
    change: { tiers: ["Root"] },
    says: ["detail.tiers[0]: one of ReadOnly, Operator, Admin, IdentityAdmin, Management"],
  },
  { change: { accounts: "555555555555" }, says: ["detail.accounts: a list"] },
  { change: { accounts: ["prod"] }, says: ["detail.accounts[0]: a text like ^(\\d{12}|\\*)$"] },
  {
    change: { end: "tomorrow" },
    says: [`detail.end: a text like ${String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$`}`],
  },
  { change: { drill: "yes" }, says: ["detail.drill: true or false"] },
  { change: { approvers: [] }, says: ["detail.approvers: an object"] },
  { change: { approvers: { second: "Carol" } }, says: ["detail.approvers.first: missing"] },
  { change: { requester: "alice", ticket: null }, says: ["detail.ticket: a text", "detail.requester: unknown"] },
];

describe("the schema of incident events", () => {
  it("takes a declaration with everything, and one with what is needed", () => {
    assert.deepEqual(schemaIssues(good, detailSchemas.IncidentDeclared), []);
    assert.deepEqual(schemaIssues(declaration, detailSchemas.IncidentDeclared), []);
  });

  for (const { change, says } of bad) {
    it(`refuses ${JSON.stringify(change)}, and says all that is wrong`, () => {
      assert.deepEqual(schemaIssues({ ...good, ...change }, detailSchemas.IncidentDeclared), says);
    });
  }

  it("refuses what is no object, and names what is missing", () => {
    assert.deepEqual(schemaIssues(null, detailSchemas.IncidentApproved), ["detail: an object"]);
    assert.deepEqual(schemaIssues({}, detailSchemas.IncidentExtended), [
      "detail.id: missing",
      "detail.end: missing",
      "detail.reason: missing",
    ]);
  });

  it("knows four steps", () => {
    assert.deepEqual(
      ["IncidentDeclared", "IncidentApproved", "IncidentExtended", "IncidentClosed"].map(isIncidentStep),
      [true, true, true, true],
    );
    assert.deepEqual(["toString", "incidentdeclared", 1, undefined].map(isIncidentStep), [false, false, false, false]);
  });

  it("is published as it is used", () => {
    const file = join(__dirname, "../../docs/incident-events.schema.json");
    const text = readFileSync(file, "utf8");
    assert.equal(text, incidentEventsSchemaText());
    const { oneOf } = JSON.parse(text) as {
      readonly oneOf: readonly {
        readonly title: string;
        readonly properties: { readonly detail: { readonly required: unknown } };
      }[];
    };
    assert.deepEqual(
      oneOf.map(({ title }) => title),
      ["IncidentDeclared", "IncidentApproved", "IncidentExtended", "IncidentClosed"],
    );
    assert.deepEqual(oneOf[0]?.properties.detail.required, [
      "id",
      "ticket",
      "reason",
      "failureMode",
      "tiers",
      "accounts",
      "end",
    ]);
  });
});
