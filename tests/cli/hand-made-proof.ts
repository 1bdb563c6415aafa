import type { Actor, Counterexample, Evidence } from "../../proofs/claim";
import type { ClaimResult, Proof } from "../../proofs/prove";

const admin = "arn:aws:iam::100000000011:role/break-glass/BreakGlassAdmin";
const covered = { principals: 12, accounts: 3, actions: 1 };
/** Somebody else's text: whoever names a policy like this must not run a script in the reader's browser. */
export const hostile = `<script>document.title="taken"</script><img src=x onerror="document.title='taken'">&"'`;

const stranger: Actor = {
  says: "an administrator of 100000000011",
  principal: "arn:aws:iam::100000000011:role/attacker",
  principalKind: "assumedRole",
  account: "100000000011",
  permissions: "everything",
  context: {},
  side: "attacker",
};

const requested: Counterexample = {
  kind: "request",
  says: "An administrator of 100000000011 takes BreakGlassAdmin.",
  fix: "lifeline-guardrails-1, ProtectBreakGlassRoles: put sts:AssumeRole back.",
  actor: stranger,
  act: { action: "sts:AssumeRole", resource: admin, resourceAccount: "100000000011" },
  request: {
    principal: "arn:aws:iam::100000000011:role/attacker",
    principalKind: "assumedRole",
    action: "sts:AssumeRole",
    resource: admin,
    resourceAccount: "100000000011",
    context: { "aws:PrincipalOrgID": "o-lifeline001", "aws:TagKeys": ["a", "b"] },
    unknownKeys: ["aws:sourceip"],
  },
  verdict: {
    decision: "allowed",
    by: [
      { effect: "Allow", kind: "trust", policy: "BreakGlassAdmin", statement: "Emergency" },
      { effect: "Allow", kind: "identity", policy: hostile, statement: "#0" },
    ],
    missing: [],
    unknownKeys: [],
  },
};

const unheard: Counterexample = {
  kind: "event",
  says: "Nobody hears that the trail is stopped.",
  fix: "Add a target to the rule lifeline-tampering.",
  event: { "detail-type": "AWS API Call via CloudTrail", detail: { eventName: "StopLogging" } },
  account: "100000000001",
  region: "eu-central-1",
  unheardOn: ["first-path"],
  because: ["lifeline-tampering has no target"],
};

const set: Counterexample = {
  kind: "setting",
  says: "The StackSet leaves new accounts out.",
  fix: "Set autoDeployment.enabled to true.",
  where: "urn:pulumi:sandbox::lifeline::aws:cloudformation/stackSet:StackSet::target-roles",
  found: "autoDeployment.enabled is false",
};

const evidence: readonly Evidence[] = [
  {
    who: "alice",
    does: "sts:AssumeRole",
    on: admin,
    decision: "allowed",
    by: ["trust BreakGlassAdmin: Emergency", "identity alice: Tiers"],
  },
  { who: "bob", does: "sts:AssumeRole", on: admin, decision: "allowed", by: ["trust BreakGlassAdmin: Emergency"] },
];
const denied: readonly Evidence[] = ["iam:DeleteRole", "iam:UpdateAssumeRolePolicy"].map((does) => ({
  who: "every role of 100000000012",
  does,
  on: "arn:aws:iam::100000000012:role/break-glass/BreakGlassAdmin",
  decision: "explicitDeny",
  by: ["scp lifeline-guardrails-1: ProtectBreakGlassRoles"],
}));

function result(id: string, more: Partial<ClaimResult> & Pick<ClaimResult, "verdict" | "about">): ClaimResult {
  return {
    id,
    question: `Is it so that ${id.replaceAll("-", " ")}?`,
    scope: "organization",
    covered,
    evidence: [],
    ...more,
  };
}

/** One result of each kind, and of each kind of counterexample; made by hand, whatever the claims say today. */
export const handMadeProof: Proof = {
  organization: "o-lifeline001",
  scope: "organization",
  snapshotTaken: "2026-11-25T08:00:00Z",
  exitCode: 1,
  accounts: [
    { account: "100000000011", kind: "workload", members: ["100000000011", "100000000014", "100000000015"] },
    { account: "999999999999", kind: "workload", members: ["999999999999"], isNew: true },
  ],
  claims: [
    result("responder-enters-by-console", {
      about: "way-in",
      verdict: "proven-under-assumptions",
      evidence,
      assumptions: ["console-switch-carries-mfa"],
    }),
    result("nobody-else-changes-the-path", {
      about: "nobody-else",
      verdict: "proven",
      evidence: denied,
      reported: ["a look-alike at /other/"],
    }),
    result("nobody-else-assumes-the-path", { about: "nobody-else", verdict: "refuted", counterexamples: [requested] }),
    result("silence-is-noticed", { about: "alerts", verdict: "refuted", counterexamples: [unheard, set] }),
    result("second-path-is-independent", {
      about: "alerts",
      verdict: "unknown",
      missing: [`the pattern of ${hostile}`],
    }),
    result("region-guardrail-spares-the-path", {
      about: "way-in",
      verdict: "not-applicable",
      covered: { principals: 0, accounts: 0, actions: 0 },
      reason: "No SCP or RCP asks for the Region.",
    }),
  ],
  tierZero: [
    {
      id: "management-account",
      who: "every principal of the management account 100000000001",
      principals: [],
      accounts: ["100000000001"],
      why: "SCPs do not bind them.",
      watchedBy: "each such act alerts on both paths",
      source: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html",
    },
  ],
  outside: ["lifeline-sandbox::local:Command: not AWS"],
  gaps: [{ where: "aws:sqs/queue:Queue::x policy", why: hostile }],
};
