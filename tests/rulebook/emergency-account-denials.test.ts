import assert from "node:assert/strict";
import { root, service, session, strangerTo, user } from "./evaluation";
import {
  emergency,
  alice,
  aliceWithoutMfa,
  ownUser,
  otherUser,
  hubRole,
  targetRole,
  client,
  bus,
  mfa,
  emergencyArn,
  emergencyRole,
  left,
  stray,
  deployer,
  deployerArn,
  samlProvider,
  saml,
  webIdentity,
} from "./emergency-actors";
import { administrator, attempt, hub, responder, unbound, type Actor } from "./emergency-path";

describe("The emergency account denies", () => {
  type Row = readonly [title: string, who: Actor, action: string, resource: string, expected: string];
  const onlyPath = "denied by OnlyTheEmergencyPath";
  const rows: readonly Row[] = [
    denied("root's administration", administrator(root(emergency)), "iam:CreateAccessKey", ownUser, onlyPath),
    denied("root's reads", administrator(root(emergency)), "s3:ListAllMyBuckets", "*", onlyPath),
    denied("root's closing of the account", administrator(root(emergency)), "account:CloseAccount", "*", [
      "DenyClosingAccounts",
      "OnlyTheEmergencyPath",
    ]),
    denied(
      "root's password change for a user",
      administrator(root(emergency)),
      "iam:UpdateLoginProfile",
      ownUser,
      onlyPath,
    ),
    denied("root's MFA device", administrator(root(emergency)), "iam:EnableMFADevice", ownUser, ["OnlyResponder"]),
    denied("root's aws login", administrator(root(emergency)), "signin:CreateOAuth2Token", client("localhost"), [
      "OnlyHubAndResponder",
    ]),
    denied("root's events", administrator(root(emergency)), "events:PutEvents", bus, ["OnlyForwarderAndHeartbeat"]),
    denied("root assuming a role", administrator(root(emergency)), "sts:AssumeRole", targetRole("Admin"), [
      "OnlyHeartbeatAndHubAndResponder",
      "OnlyTheEmergencyPathAssumesTargetRoles",
    ]),
    denied("a responder's instances", unbound(alice), "ec2:RunInstances", "*", onlyPath),
    denied("a responder's data", unbound(alice), "s3:GetObject", "arn:aws:s3:::bucket/key", onlyPath),
    denied("a responder's new user", unbound(alice), "iam:CreateUser", otherUser, onlyPath),
    denied("a responder's access key, for themselves", unbound(alice), "iam:CreateAccessKey", ownUser, onlyPath),
    denied("a responder's policy on themselves", unbound(alice), "iam:PutUserPolicy", ownUser, onlyPath),
    denied("a responder's trust edit", unbound(alice), "iam:UpdateAssumeRolePolicy", hubRole("Admin"), onlyPath),
    denied("a responder's new SAML provider", unbound(alice), "iam:CreateSAMLProvider", samlProvider(), onlyPath),
    denied("a responder's federation token", unbound(alice), "sts:GetFederationToken", "*", onlyPath),
    denied("a responder's forged event", unbound(alice), "events:PutEvents", bus, ["OnlyForwarderAndHeartbeat"]),
    denied("a hub role's administration", unbound(hub("Admin")), "iam:PutUserPolicy", ownUser, onlyPath),
    denied("a hub role's enrolment of a device", unbound(hub("Admin")), "iam:EnableMFADevice", ownUser, [
      "OnlyResponder",
    ]),
    denied(
      "a forwarder that assumes roles",
      emergencyRole("BreakGlassForwarder"),
      "sts:AssumeRole",
      targetRole("Admin"),
      ["OnlyHeartbeatAndHubAndResponder", "OnlyTheEmergencyPathAssumesTargetRoles"],
    ),
    denied("a heartbeat that gets in", emergencyRole("BreakGlassHeartbeat"), "sts:AssumeRole", targetRole("Admin"), [
      "OnlyTheEmergencyPathAssumesTargetRoles",
    ]),
    denied("a readiness check that writes", emergencyRole("BreakGlassReadiness"), "iam:DeleteUser", ownUser, onlyPath),
    denied("a role left there, administering", stray(), "iam:AttachUserPolicy", ownUser, onlyPath),
    denied("a role left there, reading", stray(), "iam:ListUsers", "*", ["OnlyReadiness"]),
    denied("a role left there, assuming a hub role", stray(), "sts:AssumeRole", hubRole("Admin"), [
      "OnlyHeartbeatAndHubAndResponder",
      "OnlyRespondersAssumeHubRoles",
    ]),
    denied("a role left there, tagging a session", stray(), "sts:TagSession", hubRole("Admin"), [
      "OnlyHubAndResponder",
    ]),
    denied(
      "a role of the deployer's name with a path",
      left("x/OrganizationAccountAccessRole"),
      "iam:CreateUser",
      ownUser,
      onlyPath,
    ),
    denied("a look-alike of StackSets with a path", left("x/stacksets-exec-1"), "iam:CreateUser", ownUser, onlyPath),
    denied("the deployer changing itself", deployer(), "iam:UpdateAssumeRolePolicy", deployerArn(), [
      "ProtectDeployer100000000002OrganizationAccountAccessRole",
    ]),
    denied("the deployer making a StackSets role", deployer(), "iam:CreateRole", emergencyArn("stacksets-exec-1", ""), [
      "ProtectStackSetsExecutionRoles",
    ]),
    denied("the deployer leaving the organization", deployer(), "organizations:LeaveOrganization", "*", [
      "DenyLeavingTheOrganization",
    ]),
    denied(
      "a user without the path",
      unbound({ ...alice, caller: user(emergency, "alice", "true") }),
      "sts:AssumeRole",
      hubRole("Admin"),
      ["OnlyHeartbeatAndHubAndResponder", "OnlyRespondersAssumeHubRoles"],
    ),
  ];
  for (const [title, who, action, resource, expected] of rows) {
    it(title, () => assert.equal(attempt(who, action, resource), expected));
  }

  for (const [mfaKey, who] of Object.entries(aliceWithoutMfa)) {
    for (const [title, action, resource] of [
      ["a hub role", "sts:AssumeRole", hubRole("Operator")],
      ["a target role", "sts:AssumeRole", targetRole("Operator")],
      ["a source identity", "sts:SetSourceIdentity", hubRole("Operator")],
      ["session tags", "sts:TagSession", hubRole("Operator")],
      ["deactivating their device", "iam:DeactivateMFADevice", ownUser],
      ["resynchronising their device", "iam:ResyncMFADevice", ownUser],
      ["deleting a device", "iam:DeleteVirtualMFADevice", mfa("spare")],
      ["changing the password", "iam:ChangePassword", ownUser],
      ["reading the login profile", "iam:GetLoginProfile", ownUser],
      ["reading the password rules", "iam:GetAccountPasswordPolicy", "*"],
    ] as const) {
      it(`${title} to a responder without MFA (${mfaKey})`, () => {
        assert.equal(attempt(who, action, resource), "denied by NothingElseWithoutMfa");
      });
    }
  }

  for (const [title, who, action, resource, expected] of [
    ["the remote OAuth client", alice, "signin:AuthorizeOAuth2Access", client("remote"), "not allowed by identity"],
    [
      "a client of an ungoverned Region",
      alice,
      "signin:CreateOAuth2Token",
      client("localhost", "eu-west-1"),
      "not allowed by identity",
    ],
    ["managing another user's device", alice, "iam:EnableMFADevice", otherUser, "not allowed by identity"],
    ["deactivating another user's device", alice, "iam:DeactivateMFADevice", otherUser, "not allowed by identity"],
    ["changing another user's password", alice, "iam:ChangePassword", otherUser, "not allowed by identity"],
    ["a hub role that was not granted", alice, "sts:AssumeRole", hubRole("Management"), "not allowed by identity"],
    [
      "a target role that was not granted",
      alice,
      "sts:AssumeRole",
      targetRole("IdentityAdmin", "100000000005"),
      "not allowed by identity",
    ],
    [
      "Admin to a responder who holds Operator",
      responder("carol", "true"),
      "sts:AssumeRole",
      targetRole("Admin"),
      "not allowed by identity",
    ],
    [
      "a hub role of another tier",
      hub("ReadOnly"),
      "sts:AssumeRole",
      targetRole("Admin"),
      "not allowed by identity, trust",
    ],
    [
      "a hub role of another tier with every permission",
      unbound(hub("ReadOnly")),
      "sts:AssumeRole",
      targetRole("Admin"),
      "not allowed by trust",
    ],
    [
      "SAML with the audience of another service",
      saml("https://example.com/saml"),
      "sts:AssumeRoleWithSAML",
      hubRole("Operator"),
      "not allowed by trust",
    ],
    [
      "SAML with the global endpoint, which is not listed",
      saml("https://signin.aws.amazon.com/saml"),
      "sts:AssumeRoleWithSAML",
      hubRole("Operator"),
      "not allowed by trust",
    ],
    [
      "SAML of another provider",
      saml("https://us-east-1.signin.aws.amazon.com/saml", "Other"),
      "sts:AssumeRoleWithSAML",
      hubRole("Operator"),
      "not allowed by trust",
    ],
    [
      "SAML into a target role",
      saml("https://us-east-1.signin.aws.amazon.com/saml"),
      "sts:AssumeRoleWithSAML",
      targetRole("Admin"),
      "denied by NoFederationIntoTargetRoles",
    ],
    [
      "web identity into a hub role",
      webIdentity(),
      "sts:AssumeRoleWithWebIdentity",
      hubRole("Operator"),
      "denied by NoWebIdentityIntoHubRoles",
    ],
    [
      "web identity into a target role",
      webIdentity(),
      "sts:AssumeRoleWithWebIdentity",
      targetRole("Admin"),
      "denied by NoFederationIntoTargetRoles",
    ],
    [
      "a look-alike user in another account",
      administrator(user("100000000013", "break-glass/alice", "true")),
      "sts:AssumeRole",
      targetRole("Admin"),
      "denied by OnlyTheEmergencyPathAssumesTargetRoles",
    ],
    [
      "a look-alike hub role in another account",
      administrator(session("100000000013", "break-glass-hub/BreakGlassHubAdmin")),
      "sts:AssumeRole",
      targetRole("Admin"),
      "denied by OnlyTheEmergencyPathAssumesTargetRoles",
    ],
    [
      "a look-alike user of another organization",
      administrator(strangerTo(user("200000000099", "break-glass/alice", "true"), "o-stranger0001")),
      "sts:AssumeRole",
      hubRole("Admin"),
      "denied by OnlyRespondersAssumeHubRoles",
    ],
    [
      "the responder after the account has left the organization",
      { ...alice, caller: strangerTo(alice.caller) },
      "sts:AssumeRole",
      hubRole("Admin"),
      "not allowed by trust",
    ],
    [
      "a service that a trust policy might name",
      { caller: service("lambda.amazonaws.com"), identity: [] },
      "sts:AssumeRole",
      targetRole("Admin"),
      "denied by OnlyTheEmergencyPathAssumesTargetRoles",
    ],
  ] as const) {
    it(title, () => assert.equal(attempt(who, action, resource), expected));
  }

  it("roles without MFA by their trust alone, should a responder's own policies be too wide", () => {
    for (const who of Object.values(aliceWithoutMfa)) {
      for (const role of [hubRole("Operator"), targetRole("Operator")]) {
        assert.equal(attempt(unbound(who), "sts:AssumeRole", role), "not allowed by trust");
      }
    }
  });

  it("a role of the same name outside the organization, to responders", () => {
    const outside = { "aws:ResourceOrgID": "o-stranger0001" };
    assert.equal(
      attempt(alice, "sts:AssumeRole", targetRole("Admin", "200000000099"), outside),
      "not allowed by identity",
    );
    assert.equal(
      attempt(hub("Admin"), "sts:AssumeRole", targetRole("Admin", "200000000099"), outside),
      "not allowed by identity",
    );
  });

  function denied(title: string, who: Actor, action: string, resource: string, by: string | readonly string[]): Row {
    return [title, who, action, resource, typeof by === "string" ? by : `denied by ${by.join(", ")}`];
  }
});
