import assert from "node:assert/strict";
import { rulebook } from "../../rulebook";
import { factsOf } from "../../facts";
import { stackConfig } from "../rulebook/sandbox-facts";
import { assertIssues, judged, sandboxFact } from "./judged";

const asShown = "correct it, as Pulumi.prod.yaml shows";
const addAsShown = "add it, as Pulumi.prod.yaml shows";
const inQuotes = "put it in quotes: YAML reads it as a number";
const twelveDigits = "an account id of 12 digits";
const copied = "copy it from AWS, in quotes so that it stays a text";
const ownAccount = "an account of its own for each purpose";
const otherAccount = "use another account; only identity may be the management account";
const regionPage = "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html lists them";
const removeLine = "remove the line or correct its name";
const described = "the facts of Pulumi.yaml's description";

describe("Sound facts", () => {
  it("of the sandbox are accepted without a warning", () => {
    const result = judged({});
    assert.ok(result.ok);
    assert.deepEqual(result.warnings, []);
    assert.deepEqual(result.facts.deployers, [
      { name: "OrganizationAccountAccessRole", account: "100000000002", managedBy: { kind: "management" } },
      { name: "OrganizationAccountAccessRole", account: "100000000004", managedBy: { kind: "management" } },
      { name: "OrganizationAccountAccessRole", account: "100000000003", managedBy: { kind: "management" } },
    ]);
    assert.deepEqual(
      result.facts.responders.map(({ name, leaving }) => [name, leaving]),
      [
        ["alice", false],
        ["bob", false],
        ["carol", false],
      ],
    );
  });

  it("may name the management account as the identity account, with a warning", () => {
    const result = judged({ accounts: { ...sandboxFact("accounts"), identity: "100000000001" } });
    assert.ok(result.ok);
    assert.equal(result.warnings.length, 1);
    assert.match(result.warnings[0] ?? "", /^lifeline:accounts\.identity is the management account: .*no SCP protects/);
  });

  it("may leave out partition, tiers and SAML", () => {
    const result = judged({ partition: undefined, tiers: undefined, saml: undefined });
    assert.ok(result.ok);
    assert.equal(result.facts.partition, "aws");
    assert.deepEqual(result.facts.tiers, { workload: ["ReadOnly", "Operator", "Admin"], managedPolicies: {} });
    assert.equal(result.facts.saml, undefined);
  });

  it("of other programs in the same stack file are not judged", () => {
    const config = { ...stackConfig("sandbox"), "aws:region": "eu-central-1", "other:lifeline:x": "1" };
    assert.ok(factsOf(config, "sandbox", rulebook).ok);
  });

  it("may name a vended account that does not exist yet", () => {
    const emergencyAccount = { mode: "vended", name: "emergency", email: "a@b.org", parentId: "ou-life-security1" };
    const result = judged({ emergencyAccount });
    assert.ok(result.ok);
    assert.equal(result.facts.emergencyAccount.id, undefined);
  });
});

describe("A fault of form is refused:", () => {
  it("an id without quotes, which YAML reads as a number", () => {
    assertIssues({ organization: { ...sandboxFact("organization"), managementAccountId: 100000000001 } }, [
      ["lifeline:organization.managementAccountId", "100000000001", twelveDigits, inQuotes],
    ]);
    assertIssues({ emergencyAccount: { mode: "given", id: 100000000002 } }, [
      ["lifeline:emergencyAccount.id", "100000000002", twelveDigits, inQuotes],
    ]);
  });

  it("an id of eleven digits and one of thirteen", () => {
    assertIssues({ accounts: { logArchive: "10000000003", security: "1000000000004", identity: "100000000005" } }, [
      ["lifeline:accounts.logArchive", '"10000000003"', twelveDigits, copied],
      ["lifeline:accounts.security", '"1000000000004"', twelveDigits, copied],
    ]);
  });

  it("a missing account role, and a missing fact", () => {
    assertIssues({ accounts: { logArchive: "100000000003", security: "100000000004" } }, [
      ["lifeline:accounts.identity", "nothing", twelveDigits, addAsShown],
    ]);
    assertIssues({ regions: undefined }, [
      ["lifeline:regions", "nothing", "this fact is required", "add lifeline:regions as Pulumi.prod.yaml shows"],
    ]);
  });

  it("an unknown key, at the top and below, also one that every object has by nature", () => {
    const facts =
      "partition, organization, emergencyAccount, accounts, regions, responders, tiers, saml, deployers, guardrails, logArchive, alerts, incidents";
    assertIssues({ typo: { a: 1 }, toString: "x", accounts: { ...sandboxFact("accounts"), audit: "100000000009" } }, [
      ["lifeline:accounts.audit", "an unknown fact", described, removeLine],
      ["lifeline:toString", "an unknown fact", facts, removeLine],
      ["lifeline:typo", "an unknown fact", facts, removeLine],
    ]);
  });

  it("a wrong type, of a whole fact and of a part", () => {
    assertIssues({ organization: [], responders: {}, guardrails: "r-life" }, [
      [
        "lifeline:guardrails",
        '"r-life"',
        "a YAML mapping or list",
        "write lifeline:guardrails as Pulumi.prod.yaml shows",
      ],
      ["lifeline:organization", "[]", "a value of type object", asShown],
      ["lifeline:responders", "{}", "a value of type array", asShown],
    ]);
    assertIssues({ regions: { home: "eu-central-1", governed: "eu-central-1" } }, [
      ["lifeline:regions.governed", '"eu-central-1"', "a value of type array", asShown],
    ]);
  });

  it("another partition", () => {
    assertIssues({ partition: "aws-cn" }, [["lifeline:partition", '"aws-cn"', "aws", asShown]]);
  });

  it("ids of the wrong kind", () => {
    assertIssues({ organization: { id: "r-life", rootId: "life", managementAccountId: "100000000001" } }, [
      [
        "lifeline:organization.id",
        '"r-life"',
        "an organization id (o-…)",
        "`aws organizations describe-organization` shows it",
      ],
      ["lifeline:organization.rootId", '"life"', "a root id (r-…)", "`aws organizations list-roots` shows it"],
    ]);
  });

  it("a Region that does not exist, and a name that is none", () => {
    assertIssues({ regions: { home: "eu-central-9", governed: ["eu-central-9", "Frankfurt"] } }, [
      ["lifeline:regions.governed[0]", '"eu-central-9"', "a Region of the partition aws", regionPage],
      ["lifeline:regions.governed[1]", '"Frankfurt"', "the name of an AWS Region, such as eu-central-1", regionPage],
      ["lifeline:regions.home", '"eu-central-9"', "a Region of the partition aws", regionPage],
    ]);
  });
});

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
