import assert from "node:assert/strict";
import { createAccount, moveAccount, rolesIn } from "../../sandbox/aws";
import type { Made, Properties } from "./client";
import { guardrail, openScene, paymentsApi, stackInstancesInputs, stackSetInputs, types, type Scene } from "./scene";

interface Summary {
  readonly accountId: string;
  readonly status: string;
}

describe("aws provider: automatic deployment of StackSets", () => {
  let scene: Scene;
  let stackSet: Made;
  beforeEach(async () => {
    scene = await openScene();
    stackSet = await scene.client.make(types.stackSet, stackSetInputs());
  });
  afterEach(() => scene.stop());

  const deploy = (change: Properties = {}) => scene.client.make(types.stackInstances, stackInstancesInputs(change));
  const made = (accountId: string) => rolesIn(scene.aws, accountId).filter(({ madeBy }) => madeBy === "stackset:roles");
  const summaryOf = async (accountId: string) => {
    const found = await scene.client.read(types.stackInstances, "roles,SELF,OU");
    const summaries = found?.outputs["stackInstanceSummaries"] as readonly Summary[];
    return summaries.find((summary) => summary.accountId === accountId);
  };

  it("a new account gets its roles, one created below the root as well as a vended one", async () => {
    await deploy();
    createAccount(scene.aws, {
      id: "400000000001",
      name: "new",
      email: "new@example.com",
      parentId: "ou-life-payments1",
    });
    assert.deepEqual(
      made("400000000001").map(({ name }) => name),
      ["Emergency"],
    );
    const vended = await scene.client.make(types.account, {
      name: "vended",
      email: "v@example.com",
      parentId: "ou-life-develop01",
    });
    assert.deepEqual(
      made(vended.id).map(({ name }) => name),
      ["Emergency"],
    );
    assert.equal((await summaryOf(vended.id))?.status, "CURRENT");
  });

  it("an account that moves below the same target keeps its role; out of the target it loses it", async () => {
    await deploy({ deploymentTargets: { organizationalUnitIds: ["ou-life-workload1"] } });
    const before = scene.aws.iam[paymentsApi]?.roles["emergency"];
    moveAccount(scene.aws, paymentsApi, "ou-life-develop01");
    assert.equal(scene.aws.iam[paymentsApi]?.roles["emergency"], before);
    moveAccount(scene.aws, paymentsApi, "ou-life-security1");
    assert.deepEqual(made(paymentsApi), []);
    assert.equal(await summaryOf(paymentsApi), undefined);
    moveAccount(scene.aws, "100000000003", "ou-life-workload1");
    assert.deepEqual(
      made("100000000003").map(({ name }) => name),
      ["Emergency"],
    );
  });

  it("with RetainStacksOnAccountRemoval the role stays behind when its account leaves the target", async () => {
    const autoDeployment = { enabled: true, retainStacksOnAccountRemoval: true };
    await scene.client.change(types.stackSet, stackSet, stackSetInputs({ autoDeployment }));
    await deploy({ deploymentTargets: { organizationalUnitIds: ["ou-life-workload1"] } });
    moveAccount(scene.aws, paymentsApi, "ou-life-security1");
    assert.equal(made(paymentsApi).length, 1);
    assert.equal(await summaryOf(paymentsApi), undefined);
  });

  it("without automatic deployment a new account gets nothing", async () => {
    await scene.client.change(types.stackSet, stackSet, stackSetInputs({ autoDeployment: { enabled: false } }));
    await deploy();
    createAccount(scene.aws, {
      id: "400000000001",
      name: "new",
      email: "new@example.com",
      parentId: "ou-life-payments1",
    });
    assert.deepEqual(made("400000000001"), []);
  });

  it("an automatic deployment that fails is told by its instance only", async () => {
    await deploy();
    const { id } = await scene.client.make(types.organizationPolicy, { name: "guard", content: guardrail() });
    await scene.client.make(types.policyAttachment, { policyId: id, targetId: "ou-life-payments1" });
    createAccount(scene.aws, {
      id: "400000000001",
      name: "new",
      email: "new@example.com",
      parentId: "ou-life-payments1",
    });
    assert.deepEqual(made("400000000001"), []);
    assert.equal((await summaryOf("400000000001"))?.status, "OUTDATED");
  });
});
