import assert from "node:assert/strict";
import { snapshotOf, type Aws } from "../../sandbox/aws";
import { errorsOf, factsWith, sandboxAws, sandboxFacts, updated, type StackFacts } from "./landing-zone";
import { isFullScale } from "../scale";

/** Statement ids that bind the root's accounts at this moment. */
function protectionsAt(aws: Aws, target: string): ReadonlySet<string> {
  const { policies, attachments } = snapshotOf(aws);
  const attached = attachments.filter(({ targetId }) => targetId === target).map(({ policyId }) => policyId);
  return new Set(
    policies
      .filter(({ id, type }) => attached.includes(id) && type === "SERVICE_CONTROL_POLICY")
      .flatMap(({ content }) => (JSON.parse(content) as { Statement: { Sid?: string }[] }).Statement)
      .flatMap(({ Sid }) => (Sid === undefined ? [] : [Sid])),
  );
}

function guardrailsAt(aws: Aws, target: string): number {
  const { policies, attachments } = snapshotOf(aws);
  const names = new Map(policies.map(({ id, name }) => [id, name]));
  return attachments.filter(
    ({ policyId, targetId }) => targetId === target && names.get(policyId)?.startsWith("lifeline-guardrails-"),
  ).length;
}

/** Each takes about 760 characters of the 10,240 that an SCP holds, and few of what triage is told of deployers. */
function withDeployers(count: number): StackFacts {
  const path = "maintainers-of-the-log-archive/".repeat(14);
  const more = Array.from({ length: count }, (_, index) => ({
    name: `d${index}`,
    account: "logArchive",
    managedBy: "manual",
    principal: `arn:aws:iam::100000000003:role/${path}Maintainer${index}`,
  }));
  return factsWith({ deployers: [...(sandboxFacts()["deployers"] as object[]), ...more] });
}

describe("an update that moves statements between guardrails", () => {
  (isFullScale ? it : it.skip)(
    "leaves no protection absent at any moment, growing by several policies and shrinking again",
    async () => {
      const aws = sandboxAws();
      const few = await updated(aws, { facts: withDeployers(0) });
      assert.equal(errorsOf(few), "");
      assert.equal(guardrailsAt(aws, "r-life"), 1);

      let states = 0;
      const watching = (kept: ReadonlySet<string>, target: string) => ({
        onChange: (now: Aws) => {
          states++;
          const missing = [...kept].filter((sid) => !protectionsAt(now, target).has(sid));
          assert.deepEqual(missing, [], `after change ${states}`);
        },
      });

      const kept = protectionsAt(aws, "r-life");
      assert.ok(kept.has("ProtectBreakGlassRoles"));
      const many = await updated(aws, {
        facts: withDeployers(20),
        state: few.state,
        provider: watching(kept, "r-life"),
      });
      assert.equal(errorsOf(many), "");
      assert.ok(guardrailsAt(aws, "r-life") >= 3, `${guardrailsAt(aws, "r-life")} guardrails`);

      const fewer = await updated(aws, {
        facts: withDeployers(0),
        state: many.state,
        provider: watching(kept, "100000000002"),
      });
      assert.equal(errorsOf(fewer), "");
      assert.equal(guardrailsAt(aws, "r-life"), 1);
      assert.ok(states > 8, `${states} changes watched`);
    },
  );
});
