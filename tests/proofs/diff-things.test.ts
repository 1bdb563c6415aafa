import assert from "node:assert/strict";
import { hiddenChanges } from "../../proofs/diff/hidden";
import { changed, withProperties, withStatements, without } from "./changed-landing-zone";
import { access, lines } from "./diff-access";
import { landingZone } from "./landing-zone";
import { withOtherRole } from "./other-role";

describe("access gained and lost, thing by thing,", () => {
  const before = () => landingZone().organization;

  it("is told of who reads what a thing holds", () => {
    const open = { Sid: "Open", Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
    const after = changed(
      withStatements("s3/bucketPolicy:BucketPolicy log-archive-policy", "policy", (statements) => [
        ...statements,
        { ...open, Resource: "arn:aws:s3:::lifeline-log-archive-o-lifeline001/*" },
      ]),
    );
    const found = access(before(), after, "object");
    assert.deepEqual(
      new Set(found.map(({ change, action }) => `${change} ${action}`)),
      new Set(["gained s3:GetObject"]),
    );
    assert.ok(found.some(({ who, from }) => who === "a caller without credentials" && from === ""));
  });

  it("is told of who speaks through a thing", () => {
    const after = changed(without("cloudwatch/eventBusPolicy:EventBusPolicy buses-central-policy"));
    const lost = access(before(), after, "bus").filter(({ change }) => change === "lost");
    assert.ok(
      lost.some(
        ({ who, action, on }) =>
          who === "BreakGlassHeartbeat" && action === "events:PutEvents" && on.name === "lifeline-central",
      ),
      lines(lost).join("\n"),
    );
  });

  it("is told of who takes any other role of the stack", () => {
    const after = changed(withOtherRole({ AWS: "*" }));
    const found = access(before(), after, "role");
    assert.deepEqual(new Set(found.map(({ on }) => on.name)), new Set(["Other"]));
    assert.ok(
      lines(found).includes("gained any role outside of the organization that no document names: sts:AssumeRole"),
    );
  });

  it("is none where a key is replaced by one of the same alias and policy", () => {
    const after = changed(({ resources }) => {
      const key = resources.find(({ urn }) => urn.endsWith("::lifeline-soc-key")) as unknown as { id: string };
      const other = JSON.stringify(resources).replaceAll(key.id, "00000000-1111-4222-8333-444444444444");
      resources.splice(0, resources.length, ...(JSON.parse(other) as typeof resources));
    });
    assert.deepEqual(access(before(), after, "key"), []);
  });

  it("is none to the stacks of accounts that another account no longer stands for", () => {
    const after = changed(({ resources }) => {
      const stack = resources.find(({ type }) => type === "pulumi:pulumi:Stack");
      const deployers = stack?.outputs?.["deployers"] as object[];
      deployers.push({ account: "100000000011", arn: "arn:aws:iam::100000000011:role/pipeline", madeBy: "hand" });
    });
    assert.deepEqual(access(before(), after, "memberStack"), []);
  });

  it("cannot be told of what a template makes that nobody can read: not lost, and one line", () => {
    const after = changed(
      withProperties("cloudformation/stackSet:StackSet target-roles-stack-set", (properties) => {
        properties["templateBody"] = "[secret]";
      }),
    );
    const found = access(before(), after, "targetRole");
    assert.ok(
      !found.some(({ on, change }) => on.name === "BreakGlassAdmin" || change === "lost"),
      lines(found).join("\n"),
    );
    const where = "what target-roles-stack-set.templateBody makes";
    const detail = "cannot be told: the template is not known before the update";
    const row = {
      change: "untold",
      who: ["anybody"],
      from: [],
      actions: ["any action"],
      on: [where],
      regions: [],
      at: [],
    };
    assert.deepEqual(hiddenChanges(before(), after), [{ ...row, detail }]);
    assert.deepEqual(hiddenChanges(after, before()), [
      { ...row, detail: detail.replace("cannot be told", "could not be told before") },
    ]);
    assert.deepEqual(hiddenChanges(after, after), [{ ...row, detail }]);
  });
});
