import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { unknownActionsOf } from "../../iam/actions/unknown-actions";
import { documentOf, policy } from "./documents";
import { knownActionsTable, tablePath } from "./known-actions-table";

const unknownIn = (element: object) =>
  unknownActionsOf([policy(documentOf({ Sid: "S", Effect: "Deny", Resource: "*", ...element }), "scp", "guardrail")]);

describe("An action that AWS does not have", () => {
  it("is told with its policy and statement, whether written as Action or as NotAction", () => {
    assert.deepEqual(unknownIn({ Action: "iam:DeleteRolePolicies" }), [
      { policy: "guardrail", statement: "S", action: "iam:deleterolepolicies", unknown: "action" },
    ]);
    assert.deepEqual(unknownIn({ NotAction: ["sts:AssumeRole", "iamm:GetRole"] }), [
      { policy: "guardrail", statement: "S", action: "iamm:getrole", unknown: "service" },
    ]);
  });

  it("is a pattern too that covers no action", () => {
    const found = unknownIn({ Action: ["iam:*RolePolicy", "iam:Get?ole", "iam:Gett*", "cloudtrail:?topLoggin"] });
    assert.deepEqual(
      found.map(({ action }) => action),
      ["iam:gett*", "cloudtrail:?toploggin"],
    );
  });

  it("is none of those that exist, in any letter case, nor a wildcard for all", () => {
    for (const Action of [
      "*",
      "*:*",
      "s3:*",
      "IAM:deleteROLE",
      "sts:SetSourceIdentity",
      "signin:*",
      "events:PutEvents",
    ]) {
      assert.deepEqual(unknownIn({ Action }), [], Action);
    }
  });

  it("does not keep a document from being evaluated: AWS adds actions every week", () => {
    const parsed = policy(documentOf({ Effect: "Deny", Action: "iam:BrandNew", Resource: "*" }), "scp");
    assert.equal(parsed.statements.length, 1);
  });

  it("is looked up in a table that is as iam-data has it", async () => {
    assert.equal(readFileSync(tablePath, "utf8"), await knownActionsTable(), "run tests/iam/known-actions-table.ts");
  });
});
