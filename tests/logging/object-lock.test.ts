import assert from "node:assert/strict";
import { retentionNoticeFor, type SettledFacts } from "../../rulebook";
import { sandboxFacts } from "../rulebook/sandbox-facts";
import { controlTower } from "./control-tower";
import { recordOf } from "./log-archive-account";

describe("Object Lock", () => {
  const withRetention = (
    retention: Extract<SettledFacts["logArchive"], { mode: "own" }>["retention"],
  ): SettledFacts => ({
    ...sandboxFacts,
    logArchive: { mode: "own", retention, logGroupDays: 30 },
  });
  const now = new Date("2026-11-28T13:00:00Z");

  it("is in governance mode by default", () => {
    assert.deepEqual(recordOf().objectLock, { mode: "GOVERNANCE", days: 365 });
  });

  it("is in compliance mode when the days are said twice", () => {
    const facts = withRetention({ mode: "compliance", days: 400, confirmDays: 400 });
    assert.deepEqual(recordOf(facts).objectLock, { mode: "COMPLIANCE", days: 400 });
  });

  it("stays in governance mode when they differ", () => {
    const facts = withRetention({ mode: "compliance", days: 400, confirmDays: 40 });
    assert.deepEqual(recordOf(facts).objectLock, { mode: "GOVERNANCE", days: 400 });
    assert.match(retentionNoticeFor(facts, now), /governance mode for 400 days/);
  });

  it("says until which day compliance binds", () => {
    const facts = withRetention({ mode: "compliance", days: 365, confirmDays: 365 });
    assert.equal(
      retentionNoticeFor(facts, now),
      "Log archive: Object Lock in COMPLIANCE mode for 365 days. What is written today is bound until 2027-11-28: " +
        "nobody, the root user of account 100000000003 included, deletes it or shortens that, nor takes the mode back.",
    );
  });

  it("says who lifts governance", () => {
    assert.equal(
      retentionNoticeFor(withRetention({ mode: "governance", days: 30 }), now),
      "Log archive: Object Lock in governance mode for 30 days. What is written today is kept until 2026-12-28, " +
        "unless the deployer of account 100000000003 lifts it.",
    );
  });

  it("says what is used, and what is vouched for, where a trail exists", () => {
    assert.equal(
      retentionNoticeFor({ ...sandboxFacts, logArchive: controlTower }, now),
      "Log archive: uses the trail aws-controltower-BaselineCloudTrail, which writes to " +
        "aws-controltower-logs-100000000003-eu-central-1 and to the log group aws-controltower/CloudTrailLogs; makes none. " +
        "The facts vouch that it covers the organization, covers every Region, signs its log files, records reads, " +
        "records writes, is encrypted.",
    );
  });
});
