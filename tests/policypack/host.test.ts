import assert from "node:assert/strict";
import { allow, policyText } from "../../rulebook/derive/plain-statements";
import { secret, unknownText, type Sent } from "../../bench/policy-protocol";
import { factsText } from "./examples";
import { startPolicyHost, type PolicyHost } from "./policy-host";

const administrator = policyText(allow({ sid: "All", actions: "*", resources: "*" }));
const trust = policyText(allow({ actions: "sts:AssumeRole", principal: { Service: "ec2.amazonaws.com" } }));

function sent(type: string, properties: object, project = "orders"): Sent {
  return { type, urn: `urn:pulumi:prod::${project}::${type}::it`, name: "it", properties, protect: false };
}

const key = (properties: object) => sent("aws:kms/key:Key", properties);

for (const artefact of ["directory", "executable"] as const) {
  describe(`policy host, ${artefact}`, () => {
    let host: PolicyHost;
    before(async () => {
      host = await startPolicyHost({ artefact, facts: factsText });
    });
    after(() => host.stop());
    beforeEach(async () => {
      await host.configure({});
      await host.configureStack(true);
    });

    it("serves policies of resources and of stacks, with severities", () => {
      assert.deepEqual(new Set(host.policies.map(({ type }) => type)), new Set([1, 2]));
      assert.deepEqual(new Set(host.policies.map(({ severity }) => severity)), new Set([1, 2, 3, 4]));
    });

    it("reports an administrator's document beside one that is not known yet, as mandatory", async () => {
      const found = await host.analyze(
        sent("aws:iam/role:Role", {
          name: "app",
          path: "/",
          assumeRolePolicy: trust,
          inlinePolicies: [
            { name: "unknown", policy: unknownText },
            { name: "all", policy: administrator },
          ],
        }),
      );
      const own = found.filter(({ policy }) => policy === "allow-no-administrators");
      assert.deepEqual(
        own.map(({ level, message }) => [level, /inlinePolicies\[\d\]/.exec(message)?.[0]]),
        [
          ["advisory", "inlinePolicies[0]"],
          ["mandatory", "inlinePolicies[1]"],
        ],
      );
    });

    it("finds what is known among the actions of one statement", async () => {
      const found = await host.analyze(
        sent("aws-native:iam:ManagedPolicy", {
          managedPolicyName: "app",
          policyDocument: {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: [unknownText, "iam:PassRole"], Resource: [unknownText, "*"] }],
          },
        }),
      );
      const own = found.filter(({ policy }) => policy === "pass-named-roles-only");
      assert.deepEqual(own.map(({ level }) => level).sort(), ["advisory", "mandatory"]);
    });

    it("leaves open at preview what update decides, and nothing at update", async () => {
      const open = key({ enableKeyRotation: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7" });
      const preview = await host.analyze(open);
      assert.deepEqual(
        preview.map(({ policy, level }) => [policy, level]),
        [["rotate-keys", "advisory"]],
      );
      await host.configureStack(false);
      const update = await host.analyze(open);
      assert.deepEqual(
        update.map(({ policy, level }) => [policy, level]),
        [["rotate-keys", "mandatory"]],
      );
    });

    it("reads through secrets", async () => {
      const found = await host.analyze(key({ enableKeyRotation: secret(false), policy: secret(unknownText) }));
      assert.ok(found.some(({ policy, level }) => policy === "rotate-keys" && level === "mandatory"));
    });

    it("takes levels from the configuration, and nothing else", async () => {
      const bad = key({ enableKeyRotation: false });
      await host.configure({ "rotate-keys": "advisory" });
      assert.deepEqual(
        (await host.analyze(bad)).map(({ level }) => level),
        ["advisory"],
      );
      await host.configure({ "rotate-keys": "disabled" });
      assert.deepEqual(await host.analyze(bad), []);
    });

    it("remediates only when told to, and keeps secrets secret", async () => {
      const bad = key({ enableKeyRotation: false, description: secret("hidden"), deletionWindowInDays: 30 });
      assert.deepEqual(await host.remediate(bad), []);
      await host.configure({ "rotate-keys": "remediate" });
      assert.deepEqual(await host.remediate(bad), [
        {
          policy: "rotate-keys",
          properties: { enableKeyRotation: true, description: secret("hidden"), deletionWindowInDays: 30 },
        },
      ]);
      assert.deepEqual(await host.remediate(key({ enableKeyRotation: true })), []);
    });

    it("takes a stack of more than four megabytes", async () => {
      const many = Array.from({ length: 3_000 }, () =>
        sent("aws:ssm/parameter:Parameter", { value: "x".repeat(2_000) }),
      );
      assert.deepEqual(await host.analyzeStack(many), []);
    });

    it("says nothing of resources that no rule speaks of", async () => {
      assert.deepEqual(await host.analyze(sent("random:index/randomId:RandomId", { byteLength: 4 })), []);
    });
  });
}

