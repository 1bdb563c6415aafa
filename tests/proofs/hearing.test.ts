import assert from "node:assert/strict";
import { opaquePolicy } from "../../iam";
import { heardOf, type DeliveredEvent, type Heard } from "../../proofs/acts";
import { logsOutlastTheAttacker } from "../../proofs/claims/logs-outlast-the-attacker";
import { managementTierIsHeardOnBothPaths } from "../../proofs/claims/management-tier-is-heard-on-both-paths";
import { silenceIsNoticed } from "../../proofs/claims/silence-is-noticed";
import { trailRecordsWhatAlertsNeed } from "../../proofs/claims/trail-records-what-alerts-need";
import { usesAreHeard } from "../../proofs/claims/uses-are-heard";
import { unheardEvent } from "../../proofs/hearing/counterexamples";
import { anyWay, brokenWay, clear, everyStep, missingWay } from "../../proofs/hearing/way";
import type { Organization, Thing } from "../../proofs/model/organization";
import { recordedEvent } from "../detection/recorded";
import { changed as changedZone, withForeign, withProperties } from "./changed-landing-zone";
import { landingZone } from "./landing-zone";

const { organization } = landingZone();
const emergency = "100000000002";

/** The landing zone with some things otherwise; undefined takes one away. */
function otherwise(edit: (thing: Thing) => Thing | undefined): Organization {
  const classes = organization.classes.map((one) => ({
    ...one,
    things: one.things.flatMap((thing) => edit(thing) ?? []),
  }));
  return { ...organization, classes };
}

/** A sign-in of a responder as CloudTrail recorded it, in our emergency account. */
function signIn(region: string, file = "consolelogin-iam-mfa-eu-north-1.json"): DeliveredEvent {
  const event = recordedEvent(file);
  const here = JSON.parse(JSON.stringify(event).replaceAll("222222222222", emergency).replaceAll("eu-north-1", region));
  return here as DeliveredEvent;
}

function hear(changed: Organization, event = signIn("eu-north-1")): Heard {
  return heardOf(changed, event, event.account, event.region);
}

const isRule = (thing: Thing, name: string) => thing.kind === "rule" && thing.name === name;

