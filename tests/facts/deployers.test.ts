import assert from "node:assert/strict";
import { assertIssues, issuesOf, judged } from "./judged";

const own = { name: "OrganizationAccountAccessRole", account: "emergency", managedBy: "management" };
/** Lifeline enters these two accounts as well. */
const others = ["security", "logArchive"].map((account) => ({ ...own, account }));
const makers = "management, stacksets, controlTower, manual";
const ends = `a chain that ends at one of ${makers}`;
const controlled = "name the maker that AWS or one person controls";

describe("Deployers", () => {
  it("are accepted by each kind of maker, and become the account ids that they stand for", () => {
    const principal = "arn:aws:iam::100000000004:role/ops/Maintainer";
    const deployers = [
      own,
      { name: "ByStackSets", account: "logArchive", managedBy: "stacksets" },
      { name: "ByControlTower", account: "identity", managedBy: "controlTower" },
      { name: "ByHand", account: "security", managedBy: "manual", principal },
      { name: "ByOther", account: "100000000002", managedBy: "OrganizationAccountAccessRole" },
    ];
    const result = judged({ deployers });
    assert.ok(result.ok, JSON.stringify(issuesOf({ deployers })));
    assert.deepEqual(
      result.facts.deployers.map(({ account, managedBy }) => [account, managedBy]),
      [
        ["100000000002", { kind: "management" }],
        ["100000000003", { kind: "stacksets" }],
        ["100000000005", { kind: "controlTower" }],
        ["100000000004", { kind: "manual", principal }],
        ["100000000002", { kind: "deployer", name: "OrganizationAccountAccessRole" }],
      ],
    );
  });

  it("are refused without a maker", () => {
    assertIssues({ deployers: [own, { name: "Pipeline", account: "security" }, ...others] }, [
      [
        "lifeline:deployers[1].managedBy",
        "nothing",
        "management, stacksets, controlTower, manual, or the name of another deployer",
        "add it, as Pulumi.prod.yaml shows",
      ],
    ]);
    assertIssues({ deployers: [own, { name: "Pipeline", account: "security", managedBy: "Somebody" }, ...others] }, [
      [
        "lifeline:deployers[1].managedBy",
        '"Somebody"',
        `${makers}, or the name of another deployer of the same account`,
        "list that role as a deployer too, or name the maker",
      ],
    ]);
  });

  it("are refused in a cycle, of one, of two, or at the end of a chain", () => {
    const in1 = (name: string, managedBy: string) => ({ name, account: "security", managedBy });
    assertIssues({ deployers: [own, in1("A", "A"), ...others] }, [
      ["lifeline:deployers[1].managedBy", "a cycle: A → A", ends, controlled],
    ]);
    assertIssues({ deployers: [own, in1("A", "B"), in1("B", "A"), in1("C", "A"), ...others] }, [
      ["lifeline:deployers[1].managedBy", "a cycle: A → B → A", ends, controlled],
      ["lifeline:deployers[2].managedBy", "a cycle: B → A → B", ends, controlled],
      ["lifeline:deployers[3].managedBy", "a cycle: C → A → B → A", ends, controlled],
    ]);
  });

  it("are refused by hand without the one principal, with a pattern, or with one of another account", () => {
    const byHand = { name: "ByHand", account: "security", managedBy: "manual" };
    const add = "add it, or choose another maker";
    assertIssues({ deployers: [own, byHand, ...others] }, [
      [
        "lifeline:deployers[1].principal",
        "nothing",
        "the ARN of the one principal that maintains a deployer managed by hand",
        add,
      ],
    ]);
    const pattern = "arn:aws:iam::100000000004:role/*";
    assertIssues({ deployers: [own, { ...byHand, principal: pattern }, ...others] }, [
      [
        "lifeline:deployers[1].principal",
        `"${pattern}"`,
        "the ARN of one role or user, without wildcards",
        "name the one principal that maintains the deployer by hand",
      ],
    ]);
    const elsewhere = "arn:aws:iam::100000000003:role/Maintainer";
    assertIssues({ deployers: [own, { ...byHand, principal: elsewhere }, ...others] }, [
      [
        "lifeline:deployers[1].principal",
        `"${elsewhere}"`,
        "a principal of the deployer's own account, 100000000004",
        "IAM is changed from inside the account only: name the principal there",
      ],
    ]);
    assertIssues(
      { deployers: [own, { ...byHand, managedBy: "stacksets", principal: elsewhere.replace("3:", "4:") }, ...others] },
      [
        [
          "lifeline:deployers[1].principal",
          '"arn:aws:iam::100000000004:role/Maintainer", although managedBy is stacksets',
          "a principal for managedBy: manual only",
          "remove it, or write managedBy: manual",
        ],
      ],
    );
  });

  it("are refused where none of them enters the emergency, the security or the log-archive account", () => {
    const missing = (account: string, name: string) =>
      [
        "lifeline:deployers",
        `no deployer of the ${name} account`,
        "at least one; Lifeline enters the account by the first",
        `add { name: OrganizationAccountAccessRole, account: ${account}, managedBy: management }`,
      ] as const;
    const [emergency, security, logArchive] = [
      missing("emergency", "emergency"),
      missing("security", "security"),
      missing("logArchive", "log-archive"),
    ];
    assertIssues({ deployers: [] }, [emergency, security, logArchive]);
    assertIssues({ deployers: others }, [emergency]);
    assertIssues({ deployers: [own, { ...own, account: "100000000004" }] }, [logArchive]);
    assertIssues({ deployers: [own, { ...own, account: "100000000003" }] }, [security]);
  });

  it("are refused twice: whatever the spelling of account, path and letter case", () => {
    const again = [
      { ...own, account: "100000000002" },
      { ...own, name: "organizationaccountaccessrole" },
      { ...own, name: "path/OrganizationAccountAccessRole" },
    ];
    const found = '"100000000002/organizationaccountaccessrole", as in [0]';
    assertIssues(
      { deployers: [own, ...again, ...others] },
      [1, 2, 3].map((index) => [`lifeline:deployers[${index}]`, found, "each role once", "remove one of the two"]),
    );
  });

  it("are refused in an account that is none, beside the faults of the others", () => {
    assertIssues(
      {
        deployers: [own, { ...own, account: "nowhere" }, { name: "A", account: "security", managedBy: "A" }, ...others],
      },
      [
        [
          "lifeline:deployers[1].account",
          '"nowhere"',
          "emergency, logArchive, security, identity or an account id of 12 digits",
          "name the account that holds the role",
        ],
        ["lifeline:deployers[2].managedBy", "a cycle: A → A", ends, controlled],
      ],
    );
  });

  it("are refused where there are more than AWS's quotas hold, in guardrails, the account's own policy or triage", () => {
    const many = (count: number, account: string) =>
      Array.from({ length: count }, (_, index) => ({ name: `D${index}`, account, managedBy: "management" }));
    const found = (deployers: readonly unknown[]) =>
      // How many statements the guardrails themselves have is the rulebook's matter.
      issuesOf({ deployers }).map((issue) => [
        issue.path,
        issue.found.replace(/^\d+ statements/, "N statements").replace(/\d+ characters/, "N characters"),
      ]);
    const triage = ["lifeline:deployers", "the environment of triage gets N characters"];
    assert.deepEqual(found([own, ...others, ...many(10, "identity")]), []);
    assert.deepEqual(found([own, ...others, ...many(30, "identity")]), [triage]);
    assert.deepEqual(found([own, ...others, ...many(600, "identity")]), [
      ["lifeline:deployers", "N statements of N characters do not fit into 8 policies of 10240 characters"],
      triage,
    ]);
    assert.deepEqual(found([own, ...others, ...many(40, "emergency")]), [
      ["lifeline:deployers", "N statements of N characters do not fit into one policy of 10240 characters"],
      triage,
    ]);
  });
});
