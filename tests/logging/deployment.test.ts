import assert from "node:assert/strict";
import { passMinutes } from "../../sandbox/aws/cloudwatch/alarm-states";
import { writeToTrails } from "../../sandbox/aws/cloudwatch/trail-log";
import { copyOf, liveFor, type Live } from "../../sandbox/aws/events/live";
import { regionalIn } from "../../sandbox/aws/regional";
import { management } from "../aws/scene";
import type { CloudTrailRecord } from "./recorded-events";
import { deployLogging, type Deployed } from "./sandbox-deployment";
import { tamperingCases } from "./tampering-cases";
import { unseenCases } from "./unseen-cases";
import { useCases } from "./use-cases";

const topic = `arn:aws:sns:eu-central-1:${management}:lifeline-second-path`;
const home = { accountId: management, region: "eu-central-1" };

describe("Logging, made in the sandbox's AWS,", () => {
  let deployed: Deployed | undefined;
  before(async () => {
    deployed = await deployLogging();
  });
  after(() => deployed?.scene.stop());

  it("is taken as it is: bucket, key, trail, role, topic, filters and alarms", () => {
    assert.equal(deployed?.made.length, 32);
    const { trails } = regionalIn(begun().aws, home);
    const trail = trails["lifeline-organization-trail"] ?? assert.fail("no trail");
    assert.ok(trail.isLogging && trail.isOrganizationTrail && trail.isMultiRegionTrail);
  });

  /** A copy of the AWS deployed to, in which everyday events have come for a while. */
  function begun(): Live {
    const { scene } = deployed ?? assert.fail("not deployed");
    const live = liveFor(copyOf(scene.aws), () => Promise.reject(new Error("no function runs here")));
    play(live, 20);
    live.steps.length = 0;
    return live;
  }

  /** Everyday events come all the time; what is of interest comes first. */
  function play(live: Live, minutes: number, records: readonly CloudTrailRecord[] = []): void {
    for (const record of records) writeToTrails(live, { awsRegion: "us-east-1", ...record });
    for (let minute = 0; minute < minutes; minute += 5) {
      writeToTrails(live, { awsRegion: "eu-central-1", ...everyday });
      passMinutes(live, home, 5);
    }
  }

  const [, everyday = assert.fail()] = unseenCases.find(([what]) => what === "an ordinary role") ?? [];
  /** Alarms that reached the topic, and what became of it. */
  const pagesOf = ({ steps }: Live): readonly string[] =>
    steps
      .filter(({ to }) => to === topic)
      .map(({ what, outcome, reason }) =>
        outcome === "delivered"
          ? what.replace(/^ALARM: "lifeline-second-path-([\w-]+)".*/, "$1")
          : `${what}: ${outcome}, ${reason}`,
      );
  const [, , use = assert.fail()] = useCases.find(([, what]) => what === "a switch to Admin") ?? [];
  const [, , tampering = assert.fail()] = tamperingCases.find(([, what]) => what === "a forwarding rule") ?? [];

  /** Triage's metric, as its function writes it in the security account. */
  function handle(live: Live): void {
    live.metrics.push({
      accountId: "100000000004",
      region: "eu-central-1",
      namespace: "Lifeline",
      name: "HandledUses",
      dimensions: {},
      at: live.aws.clock,
      value: 1,
    });
  }

  it("pages nobody in an ordinary night", () => {
    const live = begun();
    play(live, 150);
    assert.deepEqual(pagesOf(live), []);
  });

  it("pages at once for tampering", () => {
    const live = begun();
    play(live, 30);
    play(live, 5, [tampering]);
    assert.deepEqual(pagesOf(live), ["tampering"]);
  });

  it("pages again for tampering a few minutes later", () => {
    const live = begun();
    play(live, 10, [tampering]);
    play(live, 10, [tampering]);
    assert.deepEqual(pagesOf(live), ["tampering", "tampering"]);
  });

  it("pages for a denied deletion of a rule, which the members' rules may not tell any more", () => {
    const live = begun();
    const [, , refused = assert.fail()] = tamperingCases.find(([, what]) => what === "events:DeleteRule refused") ?? [];
    play(live, 5, [refused]);
    assert.deepEqual(pagesOf(live), ["tampering"]);
  });

  it("pages within half an hour for a use that nobody handles", () => {
    const live = begun();
    play(live, 120);
    play(live, 35, [use]);
    assert.deepEqual(pagesOf(live), ["unhandled-uses"]);
  });

  it("pages nobody for a use that is handled", () => {
    const live = begun();
    play(live, 120);
    handle(live);
    play(live, 5);
    play(live, 180, [use]);
    assert.deepEqual(pagesOf(live), []);
  });

  it("pages for every use while the security account's metric cannot be read", () => {
    const live = begun();
    const roles = live.aws.iam["100000000004"]?.roles ?? assert.fail("no roles");
    const { "cloudwatch-crossaccountsharingrole": _, ...rest } = roles;
    live.aws.iam["100000000004"] = { ...(live.aws.iam["100000000004"] ?? assert.fail()), roles: rest };
    try {
      play(live, 30);
      handle(live);
      play(live, 10, [use]);
      handle(live);
      play(live, 10, [use]);
    } finally {
      live.aws.iam["100000000004"] = { ...live.aws.iam["100000000004"], roles };
    }
    assert.deepEqual(pagesOf(live), ["uses-unreconciled", "uses-unreconciled"]);
  });

  it("pages when the log group falls silent", () => {
    const live = begun();
    play(live, 30);
    passMinutes(live, home, 20);
    assert.deepEqual(pagesOf(live), ["silence"]);
  });
});
