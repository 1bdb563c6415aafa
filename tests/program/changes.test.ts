import assert from "node:assert/strict";
import type { Aws } from "../../sandbox/aws";
import type { StackExport } from "../../sandbox/engine";
import {
  changesOf,
  errorsOf,
  factsWith,
  previewed,
  sandboxAws,
  sandboxFacts,
  updated,
  type StackFacts,
} from "./landing-zone";
import { isFullScale } from "../scale";

const stackSet = "update aws:cloudformation/stackSet:StackSet target-roles-stack-set";

describe("a change of facts previews exactly what must change", () => {
  const aws: Aws = sandboxAws();
  let state: StackExport;

  before(async () => {
    const first = await updated(aws);
    assert.equal(errorsOf(first), "");
    state = first.state;
  });

  async function changed(changes: StackFacts): Promise<readonly string[]> {
    const result = await previewed(aws, { state, facts: factsWith(changes) });
    assert.equal(errorsOf(result), "");
    return changesOf(result);
  }

  it("a responder more: the emergency account only, no StackSet", async () => {
    const responders = [...(sandboxFacts()["responders"] as object[]), { name: "dave", tiers: ["ReadOnly"] }];
    assert.deepEqual(await changed({ responders }), [
      "create aws:iam/user:User responders.dave",
      "create aws:iam/userPolicy:UserPolicy responders.dave.tiers",
      "create aws:iam/userPolicyAttachment:UserPolicyAttachment responders.dave.policy",
    ]);
  });

  (isFullScale ? it : it.skip)("a tier more for one responder: that responder's grant", async () => {
    const responders = (sandboxFacts()["responders"] as { name: string; tiers: string[] }[]).map((responder) =>
      responder.name === "carol" ? { ...responder, tiers: [...responder.tiers, "IdentityAdmin"] } : responder,
    );
    assert.deepEqual(await changed({ responders }), ["update aws:iam/userPolicy:UserPolicy responders.carol.tiers"]);
  });

  it("a governed Region more: the responders' sign-in, and the detection of that Region", async () => {
    const regions = { home: "eu-central-1", governed: ["eu-central-1", "us-east-1", "eu-west-1"] };
    const others = ["ap-southeast-2", "eu-central-1", "eu-north-1", "us-east-1", "us-east-2"];
    assert.deepEqual(await changed({ regions }), [
      "create aws:cloudformation/stack:Stack detection-eu-west-1",
      // The template names the Regions that members watch.
      ...others.map((region) => `update aws:cloudformation/stack:Stack detection-${region}`),
      "update aws:cloudformation/stack:Stack lifeline-alarms",
      "update aws:cloudformation/stackInstances:StackInstances detection-instances",
      "update aws:cloudformation/stackSet:StackSet detection-stack-set",
      "update aws:iam/policy:Policy responders-policy",
      "update aws:lambda/function:Function lifeline-triage",
    ]);
  });

  (isFullScale ? it : it.skip)("a policy more for one tier: the template", async () => {
    const tiers = { managedPolicies: { ReadOnly: ["AmazonRDSReadOnlyAccess"] } };
    assert.deepEqual(await changed({ tiers }), [stackSet]);
  });

  (isFullScale ? it : it.skip)(
    "a tier dropped from the workload accounts: the template, and the grants of those who held it",
    async () => {
      const responders = (sandboxFacts()["responders"] as { name: string; tiers: string[] }[]).map((responder) => ({
        ...responder,
        tiers: responder.tiers.filter((tier) => tier !== "Operator"),
      }));
      assert.deepEqual(await changed({ tiers: { workload: ["ReadOnly", "Admin"] }, responders }), [
        stackSet,
        "update aws:iam/userPolicy:UserPolicy responders.alice.tiers",
        "update aws:iam/userPolicy:UserPolicy responders.carol.tiers",
      ]);
    },
  );

  (isFullScale ? it : it.skip)(
    "a deployer of the log archive more: guardrail, bucket, key, who watches it, and what triage knows",
    async () => {
      const deployers = [
        ...(sandboxFacts()["deployers"] as object[]),
        { name: "LogDeployer", account: "logArchive", managedBy: "stacksets" },
      ];
      assert.deepEqual(await changed({ deployers }), [
        "update aws:cloudformation/stack:Stack detection-ap-southeast-2",
        "update aws:cloudformation/stack:Stack detection-eu-central-1",
        "update aws:cloudformation/stack:Stack detection-eu-north-1",
        "update aws:cloudformation/stack:Stack detection-us-east-1",
        "update aws:cloudformation/stack:Stack detection-us-east-2",
        "update aws:cloudformation/stackSet:StackSet detection-stack-set",
        "update aws:cloudwatch/logMetricFilter:LogMetricFilter lifeline-second-path-tampering-6",
        "update aws:kms/key:Key lifeline-log-archive-key",
        "update aws:lambda/function:Function lifeline-triage",
        "update aws:organizations/policy:Policy lifeline-guardrails-1",
        "update aws:s3/bucketPolicy:BucketPolicy log-archive-policy",
      ]);
    },
  );

  (isFullScale ? it : it.skip)(
    "guardrails from an OU to the root: attachments are added before any is taken away",
    async () => {
      const staged = sandboxAws();
      const ou = factsWith({ guardrails: { targets: ["ou-life-develop01"] } });
      const both = factsWith({ guardrails: { targets: ["ou-life-develop01", "r-life"] } });
      const first = await updated(staged, { facts: ou });
      const second = await updated(staged, { facts: both, state: first.state });
      assert.equal(errorsOf(second), "");
      assert.deepEqual(
        changesOf(second).filter((change) => change.startsWith("create")),
        [
          "create aws:organizations/policyAttachment:PolicyAttachment lifeline-guardrails-1.guardrails.targets.r-life",
          "create aws:organizations/policyAttachment:PolicyAttachment lifeline-resource-guardrails-1.guardrails.targets.r-life",
        ],
      );
      const third = await updated(staged, { state: second.state });
      assert.equal(errorsOf(third), "");
      assert.deepEqual(changesOf(third), [
        "delete aws:organizations/policyAttachment:PolicyAttachment lifeline-guardrails-1.guardrails.targets.ou-life-develop01",
        "delete aws:organizations/policyAttachment:PolicyAttachment lifeline-resource-guardrails-1.guardrails.targets.ou-life-develop01",
      ]);
    },
  );
});