describe("A recorded sign-in of a responder", () => {
  it("is heard on both paths, by whoever has confirmed the subscription", () => {
    const { firstPath, secondPath, because, assumes } = hear(organization);
    assert.deepEqual([firstPath, secondPath], [true, true]);
    assert.deepEqual(because, []);
    assert.deepEqual(assumes, ["subscribers-have-confirmed"]);
  });

  it("is heard by the trail alone in a Region without rules", () => {
    const { firstPath, secondPath, because } = hear(organization, signIn("eu-west-3"));
    assert.deepEqual([firstPath, secondPath], [false, true]);
    assert.deepEqual(because, [`no rule in ${emergency} eu-west-3 takes aws.signin ConsoleLogin`]);
  });

  it("is heard by nobody where the trail does not log", () => {
    const stopped = otherwise((thing) => (thing.kind === "trail" ? { ...thing, isLogging: false } : thing));
    const { firstPath, secondPath, because } = hear(stopped);
    assert.deepEqual([firstPath, secondPath], [false, false]);
    assert.deepEqual(because, ["lifeline-organization-trail does not log"]);
  });

  it("is not heard while nobody can read the rule's pattern: nobody can say", () => {
    const unread = otherwise((thing) =>
      isRule(thing, "BreakGlassWatchEmergencySignIns")
        ? { ...(thing as Extract<Thing, { kind: "rule" }>), pattern: undefined }
        : thing,
    );
    const rule = `arn:aws:events:eu-north-1:${emergency}:rule/BreakGlassWatchEmergencySignIns`;
    // A failed one names no user, so that no other rule takes it.
    const failed = signIn("eu-north-1", "consolelogin-iam-failure-no-mfa-eu-north-1.json");
    const { firstPath, missing, because } = hear(unread, failed);
    assert.equal(firstPath, false);
    assert.deepEqual(because, []);
    assert.deepEqual(missing, [`pattern of ${rule}`]);
    assert.equal(usesAreHeard.findingFor(unread).kind, "unknown");
  });

  it("is not heard while nobody can read the bus's policy", () => {
    const opaque = opaquePolicy("the bus's policy", "resource", "masked");
    const masked = otherwise((thing) => (thing.kind === "bus" ? { ...thing, policy: opaque } : thing));
    const { firstPath, secondPath, missing } = hear(masked);
    assert.deepEqual([firstPath, secondPath], [false, true]);
    assert.ok(missing.includes("the bus's policy"), missing.join());
  });

  it("is not heard on the second path while nobody can read its filter", () => {
    const unread = otherwise((thing) => (thing.kind === "metricFilter" ? { ...thing, pattern: undefined } : thing));
    const { firstPath, secondPath, missing } = hear(unread);
    assert.deepEqual([firstPath, secondPath], [true, false]);
    assert.ok(missing.includes("pattern of lifeline-second-path-sign-ins"));
    assert.equal(usesAreHeard.findingFor(unread).kind, "unknown");
  });

  it("is not heard on the second path where no alarm reads what the filter counts", () => {
    const silent = otherwise((thing) =>
      thing.kind === "alarm" && thing.metrics.includes("Lifeline/SeenUses") ? undefined : thing,
    );
    assert.deepEqual(hear(silent).because, [
      "no alarm reads Lifeline/SeenUses alone, which lifeline-second-path-sign-ins counts",
    ]);
  });

  it("is not heard on the second path where the alarms' actions are off", () => {
    const off = otherwise((thing) => (thing.kind === "alarm" ? { ...thing, actionsEnabled: false } : thing));
    const { firstPath, secondPath, because } = hear(off);
    assert.deepEqual([firstPath, secondPath], [true, false]);
    assert.ok(because.includes("the actions of lifeline-second-path-uses-unreconciled are off"));
  });

  it("is told with everything that stops it, what a policy refuses first", () => {
    const refused = withForeign("scp", "quiet", "ou-life-emergency", {
      Sid: "NoEvents",
      Effect: "Deny",
      Action: "events:PutEvents",
      Resource: "*",
    });
    const composite = "cloudwatch/compositeAlarm:CompositeAlarm lifeline-second-path-uses-unreconciled";
    const off = withProperties(composite, (alarm) => (alarm["actionsEnabled"] = false));
    const event = signIn("eu-north-1");
    const { ways } = hear(changedZone(refused, off), event);
    const unheard = unheardEvent("unheard", { ...event, event }, ways, ["second-path", "first-path"]);
    if (unheard?.kind !== "event") assert.fail("it is heard");
    assert.match(
      unheard.because[0],
      /BreakGlassForwarder may not events:PutEvents on \S+: statement NoEvents of the SCP quiet denies it$/,
    );
    assert.ok(unheard.because.includes("the actions of lifeline-second-path-uses-unreconciled are off"));
    assert.match(unheard.fix, /^let BreakGlassForwarder put events on lifeline-central: [^;]+; .*uses-unreconciled/);
  });

  it("is no counterexample where one path is enough, and nobody can tell of the other whether it delivers", () => {
    const event = signIn("eu-north-1");
    const broken = { says: "no filter takes it", where: "urn", fix: "let one match" };
    const unread = { broken: [], missing: ["a key's policy"], assumes: [] };
    const ways = { first: unread, second: { broken: [broken], missing: [], assumes: [] } };
    assert.equal(unheardEvent("unheard", { ...event, event }, ways, "either"), undefined);
    const both = unheardEvent("unheard", { ...event, event }, ways, ["first-path", "second-path"]);
    assert.deepEqual(both?.kind === "event" && both.unheardOn, ["second-path"]);
    const none = unheardEvent("unheard", { ...event, event }, { first: ways.second, second: ways.second }, "either");
    assert.deepEqual(none?.kind === "event" && none.unheardOn, ["first-path", "second-path"]);
  });

  it("may be told in a way that nobody can read, whatever is wrong with another", () => {
    const wrong = { says: "no topic", where: "urn", fix: "give it one" };
    const [broken, unread] = [brokenWay(wrong), missingWay("a key's policy")];
    assert.deepEqual(anyWay([broken, unread], clear), unread);
    assert.deepEqual(anyWay([broken, everyStep([broken, unread])], clear).broken, [wrong, wrong]);
    assert.deepEqual(anyWay([broken, unread, clear], broken), clear);
  });

  it("is not handed on twice", () => {
    const chained = otherwise((thing) =>
      isRule(thing, "BreakGlassReceive")
        ? {
            ...(thing as Extract<Thing, { kind: "rule" }>),
            targets: [
              {
                id: "again",
                arn: "arn:aws:events:us-east-1:100000000004:event-bus/lifeline-standby",
                roleArn: undefined,
                deadLetterArn: undefined,
                maximumEventAgeSeconds: undefined,
                maximumRetryAttempts: undefined,
                handsOnWholeEvent: true,
              },
            ],
          }
        : thing,
    );
    assert.match(hear(chained).because.join("\n"), /hands on to \S+ what was handed on to it/);
  });
});

