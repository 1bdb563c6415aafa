import assert from "node:assert/strict";
import { replayed, type ReplayCase } from "../../cli/sandbox/replay";
import { isWayIn } from "../../cli/sandbox/way-in";
import type { WayIn } from "../../rulebook";
import { toJson, type Aws } from "../../sandbox/aws";
import { copyOf } from "../../sandbox/aws/events/live";
import { putRegional, regionalIn, rowsOf } from "../../sandbox/aws/regional";
import type { RegionalRecord, RegionalTable } from "../../sandbox/aws/regional-model";
import { errorsOf, sandboxAws, updated } from "../program/landing-zone";

const [management, emergency, security] = ["100000000001", "100000000002", "100000000004"] as const;
const home = "eu-central-1";

const undeclared = "a responder signs in and has declared nothing";
const failed = "a sign-in as a responder fails, in another Region";
const declared = "declared by one, approved by another: sign-in, and the role in the account";
const otherTier = "in that account, a tier that no incident is about";
const otherAccount = "with that tier, an account that no incident is about";
const selfish = "one responder declares an incident and approves it himself";
const deleted = "an administrator of an account deletes a rule";
const switchedOff = "the role in the account again, while triage is switched off";

describe("The played emergency", function () {
  this.timeout(120_000);
  const aws = sandboxAws();
  let wayIn: WayIn;
  let cases: readonly ReplayCase[];
  let deployed: string;

  before(async () => {
    const result = await updated(aws);
    assert.equal(errorsOf(result), "");
    assert.ok(isWayIn(result.outputs));
    wayIn = result.outputs;
    deployed = toJson(aws);
    cases = await replayed(aws, wayIn);
  });

  it("ends as it must, scene by scene", () => {
    assert.deepEqual(
      cases.map(({ case: title, outcome }) => [title, outcome]),
      [
        [undeclared, "alert"],
        [failed, "alert"],
        [declared, "recorded, no page"],
        [otherTier, "alert"],
        [otherAccount, "alert"],
        [selfish, "refused, alert"],
        [deleted, "denied, alert, second path pages"],
        [switchedOff, "second path pages"],
      ],
    );
    for (const { expected, outcome } of cases) assert.equal(outcome, expected);
  });

  it("tells the SOC and the second path's people what they have to know, and nobody of a declared use", () => {
    const told = (title: string): readonly string[] =>
      cases.find((scene) => scene.case === title)?.alerts ?? ["no scene"];
    assert.deepEqual(told(undeclared), ["soc@sandbox.example: Lifeline ALERT: ConsoleLogin at the emergency account"]);
    assert.deepEqual(told(declared), []);
    assert.match(
      told(otherTier).join(),
      /^soc@sandbox.example: Lifeline ALERT: AssumeRole of BreakGlassAdmin in account/,
    );
    assert.deepEqual(told(switchedOff), [
      'on-call@sandbox.example: ALARM: "lifeline-second-path-unhandled-uses" in eu-central-1',
    ]);
  });

  it("leaves the sandbox's AWS as it was", () => {
    assert.equal(toJson(aws), deployed);
    assert.deepEqual(rowsOf(aws, { accountId: security, region: home }, "lifeline-incidents"), {});
  });

  function changed<Name extends RegionalTable>(
    account: string,
    table: Name,
    isMeant: (record: RegionalRecord<Name>) => boolean,
    fields: Partial<RegionalRecord<Name>> | undefined,
    region = home,
  ): (other: Aws) => void {
    return (other) => {
      const where = { accountId: account, region };
      const records = Object.entries(regionalIn(other, where)[table] as Record<string, RegionalRecord<Name>>);
      const meant = records.filter(([, record]) => isMeant(record));
      assert.notEqual(meant.length, 0, "the deployment has none of these");
      for (const [key, record] of meant) {
        putRegional(other, where, table, key, fields === undefined ? undefined : { ...record, ...fields });
      }
    };
  }

  const isOf = (bus: string) => (rule: RegionalRecord<"eventRules">) => rule.bus === bus;
  const withoutRole = (account: string, name: string) => (other: Aws) => {
    const iam = other.iam[account];
    assert.ok(iam?.roles[name.toLowerCase()], `no role ${name}`);
    const { [name.toLowerCase()]: _gone, ...roles } = iam.roles;
    other.iam[account] = { ...iam, roles };
  };

  /** What is broken, and how which scenes end then. */
  const broken: readonly (readonly [string, (other: Aws) => void, Readonly<Record<string, string>>])[] = [
    [
      "the rules of the emergency account are disabled in the home Region",
      changed(emergency, "eventRules", isOf("default"), { state: "DISABLED" }),
      { [undeclared]: "second path pages", [failed]: "alert" },
    ],
    [
      "the rules of the emergency account are disabled in another Region",
      changed(emergency, "eventRules", isOf("default"), { state: "DISABLED" }, "us-east-1"),
      { [undeclared]: "alert", [failed]: "second path pages" },
    ],
    [
      "the receiving rule does not see what only reads",
      changed(security, "eventRules", isOf("lifeline-central"), { state: "ENABLED" }),
      { [undeclared]: "alert", [otherTier]: "second path pages", [otherAccount]: "second path pages" },
    ],
    [
      "the function permits nobody",
      changed(security, "functions", ({ name }) => name === "lifeline-triage", { permissions: {} }),
      { [undeclared]: "second path pages", [deleted]: "denied, second path pages" },
    ],
    [
      "the register is gone",
      changed(security, "dynamoTables", () => true, undefined),
      { [undeclared]: "alert", [declared]: "alert" },
    ],
    [
      "the keys of the security account are disabled",
      changed(security, "keys", () => true, { state: "Disabled" }),
      { [undeclared]: "second path pages", [deleted]: "denied, second path pages" },
    ],
    [
      "the trail does not log",
      changed(management, "trails", () => true, { isLogging: false }),
      { [undeclared]: "alert", [deleted]: "denied, alert", [switchedOff]: "no page" },
    ],
    [
      "the keys of the management account are disabled",
      changed(management, "keys", () => true, { state: "Disabled" }),
      { [undeclared]: "alert", [deleted]: "denied, alert", [switchedOff]: "no page" },
    ],
    [
      "the security account does not share its metrics",
      withoutRole(security, "CloudWatch-CrossAccountSharingRole"),
      { [declared]: "recorded, second path pages", [switchedOff]: "second path pages" },
    ],
  ];

  for (const [title, break_, ends] of broken) {
    it(`ends otherwise where ${title}`, async () => {
      const other = { ...copyOf(aws), iam: { ...aws.iam } };
      break_(other);
      const played = await replayed(other, wayIn);
      const outcomes = Object.fromEntries(played.map(({ case: scene, outcome }) => [scene, outcome]));
      assert.deepEqual(Object.fromEntries(Object.keys(ends).map((scene) => [scene, outcomes[scene]])), ends);
    });
  }
});
