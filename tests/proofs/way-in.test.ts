import assert from "node:assert/strict";
import { responderEntersByCommandLine } from "../../proofs/claims/responder-enters-by-command-line";
import { responderEntersByConsole } from "../../proofs/claims/responder-enters-by-console";
import { responderEntersBySaml } from "../../proofs/claims/responder-enters-by-saml";
import {
  changed,
  without,
  withForeign,
  withoutSid,
  withProperties,
  withSid,
  withStatements,
  withTrustOf,
} from "./changed-landing-zone";
import { landingZone } from "./landing-zone";
import { assumptionsOf, counterexamplesOf, reasonsIn, sayingsIn } from "./refuted";

const byHand = "passwords-are-made-by-hand";
const always = ["responders-have-mfa-devices", "sign-in-needs-no-other-region", byHand];

describe("the landing zone's ways in", () => {
  const { organization } = landingZone();

  it("are proven by the console, which carries the MFA of the sign-in", () => {
    assert.deepEqual(assumptionsOf(responderEntersByConsole, organization), ["console-switch-carries-mfa", ...always]);
  });

  it("are proven by the command line, over the hub role", () => {
    assert.deepEqual(assumptionsOf(responderEntersByCommandLine, organization), ["mfa-serial-carries-mfa", ...always]);
  });

  it("are proven by SAML, where the identity provider asks for the second factor", () => {
    assert.deepEqual(assumptionsOf(responderEntersBySaml, organization), ["identity-provider-enforces-mfa"]);
  });

  it("cover every responder, every active account, a new one too, and every call", () => {
    const finding = responderEntersByConsole.findingFor(organization);
    // Twelve accounts less the emergency account, which has no target role, and the suspended one; and one to come;
    // and the emergency account, where one signs in.
    assert.deepEqual(finding.kind === "proven" && finding.covered, { principals: 3, accounts: 12, actions: 4 });
  });

  it("stand on no password by hand once everybody has a PGP key", () => {
    const all = changed(({ resources }) => {
      const [profile] = resources.filter(({ urn }) => urn.endsWith("::responders.bob.pgpKey"));
      assert.ok(profile !== undefined);
      resources.push(JSON.parse(JSON.stringify(profile).replaceAll("bob", "carol")) as typeof profile);
    });
    assert.ok(!assumptionsOf(responderEntersByConsole, all).includes(byHand));
  });

  it("name as evidence who gets where by which statements", () => {
    const finding = responderEntersByConsole.findingFor(organization);
    assert.ok(finding.kind === "proven");
    const edge = finding.evidence.find(
      ({ who, on }) => who.startsWith("alice") && /::1000000000\d\d:role\/break-glass\/BreakGlassAdmin$/.test(on),
    );
    assert.equal(edge?.does, "sts:AssumeRole");
    assert.ok(
      edge?.by.some((statement) => statement.endsWith(": ResponderWithMfa")),
      JSON.stringify(edge),
    );
    assert.ok(
      edge?.by.some((statement) => statement.endsWith(": AssumeWithMfa")),
      JSON.stringify(edge),
    );
  });
});

