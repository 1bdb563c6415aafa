import assert from "node:assert/strict";
import { noStepNeedsWhatIsDown } from "../../proofs/claims/no-step-needs-what-is-down";
import { noWayInWithoutMfa } from "../../proofs/claims/no-way-in-without-mfa";
import { signInIsNotLocked } from "../../proofs/claims/sign-in-is-not-locked";
import { sourceIdentityAndTagsDoNotBlock } from "../../proofs/claims/source-identity-and-tags-do-not-block";
import {
  changed,
  withForeign,
  without,
  withoutSid,
  withProperties,
  withSid,
  withStatements,
  withTemplate,
  withTrustOf,
} from "./changed-landing-zone";
import { landingZone } from "./landing-zone";
import { assumptionsOf, counterexamplesOf, reasonsIn, sayingsIn } from "./refuted";

const inRole = (role: string) => `iam/role:Role ${role}`;
const inHubPolicy = (tier: string) => `iam/rolePolicy:RolePolicy BreakGlassHub${tier}-policy`;
const responders = "iam/policy:Policy responders-policy";

describe("a password without the second factor", () => {
  it("opens nothing in the landing zone", () => {
    assert.deepEqual(assumptionsOf(noWayInWithoutMfa, landingZone().organization), []);
  });

  it("opens a role whose trust does not ask for MFA, once somebody's policy does not either", () => {
    const organization = changed(
      withTrustOf(
        "Admin",
        withSid("ResponderWithMfa", ({ Condition }) => {
          delete Condition?.["Bool"];
        }),
      ),
    );
    const found = counterexamplesOf(noWayInWithoutMfa, organization);
    assert.ok(reasonsIn(found).some((reason) => reason.endsWith(": ResponderWithMfa")));
    assert.match(sayingsIn(found), /alice, signed in without MFA and with every permission, can call sts:AssumeRole/);
  });

  it("opens a role by an access key where the trust uses BoolIfExists", () => {
    const organization = changed(
      withStatements(
        inRole("BreakGlassHubOperator"),
        "assumeRolePolicy",
        withSid("ResponderWithMfa", (statement) => {
          const { Bool, ...others } = statement.Condition ?? {};
          statement.Condition = { ...others, BoolIfExists: Bool ?? {} };
        }),
      ),
    );
    const found = counterexamplesOf(noWayInWithoutMfa, organization);
    assert.match(sayingsIn(found), /by an access key and with every permission, can call sts:AssumeRole/);
    assert.doesNotMatch(sayingsIn(found), /signed in without MFA/);
  });

  it("takes a device away by an access key where the denial uses Bool", () => {
    const organization = changed(
      withStatements(
        responders,
        "policy",
        withSid("NothingElseWithoutMfa", (statement) => {
          statement.Condition = { Bool: { "aws:MultiFactorAuthPresent": "false" } };
        }),
      ),
    );
    const found = counterexamplesOf(noWayInWithoutMfa, organization);
    assert.match(sayingsIn(found), /by an access key, can call iam:DeactivateMFADevice/);
    assert.ok(reasonsIn(found).some((reason) => reason.endsWith(": CareForOwnMfaDevice")));
  });
});

