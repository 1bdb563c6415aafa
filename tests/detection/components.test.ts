import assert from "node:assert/strict";
import { Detection, EventBuses } from "../../components";
import { detectionFor, rulebook } from "../../rulebook";
import { registeredBy, type Registered } from "../registered";
import { sandboxFacts } from "../rulebook/sandbox-facts";
import { allEvents } from "./organization";

const record = detectionFor(rulebook, sandboxFacts);
const regions = ["eu-central-1", "us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"];
let registered: readonly Registered[] = [];

describe("The components of detection", () => {
  before(async () => {
    registered = await registeredBy("own", () => {
      new EventBuses("buses", record, {});
      new Detection("detection", record, {});
    });
  });

  const named = (name: string): Registered["inputs"] =>
    registered.find((resource) => resource.name === name)?.inputs ?? assert.fail(`no ${name}`);

  it("make eighteen resources for five Regions, however many accounts there are", () => {
    assert.equal(registered.length, 18);
    assert.equal(registered.filter(({ type }) => type === "aws:cloudformation/stack:Stack").length, 5);
  });

  for (const [bus, region, target] of [
    [record.central, "eu-central-1", "arn:aws:lambda:eu-central-1:100000000004:function:lifeline-triage"],
    [record.standby, "us-east-1", "arn:aws:sns:us-east-1:100000000004:lifeline-standby"],
  ] as const) {
    it(`make ${bus.name} with its policy and one rule that takes every management event`, () => {
      const name = bus === record.central ? "buses-central" : "buses-standby";
      assert.deepEqual(named(name), { name: bus.name, description: bus.description, region });
      assert.deepEqual(named(`${name}-policy`), { eventBusName: bus.name, policy: bus.policy, region });
      assert.deepEqual(named(`${name}-rule`), {
        name: "BreakGlassReceive",
        description: bus.rule.description,
        eventBusName: bus.name,
        eventPattern: bus.rule.pattern,
        state: allEvents,
        region,
      });
      assert.deepEqual(named(`${name}-target`), {
        rule: "BreakGlassReceive",
        eventBusName: bus.name,
        targetId: "receiver",
        arn: target,
        ...(bus === record.central ? {} : { roleArn: "arn:aws:iam::100000000004:role/break-glass/BreakGlassStandby" }),
        deadLetterConfig: { arn: `arn:aws:sqs:${region}:100000000004:lifeline-dead-letters` },
        retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
        region,
      });
    });
  }

  it("let the central bus's rule, and no other, invoke triage", () => {
    assert.deepEqual(named("buses-permission"), {
      region: "eu-central-1",
      statementId: "BreakGlassReceive",
      action: "lambda:InvokeFunction",
      function: "lifeline-triage",
      principal: "events.amazonaws.com",
      sourceArn: "arn:aws:events:eu-central-1:100000000004:rule/lifeline-central/BreakGlassReceive",
      sourceAccount: "100000000004",
    });
  });

  it("make the management account's forwarding role with its trust and its one policy", () => {
    const { name, description, trust, policy } = record.forwarderRole;
    const path = "/break-glass/";
    assert.deepEqual(named("detection-forwarder"), { name, path, description, assumeRolePolicy: trust });
    assert.deepEqual(named("detection-forwarder-policy"), { name, role: name, policy });
  });

  it("bring the template to every member by one StackSet below the root, and to management Region by Region", () => {
    const { template } = record.stackSet;
    assert.deepEqual(named("detection-stack-set"), {
      name: "lifeline-detection",
      description: record.stackSet.description,
      permissionModel: "SERVICE_MANAGED",
      callAs: "SELF",
      region: "eu-central-1",
      templateBody: template,
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
      managedExecution: { active: true },
      operationPreferences: {
        failureTolerancePercentage: 100,
        maxConcurrentPercentage: 100,
        regionConcurrencyType: "PARALLEL",
      },
    });
    const { regions: reached, deploymentTargets, retainStacks } = named("detection-instances");
    assert.deepEqual(
      [reached, deploymentTargets, retainStacks],
      [regions, { organizationalUnitIds: ["r-life"] }, true],
    );
    for (const region of regions) {
      assert.deepEqual(named(`detection-${region}`), { name: "lifeline-detection", region, templateBody: template });
    }
  });
});
