import assert from "node:assert/strict";
import { acts, eventOf, protectedThings, refusedEventOf, type ActRow } from "../../proofs/acts";
import { recorded, recordedEvent } from "../detection/recorded";
import { landingZone } from "./landing-zone";

const fields = ["eventSource", "eventName", "readOnly", "managementEvent", "eventType", "eventCategory"];
const administrator = {
  says: "an administrator",
  principal: "arn:aws:iam::100000000011:role/administrator",
  principalKind: "assumedRole",
  account: "100000000011",
  permissions: "everything",
  context: {},
  side: "attacker",
} as const;

function namesIn(value: unknown): readonly string[] {
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

function made(row: ActRow, of: typeof eventOf) {
  const thing = protectedThings(landingZone().organization).find(({ kind }) => kind === row.on);
  return of(row, thing ?? assert.fail(`the landing zone has no ${row.on}`), administrator);
}

describe("An act's event", () => {
  for (const { file, use, event } of recorded.filter((one) => one.use === "tamper" || one.use === "register-change")) {
    const rows = acts.filter(
      (row) =>
        row.event.eventSource === event.detail["eventSource"] && row.event.eventName === event.detail["eventName"],
    );
    it(`has what CloudTrail recorded in ${file}, ${use}`, () => {
      assert.ok(rows.length > 0, "no act is recorded so");
      for (const row of rows) {
        const ours = made(row, eventOf);
        assert.equal(ours.source, event.source);
        assert.equal(ours["detail-type"], event["detail-type"]);
        for (const field of fields) assert.equal(ours.detail[field], event.detail[field], field);
        const known = namesIn(event.detail["requestParameters"]);
        // Which bus a rule is on may be said, and of the default one mostly is not.
        const unknown = namesIn(ours.detail["requestParameters"]).filter((name) => !known.includes(name));
        assert.deepEqual(
          unknown.filter((name) => !optional.has(name)),
          [],
          row.id,
        );
      }
    });
  }

  const optional = new Set(["eventBusName"]);

  it("is recorded as a denied one was: without parameters, the role by its name in the message", () => {
    const file = "updateassumerolepolicy-denied-workload-account.json";
    const { detail } = recordedEvent(file);
    const row = acts.find(({ id }) => id === "iam:UpdateAssumeRolePolicy on targetRole") ?? assert.fail();
    const ours = made(row, refusedEventOf).detail;
    assert.equal(ours["errorCode"], detail["errorCode"]);
    assert.equal(ours["requestParameters"], null);
    assert.match(
      String(detail["errorMessage"]),
      /perform: iam:UpdateAssumeRolePolicy on resource: role BreakGlassAdmin /,
    );
    assert.match(String(ours["errorMessage"]), /perform: iam:UpdateAssumeRolePolicy on resource: role BreakGlass\w+ /);
  });

  it("has every placeholder filled in", () => {
    const open: string[] = [];
    for (const thing of protectedThings(landingZone().organization)) {
      for (const row of acts.filter(({ on }) => on === thing.kind)) {
        const text = JSON.stringify([eventOf(row, thing, administrator), refusedEventOf(row, thing, administrator)]);
        if (/\{\w+\}/.test(text)) open.push(`${row.id}: ${thing.arn}`);
      }
    }
    assert.deepEqual(open, []);
  });
});

describe("The protected things of the landing zone", () => {
  const things = protectedThings(landingZone().organization);
  const arnsOf = (kind: string) => things.filter((thing) => thing.kind === kind).map(({ arn }) => arn);

  it("are of every kind that acts are done to", () => {
    const kinds = new Set(things.map(({ kind }) => kind));
    assert.deepEqual(
      [...new Set(acts.map(({ on }) => on))].filter((kind) => !kinds.has(kind)),
      [],
    );
  });

  it("are named as AWS names them", () => {
    assert.deepEqual(arnsOf("trail"), [
      "arn:aws:cloudtrail:eu-central-1:100000000001:trail/lifeline-organization-trail",
    ]);
    assert.deepEqual(arnsOf("register"), ["arn:aws:dynamodb:eu-central-1:100000000004:table/lifeline-incidents"]);
    assert.deepEqual(arnsOf("bucket"), ["arn:aws:s3:::lifeline-log-archive-o-lifeline001"]);
    assert.ok(arnsOf("keyAlias").includes("arn:aws:kms:eu-central-1:100000000004:alias/lifeline-soc"));
    assert.ok(arnsOf("hubRole").includes("arn:aws:iam::100000000002:role/break-glass-hub/BreakGlassHubAdmin"));
    assert.ok(
      arnsOf("rule").includes("arn:aws:events:eu-central-1:100000000004:rule/lifeline-central/BreakGlassReceive"),
    );
    assert.ok(arnsOf("deployerRole").includes("arn:aws:iam::100000000002:role/OrganizationAccountAccessRole"));
  });

  it("carry what every request about them carries: a key its aliases", () => {
    const keys = things.filter(({ kind, account }) => kind === "key" && account === "100000000003");
    assert.deepEqual(
      keys.map(({ context }) => context),
      [{ "kms:ResourceAliases": ["alias/lifeline-log-archive"] }],
    );
  });

  it("are none in a suspended account", () => {
    assert.deepEqual(
      things.filter(({ class: { account } }) => !account.isActive),
      [],
    );
  });
});