describe("facts of the pack", () => {
  const accessKey = (project: string) => sent("aws:iam/accessKey:AccessKey", { user: "ci" }, project);

  it("let an exception pass, visibly, and end it on the day of its review", async () => {
    const host = await startPolicyHost({ artefact: "directory", facts: factsText });
    try {
      const [excepted] = await host.analyze(accessKey("legacy"));
      assert.equal(excepted?.level, "advisory");
      assert.match(
        excepted?.message ?? "",
        /Excepted until 2999-01-01 by platform@sandbox\.example: The old build server is replaced in spring\.$/,
      );
      assert.deepEqual(
        (await host.analyze(accessKey("orders"))).map(({ level }) => level),
        ["mandatory"],
      );
      const expired = await host.analyze(sent("aws:iam/user:User", { name: "ci" }, "legacy"));
      assert.deepEqual(
        expired.filter(({ policy }) => policy === "make-no-users").map(({ level }) => level),
        ["mandatory"],
      );
    } finally {
      host.stop();
    }
  });

  it("stop everything where they cannot be used, with every reason in each rule's message", async () => {
    const facts = JSON.parse(factsText) as { facts: Record<string, unknown>; policies: Record<string, unknown> };
    facts.facts["accounts"] = { logArchive: "1", security: "100000000004", identity: "100000000005" };
    facts.policies["exceptions"] = [{ rule: "make-no-users", urn: "*", owner: "me", reason: "so", review: "soon" }];
    const host = await startPolicyHost({ artefact: "directory", facts: JSON.stringify(facts) });
    try {
      const found = await host.analyze(key({ enableKeyRotation: true }));
      assert.ok(found.length >= 5);
      for (const { level, message } of found) {
        assert.equal(level, "mandatory");
        assert.match(message, /lifeline:accounts\.logArchive: expected an account id/);
        assert.match(message, /lifeline-policies\.exceptions\.0\.review: a day, YYYY-MM-DD/);
      }
    } finally {
      host.stop();
    }
  });

  it("name rules that exist", async () => {
    const facts = JSON.parse(factsText) as { policies: Record<string, unknown> };
    const day = "2999-01-01";
    facts.policies["exceptions"] = [{ rule: "make-no-haste", urn: "*", owner: "me", reason: "so", review: day }];
    const host = await startPolicyHost({ artefact: "directory", facts: JSON.stringify(facts) });
    try {
      const [first] = await host.analyze(key({ enableKeyRotation: true }));
      assert.match(first?.message ?? "", /exceptions: make-no-haste: expected the id of a rule/);
    } finally {
      host.stop();
    }
  });

  it("trust the one stack that they come from, if no project is named", async () => {
    const facts = JSON.parse(factsText) as { policies: Record<string, unknown> };
    delete facts.policies["projects"];
    const host = await startPolicyHost({ artefact: "directory", facts: JSON.stringify(facts) });
    try {
      const user = (stack: string) => ({
        ...sent("aws:iam/user:User", { name: "dave", path: "/" }),
        urn: `urn:pulumi:${stack}::lifeline::aws:iam/user:User::it`,
      });
      assert.deepEqual(await host.analyze(user("sandbox")), []);
      assert.deepEqual(
        (await host.analyze(user("mine"))).map(({ policy }) => policy),
        ["make-no-users"],
      );
    } finally {
      host.stop();
    }
  });

  it("that are no JSON are a reason too", async () => {
    const host = await startPolicyHost({ artefact: "directory", facts: "{" });
    try {
      const [first] = await host.analyze(key({ enableKeyRotation: true }));
      assert.match(first?.message ?? "", /facts\.json is not JSON/);
    } finally {
      host.stop();
    }
  });

  it("are not needed by most rules", async () => {
    const host = await startPolicyHost({ artefact: "directory" });
    try {
      assert.deepEqual(
        (await host.analyze(accessKey("orders"))).map(({ policy }) => policy),
        ["make-no-access-keys"],
      );
    } finally {
      host.stop();
    }
  });
});
