import assert from "node:assert/strict";
import { rulebook } from "../../rulebook";
import { administratorAccess, policyOf, session, verdictOf, wordsFor, type Caller } from "./evaluation";
import { levelsOf, policiesBetween } from "./organization";
import { protectedDetectionIn } from "./protected-detection";
import { protectedThingsIn } from "./protected-things";
import { sandboxFacts } from "./sandbox-facts";

const [logArchive, security, workload] = ["100000000003", "100000000004", "100000000011"];
const levels = levelsOf();

function answer(
  caller: Caller,
  action: string,
  resource: string,
  more: Readonly<Record<string, string | readonly string[]>> = {},
): string {
  const own = String(caller.context["aws:PrincipalAccount"]);
  // A key asks its own policy too; here it leaves everything to the account's.
  const resourcePolicy = resource.includes(":key/") ? { resource: keyPolicyOf(own) } : {};
  const policies = { ...policiesBetween(levels, own, own), ...resourcePolicy, identity: [administratorAccess] };
  return wordsFor(verdictOf(caller, action, resource, policies, more));
}

function keyPolicyOf(account: string) {
  const Statement = [{ Sid: "Account", Effect: "Allow", Principal: { AWS: account }, Action: "kms:*", Resource: "*" }];
  return policyOf({ Version: "2012-10-17", Statement }, "resource", "a key");
}

const deployerOf = (account: string) => session(account, "OrganizationAccountAccessRole");
const administratorOf = (account: string) => session(account, "Administrator");
const rulesOfPath = protectedThingsIn(security).filter(({ sid }) => sid === "ProtectForwardingRules");
const rolesOfPath = protectedThingsIn(security).filter(({ sid }) => /^ProtectBreakGlass(Roles|Policies)$/.test(sid));

describe("In the security account", () => {
  for (const { what, arns, writes, sid } of [...protectedDetectionIn(security), ...rulesOfPath]) {
    it(`its deployer changes ${what}, its administrator does not`, () => {
      for (const arn of arns) {
        for (const action of writes) {
          assert.equal(answer(deployerOf(security), action, arn), "allowed", `${action} ${arn}`);
          assert.match(answer(administratorOf(security), action, arn), new RegExp(sid), `${action} ${arn}`);
        }
      }
    });
  }

  for (const { what, arns, writes, sid } of rolesOfPath) {
    it(`nobody but StackSets changes ${what}: not even the account's deployer`, () => {
      for (const arn of arns) {
        for (const action of writes) {
          assert.match(answer(deployerOf(security), action, arn), new RegExp(sid), `${action} ${arn}`);
          const stackSets = session(security, "stacksets-exec-3ff42e98414280944bba2ac536859a9e");
          assert.equal(answer(stackSets, action, arn), "allowed", `${action} ${arn}`);
        }
      }
    });
  }

  it("its deployer alone hands a role of the path to a service", () => {
    const triage = `arn:aws:iam::${security}:role/break-glass/BreakGlassTriage`;
    assert.equal(answer(deployerOf(security), "iam:PassRole", triage), "allowed");
    assert.equal(answer(administratorOf(security), "iam:PassRole", triage), "denied by PassNoBreakGlassRoles");
    assert.equal(
      answer(deployerOf(workload), "iam:PassRole", triage.replace(security, workload)),
      "denied by PassNoBreakGlassRoles",
    );
  });

  it("only triage and the deployer write rows of the register", () => {
    const table = `arn:aws:dynamodb:eu-central-1:${security}:table/lifeline-incidents`;
    const triage = session(security, "break-glass/BreakGlassTriage");
    assert.equal(answer(triage, "dynamodb:PutItem", table), "allowed");
    assert.equal(
      answer(session(workload, "break-glass/BreakGlassTriage"), "dynamodb:PutItem", table),
      "denied by ProtectRegister",
    );
    // By its policies triage is bound to less; by the guardrail it is spared on nothing else.
    const bus = `arn:aws:events:eu-central-1:${security}:event-bus/lifeline-central`;
    assert.equal(answer(triage, "events:DeleteEventBus", bus), "denied by ProtectBuses");
  });

  it("nobody but the deployer says who may put events on a bus: the call names none", () => {
    for (const action of ["events:PutPermission", "events:RemovePermission"]) {
      assert.equal(answer(administratorOf(security), action, "*"), "denied by DenyBusPermissions");
      assert.equal(answer(deployerOf(security), action, "*"), "allowed");
      assert.equal(answer(administratorOf(workload), action, "*"), "allowed");
    }
  });

  it("nobody but the deployer hands triage an event by hand", () => {
    const triage = `arn:aws:lambda:eu-central-1:${security}:function:lifeline-triage`;
    assert.equal(answer(administratorOf(security), "lambda:InvokeFunction", triage), "denied by ProtectTriage");
    assert.equal(answer(deployerOf(security), "lambda:InvokeFunction", triage), "allowed");
  });

  it("nobody but the deployer unsubscribes; in other accounts everyone may", () => {
    for (const action of ["sns:Unsubscribe", "sns:SetSubscriptionAttributes"]) {
      assert.equal(answer(administratorOf(security), action, "*"), "denied by DenyUnsubscribing");
      assert.equal(answer(deployerOf(security), action, "*"), "allowed");
      assert.equal(answer(administratorOf(workload), action, "*"), "allowed");
    }
  });

  it("nobody but the deployer disables a key of ours; other keys are their owners'", () => {
    const key = `arn:aws:kms:eu-central-1:${security}:key/1-2-3`;
    const ours = { "kms:ResourceAliases": ["alias/lifeline-soc"] };
    const actions = [
      "kms:CreateGrant",
      "kms:DeleteImportedKeyMaterial",
      "kms:DisableKey",
      "kms:DisableKeyRotation",
      "kms:PutKeyPolicy",
      "kms:ReplicateKey",
      "kms:RevokeGrant",
      "kms:ScheduleKeyDeletion",
      "kms:UpdatePrimaryRegion",
    ];
    for (const action of actions) {
      assert.equal(answer(administratorOf(security), action, key, ours), "denied by DenyDisablingKeys", action);
      assert.equal(answer(deployerOf(security), action, key, ours), "allowed", action);
      assert.equal(
        answer(administratorOf(security), action, key, { "kms:ResourceAliases": ["alias/other"] }),
        "allowed",
      );
    }
    assert.equal(answer(administratorOf(security), "kms:Decrypt", key, ours), "allowed");
  });
});