describe("A read", () => {
  const taken = recordedEvent("assumerole-user-hub-role-same-account.json");
  const here = JSON.parse(JSON.stringify(taken).replaceAll("222222222222", emergency)) as DeliveredEvent;

  it("needs rules that ask for all events, where it is sent and where it arrives", () => {
    assert.equal(here.detail["readOnly"], true);
    assert.equal(hear(organization, here).firstPath, true);
    for (const name of ["BreakGlassWatchAssumedRoles", "BreakGlassReceive"]) {
      const asleep = otherwise((thing) =>
        thing.kind === "rule" &&
        (thing.name === name || (name === "BreakGlassWatchAssumedRoles" && thing.bus === "default"))
          ? { ...thing, state: "ENABLED" }
          : thing,
      );
      const { firstPath, because } = hear(asleep, here);
      assert.equal(firstPath, false);
      assert.match(because.join("\n"), new RegExp(`${name} would take aws\\.sts AssumeRole, but is ENABLED`));
    }
  });

  it("needs a trail that records reads", () => {
    const writesOnly = otherwise((thing) => (thing.kind === "trail" ? { ...thing, recordsReads: false } : thing));
    assert.deepEqual(hear(writesOnly, here).because, ["lifeline-organization-trail does not record it"]);
  });
});

describe("Where another stack has the trail", () => {
  const elsewhere = otherwise((thing) => (thing.kind === "trail" || thing.kind === "bucket" ? undefined : thing));

  it("what is heard stands on what the facts say of it", () => {
    const { firstPath, secondPath, assumes } = hear(elsewhere);
    assert.deepEqual([firstPath, secondPath], [true, true]);
    assert.deepEqual([...assumes].sort(), ["another-stack-has-the-trail", "subscribers-have-confirmed"]);
  });

  it("its own claims are not applicable, never proven", () => {
    assert.equal(trailRecordsWhatAlertsNeed.findingFor(elsewhere).kind, "not-applicable");
    assert.equal(logsOutlastTheAttacker.findingFor(elsewhere).kind, "not-applicable");
  });
});

describe("Where nobody has the tier Management", () => {
  it("that its calls are heard is not applicable", () => {
    const none = otherwise((thing) => (thing.kind === "role" && thing.tier === "Management" ? undefined : thing));
    assert.equal(managementTierIsHeardOnBothPaths.findingFor(none).kind, "not-applicable");
  });
});

describe("The canary", () => {
  it("leaves open whether anything is refused to it, while nobody can read the trust of the role that it asks for", () => {
    const unread = (thing: Thing): Thing =>
      thing.kind === "role" && thing.name === "BreakGlassHubReadOnly"
        ? { ...thing, trust: opaquePolicy("whom it trusts", "trust", "masked") }
        : thing;
    const classes = organization.classes.map((one) =>
      one.account.id === emergency ? { ...one, scps: [], rcps: [], things: one.things.map(unread) } : one,
    );
    const finding = silenceIsNoticed.findingFor({ ...organization, classes });
    assert.deepEqual(finding.kind === "unknown" && finding.missing, ["whom it trusts"]);
  });
});
