import assert from "node:assert/strict";
import { detectionFor, ruleNameFor, rulebook, type Rulebook } from "../../rulebook";
import { made } from "./made-events";
import { allEvents, caughtBy, recordedFacts, rulesFrom } from "./organization";
import { recordedEvent } from "./recorded";
import { withoutOne } from "./removals";

const rulesAt = rulesFrom(rulebook, recordedFacts);
type Row = Rulebook["alerts"][number];

describe("The alert rows, each alone,", () => {
  for (const { what, row, event } of made) {
    it(`catch by ${row}: ${what}`, () => {
      assert.deepEqual(caughtBy(event, rulesAt(event)), [ruleNameFor({ id: row }, rulebook)]);
    });
  }

  it("have a witness each, so that none can be taken away unnoticed", () => {
    const ids = rulebook.alerts.map(({ id }) => id);
    assert.deepEqual([...new Set(made.map(({ row }) => row))].sort(), [...ids].sort());
    assert.equal(new Set(ids).size, ids.length);
  });
});

describe("An event is missed when", () => {
  for (const row of rulebook.alerts) {
    for (const { what, pattern } of withoutOne(row.pattern)) {
      it(`${row.id} loses ${what}`, () => assertMissed({ ...row, pattern }));
    }
    if (row.where.length > 1) {
      row.where.forEach((place) => {
        it(`${row.id} no longer stands in ${place}`, () => {
          const [first, ...others] = row.where.filter((other) => other !== place);
          assert.ok(first !== undefined);
          assertMissed({ ...row, where: [first, ...others] });
        });
      });
    }
  }

  /** The row alone is enough: no other row catches its events, as the cases above assert. */
  function assertMissed(changed: Row): void {
    const changedRulesAt = rulesFrom({ ...rulebook, alerts: [changed] }, recordedFacts);
    const missed = made.filter(
      ({ row, event }) => row === changed.id && caughtBy(event, changedRulesAt(event)).length === 0,
    );
    assert.ok(missed.length > 0, "no event of tests/detection/made-*.ts needs it");
  }
});

describe("A sign-in is caught", () => {
  const event = recordedEvent("consolelogin-iam-failure-mfa-us-east-1.json");

  for (const region of ["eu-central-1", "us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"]) {
    for (const spelling of ["AWS Console Sign In via CloudTrail", "AWS Console Signin via CloudTrail"]) {
      it(`in ${region}, spelled ${spelling}`, () => {
        const delivered = { ...event, region, "detail-type": spelling };
        assert.deepEqual(caughtBy(delivered, rulesAt(delivered)), ["BreakGlassWatchEmergencySignIns"]);
      });
    }
  }

  it("nowhere else: rules stand in the Regions of detection only", () => {
    const delivered = { ...event, region: "eu-west-3" };
    assert.deepEqual(caughtBy(delivered, rulesAt(delivered)), []);
  });
});

describe("Member accounts", () => {
  const activity = recordedEvent("describeinstances-break-glass-session.json");

  for (const [region, expected] of [
    ["eu-central-1", ["BreakGlassWatchTargetRoleActivity"]],
    ["us-east-1", ["BreakGlassWatchTargetRoleActivity"]],
    ["us-east-2", []],
    ["eu-north-1", []],
  ] as const) {
    it(`have ${expected.length === 0 ? "no rules" : "rules"} in ${region}`, () => {
      const delivered = { ...activity, region };
      assert.deepEqual(caughtBy(delivered, rulesAt(delivered)), expected);
    });
  }

  it("have rules in every Region that facts add", () => {
    const [home, ...others] = recordedFacts.regions.memberDetection;
    const regions = { ...recordedFacts.regions, memberDetection: [home, ...others, "us-east-2"] as const };
    const delivered = { ...activity, region: "us-east-2" };
    const added = rulesFrom(rulebook, { ...recordedFacts, regions })(delivered);
    assert.deepEqual(caughtBy(delivered, added), ["BreakGlassWatchTargetRoleActivity"]);
  });
});

describe("Every rule", () => {
  const places = recordedFacts.regions.detection.flatMap((region) =>
    ["111111111111", "222222222222", "333333333333", "444444444444", "555555555555"].map((account) => ({
      account,
      region,
    })),
  );

  it("asks for all management events, reads too, on both ends", () => {
    for (const place of places) for (const { name, state } of rulesAt(place)) assert.equal(state, allEvents, name);
    const { central, standby } = detectionFor(rulebook, recordedFacts);
    assert.deepEqual([central.rule.state, standby.rule.state], [allEvents, allEvents]);
    const event = recordedEvent("assumerole-user-regional-target-account.json");
    const plain = rulesAt(event).map((rule) => ({ ...rule, state: "ENABLED" }));
    assert.deepEqual(caughtBy(event, plain), []);
  });

  it("bears the prefix that the guardrails protect, a pattern of 2,048 characters at most, and one source at least", () => {
    for (const place of places) {
      for (const { name, pattern } of rulesAt(place)) {
        assert.match(name, /^BreakGlass[A-Za-z]{1,54}$/);
        assert.ok(JSON.stringify(pattern).length <= 2048, name);
        const { source } = pattern as { readonly source: readonly unknown[] };
        const sources = source.map((one) => (typeof one === "string" ? one : (one as { prefix: string }).prefix));
        // No customer can send a source that begins with aws.; the heartbeat's account is checked by triage.
        for (const one of sources) assert.match(one, name.endsWith("Heartbeats") ? /^lifeline\.heartbeat$/ : /^aws\./);
      }
    }
  });

  it("has a place on its bus: 300 rules, 30 of them with wildcards", () => {
    for (const place of places) {
      const rules = rulesAt(place);
      const wild = rules.filter(({ pattern }) => JSON.stringify(pattern).includes('"wildcard"'));
      assert.ok(rules.length <= 300 && wild.length <= 30, `${place.account} ${place.region}`);
    }
  });

  it("sends to the central bus alone, by the account's forwarding role, with dead letters in its Region and a day of retries", () => {
    for (const place of places) {
      for (const { name, targets } of rulesAt(place)) {
        const [central, ...others] = targets;
        assert.deepEqual(central, {
          Id: "central",
          Arn: "arn:aws:events:eu-central-1:444444444444:event-bus/lifeline-central",
          RoleArn: `arn:aws:iam::${place.account}:role/break-glass/BreakGlassForwarder`,
          DeadLetterConfig: { Arn: `arn:aws:sqs:${place.region}:444444444444:lifeline-dead-letters` },
          RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        });
        const standby = {
          ...central,
          Id: "standby",
          Arn: "arn:aws:events:us-east-1:444444444444:event-bus/lifeline-standby",
        };
        assert.deepEqual(others, name === "BreakGlassWatchEmergencySignIns" ? [standby] : []);
      }
    }
  });
});
