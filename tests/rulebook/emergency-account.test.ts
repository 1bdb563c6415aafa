import assert from "node:assert/strict";
import { root } from "./evaluation";
import {
  emergency,
  alice,
  aliceWithoutMfa,
  bob,
  ownUser,
  hubRole,
  targetRole,
  client,
  bus,
  busPolicy,
  mfa,
  emergencyArn,
  emergencyRole,
  strayRole,
  deployer,
  stackSets,
  rule,
  samlProvider,
  saml,
  trustOf,
} from "./emergency-actors";
import { administrator, attempt, hub, unbound, type Actor } from "./emergency-path";

type Row = readonly [title: string, who: Actor, action: string, resource: string];

const signInPage = "arn:aws:signin:::console/homepage";

describe("The emergency account lets through", () => {
  const rows: readonly Row[] = [
    ["sign-in to the console", unbound(alice), "signin:Authenticate", "*"],
    ["sign-in of the root user", administrator(root(emergency)), "signin:Authenticate", "*"],
    ["aws login, first call, without MFA", aliceWithoutMfa.absent, "signin:AuthorizeOAuth2Access", client("localhost")],
    ["aws login, second call, without MFA", aliceWithoutMfa.false, "signin:CreateOAuth2Token", client("localhost")],
    // https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html: also of federated roles.
    ["a hub role's console, after SAML", unbound(hub("Operator")), "signin:AuthorizeOAuth2Access", signInPage],
    ["a hub role's console session, after SAML", unbound(hub("Operator")), "signin:CreateOAuth2Token", signInPage],
    ["aws login in another Region", alice, "signin:AuthorizeOAuth2Access", client("localhost", "us-east-1")],
    ["user to hub role with MFA", alice, "sts:AssumeRole", hubRole("Operator")],
    ["user to target role with MFA (console)", alice, "sts:AssumeRole", targetRole("Admin")],
    ["user to target role of another tier of theirs", alice, "sts:AssumeRole", targetRole("ReadOnly", "100000000003")],
    ["user to the identity account", bob, "sts:AssumeRole", targetRole("IdentityAdmin", "100000000005")],
    ["user to the management account", bob, "sts:AssumeRole", targetRole("Management", "100000000001")],
    ["hub role to target role without any MFA key", hub("Operator"), "sts:AssumeRole", targetRole("Operator")],
    ["hub role to management", hub("Management"), "sts:AssumeRole", targetRole("Management", "100000000001")],
    ["source identity, first hop", alice, "sts:SetSourceIdentity", hubRole("Operator")],
    ["session tags, first hop", alice, "sts:TagSession", hubRole("Operator")],
    ["source identity, in one hop", alice, "sts:SetSourceIdentity", targetRole("Operator")],
    ["session tags, in one hop", alice, "sts:TagSession", targetRole("Operator")],
    ["source identity, second hop", hub("Operator"), "sts:SetSourceIdentity", targetRole("Operator")],
    ["session tags, second hop", hub("Operator"), "sts:TagSession", targetRole("Operator")],
    ["a first MFA device, of any name", aliceWithoutMfa.absent, "iam:CreateVirtualMFADevice", mfa("alice")],
    ["a second MFA device, of any name", alice, "iam:CreateVirtualMFADevice", mfa("spare-in-the-safe")],
    ["a device with a path", aliceWithoutMfa.false, "iam:CreateVirtualMFADevice", mfa("keys/2")],
    ["enabling one's own device without MFA", aliceWithoutMfa.absent, "iam:EnableMFADevice", ownUser],
    ["enabling one's own second device", alice, "iam:EnableMFADevice", ownUser],
    ["listing one's own devices without MFA", aliceWithoutMfa.absent, "iam:ListMFADevices", ownUser],
    ["reading one's own device without MFA", aliceWithoutMfa.absent, "iam:GetMFADevice", ownUser],
    ["the console's list of devices without MFA", aliceWithoutMfa.absent, "iam:ListVirtualMFADevices", "*"],
    ["reading one's own user without MFA", aliceWithoutMfa.absent, "iam:GetUser", ownUser],
    ["deactivating one's own device with MFA", alice, "iam:DeactivateMFADevice", ownUser],
    ["resynchronising one's own device with MFA", alice, "iam:ResyncMFADevice", ownUser],
    ["deleting an unused device with MFA", alice, "iam:DeleteVirtualMFADevice", mfa("spare")],
    ["changing one's own password with MFA", alice, "iam:ChangePassword", ownUser],
    ["reading the password rules with MFA", alice, "iam:GetAccountPasswordPolicy", "*"],
    ["knowing oneself", aliceWithoutMfa.absent, "sts:GetCallerIdentity", "*"],
    ["knowing oneself, in a hub session", unbound(hub("ReadOnly")), "sts:GetCallerIdentity", "*"],
    ["a heartbeat's refused attempt", emergencyRole("BreakGlassHeartbeat"), "sts:AssumeRole", strayRole()],
    ["the readiness check's report", emergencyRole("BreakGlassReadiness"), "iam:GetCredentialReport", "*"],
    ["the readiness check's report, made", emergencyRole("BreakGlassReadiness"), "iam:GenerateCredentialReport", "*"],
    ["readiness reading a user's devices", emergencyRole("BreakGlassReadiness"), "iam:ListMFADevices", ownUser],
    ["readiness looking for access keys", emergencyRole("BreakGlassReadiness"), "iam:ListAccessKeys", ownUser],
    ["readiness reading contacts", emergencyRole("BreakGlassReadiness"), "account:GetAlternateContact", "*"],
    ["readiness reading rules", emergencyRole("BreakGlassReadiness"), "events:DescribeRule", rule()],
    ["the deployer making a user", deployer(), "iam:CreateUser", ownUser],
    ["the deployer mending a hub role", deployer(), "iam:UpdateAssumeRolePolicy", hubRole("Admin")],
    ["the deployer renewing the SAML provider", deployer(), "iam:UpdateSAMLProvider", samlProvider()],
    ["the deployer making the forwarder", deployer(), "iam:CreateRole", emergencyArn("BreakGlassForwarder")],
    ["StackSets making the forwarding rule", stackSets(), "events:PutRule", rule()],
    ["StackSets making the forwarder", stackSets(), "iam:CreateRole", emergencyArn("BreakGlassForwarder")],
  ];
  for (const [title, who, action, resource] of rows) {
    it(title, () => assert.equal(attempt(who, action, resource, {}, trustOf(action, resource)), "allowed"));
  }

  for (const region of ["eu-central-1", "us-east-1"]) {
    it(`entry by SAML into a hub role through ${region}`, () => {
      const audience = `https://${region}.signin.aws.amazon.com/saml`;
      for (const action of ["sts:AssumeRoleWithSAML", "sts:TagSession", "sts:SetSourceIdentity"]) {
        assert.equal(attempt(saml(audience), action, hubRole("Operator")), "allowed", action);
      }
    });
  }

  it("events to the central bus, by the forwarder and the heartbeat alone", () => {
    for (const name of ["BreakGlassForwarder", "BreakGlassHeartbeat"]) {
      assert.equal(attempt(emergencyRole(name), "events:PutEvents", bus, {}, busPolicy), "allowed", name);
    }
  });
});
