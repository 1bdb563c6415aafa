import assert from "node:assert/strict";
import { actionsToAssume, contextAfterAssumingRole, contextAfterSaml, evaluate, type SamlAssumption } from "../../iam";
import { documentOf, policy } from "./documents";
import { NOTHING, told } from "./requests";

const ASSERTION = {
  context: {
    "SAML:aud": "https://signin.aws.amazon.com/saml",
    "SAML:iss": "https://idp.example.com",
    "SAML:sub": "_cbb88bf52c2510eabe00c1642d4643f41430fe25e3",
    "SAML:sub_type": "persistent",
    "sts:RoleSessionName": "ana",
    "aws:SourceIp": "203.0.113.9",
  },
};

const HUB: SamlAssumption = {
  roleArn: "arn:aws:iam::222222222222:role/break/Hub",
  roleId: "AROAEXAMPLEROLEID00000",
  sessionName: "ana",
  organization: null,
  issuedAt: "2025-01-31T12:00:00Z",
};

describe("contextAfterSaml", () => {
  it("is the role's session, with the keys that identify the user and without the rest of the assertion", () => {
    assert.deepEqual(contextAfterSaml(ASSERTION, HUB), {
      principal: "arn:aws:sts::222222222222:assumed-role/Hub/ana",
      principalKind: "assumedRole",
      context: {
        "aws:SourceIp": "203.0.113.9",
        "aws:PrincipalArn": "arn:aws:iam::222222222222:role/break/Hub",
        "aws:PrincipalAccount": "222222222222",
        "aws:PrincipalType": "AssumedRole",
        "aws:PrincipalIsAWSService": "false",
        "aws:userid": "AROAEXAMPLEROLEID00000:ana",
        "aws:TokenIssueTime": "2025-01-31T12:00:00Z",
        "SAML:sub": "_cbb88bf52c2510eabe00c1642d4643f41430fe25e3",
        "SAML:sub_type": "persistent",
      },
      unknownKeys: ["aws:FederatedProvider"],
    });
  });

  it("has session tags and source identity from the assertion, and no MFA", () => {
    const session = contextAfterSaml(ASSERTION, { ...HUB, sourceIdentity: "ana", sessionTags: { team: "red" } });
    assert.equal(session.context["aws:SourceIdentity"], "ana");
    assert.equal(session.context["aws:PrincipalTag/team"], "red");
    assert.ok(!("aws:MultiFactorAuthPresent" in session.context));
  });

  it("leaves unknown what was unknown of the user", () => {
    const { unknownKeys } = contextAfterSaml({ context: {}, unknownKeys: ["saml:sub", "saml:aud"] }, HUB);
    assert.deepEqual(unknownKeys, ["saml:sub", "aws:FederatedProvider"]);
  });

  it("reaches a second role as any session does: by the role's ARN, without MFA", () => {
    const session = contextAfterSaml(ASSERTION, HUB);
    const trust = (Condition: object) =>
      policy(
        documentOf({
          Sid: "Hub",
          Effect: "Allow",
          Principal: { AWS: "222222222222" },
          Action: "sts:AssumeRole",
          Condition,
        }),
        "trust",
      );
    const say = (Condition: object) =>
      told(
        evaluate(
          {
            ...session,
            action: "sts:AssumeRole",
            resource: "arn:aws:iam::333333333333:role/Target",
            resourceAccount: "333333333333",
          },
          {
            ...NOTHING,
            identity: [
              policy(documentOf({ Sid: "Go", Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" }), "identity"),
            ],
            resource: trust(Condition),
          },
        ),
      );
    assert.equal(
      say({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/break/Hub" } }),
      "allowed by trust Hub, identity Go",
    );
    assert.equal(say({ Bool: { "aws:MultiFactorAuthPresent": "true" } }), "implicitDeny for lack of trust");
    assert.equal(say({ StringLike: { "SAML:aud": "*" } }), "implicitDeny for lack of trust");
  });
});

describe("actionsToAssume", () => {
  const plain = { context: {} };

  it("is the call alone where nothing else is passed", () => {
    assert.deepEqual(actionsToAssume("sts:AssumeRole", plain, HUB), ["sts:AssumeRole"]);
  });

  it("is TagSession too with session tags, and SetSourceIdentity with a source identity", () => {
    const all = { ...HUB, sessionTags: { team: "red" }, sourceIdentity: "ana" };
    assert.deepEqual(actionsToAssume("sts:AssumeRoleWithSAML", plain, all), [
      "sts:AssumeRoleWithSAML",
      "sts:TagSession",
      "sts:SetSourceIdentity",
    ]);
  });

  it("is SetSourceIdentity in every later hop, or where nobody knows", () => {
    const first = contextAfterAssumingRole(plain, { ...HUB, sourceIdentity: "ana" });
    const expected = ["sts:AssumeRole", "sts:SetSourceIdentity"];
    assert.deepEqual(actionsToAssume("sts:AssumeRole", first, HUB), expected);
    assert.deepEqual(
      actionsToAssume("sts:AssumeRole", { context: {}, unknownKeys: ["aws:SourceIdentity"] }, HUB),
      expected,
    );
  });
});
