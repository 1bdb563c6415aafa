import assert from "node:assert/strict";
import { assertIssues, judged } from "./judged";

const asShown = "correct it, as Pulumi.prod.yaml shows";
const addAsShown = "add it, as Pulumi.prod.yaml shows";
const twelveDigits = "an account id of 12 digits";
const ownAccount = "an account of its own for each purpose";
const otherAccount = "use another account; only identity may be the management account";

describe("Facts that contradict each other are refused:", () => {
  it("one account for two purposes", () => {
    const accounts = { logArchive: "100000000001", security: "100000000002", identity: "100000000002" };
    const twin = (path: string, id: string) => `"${id}", which is also lifeline:${path}`;
    assertIssues({ accounts }, [
      ["lifeline:accounts.identity", twin("emergencyAccount.id", "100000000002"), ownAccount, otherAccount],
      [
        "lifeline:accounts.logArchive",
        twin("organization.managementAccountId", "100000000001"),
        ownAccount,
        otherAccount,
      ],
      ["lifeline:accounts.security", twin("emergencyAccount.id", "100000000002"), ownAccount, otherAccount],
      [
        "lifeline:deployers[1]",
        '"100000000002/organizationaccountaccessrole", as in [0]',
        "each role once",
        "remove one of the two",
      ],
      [
        "lifeline:deployers[2].account",
        '"100000000001", the management account',
        "a member account: SCPs do not bind the management account, so nobody there needs an exemption",
        "remove the line, or correct the id of the account",
      ],
    ]);
  });

  it("a home Region that is not governed, is listed twice, or must be opted in to", () => {
    assertIssues({ regions: { home: "eu-west-1", governed: ["eu-central-1", "us-east-1", "us-east-1"] } }, [
      ["lifeline:regions.governed[2]", '"us-east-1", as in [1]', "each Region once", "remove one of the two"],
      [
        "lifeline:regions.home",
        '"eu-west-1"',
        "one of the governed Regions: eu-central-1, us-east-1, us-east-1",
        "add it to lifeline:regions.governed or choose another home",
      ],
    ]);
    assertIssues({ regions: { home: "eu-south-1", governed: ["eu-south-1"] } }, [
      [
        "lifeline:regions.home",
        '"eu-south-1", which accounts must opt in to',
        "a Region that every account has without opting in",
        "choose one: StackSets cannot deploy to accounts that lack it",
      ],
    ]);
  });

  it("an emergency account that is given, with an e-mail address all the same", () => {
    assertIssues({ emergencyAccount: { mode: "given", id: "100000000002", email: "a@b.org" } }, [
      [
        "lifeline:emergencyAccount.email",
        '"a@b.org", although mode is given',
        "mode and id: a given account stays as whoever made it wants it",
        "remove the line, or choose mode: vended or adopted",
      ],
    ]);
  });

  it("an emergency account without a way to get it", () => {
    const modes =
      "a mode: vended (Lifeline makes the account), adopted (Lifeline imports it) or given (others keep it)";
    assertIssues({ emergencyAccount: {} }, [["lifeline:emergencyAccount.mode", "nothing", modes, addAsShown]]);
    assertIssues({ emergencyAccount: { mode: "bought" } }, [
      ["lifeline:emergencyAccount.mode", '"bought"', modes, asShown],
    ]);
    assertIssues({ emergencyAccount: { mode: "adopted", name: "e", email: "a@b.org", parentId: "r-life" } }, [
      ["lifeline:emergencyAccount.id", "nothing", twelveDigits, addAsShown],
    ]);
  });

  it("an emergency account below another organization's root", () => {
    const emergencyAccount = { mode: "vended", name: "e", email: "a@b.org", parentId: "ou-other-abcdefgh" };
    assertIssues({ emergencyAccount }, [
      [
        "lifeline:emergencyAccount.parentId",
        '"ou-other-abcdefgh", which is not below r-life',
        "r-life, or an OU below it",
        "copy the id from this organization, or correct lifeline:organization.rootId",
      ],
    ]);
  });

  it("guardrail targets twice, below another root, or where no guardrail binds", () => {
    const notBelow = "r-life, or an OU or account below it";
    const copyId = "copy the id from this organization, or correct lifeline:organization.rootId";
    assertIssues({ guardrails: { targets: ["ou-other-abcdefgh", "r-other", "100000000001", "r-life", "r-life"] } }, [
      ["lifeline:guardrails.targets[0]", '"ou-other-abcdefgh", which is not below r-life', notBelow, copyId],
      ["lifeline:guardrails.targets[1]", '"r-other", which is not below r-life', notBelow, copyId],
      [
        "lifeline:guardrails.targets[2]",
        "the management account",
        "member accounts, OUs or the root",
        "remove it: neither SCPs nor RCPs bind the management account",
      ],
      ["lifeline:guardrails.targets[4]", '"r-life", as in [3]', "each target once", "remove one of the two"],
    ]);
    assertIssues({ guardrails: { targets: [] } }, [
      ["lifeline:guardrails.targets", "[]", "at least one target", asShown],
    ]);
  });

  it("a policy that turns ReadOnly or Operator into something else", () => {
    const managedPolicies = { ReadOnly: ["AmazonS3FullAccess"], Operator: ["AmazonRDSFullAccess", "IAMFullAccess"] };
    assertIssues({ tiers: { managedPolicies } }, [
      [
        "lifeline:tiers.managedPolicies.ReadOnly[0]",
        '"AmazonS3FullAccess"',
        "policies that only read: their names end with ReadOnly, ReadOnlyAccess, ViewOnlyAccess, SecurityAudit",
        "choose a narrower policy, or give the responder the tier Admin",
      ],
      [
        "lifeline:tiers.managedPolicies.Operator[1]",
        '"IAMFullAccess"',
        "policies that do not manage permissions",
        "choose a narrower policy, or give the responder the tier Admin",
      ],
    ]);
    assert.ok(judged({ tiers: { managedPolicies: { ReadOnly: ["AmazonRDSReadOnlyAccess"] } } }).ok);
  });

  it("a tier or an AWS-managed policy twice", () => {
    const policies = ["AmazonRDSReadOnlyAccess", "AmazonEC2ReadOnlyAccess"];
    const managedPolicies = { ReadOnly: [...policies, "AmazonRDSReadOnlyAccess"], Operator: policies };
    const once = "remove one of the two";
    assertIssues({ tiers: { workload: ["ReadOnly", "Operator", "Admin", "Operator"], managedPolicies } }, [
      ["lifeline:tiers.managedPolicies.ReadOnly[2]", '"AmazonRDSReadOnlyAccess", as in [0]', "each policy once", once],
      ["lifeline:tiers.workload[3]", '"Operator", as in [1]', "each tier once", once],
    ]);
  });

  it("AWS-managed policies beyond the quota, or for a tier that is a law to the last action", () => {
    const many = Array.from({ length: 9 }, (_, index) => `Policy${index}ReadOnly`);
    assertIssues({ tiers: { managedPolicies: { ReadOnly: many, IdentityAdmin: ["AdministratorAccess"] } } }, [
      [
        "lifeline:tiers.managedPolicies.IdentityAdmin",
        '["AdministratorAccess"]',
        "nothing: IdentityAdmin does what the rulebook grants and no more",
        "remove the line",
      ],
      [
        "lifeline:tiers.managedPolicies.ReadOnly",
        "11 AWS-managed policies, 2 of them the tier's own",
        "10 for one role",
        "list fewer",
      ],
    ]);
    assert.ok(judged({ tiers: { managedPolicies: { ReadOnly: many.slice(1) } } }).ok);
  });
});
