import assert from "node:assert/strict";
import { parsePolicy, type PolicyKind } from "../../iam";

const ALLOW = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

function issuesOf(kind: PolicyKind, document: unknown): readonly string[] {
  const parsed = parsePolicy(document, kind, "p");
  return parsed.ok ? [] : parsed.issues.map(({ path, message }) => `${path}: ${message}`);
}

describe("A policy document", () => {
  it("tells all its issues at once, each with its place", () => {
    const document = {
      Version: "2012-10-18",
      Statements: [],
      Statement: [
        { Effect: "Permit", Action: "read" },
        { ...ALLOW, Condition: { Equals: {} } },
      ],
    };
    const paths = issuesOf("identity", document).map((issue) => issue.split(": ")[0]);
    assert.deepEqual(paths, [
      "Statements",
      "Version",
      "Statement[0].Effect",
      "Statement[0]",
      "Statement[0].Action",
      "Statement[1].Condition.Equals",
    ]);
  });

  it("is refused if it is not JSON, no object, or has no statement", () => {
    assert.match(issuesOf("identity", "{").join(), /the text is not JSON/);
    assert.match(issuesOf("identity", "[]").join(), /expected a policy object, found \[\]/);
    assert.match(issuesOf("identity", null).join(), /expected a policy object, found null/);
    assert.match(issuesOf("identity", { Version: "2012-10-17" }).join(), /at least one statement/);
    assert.match(issuesOf("identity", { Version: "2012-10-17", Statement: [] }).join(), /at least one statement/);
    assert.match(issuesOf("identity", { Version: "2012-10-17", Statement: ["Allow"] }).join(), /a statement object/);
  });

  it("is refused if its text gives a name twice, which a JSON parser would not tell", () => {
    const twice = `{"Version": "2012-10-17", "Statement": [
      {"Effect": "Deny", "Action": "*", "Resource": "*"},
      {"Effect": "Deny", "Action": "*", "Resource": "*", "Effect": "Allow",
       "Condition": {"StringEquals": {"aws:userid": "a", "aws:username": "\\"}{", "aws:userid": ["b"]}}}]}`;
    assert.deepEqual(issuesOf("identity", twice), [
      "Statement[1].Effect: is given twice; keep one of the two",
      "Statement[1].Condition.StringEquals.aws:userid: is given twice; keep one of the two",
    ]);
    const once = JSON.stringify({ Version: "2012-10-17", Statement: [ALLOW, ALLOW] });
    assert.deepEqual(issuesOf("identity", once), []);
  });

  it("may have an Id only where AWS allows it", () => {
    const document = { Version: "2012-10-17", Id: "my policy", Statement: { ...ALLOW, Principal: "*" } };
    assert.deepEqual(issuesOf("resource", document), []);
    assert.match(
      issuesOf("identity", { Version: "2012-10-17", Id: "x", Statement: ALLOW }).join(),
      /Id: is not supported/,
    );
    assert.match(issuesOf("resource", { ...document, Id: 1 }).join(), /Id: expected text/);
  });

  it("must be of version 2012-10-17 as an SCP or RCP, and may be older elsewhere", () => {
    assert.match(issuesOf("scp", { Statement: ALLOW }).join(), /kind scp must say "Version": "2012-10-17"/);
    assert.match(issuesOf("scp", { Version: "2008-10-17", Statement: ALLOW }).join(), /must say/);
    assert.deepEqual(issuesOf("identity", { Statement: ALLOW }), []);
    assert.deepEqual(issuesOf("identity", { Version: "2008-10-17", Statement: ALLOW }), []);
  });

  it("has unique Sids of letters and digits, except as a resource policy", () => {
    const statement = { ...ALLOW, Sid: "A1" };
    assert.match(issuesOf("identity", { Statement: [statement, statement] }).join(), /"A1" is used twice/);
    const spaced = { ...ALLOW, Principal: "*", Sid: "Enable IAM User Permissions" };
    assert.deepEqual(issuesOf("resource", { Statement: [spaced, spaced] }), []);
    const unnamed = { ...ALLOW, Sid: "" };
    assert.deepEqual(issuesOf("identity", { Statement: [unnamed, unnamed] }), []);
  });

  it("accepts RCPFullAWSAccess, the one RCP that allows", () => {
    const full = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
    assert.deepEqual(issuesOf("rcp", { Version: "2012-10-17", Statement: [full] }), []);
    const conditional = { ...full, Condition: { Bool: { "aws:SecureTransport": "true" } } };
    assert.match(issuesOf("rcp", { Version: "2012-10-17", Statement: [conditional] }).join(), /RCPFullAWSAccess/);
  });

  it("may use every kind of condition key: global, of a service, with a tag key, of an identity provider", () => {
    const keys = `
      aws:PrincipalOrgID AWS:principaltype aws:RequestTag/a:b/c s3:prefix kms:EncryptionContext:app
      ec2:ResourceTag/Name sts:ExternalId SAML:aud signin:PrincipalArn iam:PolicyARN cloudformation:TemplateUrl
      token.actions.githubusercontent.com:sub token.actions.githubusercontent.com:job_workflow_ref accounts.google.com:aud oidc.eks.eu-west-1.amazonaws.com/id/X:aud
      gitlab.com:project_id github.com/enterprises/octo:ref accounts.google.com:google/organization_number
      events:detail.userIdentity.principalId codebuild:ProjectArn`
      .trim()
      .split(/\s+/);
    const condition = { StringEquals: Object.fromEntries(keys.map((key) => [key, "x"])) };
    assert.deepEqual(
      issuesOf("identity", { Version: "2012-10-17", Statement: { ...ALLOW, Condition: condition } }),
      [],
    );
  });

  it("may not use claims that AWS does not pass on, or a provider that is no host", () => {
    for (const key of [
      "token.actions.githubusercontent.com:workflow_ref",
      "example.com:ref",
      "gitlab.com:ref",
      "example:sub",
      "a b.com:sub",
    ]) {
      const condition = { StringEquals: { [key]: "x" } };
      const issues = issuesOf("identity", { Version: "2012-10-17", Statement: { ...ALLOW, Condition: condition } });
      assert.match(issues.join(), /unknown condition key/, key);
    }
  });

  it("may use all spellings of a principal", () => {
    const principals = [
      "*",
      { AWS: "*" },
      { AWS: ["111122223333", "arn:aws:iam::444455556666:root"] },
      { AWS: "arn:aws:iam::111122223333:user/path/name" },
      { AWS: "arn:aws:sts::111122223333:assumed-role/Role/session@example.com" },
      { AWS: "arn:aws:sts::111122223333:federated-user/name" },
      { AWS: "AROAEXAMPLEROLEID00000" },
      {
        Service: [
          "ec2.amazonaws.com",
          "s3.ap-east-1.amazonaws.com",
          "member.org.stacksets.cloudformation.amazonaws.com",
        ],
      },
      { Federated: "arn:aws:iam::111122223333:saml-provider/IdP" },
      { Federated: "cognito-identity.amazonaws.com" },
      { CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" },
    ];
    for (const principal of principals) {
      assert.deepEqual(
        issuesOf("trust", { Statement: { Effect: "Allow", Principal: principal, Action: "sts:*" } }),
        [],
      );
    }
  });
});
