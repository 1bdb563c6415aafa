import assert from "node:assert/strict";
import type { AccountRoles } from "../../cli/sandbox/accounts";
import type { Attempt } from "../../cli/sandbox/attempts";
import { faultsOf, jsonOf, type SandboxResult } from "../../cli/sandbox/result";
import { textOf } from "../../cli/sandbox/text";

const account = (number: number, roles: readonly string[]): AccountRoles => ({
  id: String(200_000_000_000 + number),
  name: `workload-${number}`,
  unit: "Workloads",
  status: "ACTIVE",
  roles,
  targetRoleArns: roles.map((role) => `arn:aws:iam::${200_000_000_000 + number}:role/break-glass/${role}`),
});

const attempt = (who: string, action: string, verdict: Attempt["verdict"], by: string): Attempt => ({
  who,
  action,
  target: "arn:aws:iam::200000000001:role/break-glass/BreakGlassAdmin",
  verdict,
  by,
});

const result: SandboxResult = {
  engine: "embedded",
  engineTitle: "embedded engine",
  organizationId: "o-lifeline001",
  accounts: [account(1, ["BreakGlassAdmin"]), account(2, [])],
  managedResources: 2,
  targetRoles: 1,
  preview: {
    create: 2,
    byAccount: [
      { account: "200000000001", resources: 1, types: [{ type: "iam Role", count: 1 }] },
      { account: "Pulumi", resources: 1, types: [{ type: "provider aws", count: 1 }] },
    ],
  },
  update: { create: 2 },
  secondUpdate: { changes: 0 },
  attempts: [
    attempt("root", "iam:DeleteRole", "explicitDeny", "scp guardrails: Protect"),
    attempt("root", "iam:CreateRole", "explicitDeny", "scp guardrails: Protect"),
    attempt("admin", "iam:DeleteRole", "explicitDeny", "scp guardrails: Protect"),
    attempt("admin", "iam:CreateRole", "explicitDeny", "scp guardrails: Protect"),
  ],
  contrast: [attempt("alice", "sts:AssumeRole", "allowed", "scp FullAWSAccess: #0; trust BreakGlassAdmin: WithMfa")],
  replay: [
    {
      case: "a sign-in fails",
      expected: "alert",
      outcome: "alert",
      alerts: ["soc@example.com: Lifeline ALERT: ConsoleLogin failed", "on-call@example.com: ALARM"],
    },
    { case: "a declared use", expected: "recorded, no page", outcome: "recorded, no page", alerts: [] },
  ],
  route: undefined,
  tiersByAccount: { workload: ["Admin"] },
  nextStep: undefined,
  warnings: [],
  seconds: { preview: 2, update: 2.5, secondUpdate: 2.25, total: 8 },
};

const lines = (of: SandboxResult): readonly string[] => textOf(of).split("\n");

describe("the sandbox's result, as text", () => {
  it("counts what was previewed, made, and changed a second time", () => {
    const text = lines(result);
    assert.ok(text.includes("Preview        2 to create, 2 s"));
    assert.ok(text.includes("Update         2 created, 2.5 s"));
    assert.ok(text.includes("Second update  0 changes, 2.25 s"));
    assert.ok(text.some((line) => /^workload-1 200000000001 +1 +1 iam Role$/.test(line)));
    assert.ok(text.some((line) => /^components, providers +1 +1 provider aws$/.test(line)));
  });

  it("names every account of a small organization with its roles, also where there are none", () => {
    const text = lines(result);
    assert.ok(text.some((line) => /^200000000001 +workload-1 +Workloads +BreakGlassAdmin$/.test(line)));
    assert.ok(text.some((line) => /^200000000002 +workload-2 +Workloads +none$/.test(line)));
  });

  it("gathers the accounts of a large one that are alike", () => {
    const many = [...Array(500).keys()].map((number) => account(number, ["BreakGlassAdmin"]));
    const text = lines({ ...result, accounts: [...many, account(501, [])] });
    assert.ok(text.some((line) => /^500 \(200000000000 …\) +Workloads +BreakGlassAdmin$/.test(line)));
    assert.ok(text.some((line) => /^200000000501 workload-501 +Workloads +none$/.test(line)));
  });

  it("shows what several people tried in vain once, and leaves AWS's own full access out", () => {
    const text = lines(result);
    assert.ok(
      text.some((line) => /^root +iam:DeleteRole +BreakGlassAdmin +explicitDeny +scp guardrails: Protect$/.test(line)),
    );
    assert.ok(text.some((line) => /^admin +iam:CreateRole$/.test(line)));
    assert.equal(text.filter((line) => line.includes("explicitDeny")).length, 1);
    assert.ok(text.some((line) => /^alice .*allowed +trust BreakGlassAdmin: WithMfa$/.test(line)));
  });

  it("tells the played emergency scene by scene, and who was told", () => {
    const text = lines(result);
    assert.ok(text.some((line) => /^a sign-in fails +alert +soc@example.com: Lifeline ALERT: Cons/.test(line)));
    assert.ok(text.some((line) => /^ +on-call@example.com: ALARM$/.test(line)));
    assert.ok(text.some((line) => /^a declared use +recorded, no page +nobody$/.test(line)));
  });

  it("counts a scene that ends otherwise as a fault, and an emergency that could not be played", () => {
    const [scene] = result.replay;
    assert.ok(scene);
    assert.deepEqual(faultsOf({ ...result, replay: [{ ...scene, outcome: "no page" }] }), [
      "played: a sign-in fails: expected alert, found no page",
    ]);
    assert.deepEqual(faultsOf({ ...result, replay: [] }), [
      "no emergency could be played: no responder, or no triage function",
    ]);
  });

  it("says at the end what does not hold", () => {
    const open = attempt("root", "iam:DeleteRole", "allowed", "identity Administrator: #0");
    const unclear = attempt("root", "iam:CreateRole", "unknown", "hangs on aws:SourceIp");
    const locked = attempt("alice", "sts:AssumeRole", "implicitDeny", "no statement allows it in: trust");
    const bad = { ...result, attempts: [open, unclear], contrast: [locked], secondUpdate: { changes: 3 } };
    const role = "arn:aws:iam::200000000001:role/break-glass/BreakGlassAdmin";
    assert.deepEqual(faultsOf(bad), [
      "the second update changed 3 resources",
      `root: iam:DeleteRole on ${role} is allowed (identity Administrator: #0)`,
      `root: iam:CreateRole on ${role} is unknown (hangs on aws:SourceIp)`,
      `alice: sts:AssumeRole on ${role} must be allowed, is implicitDeny (no statement allows it in: trust)`,
    ]);
    assert.ok(lines(bad).includes("- the second update changed 3 resources"));
    assert.deepEqual(faultsOf(result), []);
    assert.deepEqual(faultsOf({ ...result, attempts: [], contrast: [] }), [
      "nothing could be tried: no active account has a target role",
      "no way in could be tried: no responder has a tier of an account",
    ]);
    assert.deepEqual(faultsOf({ ...result, attempts: [], contrast: [], replay: [], nextStep: "Write the id." }), []);
  });

  it("shows the next step of a stack that has made its account only", () => {
    assert.ok(lines({ ...result, nextStep: "Write the id." }).includes("1. Write the id."));
  });
});

describe("the sandbox's result, as JSON", () => {
  it("has these keys", () => {
    assert.deepEqual(Object.keys(jsonOf(result)), [
      "engine",
      "accounts",
      "managedResources",
      "targetRoles",
      "preview",
      "update",
      "secondUpdate",
      "attempts",
      "contrast",
      "replay",
      "warnings",
      "seconds",
    ]);
  });
});