describe("the console", () => {
  it("locks out where the trust knows the hub role alone", () => {
    const organization = changed(withTrustOf("Operator", withoutSid("ResponderWithMfa")));
    const found = counterexamplesOf(responderEntersByConsole, organization);
    assert.deepEqual(reasonsIn(found), ["no trust"]);
    assert.match(sayingsIn(found), /alice, by the console with MFA cannot assume BreakGlassOperator/);
    assert.match(found[0]?.fix ?? "", /target-roles-stack-set, Operator/);
    assumptionsOf(responderEntersByCommandLine, organization);
  });

  it("locks out where the trust asks for an external id, which it cannot send", () => {
    const organization = changed(
      withTrustOf(
        "Admin",
        withSid("ResponderWithMfa", (statement) => {
          statement.Condition = { ...statement.Condition, StringEquals: { "sts:ExternalId": "emergency" } };
        }),
      ),
    );
    assert.deepEqual(reasonsIn(counterexamplesOf(responderEntersByConsole, organization)), ["no trust"]);
  });

  it("locks out where an RCP asks for a network", () => {
    const organization = changed(
      withForeign("rcp", "perimeter", "ou-life-payments1", {
        Sid: "OnlyFromTheOffice",
        Effect: "Deny",
        Principal: "*",
        Action: "sts:AssumeRole",
        Resource: "*",
        Condition: { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
      }),
    );
    const found = counterexamplesOf(responderEntersByConsole, organization);
    assert.deepEqual(reasonsIn(found), ["perimeter: OnlyFromTheOffice"]);
    assert.match(found[0]?.fix ?? "", /OnlyFromTheOffice of the RCP perimeter not hang on aws:sourceip/);
    counterexamplesOf(responderEntersByCommandLine, organization);
  });

  it("keeps what the stack promises: a tier that the user's policy lacks", () => {
    const organization = changed(
      withStatements(
        "iam/userPolicy:UserPolicy responders.alice.tiers",
        "policy",
        withSid("AssumeWithMfa", (statement) => {
          statement.Resource = (statement.Resource as string[]).filter((arn) => !arn.endsWith("/BreakGlassAdmin"));
        }),
      ),
    );
    const found = counterexamplesOf(responderEntersByConsole, organization);
    assert.deepEqual(reasonsIn(found), ["no identity"]);
    assert.match(sayingsIn(found), /alice, by the console with MFA cannot assume BreakGlassAdmin/);
  });

  it("keeps what the stack promises: a responder who is gone", () => {
    const organization = changed(without("iam/user:User responders.carol"));
    const found = counterexamplesOf(responderEntersByConsole, organization);
    assert.match(sayingsIn(found), /promise carol a way in, and there is no such user/);
  });

  it("needs a Region besides the one that is down", () => {
    const organization = changed(
      withProperties("pulumi:Stack lifeline-sandbox", (outputs) => {
        if ("signInUrls" in outputs) outputs["signInUrls"] = (outputs["signInUrls"] as string[]).slice(0, 1);
      }),
    );
    const found = counterexamplesOf(responderEntersByConsole, organization);
    assert.match(sayingsIn(found), /Nobody gets in by the console while the home Region is down/);
    assert.ok(found.every((one) => one.kind === "setting" && one.found === "eu-central-1"));
  });
});

describe("the command line", () => {
  it("locks out where the target role asks the hub role for MFA, which a chained session does not carry", () => {
    const organization = changed(
      withTrustOf(
        "ReadOnly",
        withSid("HubRoleOfTheSameTier", (statement) => {
          statement.Condition = { ...statement.Condition, Bool: { "aws:MultiFactorAuthPresent": "true" } };
        }),
      ),
    );
    const found = counterexamplesOf(responderEntersByCommandLine, organization);
    assert.deepEqual(reasonsIn(found), ["no trust"]);
    assert.match(sayingsIn(found), /BreakGlassHubReadOnly in 100000000002 cannot assume BreakGlassReadOnly/);
    assumptionsOf(responderEntersByConsole, organization);
  });

  it("signs in through every Region that the stack names", () => {
    const organization = changed(
      withStatements(
        "iam/policy:Policy responders-policy",
        "policy",
        withSid("SignInToTheCommandLine", (statement) => {
          statement.Resource = (statement.Resource as string[]).filter((arn) => !arn.includes(":us-east-1:"));
        }),
      ),
    );
    const found = counterexamplesOf(responderEntersByCommandLine, organization);
    assert.deepEqual(reasonsIn(found), ["no identity"]);
    assert.match(sayingsIn(found), /cannot sign in by aws login through us-east-1: signin:AuthorizeOAuth2Access fails/);
    assert.match(sayingsIn(found), /the home Region is down/);
  });

  it("signs in before the second factor is asked for", () => {
    const organization = changed(
      withStatements(
        "iam/policy:Policy responders-policy",
        "policy",
        withSid("NothingElseWithoutMfa", (statement) => {
          statement.NotAction = (statement.NotAction as string[]).filter((action) => !action.startsWith("signin:"));
        }),
      ),
    );
    const found = counterexamplesOf(responderEntersByCommandLine, organization);
    assert.ok(reasonsIn(found).some((reason) => reason.endsWith(": NothingElseWithoutMfa")));
  });
});

describe("SAML", () => {
  it("is no question where the stack makes no provider", () => {
    const finding = responderEntersBySaml.findingFor(changed(without("iam/samlProvider:SamlProvider saml")));
    assert.deepEqual(finding, {
      kind: "not-applicable",
      reason: "The stack makes no SAML provider: lifeline:saml is not set.",
    });
  });

  it("needs the audience of another Region while the home Region is down", () => {
    const organization = changed(
      withStatements(
        "iam/role:Role BreakGlassHubAdmin",
        "assumeRolePolicy",
        withSid("IdentityProviderDirectly", (statement) => {
          statement.Condition = { StringEquals: { "SAML:aud": "https://eu-central-1.signin.aws.amazon.com/saml" } };
        }),
      ),
    );
    const found = counterexamplesOf(responderEntersBySaml, organization);
    assert.deepEqual(reasonsIn(found), ["no trust"]);
    assert.match(sayingsIn(found), /through us-east-1\. It must work while .*Identity Center or its Region is down/);
  });

  it("is stopped by an identity perimeter that asks a federated caller for the organization", () => {
    const organization = changed(
      withForeign("rcp", "identity-perimeter", "r-life", {
        Sid: "OnlyOurPrincipals",
        Effect: "Deny",
        Principal: "*",
        Action: "sts:*",
        Resource: "*",
        Condition: {
          StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-lifeline001" },
          BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
        },
      }),
    );
    const found = counterexamplesOf(responderEntersBySaml, organization);
    assert.deepEqual(reasonsIn(found), ["identity-perimeter: OnlyOurPrincipals"]);
    assumptionsOf(responderEntersByConsole, organization);
  });

  it("ends at the sign-in page where the emergency account's SCP knows the users alone", () => {
    const organization = changed(
      withStatements(
        "organizations/policy:Policy lifeline-emergency-account",
        "content",
        withSid("OnlyHubAndResponder", (statement) => {
          const principals = statement.Condition?.["ArnNotLike"]?.["aws:PrincipalArn"] as string[];
          statement.Condition = {
            ArnNotLike: { "aws:PrincipalArn": principals.filter((arn) => !arn.includes("hub")) },
          };
        }),
      ),
    );
    const found = counterexamplesOf(responderEntersBySaml, organization);
    assert.deepEqual(reasonsIn(found), ["lifeline-emergency-account: OnlyHubAndResponder"]);
    assert.match(sayingsIn(found), /signin:AuthorizeOAuth2Access is denied/);
  });
});
