import assert from "node:assert/strict";
import { assertIssues, factsWith, judged } from "./judged";

const asShown = "correct it, as Pulumi.prod.yaml shows";
const twice = "remove one of the two";
const signIn = ["us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"];

describe("The Regions of detection", () => {
  it("always hold home, the governed ones and the four in which AWS logs sign-ins", () => {
    const { detection, memberDetection, standby } = factsWith({}).regions;
    assert.deepEqual(detection, ["eu-central-1", ...signIn]);
    assert.deepEqual(memberDetection, ["eu-central-1", "us-east-1"]);
    assert.equal(standby, "us-east-1");
    const regions = { home: "eu-west-1", governed: ["eu-west-1", "eu-west-3"], detection: ["sa-east-1"] };
    const more = factsWith({ regions, saml: undefined }).regions;
    assert.deepEqual([...more.detection].sort(), [...signIn, "eu-west-1", "eu-west-3", "sa-east-1"].sort());
    assert.deepEqual([...more.memberDetection].sort(), ["eu-west-1", "eu-west-3", "us-east-1"]);
  });

  it("hold home and us-east-1 whatever facts choose for members, and what members have", () => {
    const regions = { home: "eu-central-1", governed: ["eu-central-1"], memberDetection: ["eu-west-2"] };
    const { detection, memberDetection } = factsWith({ regions }).regions;
    assert.deepEqual(memberDetection, ["eu-central-1", "eu-west-2", "us-east-1"]);
    assert.ok(detection.includes("eu-west-2"));
  });

  it("hold the standby Region, which is another than home", () => {
    const home = { home: "us-east-1", governed: ["us-east-1"] };
    assert.equal(factsWith({ regions: home }).regions.standby, "us-east-2");
    assert.ok(factsWith({ regions: { ...home, standby: "eu-west-1" } }).regions.detection.includes("eu-west-1"));
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
