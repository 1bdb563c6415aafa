import assert from "node:assert/strict";
import { document, emergency, guardrail, management, openScene, paymentsApi, types, type Scene } from "./scene";

const policy = (change: object = {}) => ({ name: "guardrails", content: guardrail(), description: "why", ...change });
const denying = (size: number): string => {
  const empty = document({ Sid: "", Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" });
  return empty.replace('"Sid":""', `"Sid":"${"a".repeat(size - empty.length)}"`);
};
const rcp = (size = 0): string => {
  const empty = document({ Sid: "", Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" });
  return empty.replace('"Sid":""', `"Sid":"${"a".repeat(Math.max(1, size - empty.length))}"`);
};

describe("aws provider: organization policies", () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.stop());

  it("a policy's id begins with p-, its ARN names organization and kind", async () => {
    const { id, outputs } = await scene.client.make(types.organizationPolicy, policy());
    assert.match(id, /^p-[a-z0-9]{8}$/);
    assert.equal(
      outputs["arn"],
      `arn:aws:organizations::${management}:policy/o-lifeline001/service_control_policy/${id}`,
    );
    assert.equal(outputs["type"], "SERVICE_CONTROL_POLICY");
  });

  it("name, description and content change in place, the type replaces; content is compared as JSON", async () => {
    const made = await scene.client.make(types.organizationPolicy, policy());
    const spaced = JSON.stringify(JSON.parse(guardrail()), null, 2);
    assert.equal((await scene.client.diff(types.organizationPolicy, made, policy({ content: spaced }))).changed, false);
    const change = policy({ name: "other", description: "because", content: denying(200) });
    assert.deepEqual((await scene.client.diff(types.organizationPolicy, made, change)).replaces, []);
    assert.equal((await scene.client.change(types.organizationPolicy, made, change)).outputs["name"], "other");
    const diff = await scene.client.diff(
      types.organizationPolicy,
      made,
      policy({ type: "RESOURCE_CONTROL_POLICY", content: rcp() }),
    );
    assert.deepEqual(diff.replaces, ["type"]);
  });

  for (const [type, content, most] of [
    ["SERVICE_CONTROL_POLICY", denying, 10_240],
    ["RESOURCE_CONTROL_POLICY", rcp, 5_120],
  ] as const) {
    it(`${type}: ${most} characters are taken, white space counted, one more is refused`, async () => {
      const check = async (text: string) =>
        (await scene.client.check(types.organizationPolicy, policy({ type, content: text }))).failures;
      assert.deepEqual(await check(content(most)), []);
      assert.deepEqual(await check(`${content(most - 1)} `), []);
      const [failure, ...others] = await check(`${content(most)} `);
      assert.deepEqual(others, []);
      assert.match(
        failure ?? "",
        new RegExp(
          `^content: ConstraintViolationException: You have exceeded the maximum policy size\\. \\(POLICY_CONTENT_LIMIT_EXCEEDED: ${most + 1} characters, allowed are ${most}; as InvalidInputException: MAX_LENGTH_EXCEEDED\\)$`,
        ),
      );
    });
  }

  for (const [title, change, words] of [
    ["an SCP with a principal", { content: rcp() }, /Principal/],
    [
      "an RCP for everything",
      {
        type: "RESOURCE_CONTROL_POLICY",
        content: document({ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" }),
      },
      /Action/,
    ],
    ["what is no JSON", { content: "{" }, /JSON/i],
  ] as const) {
    it(`${title} is malformed`, async () => {
      const { failures } = await scene.client.check(types.organizationPolicy, policy(change));
      assert.equal(failures.length, 1);
      assert.match(
        failures[0] ?? "",
        /^content: MalformedPolicyDocumentException: The provided policy document does not meet the requirements of the specified policy type\. /,
      );
      assert.match(failures[0] ?? "", words);
    });
  }

  it("another type of policy is refused by name", async () => {
    const { failures } = await scene.client.check(types.organizationPolicy, policy({ type: "TAG_POLICY" }));
    assert.deepEqual(failures, [
      'type: expected type to be one of ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"], got TAG_POLICY',
    ]);
  });

  it("a name is taken once for each type", async () => {
    await scene.client.make(types.organizationPolicy, policy());
    await assert.rejects(
      scene.client.make(types.organizationPolicy, policy()),
      /creating Organizations Policy \(guardrails\): operation error Organizations: CreatePolicy, https response error StatusCode: 400, DuplicatePolicyException: A policy with the same name already exists: guardrails\./,
    );
    await scene.client.make(types.organizationPolicy, policy({ type: "RESOURCE_CONTROL_POLICY", content: rcp() }));
  });

  it("an attachment's id is target:policy; a second one is refused, and an attached policy stays", async () => {
    const made = await scene.client.make(types.organizationPolicy, policy());
    const attachment = { policyId: made.id, targetId: "ou-life-workload1" };
    const attached = await scene.client.make(types.policyAttachment, attachment);
    assert.deepEqual(attached, { id: `ou-life-workload1:${made.id}`, outputs: attachment });
    await assert.rejects(
      scene.client.make(types.policyAttachment, attachment),
      /DuplicatePolicyAttachmentException: The selected policy is already attached to the specified target\./,
    );
    await assert.rejects(scene.client.remove(types.organizationPolicy, made), /PolicyInUseException/);
    const diff = await scene.client.diff(types.policyAttachment, attached, { ...attachment, targetId: "r-life" });
    assert.deepEqual(diff.replaces, ["targetId"]);
    await scene.client.remove(types.policyAttachment, attached);
    await scene.client.remove(types.organizationPolicy, made);
    assert.equal(await scene.client.read(types.organizationPolicy, made.id), undefined);
  });

  for (const [type, content, most] of [
    ["SERVICE_CONTROL_POLICY", denying(200), 10],
    ["RESOURCE_CONTROL_POLICY", rcp(), 5],
  ] as const) {
    it(`${type}: a target holds ${most}, the full access policy counted`, async () => {
      const attach = async (number: number) => {
        const { id } = await scene.client.make(types.organizationPolicy, policy({ type, content, name: `p${number}` }));
        return scene.client.make(types.policyAttachment, { policyId: id, targetId: "r-life" });
      };
      for (let number = 1; number < most; number++) await attach(number);
      await assert.rejects(
        attach(most),
        new RegExp(
          `ConstraintViolationException: You have attached the maximum number of policies to the specified target\\. \\(MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED: r-life holds ${most} of type ${type}\\)`,
        ),
      );
    });
  }

  it("the last SCP of a target stays, RCPFullAWSAccess always, and AWS's policies are AWS's", async () => {
    const detach = (policyId: string, targetId = "r-life") =>
      scene.client.remove(types.policyAttachment, { id: `${targetId}:${policyId}`, outputs: { policyId, targetId } });
    await assert.rejects(
      detach("p-FullAWSAccess"),
      /ConstraintViolationException: .*MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED: r-life must hold one of type SERVICE_CONTROL_POLICY/,
    );
    await assert.rejects(
      detach("p-RCPFullAWSAccess"),
      /PolicyChangesNotAllowedException: You can't detach the RCPFullAWSAccess policy\./,
    );
    const { id } = await scene.client.make(types.organizationPolicy, policy());
    await scene.client.make(types.policyAttachment, { policyId: id, targetId: "r-life" });
    await detach("p-FullAWSAccess");
    await assert.rejects(
      scene.client.remove(types.organizationPolicy, { id: "p-FullAWSAccess", outputs: {} }),
      /PolicyChangesNotAllowedException/,
    );
  });

  it("what is not there is not attached to, and a target must look like one", async () => {
    const { id } = await scene.client.make(types.organizationPolicy, policy());
    await assert.rejects(
      scene.client.make(types.policyAttachment, { policyId: id, targetId: "999999999999" }),
      /TargetNotFoundException/,
    );
    await assert.rejects(
      scene.client.make(types.policyAttachment, { policyId: "p-nothing0", targetId: "r-life" }),
      /PolicyNotFoundException/,
    );
    const { failures } = await scene.client.check(types.policyAttachment, { policyId: id, targetId: "Workloads" });
    assert.deepEqual(failures, [
      'targetId: "Workloads" is neither a root (r-…), an OU (ou-…-…) nor an account (12 digits)',
    ]);
  });

  it("members do not write organization policies", async () => {
    const client = await scene.member(paymentsApi);
    await assert.rejects(
      client.make(types.organizationPolicy, policy()),
      /AccessDeniedException: You don't have permissions to access this resource\./,
    );
  });

  it("a policy made again has another id", async () => {
    const made = await scene.client.make(types.organizationPolicy, policy());
    await scene.client.remove(types.organizationPolicy, made);
    assert.notEqual((await scene.client.make(types.organizationPolicy, policy())).id, made.id);
  });
});

describe("aws provider: accounts", () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.stop());

  const vended = {
    name: "break-glass",
    email: "break-glass@example.com",
    parentId: "ou-life-emergency",
    roleName: "Entry",
  };

  it("an account's id has twelve digits, and the role that its maker enters by is there", async () => {
    const { id, outputs } = await scene.client.make(types.account, vended);
    assert.match(id, /^\d{12}$/);
    assert.deepEqual(outputs, {
      ...vended,
      arn: `arn:aws:organizations::${management}:account/o-lifeline001/${id}`,
      closeOnDeletion: false,
      createGovcloud: false,
      govcloudId: "",
      joinedMethod: "CREATED",
      joinedTimestamp: "2026-11-25T08:00:00Z",
      state: "ACTIVE",
      status: "ACTIVE",
      tagsAll: {},
    });
    assert.deepEqual(
      Object.values(scene.aws.iam[id]?.roles ?? {}).map(({ name }) => name),
      ["Entry"],
    );
    assert.deepEqual(scene.aws.attachments[id], ["p-FullAWSAccess", "p-RCPFullAWSAccess"]);
  });

  it("an address makes one account", async () => {
    await assert.rejects(
      scene.client.make(types.account, { ...vended, email: "web@sandbox.example" }),
      /creating AWS Organizations Account \(break-glass\): .*EMAIL_ALREADY_EXISTS/,
    );
  });

  for (const [property, value, words] of [
    ["email", "nobody", /^email: invalid value for email \(must be a valid email address\)$/],
    ["email", `${"a".repeat(60)}@b.cd`, /^email: expected length of email to be in the range \(6 - 64\)/],
    ["name", "a".repeat(51), /^name: expected length of name to be in the range \(1 - 50\)/],
    ["parentId", "Emergency", /^parentId: invalid value for parent_id/],
    ["roleName", "a b", /^roleName: must consist of/],
    [
      "iamUserAccessToBilling",
      "YES",
      /^iamUserAccessToBilling: expected iamUserAccessToBilling to be one of \["ALLOW", "DENY"\], got YES$/,
    ],
    ["createGovcloud", true, /^createGovcloud: the sandbox has no AWS GovCloud \(US\)$/],
  ] as const) {
    it(`refuses ${property} ${String(value).slice(0, 10)}`, async () => {
      const { failures } = await scene.client.check(types.account, { ...vended, [property]: value });
      assert.equal(failures.length, 1);
      assert.match(failures[0] ?? "", words);
    });
  }

  it("an account of less than four days stays in the organization", async () => {
    const made = await scene.client.make(types.account, vended);
    await assert.rejects(
      scene.client.remove(types.account, made),
      /deleting AWS Organizations Account \(\d{12}\): .*ConstraintViolationException: After you create an AWS account, you must wait until at least four days after the account was created.*\(WAIT_PERIOD_ACTIVE\)/,
    );
    scene.aws.clock = "2026-11-29T08:00:00Z";
    await scene.client.remove(types.account, made);
    assert.equal(scene.aws.accounts[made.id], undefined);
  });

  it("closeOnDeletion suspends it, which is as good as gone", async () => {
    const made = await scene.client.make(types.account, { ...vended, closeOnDeletion: true });
    await scene.client.remove(types.account, made);
    assert.equal(scene.aws.accounts[made.id]?.status, "SUSPENDED");
    assert.equal(await scene.client.read(types.account, made.id), undefined);
  });

  it("the parent changes in place, everything about its making replaces", async () => {
    const made = await scene.client.make(types.account, vended);
    const moved = { ...vended, parentId: "ou-life-security1" };
    assert.deepEqual((await scene.client.diff(types.account, made, moved)).replaces, []);
    await scene.client.change(types.account, made, moved);
    assert.equal(scene.aws.accounts[made.id]?.parentId, "ou-life-security1");
    const other = { name: "x", email: "x@example.com", roleName: "Other", iamUserAccessToBilling: "DENY" };
    const diff = await scene.client.diff(types.account, made, { ...vended, ...other });
    assert.deepEqual(diff.replaces.sort(), ["email", "iamUserAccessToBilling", "name", "roleName"]);
    await assert.rejects(
      scene.client.change(types.account, made, { ...vended, parentId: "ou-life-nothing01" }),
      /DestinationParentNotFoundException/,
    );
  });

  it("an import reads what AWS tells: the role's name is not among it", async () => {
    const found = await scene.client.read(types.account, emergency);
    assert.deepEqual(found?.inputs, {
      name: "emergency",
      email: "emergency@sandbox.example",
      parentId: "ou-life-emergency",
    });
    const made = { id: emergency, outputs: found?.outputs ?? {} };
    const inputs = { ...found?.inputs, roleName: "OrganizationAccountAccessRole" };
    assert.deepEqual((await scene.client.diff(types.account, made, inputs)).replaces, ["roleName"]);
    assert.equal((await scene.client.diff(types.account, made, inputs, ["roleName"])).changed, false);
  });
});
