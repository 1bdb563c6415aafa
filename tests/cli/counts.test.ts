import assert from "node:assert/strict";
import { accountsOfProviders, changesIn, countOf, countsByAccount, resourcesIn } from "../../cli/sandbox/counts";
import type { Step, StepKind } from "../../sandbox/engine";

const management = "urn:pulumi:sandbox::lifeline::pulumi:providers:aws::management";
const emergency = "urn:pulumi:sandbox::lifeline::pulumi:providers:aws::emergency";

function step(kind: StepKind, type: string, provider = ""): Step {
  return { kind, type, provider, urn: `urn:pulumi:sandbox::lifeline::${type}::x`, name: "x", changedProperties: [] };
}

describe("counts of resources", () => {
  const steps = [
    step("create", "pulumi:pulumi:Stack"),
    step("create", "lifeline:emergency:EmergencyAccess"),
    step("create", "pulumi:providers:aws"),
    step("create", "aws:iam/user:User", `${emergency}::0c0ffee`),
    step("create", "aws:iam/role:Role", `${emergency}::0c0ffee`),
    step("create", "aws:iam/role:Role", `${emergency}::0c0ffee`),
    step("create", "aws:organizations/policy:Policy", `${management}::[unknown]`),
    step("same", "aws:iam/role:Role", `${management}::[unknown]`),
  ];

  it("leave the stack out and take components and providers in", () => {
    assert.equal(countOf(steps, "create"), 6);
    assert.equal(
      resourcesIn([{ type: "pulumi:pulumi:Stack" }, { type: "pulumi:providers:aws" }, { type: "aws:iam/role:Role" }]),
      2,
    );
  });

  it("leave out what only waits for its deletion", () => {
    assert.equal(resourcesIn([{ type: "aws:iam/role:Role", delete: true }, { type: "aws:iam/role:Role" }]), 1);
  });

  it("are told by account and type, the most frequent type first", () => {
    const accounts = new Map([
      [management, "100000000001"],
      [emergency, "100000000002"],
    ]);
    assert.deepEqual(
      countsByAccount(steps, (urn) => accounts.get(urn)),
      [
        { account: "100000000001", resources: 1, types: [{ type: "organizations Policy", count: 1 }] },
        {
          account: "100000000002",
          resources: 3,
          types: [
            { type: "iam Role", count: 2 },
            { type: "iam User", count: 1 },
          ],
        },
        {
          account: "Pulumi",
          resources: 2,
          types: [
            { type: "EmergencyAccess", count: 1 },
            { type: "provider aws", count: 1 },
          ],
        },
      ],
    );
  });

  it("call a change what changes something", () => {
    const kinds: readonly StepKind[] = ["same", "read", "update", "replace", "delete", "import", "discard"];
    assert.equal(changesIn(kinds.map((kind) => step(kind, "aws:iam/role:Role"))), 5);
    assert.equal(changesIn([step("update", "pulumi:pulumi:Stack")]), 0);
  });

  it("know a provider's account by the one that it is allowed to touch", () => {
    const provider = (
      urn: string,
      allowedAccountIds: unknown,
    ): { urn: string; type: string; inputs: Record<string, unknown> } => ({
      urn,
      type: "pulumi:providers:aws",
      inputs: { allowedAccountIds },
    });
    assert.deepEqual(
      [
        ...accountsOfProviders([
          provider(management, '["100000000001"]'),
          provider(emergency, ["100000000002"]),
          provider("either", '["1","2"]'),
        ]),
      ],
      [
        [management, "100000000001"],
        [emergency, "100000000002"],
      ],
    );
  });
});
