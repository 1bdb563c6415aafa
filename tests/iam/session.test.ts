import assert from "node:assert/strict";
import { contextAfterAssumingRole, evaluate, type RoleAssumption } from "../../iam";
import { documentOf, policy } from "./documents";
import { NOTHING, requestOf, told } from "./requests";

const ORGANIZATION = { id: "o-example", path: "o-example/r-1/ou-1/" };

const USER = {
  context: {
    "aws:PrincipalArn": "arn:aws:iam::111122223333:user/ana",
    "aws:PrincipalAccount": "111122223333",
    "aws:PrincipalType": "User",
    "aws:username": "ana",
    "aws:userid": "AIDAEXAMPLEUSERID00000",
    "aws:PrincipalTag/Team": "user's own",
    "aws:MultiFactorAuthPresent": "true",
    "aws:MultiFactorAuthAge": "60",
    "aws:SourceIp": "203.0.113.9",
    "sts:ExternalId": "x",
  },
};

const HUB: RoleAssumption = {
  roleArn: "arn:aws:iam::222222222222:role/break/Hub",
  roleId: "AROAEXAMPLEROLEID00000",
  sessionName: "ana",
  organization: ORGANIZATION,
  issuedAt: "2025-01-31T12:00:00Z",
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
describe("contextAfterAssumingRole", () => {
  it("is the role: its ARN with the path, its account and organization; the session's own ARN has no path", () => {
    assert.deepEqual(contextAfterAssumingRole(USER, HUB), {
      principal: "arn:aws:sts::222222222222:assumed-role/Hub/ana",
      principalKind: "assumedRole",
      context: {
        "aws:SourceIp": "203.0.113.9",
        "aws:PrincipalArn": "arn:aws:iam::222222222222:role/break/Hub",
        "aws:PrincipalAccount": "222222222222",
        "aws:PrincipalType": "AssumedRole",
        "aws:PrincipalIsAWSService": "false",
        "aws:PrincipalOrgID": "o-example",
        "aws:PrincipalOrgPaths": ["o-example/r-1/ou-1/"],
        "aws:userid": "AROAEXAMPLEROLEID00000:ana",
        "aws:TokenIssueTime": "2025-01-31T12:00:00Z",
      },
      unknownKeys: [],
    });
  });

  it("carries no MFA, whatever the assumer had", () => {
    const { context } = contextAfterAssumingRole(USER, HUB);
    assert.deepEqual(
      Object.keys(context).filter((key) => /MultiFactor/i.test(key)),
      [],
    );
    const demands = documentOf({
      Effect: "Allow",
      Action: "*",
      Resource: "*",
      Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    });
    const identity = [policy(demands, "identity")];
    const session = contextAfterAssumingRole(USER, HUB);
    assert.equal(
      told(evaluate(requestOf({ context: USER.context }), { ...NOTHING, identity })),
      "allowed by identity #0",
    );
    const verdict = evaluate({ ...requestOf(), ...session, resourceAccount: "222222222222" }, { ...NOTHING, identity });
    assert.equal(told(verdict), "implicitDeny for lack of identity");
  });

  it("leaves unknown what it is not told", () => {
    const { roleArn, sessionName } = HUB;
    const session = contextAfterAssumingRole(
      { ...USER, unknownKeys: ["aws:SourceIp", "aws:username", "aws:MultiFactorAuthPresent"] },
      { roleArn, sessionName, organization: null },
    );
    assert.deepEqual(session.unknownKeys, ["aws:SourceIp", "aws:userid", "aws:TokenIssueTime"]);
    assert.equal("aws:PrincipalOrgID" in session.context, false);
  });

  it("keeps a source identity through the chain, and does not let it be changed", () => {
    const first = contextAfterAssumingRole(USER, { ...HUB, sourceIdentity: "ana" });
    assert.equal(first.context["aws:SourceIdentity"], "ana");
    const second = contextAfterAssumingRole(first, {
      ...HUB,
      roleArn: "arn:aws:iam::333333333333:role/T",
      sourceIdentity: "bob",
    });
    assert.equal(second.context["aws:SourceIdentity"], "ana");
    const guessed = contextAfterAssumingRole({ context: {}, unknownKeys: ["aws:SourceIdentity"] }, HUB);
    assert.deepEqual(guessed.unknownKeys, ["aws:SourceIdentity"]);
  });

  it("has the role's tags, over them session tags, and over them the transitive tags of the session before", () => {
    const first = contextAfterAssumingRole(USER, {
      ...HUB,
      roleTags: { Team: "role", Stage: "prod" },
      sessionTags: { team: "session", Incident: "42" },
    });
    const tagsOf = (context: object) => Object.entries(context).filter(([key]) => key.startsWith("aws:PrincipalTag/"));
    assert.deepEqual(tagsOf(first.context), [
      ["aws:PrincipalTag/team", "session"],
      ["aws:PrincipalTag/Stage", "prod"],
      ["aws:PrincipalTag/Incident", "42"],
    ]);
    const second = contextAfterAssumingRole(first, {
      ...HUB,
      inheritedTagKeys: ["incident"],
      roleTags: { Incident: "none", Team: "next" },
    });
    assert.deepEqual(tagsOf(second.context), [
      ["aws:PrincipalTag/Incident", "42"],
      ["aws:PrincipalTag/Team", "next"],
    ]);
  });

  it("knows a service-linked role by its path", () => {
    const roleArn = "arn:aws:iam::222222222222:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";
    assert.equal(contextAfterAssumingRole({ context: {} }, { ...HUB, roleArn }).principalKind, "serviceLinkedRole");
  });
});
