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

  it("an account's e-mail address and name that Organizations would not take", () => {
    const account = (email: string, name = "emergency") => ({
      emergencyAccount: { mode: "vended", name, email, parentId: "r-life" },
    });
    const allowed = "an e-mail address of 6 to 64 characters";
    const mailbox = "use a mailbox that several people read; AWS sends root's mail there";
    // https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
    for (const email of [
      "a@b.c,",
      "a@b.c",
      "a b@corp.de",
      ".a@corp.de",
      "a@@corp.de",
      "a;b@corp.de",
      "a@-corp.de",
      "a@corp.de-",
      "a@corp..de",
      "a@corp",
      "zoë@corp.de",
      `${"x".repeat(57)}@corp.de`,
    ]) {
      assertIssues(account(email), [["lifeline:emergencyAccount.email", `"${email}"`, allowed, mailbox]]);
    }
    for (const email of ["a@b.io", "first.last+aws/1@my-corp.co.uk", `${"x".repeat(56)}@corp.de`]) {
      assert.ok(judged(account(email)).ok, email);
    }
    for (const name of ["", " ", "   ", "a<b", "x".repeat(51)]) {
      assertIssues(account("a@b.org", name), [
        [
          "lifeline:emergencyAccount.name",
          `"${name}"`,
          "1 to 50 printable characters, < and > not among them",
          "choose a name that people recognise",
        ],
      ]);
    }
    for (const name of ["x", "Emergency access (EU)", "x".repeat(50)]) {
      assert.ok(judged(account("a@b.org", name)).ok, name);
    }
  });

  it("a Region that does not exist, and a name that is none", () => {
    assertIssues({ regions: { home: "eu-central-9", governed: ["eu-central-9", "Frankfurt"] } }, [
      ["lifeline:regions.governed[0]", '"eu-central-9"', "a Region of the partition aws", regionPage],
      ["lifeline:regions.governed[1]", '"Frankfurt"', "the name of an AWS Region, such as eu-central-1", regionPage],
      ["lifeline:regions.home", '"eu-central-9"', "a Region of the partition aws", regionPage],
    ]);
  });
});
