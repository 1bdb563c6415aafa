import assert from "node:assert/strict";
import { createAccount, moveAccount, rolesIn, type Aws } from "../../sandbox/aws";
import type { StackResult } from "../../sandbox/engine";
import { changesOf, errorsOf, previewed, sandboxAws, updated } from "./landing-zone";
import { isFullScale } from "../scale";

const inPath = (...names: readonly string[]) => names.map((name) => `/break-glass/BreakGlass${name}`).sort();
const forwarded = ["Forwarder", "ReadOnly"];
const incidentRoles = ["IncidentApprove", "IncidentClose", "IncidentDeclare"];
const workload = inPath("Admin", "Operator", ...forwarded);
const hubs = ["Admin", "IdentityAdmin", "Management", "Operator", "ReadOnly"].map(
  (tier) => `/break-glass-hub/BreakGlassHub${tier}`,
);

/** Every account of the sandbox and exactly the roles of the path that it holds (design, "Tier by account" and §5). */
const expected: Readonly<Record<string, readonly string[]>> = {
  "100000000001": inPath("Forwarder", "Management", "TrailLogs"),
  "100000000002": [...hubs, ...inPath("Canary", "Forwarder", "Heartbeat")],
  "100000000003": inPath(...forwarded),
  "100000000004": inPath(...forwarded, ...incidentRoles, "Standby", "TopicDelivery", "Triage"),
  "100000000005": inPath("IdentityAdmin", ...forwarded),
  "100000000011": workload,
  "100000000012": workload,
  "100000000013": workload,
  "100000000014": workload,
  "100000000015": workload,
  "100000000016": workload,
  // Suspended: AWS lets nobody in, StackSets neither.
  "100000000017": [],
};

function pathRolesIn(aws: Aws, account: string): readonly string[] {
  return rolesIn(aws, account)
    .filter(({ path }) => path.startsWith("/break-glass"))
    .map(({ path, name }) => `${path}${name}`)
    .sort();
}

describe("the program deployed to the sandbox", () => {
  const aws = sandboxAws();
  let first: StackResult;
  let looked: StackResult;

  before(async () => {
    looked = await previewed(aws);
    first = await updated(aws);
  });

  it("previews what it then creates, without touching anything", () => {
    assert.equal(errorsOf(looked), "");
    assert.equal(looked.changes.create, first.changes.create);
    assert.deepEqual(changesOf(looked), changesOf(first));
  });

  it("creates everything at the first update", () => {
    assert.equal(errorsOf(first), "");
    assert.ok(first.ok);
    assert.equal(first.changes.update + first.changes.replace + first.changes.delete, 0);
  });

  it("gives every account exactly the roles of its kind", () => {
    const found = Object.fromEntries(Object.keys(expected).map((account) => [account, pathRolesIn(aws, account)]));
    assert.deepEqual(found, expected);
  });

  it("lets no session last longer than an hour", () => {
    const roles = Object.keys(expected).flatMap((account) => rolesIn(aws, account));
    const ours = roles.filter(({ path }) => path.startsWith("/break-glass"));
    assert.deepEqual([...new Set(ours.map(({ maxSessionDuration }) => maxSessionDuration))], [3600]);
  });

  it("puts no password, key or seed into outputs or state", () => {
    const text = JSON.stringify([first.outputs, first.state]);
    assert.ok(!/"password":|SecretAccessKey|base32StringSeed/i.test(text));
    assert.match(text, /encryptedPassword/);
  });

  it("changes nothing at the second update", async () => {
    const second = await updated(aws, { state: first.state });
    assert.equal(errorsOf(second), "");
    assert.deepEqual(changesOf(second), []);
  });

  it("reaches an account that is created later, and one that moves", () => {
    const id = "100000000099";
    createAccount(aws, { id, name: "late", email: "late@sandbox.example", parentId: "ou-life-develop01" });
    assert.deepEqual(pathRolesIn(aws, id), workload);
    moveAccount(aws, id, "ou-life-product01");
    assert.deepEqual(pathRolesIn(aws, id), workload);
  });

  (isFullScale ? it : it.skip)("manages as many resources for forty accounts as for twelve", async () => {
    const more = await updated(sandboxAws(40));
    assert.equal(errorsOf(more), "");
    assert.equal(more.changes.create, first.changes.create);
  });
});
