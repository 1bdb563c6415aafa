import assert from "node:assert/strict";
import { createAccount, snapshotOf } from "../../sandbox/aws";
import { changesOf, errorsOf, factsWith, previewed, sandboxAws, updated } from "./landing-zone";
import { isFullScale } from "../scale";

const vended = {
  mode: "vended",
  name: "emergency-2",
  email: "emergency-2@sandbox.example",
  parentId: "ou-life-emergency",
};

describe("the emergency account", () => {
  (isFullScale ? it : it.skip)(
    "vended: the first update makes the account alone, in the OU named, and says what comes next",
    async () => {
      const aws = sandboxAws();
      const first = await updated(aws, { facts: factsWith({ emergencyAccount: vended }) });
      assert.equal(errorsOf(first), "");
      assert.deepEqual(changesOf(first), [
        "create aws:organizations/account:Account emergency-account-account",
        "create lifeline:organization:EmergencyAccount emergency-account",
        "create pulumi:providers:aws management",
        "create pulumi:pulumi:Stack lifeline-sandbox",
      ]);
      const made = snapshotOf(aws).accounts.find(({ name }) => name === "emergency-2");
      assert.equal(made?.parentId, "ou-life-emergency");
      assert.match(String(first.outputs["nextStep"]), new RegExp(`id: "${made?.id}".*pulumi up again`));
      const resource = first.state.deployment.resources?.find(
        ({ type }) => type === "aws:organizations/account:Account",
      );
      assert.equal(resource?.protect, true);
      assert.equal(resource?.retainOnDelete, true);
      assert.equal(resource?.inputs?.["closeOnDeletion"], false);

      const settled = factsWith({ emergencyAccount: { ...vended, id: made?.id } });
      const second = await updated(aws, { facts: settled, state: first.state });
      assert.equal(errorsOf(second), "");
      assert.equal(second.changes.replace + second.changes.delete, 0);
      const third = await updated(aws, { facts: settled, state: second.state });
      assert.deepEqual(changesOf(third), []);

      // The id taken away again: nothing that stands is deleted.
      const again = await updated(aws, { facts: factsWith({ emergencyAccount: vended }), state: second.state });
      assert.equal(again.ok, false);
      assert.equal(again.changes.delete, 0);
      assert.match(errorsOf(again), /protected/);
    },
  );

  (isFullScale ? it : it.skip)("adopted: imports the account and replaces nothing", async () => {
    const aws = sandboxAws();
    createAccount(aws, {
      id: "100000000098",
      name: "emergency-2",
      email: "emergency-2@sandbox.example",
      parentId: "ou-life-emergency",
    });
    const facts = factsWith({ emergencyAccount: { ...vended, mode: "adopted", id: "100000000098" } });
    const looked = await previewed(aws, { facts });
    assert.equal(errorsOf(looked), "");
    assert.equal(looked.changes.import, 1);
    assert.equal(looked.changes.replace, 0);
    const first = await updated(aws, { facts });
    assert.equal(errorsOf(first), "");
    assert.equal(first.changes.import, 1);
    const second = await updated(aws, { facts, state: first.state });
    assert.deepEqual(changesOf(second), []);
  });

  it("given: leaves the account to its owner", async () => {
    const looked = await previewed(sandboxAws());
    assert.ok(!changesOf(looked).some((change) => change.includes("organizations/account")));
  });
});