describe("source identity and tags", () => {
  it("block nothing in the landing zone, sent or not", () => {
    assert.deepEqual(assumptionsOf(sourceIdentityAndTagsDoNotBlock, landingZone().organization), [
      "mfa-serial-carries-mfa",
    ]);
  });

  it("block a hop whose trust does not allow them", () => {
    const organization = changed(withTrustOf("Operator", withoutSid("SourceIdentityAndTags")));
    const found = counterexamplesOf(sourceIdentityAndTagsDoNotBlock, organization);
    assert.deepEqual(reasonsIn(found), ["no trust"]);
    assert.match(sayingsIn(found), /cannot assume BreakGlassOperator .* sts:SetSourceIdentity fails/);
    assert.match(sayingsIn(found), /sts:TagSession fails/);
  });

  it("block a hop whose caller may not send them", () => {
    const organization = changed(
      withStatements(
        inHubPolicy("Admin"),
        "policy",
        withSid("AssumeTargetRolesOfTheSameTier", (statement) => {
          statement.Action = ["sts:AssumeRole", "sts:SetSourceIdentity"];
        }),
      ),
    );
    const found = counterexamplesOf(sourceIdentityAndTagsDoNotBlock, organization);
    assert.deepEqual(reasonsIn(found), ["no identity"]);
    assert.match(sayingsIn(found), /BreakGlassHubAdmin in 100000000002 cannot assume BreakGlassAdmin .*sts:TagSession/);
  });

  it("lock out whoever does not send them where a trust requires them", () => {
    const organization = changed(
      withTrustOf(
        "ReadOnly",
        withSid("HubRoleOfTheSameTier", (statement) => {
          statement.Condition = { ...statement.Condition, StringLike: { "sts:SourceIdentity": "?*" } };
        }),
      ),
    );
    const found = counterexamplesOf(sourceIdentityAndTagsDoNotBlock, organization);
    assert.match(sayingsIn(found), /cannot assume BreakGlassReadOnly in account/);
  });
});

