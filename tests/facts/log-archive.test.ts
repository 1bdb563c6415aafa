import assert from "node:assert/strict";
import { assertIssues, factsWith, judged } from "./judged";

const asShown = "correct it, as Pulumi.prod.yaml shows";

describe("The log archive", () => {
  it("is Lifeline's own with governance retention of a year where facts say nothing", () => {
    assert.deepEqual(factsWith({ logArchive: undefined }).logArchive, {
      mode: "own",
      retention: { mode: "governance", days: 365 },
      logGroupDays: 30,
    });
  });

  it("binds by compliance only where the number of days stands twice", () => {
    const own = (days: number, confirmDays: number) => ({
      logArchive: { mode: "own", retention: { mode: "compliance", days, confirmDays } },
    });
    assert.ok(judged(own(400, 400)).ok);
    assertIssues(own(400, 40), [
      [
        "lifeline:logArchive.retention.confirmDays",
        "40, while days is 400",
        "the same number again: nobody, root and AWS included, shortens compliance retention",
        "repeat the number of days, or choose mode: governance",
      ],
    ]);
    assertIssues({ logArchive: { mode: "own", retention: { mode: "compliance", days: 400 } } }, [
      [
        "lifeline:logArchive.retention.confirmDays",
        "nothing",
        "a whole number of days, 1 to 36500",
        "add it, as Pulumi.prod.yaml shows",
      ],
    ]);
  });

  it("keeps for a whole number of days up to a hundred years, and says a wrong one once", () => {
    const own = (days: unknown) => ({ logArchive: { mode: "own", retention: { mode: "governance", days } } });
    for (const days of [1, 36_500]) assert.ok(judged(own(days)).ok);
    for (const [days, found] of [
      [1e21, "1e+21"],
      [36_501, "36501"],
      [0, "0"],
      [1.5, "1.5"],
      ["365", '"365"'],
    ] as const) {
      assertIssues(own(days), [
        ["lifeline:logArchive.retention.days", found, "a whole number of days, 1 to 36500", asShown],
      ]);
    }
  });

  it("of another owner has names that AWS gives", () => {
    const says = {
      organizationTrail: true,
      multiRegion: true,
      logFileValidation: true,
      readEvents: true,
      writeEvents: true,
      encrypted: true,
    };
    const existing = {
      mode: "existing",
      trailName: "org-trail",
      bucketName: "logs.acme-1",
      logGroupName: "/trail",
      says,
    };
    const shows = "`aws cloudtrail describe-trails` shows it";
    assert.ok(judged({ logArchive: existing }).ok);
    for (const bucketName of [
      "192.168.1.1",
      "my..logs",
      "ab",
      "Logs",
      "-logs",
      "xn--logs",
      "amzn-s3-demo-logs",
      "logs-s3alias",
      "logs--x-s3",
      "logs.mrap",
    ]) {
      assertIssues({ logArchive: { ...existing, bucketName } }, [
        ["lifeline:logArchive.bucketName", `"${bucketName}"`, "the name of a bucket", shows],
      ]);
    }
    for (const trailName of ["192.168.1.1", "my-_trail", "my--trail", "trail-", ".trail", "ab", "x".repeat(129)]) {
      assertIssues({ logArchive: { ...existing, trailName } }, [
        [
          "lifeline:logArchive.trailName",
          trailName.length > 80 ? `"${"x".repeat(76)}…` : `"${trailName}"`,
          "the name of a trail, 3 to 128 characters",
          shows,
        ],
      ]);
    }
    for (const name of ["192.168.1.x", "a1.b-2", "x".repeat(63)]) {
      assert.ok(judged({ logArchive: { ...existing, bucketName: name, trailName: name } }).ok);
    }
  });

  it("keeps a log group as long only as CloudWatch Logs offers", () => {
    assert.ok(judged({ logArchive: { mode: "own", logGroupDays: 90 } }).ok);
    const result = judged({ logArchive: { mode: "own", logGroupDays: 31 } });
    assert.ok(!result.ok);
    assert.match(
      result.message,
      /logGroupDays\n {6}found: 31\n {6}allowed: a retention that CloudWatch Logs offers: 1,/,
    );
  });

  it("of another owner must be everything that detection needs: each thing missing is named", () => {
    const says = {
      organizationTrail: true,
      multiRegion: true,
      logFileValidation: true,
      readEvents: true,
      writeEvents: true,
      encrypted: true,
    };
    const existing = {
      mode: "existing",
      trailName: "aws-controltower-BaselineCloudTrail",
      bucketName: "aws-controltower-logs-100000000003-eu-central-1",
      logGroupName: "aws-controltower/CloudTrailLogs",
    };
    assert.ok(judged({ logArchive: { ...existing, says } }).ok);
    const none = Object.fromEntries(Object.keys(says).map((property) => [property, false]));
    const fix = 'change the trail "aws-controltower-BaselineCloudTrail" and say true, or choose mode: own';
    assertIssues({ logArchive: { ...existing, says: none } }, [
      [
        "lifeline:logArchive.says.organizationTrail",
        "false",
        "an organization trail: else new accounts are not seen",
        fix,
      ],
      [
        "lifeline:logArchive.says.multiRegion",
        "false",
        "a trail of every Region: sign-ins and STS are logged in several",
        fix,
      ],
      [
        "lifeline:logArchive.says.logFileValidation",
        "false",
        "a trail with log file validation: else a changed log file is not noticed",
        fix,
      ],
      [
        "lifeline:logArchive.says.readEvents",
        "false",
        "a trail that logs read management events: AssumeRole is one",
        fix,
      ],
      [
        "lifeline:logArchive.says.writeEvents",
        "false",
        "a trail that logs write management events: tampering is one",
        fix,
      ],
      ["lifeline:logArchive.says.encrypted", "false", "a trail encrypted with a customer-managed key", fix],
    ]);
  });
});
