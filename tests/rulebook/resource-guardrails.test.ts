import assert from "node:assert/strict";
import { rulebook } from "../../rulebook";
import { service, session, strangerTo, user, administratorAccess, policyOf, verdictOf, wordsFor } from "./evaluation";
import type { Caller } from "./evaluation";
import { levelsOf, policiesBetween } from "./organization";

const emergency = "100000000002";
const workload = "100000000011";
const levels = levelsOf();
const target = `arn:aws:iam::${workload}:role/break-glass/BreakGlassAdmin`;
const hub = `arn:aws:iam::${emergency}:role/break-glass-hub/BreakGlassHubAdmin`;
const approve = "arn:aws:iam::100000000004:role/break-glass/BreakGlassIncidentApprove";
const forwarder = `arn:aws:iam::${workload}:role/break-glass/BreakGlassForwarder`;

/** The worst trust policy that somebody could have written: everybody, by every way. */
const everybody = policyOf(
  {
    Version: "2012-10-17",
    Statement: [{ Sid: "Everybody", Effect: "Allow", Principal: "*", Action: "sts:*" }],
  },
  "trust",
  "gone wrong",
);

function attempt(caller: Caller, action: string, role: string, law = levels): string {
  const own = caller.context["aws:PrincipalAccount"];
  const roleAccount = role.split(":")[4] ?? "";
  const { rcps } = policiesBetween(law, "", roleAccount);
  const isOwn = typeof own === "string";
  return wordsFor(
    verdictOf(caller, action, role, {
      identity: isOwn ? [administratorAccess] : [],
      resource: everybody,
      scps: [],
      rcps,
    }),
  );
}

const provider = (principal: string): Caller => ({ principal, kind: "federatedUser", context: {} });
const samlProvider = provider(`arn:aws:iam::${workload}:saml-provider/EmergencyIdP`);
const gitHub = provider("token.actions.githubusercontent.com");
const responder = user(emergency, "break-glass/alice", "true");
const hubSession = session(emergency, "break-glass-hub/BreakGlassHubAdmin");

describe("The resource guardrails, under a trust policy that admits everybody,", () => {
  const onlyPath = "denied by OnlyTheEmergencyPathAssumesTargetRoles";
  const rows: readonly (readonly [string, Caller, string, string, string])[] = [
    ["let a responder into a target role", responder, "sts:AssumeRole", target, "allowed"],
    ["let a hub role into a target role", hubSession, "sts:AssumeRole", target, "allowed"],
    ["let a responder into a hub role", responder, "sts:AssumeRole", hub, "allowed"],
    [
      "let the identity provider into a hub role",
      provider(`arn:aws:iam::${emergency}:saml-provider/EmergencyIdP`),
      "sts:AssumeRoleWithSAML",
      hub,
      "allowed",
    ],
    [
      "let EventBridge take the forwarding role",
      service("events.amazonaws.com"),
      "sts:AssumeRole",
      forwarder,
      "allowed",
    ],
    [
      "let an ordinary role be assumed",
      session(workload, "Administrator"),
      "sts:AssumeRole",
      `arn:aws:iam::${workload}:role/Application`,
      "allowed",
    ],
    ["keep an administrator out", session(workload, "Administrator"), "sts:AssumeRole", target, onlyPath],
    ["keep the management account out", session("100000000001", "Administrator"), "sts:AssumeRole", target, onlyPath],
    ["keep StackSets' role out", session(workload, "stacksets-exec-1"), "sts:AssumeRole", target, onlyPath],
    ["keep the deployer out", session(emergency, "OrganizationAccountAccessRole"), "sts:AssumeRole", target, onlyPath],
    ["keep a user without the path out", user(emergency, "alice", "true"), "sts:AssumeRole", target, onlyPath],
    ["keep a look-alike user out", user(workload, "break-glass/alice", "true"), "sts:AssumeRole", target, onlyPath],
    [
      "keep a look-alike of another organization out",
      strangerTo(user("200000000099", "break-glass/alice", "true"), "o-stranger0001"),
      "sts:AssumeRole",
      target,
      onlyPath,
    ],
    ["keep a service out", service("ec2.amazonaws.com"), "sts:AssumeRole", target, onlyPath],
    [
      "keep SAML out of target roles",
      samlProvider,
      "sts:AssumeRoleWithSAML",
      target,
      "denied by NoFederationIntoTargetRoles",
    ],
    [
      "keep web identity out of target roles",
      gitHub,
      "sts:AssumeRoleWithWebIdentity",
      target,
      "denied by NoFederationIntoTargetRoles",
    ],
    [
      "keep web identity out of hub roles",
      gitHub,
      "sts:AssumeRoleWithWebIdentity",
      hub,
      "denied by NoWebIdentityIntoHubRoles",
    ],
    [
      "keep a hub role out of another hub role",
      hubSession,
      "sts:AssumeRole",
      hub,
      "denied by OnlyRespondersAssumeHubRoles",
    ],
    [
      "keep a role that was left behind out of hub roles",
      session(emergency, "left-behind"),
      "sts:AssumeRole",
      hub,
      "denied by OnlyRespondersAssumeHubRoles",
    ],
    ["let a responder approve", responder, "sts:AssumeRole", approve, "allowed"],
    ["let a hub role approve", hubSession, "sts:AssumeRole", approve, "allowed"],
    [
      "keep an administrator of the security account from approving",
      session("100000000004", "Administrator"),
      "sts:AssumeRole",
      approve,
      "denied by OnlyTheEmergencyPathTakesIncidentSteps",
    ],
    [
      "keep SAML from approving",
      samlProvider,
      "sts:AssumeRoleWithSAML",
      approve,
      "denied by OnlyTheEmergencyPathTakesIncidentSteps",
    ],
    [
      "keep web identity from approving",
      gitHub,
      "sts:AssumeRoleWithWebIdentity",
      approve,
      "denied by OnlyTheEmergencyPathTakesIncidentSteps",
    ],
  ];
  for (const [title, caller, action, role, expected] of rows) {
    it(title, () => assert.equal(attempt(caller, action, role), expected));
  }

  for (const tier of ["ReadOnly", "Operator", "Admin", "IdentityAdmin"]) {
    it(`cover the role of the tier ${tier} in every account`, () => {
      const stranger = session("100000000014", "Administrator");
      for (const account of ["100000000003", "100000000005", "100000000014"]) {
        const role = `arn:aws:iam::${account}:role/break-glass/BreakGlass${tier}`;
        assert.equal(attempt(stranger, "sts:AssumeRole", role), onlyPath, role);
      }
    });
  }

  for (const { id } of rulebook.resourceGuardrails) {
    it(`let somebody in when ${id} is removed`, () => {
      const without = levelsOf({
        ...rulebook,
        resourceGuardrails: rulebook.resourceGuardrails.filter((row) => row.id !== id),
      });
      assert.ok(rows.some(([, caller, action, role, expected]) => attempt(caller, action, role, without) !== expected));
    });
  }
});