describe("In the log-archive account", () => {
  it("its deployer changes bucket and keys, its administrator does not", () => {
    const bucket = "arn:aws:s3:::lifeline-log-archive-o-lifeline001";
    const key = `arn:aws:kms:eu-central-1:${logArchive}:key/1-2-3`;
    const ours = { "kms:ResourceAliases": ["alias/lifeline-log-archive"] };
    assert.equal(answer(deployerOf(logArchive), "s3:PutBucketPolicy", bucket), "allowed");
    assert.equal(answer(administratorOf(logArchive), "s3:PutBucketPolicy", bucket), "denied by ProtectLogArchive");
    assert.equal(answer(deployerOf(logArchive), "kms:PutKeyPolicy", key, ours), "allowed");
    assert.equal(answer(administratorOf(logArchive), "kms:PutKeyPolicy", key, ours), "denied by DenyDisablingKeys");
  });
});

describe("A second deployer of the security account", () => {
  it("is spared nothing of detection: Lifeline enters by the first", () => {
    const second = { name: "Second", account: security, managedBy: { kind: "management" } } as const;
    const facts = { ...sandboxFacts, deployers: [...sandboxFacts.deployers, second] };
    const policies = { ...levelsOf(rulebook, facts)(security), identity: [administratorAccess] };
    const bus = `arn:aws:events:eu-central-1:${security}:event-bus/lifeline-central`;
    const words = (name: string) =>
      wordsFor(verdictOf(session(security, name), "events:DeleteEventBus", bus, policies));
    assert.equal(words("Second"), "denied by ProtectBuses");
    assert.equal(words("OrganizationAccountAccessRole"), "allowed");
  });
});

describe("In another account", () => {
  it("a role named like the deployer is spared nothing", () => {
    const rule = `arn:aws:events:eu-central-1:${workload}:rule/BreakGlassWatchRules`;
    const role = `arn:aws:iam::${workload}:role/break-glass/BreakGlassForwarder`;
    assert.equal(answer(deployerOf(workload), "events:DisableRule", rule), "denied by ProtectForwardingRules");
    assert.equal(answer(deployerOf(workload), "iam:PutRolePolicy", role), "denied by ProtectBreakGlassRoles");
  });
});