describe("the sign-in page", () => {
  it("is open in the landing zone", () => {
    assert.deepEqual(assumptionsOf(signInIsNotLocked, landingZone().organization), []);
  });

  // https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html, Example 1 without its exemptions
  it("is locked before the password by an RCP with a network", () => {
    const organization = changed(
      withForeign("rcp", "sign-in", "r-life", {
        Sid: "EnforceNetworkPerimeterPreAuth",
        Effect: "Deny",
        Principal: "*",
        Action: ["signin:Authenticate"],
        Resource: "*",
        Condition: { NotIpAddressIfExists: { "aws:SourceIp": "203.0.113.0/24" } },
      }),
    );
    const found = counterexamplesOf(signInIsNotLocked, organization);
    assert.deepEqual(reasonsIn(found), ["sign-in: EnforceNetworkPerimeterPreAuth"]);
    assert.match(sayingsIn(found), /signin:Authenticate is denied/);
  });

  it("is not locked by one that spares the responders by the key of each phase", () => {
    const users = "arn:aws:iam::100000000002:user/break-glass/*";
    const hubs = "arn:aws:iam::100000000002:role/break-glass-hub/*";
    const phase = (sid: string, key: string, action: readonly string[]) => ({
      Sid: sid,
      Effect: "Deny",
      Principal: "*",
      Action: action,
      Resource: "*",
      Condition: {
        ArnNotLike: { [key]: [users, hubs] },
        NotIpAddressIfExists: { "aws:SourceIp": "203.0.113.0/24" },
      },
    });
    const organization = changed(
      withForeign(
        "rcp",
        "sign-in",
        "r-life",
        phase("PreAuth", "signin:PrincipalArn", ["signin:Authenticate"]),
        phase("PostAuth", "aws:PrincipalArn", ["signin:AuthorizeOAuth2Access", "signin:CreateOAuth2Token"]),
      ),
    );
    assumptionsOf(signInIsNotLocked, organization);
  });

  it("is locked by one that spares them by the key that is not there yet", () => {
    const organization = changed(
      withForeign("rcp", "sign-in", "r-life", {
        Sid: "PreAuth",
        Effect: "Deny",
        Principal: "*",
        Action: "signin:Authenticate",
        Resource: "*",
        Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::100000000002:user/break-glass/*" } },
      }),
    );
    assert.deepEqual(reasonsIn(counterexamplesOf(signInIsNotLocked, organization)), ["sign-in: PreAuth"]);
  });

  it("is locked after the password by an RCP with a network, though no policy of one's own allows these calls", () => {
    const organization = changed(
      withForeign("rcp", "sign-in", "100000000002", {
        Sid: "EnforceNetworkPerimeterPostAuth",
        Effect: "Deny",
        Principal: "*",
        Action: ["signin:CreateOAuth2Token", "signin:AuthorizeOAuth2Access"],
        Resource: "arn:aws:signin:::console/*",
        Condition: { NotIpAddressIfExists: { "aws:SourceIp": "203.0.113.0/24" } },
      }),
    );
    const found = counterexamplesOf(signInIsNotLocked, organization);
    assert.deepEqual(reasonsIn(found), ["sign-in: EnforceNetworkPerimeterPostAuth"]);
  });

  it("is locked by an SCP of old that denies signin:* to users", () => {
    const organization = changed(
      withForeign("scp", "no-users", "r-life", {
        Sid: "NoUsers",
        Effect: "Deny",
        Action: "signin:*",
        Resource: "*",
        Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/*" } },
      }),
    );
    assert.deepEqual(reasonsIn(counterexamplesOf(signInIsNotLocked, organization)), ["no-users: NoUsers"]);
  });
});

describe("what is down", () => {
  it("is needed by no step of the landing zone: each role keeps a way in every failure mode", () => {
    assert.deepEqual(assumptionsOf(noStepNeedsWhatIsDown, landingZone().organization), [
      "sign-in-needs-no-other-region",
      "responders-have-mfa-devices",
    ]);
  });

  it("is the identity provider, where only SAML is left", () => {
    const organization = changed(
      withTemplate("target-roles-stack-set", (resources) => {
        const trust = resources["Admin"]?.Properties["AssumeRolePolicyDocument"] as { Statement: { Sid: string }[] };
        trust.Statement = trust.Statement.filter(({ Sid }) => Sid !== "ResponderWithMfa");
      }),
      withStatements(inRole("BreakGlassHubAdmin"), "assumeRolePolicy", withoutSid("ResponderWithMfa")),
    );
    const found = counterexamplesOf(noStepNeedsWhatIsDown, organization);
    assert.match(sayingsIn(found), /While the identity provider is down, nobody gets into BreakGlassAdmin/);
    assert.doesNotMatch(sayingsIn(found), /While everything is up/);
    assert.ok(found.every(({ says }) => /Admin of account/.test(says)));
  });

  const withoutSaml = without("iam/samlProvider:SamlProvider saml");

  it("is us-east-1, where one signs in through no other", () => {
    const organization = changed(
      withProperties("pulumi:Stack lifeline-sandbox", (outputs) => {
        if ("signInUrls" in outputs) outputs["signInUrls"] = (outputs["signInUrls"] as string[]).slice(1);
      }),
      withoutSaml,
    );
    const says = sayingsIn(counterexamplesOf(noStepNeedsWhatIsDown, organization));
    assert.match(says, /While us-east-1 and with it the control planes are down, nobody gets into BreakGlassReadOnly/);
    assert.doesNotMatch(says, /While the home Region/);
  });

  it("is the home Region, where one signs in through no other", () => {
    const organization = changed(
      withProperties("pulumi:Stack lifeline-sandbox", (outputs) => {
        if ("signInUrls" in outputs) outputs["signInUrls"] = (outputs["signInUrls"] as string[]).slice(0, 1);
      }),
      withoutSaml,
    );
    const found = counterexamplesOf(noStepNeedsWhatIsDown, organization);
    assert.match(sayingsIn(found), /While the home Region is down, nobody gets into BreakGlassReadOnly/);
    assert.ok(
      found.every((one) => one.kind === "setting" && /is served in eu-central-1, which is down/.test(one.found)),
    );
    assert.doesNotMatch(sayingsIn(found), /While us-east-1/);
  });

  it("and a statement that stops the ways besides it are told together, the statement first", () => {
    const homeAlone = withForeign("scp", "homeSts", "ou-life-emergency", {
      Sid: "OnlyAtHome",
      Effect: "Deny",
      Action: "sts:*",
      Resource: "*",
      Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-central-1" } },
    });
    const found = counterexamplesOf(noStepNeedsWhatIsDown, changed(homeAlone));
    const atHome = found.find(({ says }) => says.startsWith("While the home Region is down, nobody gets into"));
    const obstacles = [
      "sts:AssumeRole: statement OnlyAtHome of the SCP homeSts denies it.",
      "signin:Authenticate is served in eu-central-1, which is down.",
      "sts:AssumeRoleWithSAML is served in eu-central-1, which is down.",
    ].join(" ");
    assert.equal(atHome?.kind === "setting" && atHome.found, obstacles);
    assert.equal(atHome?.fix, `Lift what refuses it, or give it a way that does not need what is down. ${obstacles}`);
  });
});
