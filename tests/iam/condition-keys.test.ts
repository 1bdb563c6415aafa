import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parsePolicy } from "../../iam";
import { documentOf } from "./documents";
import { serviceKeysTable, tablePath } from "./service-keys-table";

function issuesWith(condition: object): readonly string[] {
  const statement = { Effect: "Deny", Action: "*", Resource: "*", Condition: condition };
  const parsed = parsePolicy(documentOf(statement), "scp", "p");
  return parsed.ok ? [] : parsed.issues.map(({ message }) => message);
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const known: readonly (readonly [what: string, condition: object])[] = [
  ["of any service", { StringEquals: { "aoss:collection": "logs", "servicecatalog:userLevel": "self" } }],
  ["of any service, of its type", { Bool: { "codebuild:source.insecureSsl": "true" } }],
  ["with a tag in it", { StringEquals: { "dms:req-tag/team": "red", "secretsmanager:ResourceTag/team": "red" } }],
  ["with a context key in it", { Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "true" } }],
  ["with a name in its middle", { Bool: { "codebuild:secondarySources/docs.insecureSsl": "true" } }],
  ["with a name in its middle or at its end", { StringLike: { "events:Metadata/team/Matcher": "*" } }],
  ["of a web identity", { StringEquals: { "token.actions.githubusercontent.com/octo:repository_owner_id": "1" } }],
  ["of GitHub Enterprise Cloud", { StringLike: { "token.actions.octo.ghe.com:job_workflow_ref": "octo/*" } }],
  ["of CircleCI", { StringEquals: { "oidc.circleci.com/org/1a2b:oidc.circleci.com/project-id": "3c4d" } }],
  ["of a policy of AWS's own", { StringNotEquals: { "aws:PrincipalOrgMasterAccountId": "${aws:PrincipalAccount}" } }],
];

const unknown: readonly (readonly [what: string, key: string])[] = [
  ["of a known service", "sts:RoleSession"],
  ["that lacks the end of its name", "codebuild:secondarySources/docs"],
  ["with another end", "codebuild:secondarySources/docs.insecureSSLs"],
  ["that lacks the tag", "dms:req-tag/"],
  ["that lacks the name in its middle", "codebuild:secondarySources/.insecureSsl"],
  ["of another service with the same name", "sns:prefix"],
  ["that has a wildcard", "aws:PrincipalTag*"],
  ["with a claim that AWS does not pass on", "token.actions.githubusercontent.com:run_id"],
  ["with a claim of another provider", "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:repository"],
  ["with a host that only looks like the provider's", "token.actions.ghe.com.example.org:actor"],
];

describe("A condition key", () => {
  for (const [what, condition] of known) {
    it(`${what} is known`, () => assert.deepEqual(issuesWith(condition), []));
  }

  for (const [what, key] of unknown) {
    it(`${what} is reported: ${key}`, () => {
      assert.deepEqual(issuesWith({ StringEquals: { [key]: "x" } }), [
        `unknown condition key "${key}"; check its spelling and service prefix`,
      ]);
    });
  }

  it("with several values is no variable, in a pattern with a name of the user's choice either", () => {
    assert.deepEqual(issuesWith({ StringEquals: { "aws:userid": "${events:Metadata/team}" } }), [
      '"${events:Metadata/team}" is a key with several values, which cannot be a variable',
    ]);
    assert.deepEqual(issuesWith({ StringEquals: { "aws:userid": "${events:Metadata/team/Matcher}" } }), []);
  });

  it("of a service is looked up in a table that is as iam-data has it", async () => {
    assert.equal(readFileSync(tablePath, "utf8"), await serviceKeysTable(), "run tests/iam/service-keys-table.ts");
  });
});
