import assert from "node:assert/strict";
import { fromJson, toJson } from "../../sandbox/aws";
import { allRegional, regionalIn } from "../../sandbox/aws/regional";
import type { Properties } from "./client";
import { busArn, forwarder, queue, rule, template } from "./regional-templates";
import {
  emergency,
  management,
  openScene,
  paymentsApi,
  stackInstancesInputs,
  stackSetInputs,
  types as foundation,
  web,
  type Scene,
} from "./scene";

describe("aws provider: rules and queues of a StackSet", () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.stop());
  const at = (accountId: string, region = "eu-central-1") => regionalIn(scene.aws, { accountId, region });

  const deploy = async (body: string, change: Properties = {}) => {
    const set = await scene.client.make(foundation.stackSet, stackSetInputs({ templateBody: body }));
    await scene.client.make(foundation.stackInstances, stackInstancesInputs(change));
    return set;
  };

  describe("a StackSet in several Regions", () => {
    const inHome = { AtHome: { "Fn::Equals": [{ Ref: "AWS::Region" }, "eu-central-1"] } };
    const regions = ["eu-central-1", "us-east-1"];
    const resources = {
      Marker: { Type: "AWS::CloudFormation::WaitConditionHandle" },
      Role: { ...forwarder(), Condition: "AtHome" },
      Rule: { ...rule(), Condition: "AtHome" },
      Queue: queue(),
    };

    it("makes in each account and Region what its conditions let in", async () => {
      await deploy(template(resources, inHome), { regions });
      for (const account of [emergency, paymentsApi, web]) {
        assert.deepEqual(Object.keys(at(account).eventRules), ["default/BreakGlassTest"], account);
        assert.deepEqual(Object.keys(at(account, "us-east-1").eventRules), []);
        assert.deepEqual(
          regions.map((region) => Object.keys(at(account, region).queues)),
          [["dead"], ["dead"]],
        );
      }
      assert.deepEqual(at(web).eventRules["default/BreakGlassTest"], {
        name: "BreakGlassTest",
        bus: "default",
        description: "",
        pattern: '{"source":["aws.signin"]}',
        state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
        tags: {},
        targets: [
          {
            id: "central",
            arn: busArn,
            roleArn: `arn:aws:iam::${web}:role/Forwarder`,
            deadLetterArn: "arn:aws:sqs:eu-central-1:100000000004:dead",
            maximumEventAgeInSeconds: 86_400,
            maximumRetryAttempts: 185,
          },
        ],
      });
      assert.deepEqual(at(management), at("nowhere"));
    });

    it("what it made alike in many accounts is written once, and read back as it was", async () => {
      await deploy(template(resources, inHome), { regions });
      const written = toJson(scene.aws);
      const { regional } = JSON.parse(written) as { regional: { contents: unknown[]; places: object } };
      assert.equal(Object.keys(regional.places).length, 20);
      // One for each Region, and one where the dead letters are the account's own.
      assert.equal(regional.contents.length, 3);
      const again = fromJson(written);
      assert.deepEqual(again, scene.aws);
      const pattern = (account: string) =>
        regionalIn(again, { accountId: account, region: "eu-central-1" }).eventRules["default/BreakGlassTest"]?.pattern;
      assert.equal(pattern(web), pattern(paymentsApi));
    });

    it("a change goes everywhere, and what the template loses goes", async () => {
      const set = await deploy(template(resources, inHome), { regions });
      const changed = {
        ...resources,
        Rule: { ...rule({ State: "DISABLED", Targets: [] }), Condition: "AtHome" },
        Queue: { Type: "AWS::CloudFormation::WaitConditionHandle" },
      };
      await scene.client.change(foundation.stackSet, set, stackSetInputs({ templateBody: template(changed, inHome) }));
      const { state, targets } = at(web).eventRules["default/BreakGlassTest"] ?? {};
      assert.deepEqual([state, targets], ["DISABLED", []]);
      assert.ok(allRegional(scene.aws).every(({ resources: { queues } }) => Object.keys(queues).length === 0));
    });

    it("an account that comes gets it, and one whose rule cannot be made is left as it was", async () => {
      await deploy(template({ Queue: queue(), Rule: rule() }), { regions: ["eu-central-1"] });
      // No role: the rule is refused, and the queue that was made before it is gone again.
      assert.deepEqual(at(web), at("nowhere"));
      const found = await scene.client.read(foundation.stackInstances, "roles,SELF,OU");
      const summaries = found?.outputs["stackInstanceSummaries"] as { accountId: string; statusReason: string }[];
      assert.match(
        summaries.find(({ accountId }) => accountId === web)?.statusReason ?? "",
        /^ResourceLogicalId:Rule, ResourceType:AWS::Events::Rule, ResourceStatusReason:.*Provided role '.*Forwarder' cannot be assumed by principal 'events\.amazonaws\.com'\. \(Service: EventBridge, Status Code: 400\)"\.$|^ResourceLogicalId:Rule, .*Provided role/,
      );
    });
  });
});
