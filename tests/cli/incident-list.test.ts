import assert from "node:assert/strict";
import { runList } from "../../cli/incident/list";
import type { Row } from "../../functions/triage/types";
import { access, stage } from "./incident-stage";

describe("lifeline incident list", () => {
  const at = (time: string) => Date.parse(`2026-03-10T${time}:00Z`);
  const state = {
    id: "x-1",
    state: "approved",
    ticket: "OPS-17",
    reason: "IdP down",
    failureMode: "identity-provider",
    tiers: ["Operator"],
    accounts: ["100000000011"],
    start: at("08:00"),
    end: at("10:00"),
    drill: false,
    declaredAt: at("08:00"),
    deadline: at("08:30"),
    requester: {
      account: "100000000004",
      people: ["arn:aws:iam::100000000002:user/break-glass/alice"],
      at: at("08:00"),
    },
    approver: { account: "100000000013", at: at("08:05") },
    approvedAt: at("08:05"),
  };
  const rows: readonly Row[] = [
    { pk: "incidents", sk: "2026-03-10T08:00:00.000Z#x-1", body: { id: "x-1" }, version: 1 },
    { pk: "incident#x-1", sk: "state", body: state, version: 3 },
  ];

  it("shows what the register has", async () => {
    const { world, written, assumed } = stage({ rows });
    assert.equal(await runList(20, { ...access, json: false }, world), 0);
    assert.equal(
      written.join(""),
      [
        "x-1  approved  2026-03-10T08:00:00Z to 2026-03-10T10:00:00Z",
        "  OPS-17: IdP down",
        "  Operator in 100000000011",
        "  declared by alice; approved by ticket system in account 100000000013",
        "",
      ].join("\n"),
    );
    assert.deepEqual(assumed, []);
  });

  it("gives machines the same", async () => {
    const { world, written } = stage({ rows });
    await runList(20, access, world);
    const { incidents } = JSON.parse(written.join("")) as { readonly incidents: readonly Record<string, unknown>[] };
    assert.deepEqual(
      incidents.map(({ id, state: now, end, requester, approver, closedAt }) => [
        id,
        now,
        end,
        requester,
        approver,
        closedAt,
      ]),
      [["x-1", "approved", "2026-03-10T10:00:00Z", "alice", "ticket system in account 100000000013", null]],
    );
  });

  it("says so where there is none", async () => {
    const { world, written } = stage();
    await runList(20, { ...access, json: false }, world);
    assert.equal(written.join(""), "The register has no incident.\n");
  });
});
