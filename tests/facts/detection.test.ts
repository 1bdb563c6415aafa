import assert from "node:assert/strict";
import type { Facts } from "../../rulebook";
import { assertIssues, judged } from "./judged";

const asShown = "correct it, as Pulumi.prod.yaml shows";
const twice = "remove one of the two";
const signIn = ["us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"];

function factsFrom(changes: Readonly<Record<string, unknown>>): Facts {
  const result = judged(changes);
  assert.ok(result.ok, result.ok ? "" : result.message);
  return result.facts;
}

describe("The Regions of detection", () => {
  it("always hold home, the governed ones and the four in which AWS logs sign-ins", () => {
    const { detection, memberDetection, standby } = factsFrom({}).regions;
    assert.deepEqual(detection, ["eu-central-1", ...signIn]);
    assert.deepEqual(memberDetection, ["eu-central-1", "us-east-1"]);
    assert.equal(standby, "us-east-1");
    const regions = { home: "eu-west-1", governed: ["eu-west-1", "eu-west-3"], detection: ["sa-east-1"] };
    const more = factsFrom({ regions, saml: undefined }).regions;
    assert.deepEqual([...more.detection].sort(), [...signIn, "eu-west-1", "eu-west-3", "sa-east-1"].sort());
    assert.deepEqual([...more.memberDetection].sort(), ["eu-west-1", "eu-west-3", "us-east-1"]);
  });

  it("hold home and us-east-1 whatever facts choose for members, and what members have", () => {
    const regions = { home: "eu-central-1", governed: ["eu-central-1"], memberDetection: ["eu-west-2"] };
    const { detection, memberDetection } = factsFrom({ regions }).regions;
    assert.deepEqual(memberDetection, ["eu-central-1", "eu-west-2", "us-east-1"]);
    assert.ok(detection.includes("eu-west-2"));
  });

  it("hold the standby Region, which is another than home", () => {
    const home = { home: "us-east-1", governed: ["us-east-1"] };
    assert.equal(factsFrom({ regions: home }).regions.standby, "us-east-2");
    assert.ok(factsFrom({ regions: { ...home, standby: "eu-west-1" } }).regions.detection.includes("eu-west-1"));
    assertIssues({ regions: { ...home, standby: "us-east-1" } }, [
      [
        "lifeline:regions.standby",
        '"us-east-1", the home Region',
        "another Region: its topic speaks while home is gone (E17)",
        "choose another, or remove the line",
      ],
    ]);
  });

  it("hold one that accounts must opt in to only where facts say that they have", () => {
    const regions = { home: "eu-central-1", governed: ["eu-central-1", "eu-south-1"], memberDetection: ["af-south-1"] };
    const allowed = "a Region that every account has, or one that lifeline:regions.detection lists too";
    const fix = "opt every account in and add the Region to lifeline:regions.detection, which says so";
    assertIssues({ regions: { ...regions, standby: "me-south-1" } }, [
      ["lifeline:regions.governed[1]", '"eu-south-1", which accounts must opt in to', allowed, fix],
      ["lifeline:regions.memberDetection[0]", '"af-south-1", which accounts must opt in to', allowed, fix],
      ["lifeline:regions.standby", '"me-south-1", which accounts must opt in to', allowed, fix],
    ]);
    assert.ok(judged({ regions: { ...regions, detection: ["eu-south-1", "af-south-1"] } }).ok);
  });

  it("are refused twice, and an empty list of the members' is", () => {
    const base = { home: "eu-central-1", governed: ["eu-central-1"] };
    assertIssues(
      { regions: { ...base, detection: ["eu-west-1", "eu-west-1"], memberDetection: ["us-east-1", "us-east-1"] } },
      [
        ["lifeline:regions.detection[1]", '"eu-west-1", as in [0]', "each Region once", twice],
        ["lifeline:regions.memberDetection[1]", '"us-east-1", as in [0]', "each Region once", twice],
      ],
    );
    assertIssues({ regions: { ...base, memberDetection: [] } }, [
      [
        "lifeline:regions.memberDetection",
        "[]",
        "at least one Region, or no such line: then the governed ones",
        asShown,
      ],
    ]);
  });
});

describe("The log archive", () => {
  it("is Lifeline's own with governance retention of a year where facts say nothing", () => {
    assert.deepEqual(factsFrom({ logArchive: undefined }).logArchive, {
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
