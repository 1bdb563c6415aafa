import assert from "node:assert/strict";
import { awsFor, toJson } from "../../sandbox/aws";
import { organizationFor } from "../../sandbox/organization";
import { errorsOf, factsWith, sandboxAws, sandboxFacts, updated } from "./landing-zone";

describe("the program refuses", () => {
  it("facts with several faults, all at once and without a stack trace, and deploys nothing", async () => {
    const aws = sandboxAws();
    const before = toJson(aws);
    const facts = factsWith({
      accounts: { logArchive: "10000000003", security: "100000000004" },
      regions: { home: "eu-central-9", governed: ["eu-central-1"] },
      surprise: true,
    });
    const result = await updated(aws, { facts });
    assert.equal(result.ok, false);
    const message = errorsOf(result);
    assert.match(
      message,
      /lifeline:accounts\.logArchive\n +found: "10000000003"\n +allowed: an account id of 12 digits/,
    );
    assert.match(message, /lifeline:accounts\.identity\n +found: nothing/);
    assert.match(message, /lifeline:regions\.home\n +found: "eu-central-9"/);
    assert.match(message, /lifeline:surprise\n +found: an unknown fact/);
    assert.doesNotMatch(message, /\n\s+at /);
    assert.equal(toJson(aws), before);
    assert.deepEqual(
      result.steps.filter(({ type }) => type.startsWith("aws:")),
      [],
    );
  });

  it("the sandbox's own facts under another stack name", async () => {
    const result = await updated(sandboxAws(), { facts: sandboxFacts(), stack: "prod" });
    assert.match(errorsOf(result), /lifeline:organization\.id\n +found: an example organization id, "o-lifeline001"/);
  });

  it("an organization without trusted access for StackSets and CloudTrail, naming the commands that give it", async () => {
    const aws = awsFor({ ...organizationFor(12), trustedServices: [] });
    const result = await updated(aws);
    assert.match(errorsOf(result), /trusted access for StackSets\n +found: not activated/);
    assert.match(errorsOf(result), /activate-organizations-access/);
    assert.match(errorsOf(result), /trusted access for CloudTrail\n +found: not activated/);
    assert.match(errorsOf(result), /enable-aws-service-access --service-principal cloudtrail\.amazonaws\.com/);
  });

  it("an organization whose RCPs are not enabled", async () => {
    const aws = awsFor({ ...organizationFor(12), enabledPolicyTypes: ["SERVICE_CONTROL_POLICY"] });
    const result = await updated(aws);
    assert.match(errorsOf(result), /policy type RESOURCE_CONTROL_POLICY\n +found: not enabled at the root/);
    assert.match(errorsOf(result), /aws organizations enable-policy-type --root-id r-life/);
  });

  it("credentials of another organization", async () => {
    const other = { id: "o-otherother1", rootId: "r-life", managementAccountId: "100000000001" };
    const result = await updated(sandboxAws(), { facts: factsWith({ organization: other }) });
    assert.match(errorsOf(result), /lifeline:organization\.id\n +found: o-otherother1\n +allowed: o-lifeline001/);
  });
});
