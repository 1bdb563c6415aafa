import { assertIssues, issuesOf, judged, sandboxFact } from "./judged";
import assert from "node:assert/strict";

const responder = (name: unknown, ...tiers: readonly string[]) => ({
  name,
  tiers: tiers.length > 0 ? tiers : ["ReadOnly"],
});
const [alice, bob] = [responder("alice"), responder("bob")];
const asShown = "correct it, as Pulumi.prod.yaml shows";

describe("Responders are refused", () => {
  it("when one name stands twice, in whatever letter case", () => {
    const once = "each name once; IAM does not tell letter cases apart";
    assertIssues({ responders: [alice, bob, responder("alice"), responder("BOB")] }, [
      ["lifeline:responders[2].name", '"alice", as in [0]', once, "remove one of the two"],
      ["lifeline:responders[3].name", '"bob", as in [1]', once, "remove one of the two"],
    ]);
  });

  it("when fewer than two of them stay", () => {
    const allowed = "at least two: one of them may be unreachable, and the root user cannot assume a role (E4)";
    assertIssues({ responders: [alice] }, [
      ["lifeline:responders", "1 responder who stays", allowed, "add a responder"],
    ]);
    assertIssues({ responders: [] }, [["lifeline:responders", "no responder who stays", allowed, "add a responder"]]);
    assertIssues({ responders: [alice, { ...bob, leaving: true }] }, [
      ["lifeline:responders", "1 responder who stays", allowed, "add a responder"],
    ]);
  });

  it("when IAM would not take their names", () => {
    const allowed = "a name of an IAM user: letters, digits and _+=,.@-";
    const fix = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
    assertIssues({ responders: [responder("al ice"), responder("zoë"), responder("a/b"), responder("")] }, [
      ["lifeline:responders[0].name", '"al ice"', allowed, fix],
      ["lifeline:responders[1].name", '"zoë"', allowed, fix],
      ["lifeline:responders[2].name", '"a/b"', allowed, fix],
      ["lifeline:responders[3].name", '""', allowed, fix],
    ]);
  });

  it("when path and name are longer than 64 characters, and not when they are exactly that", () => {
    // "/break-glass/" has 13 characters.
    assert.deepEqual(issuesOf({ responders: [alice, responder("x".repeat(51))] }), []);
    assertIssues({ responders: [alice, responder("x".repeat(52))] }, [
      [
        "lifeline:responders[1].name",
        "52 characters, 65 with the path /break-glass/",
        "64 characters for path and name",
        "shorten the name",
      ],
    ]);
  });

  it("when their tiers are none, unknown, twice, or dropped", () => {
    const tiers = "ReadOnly, Operator, Admin, IdentityAdmin, Management";
    assertIssues({ responders: [{ name: "alice", tiers: [] }, responder("bob", "Root")] }, [
      ["lifeline:responders[0].tiers", "[]", "at least one tier", asShown],
      ["lifeline:responders[1].tiers[0]", '"Root"', tiers, asShown],
    ]);
    assertIssues(
      {
        responders: [responder("alice", "Operator"), responder("bob", "ReadOnly", "ReadOnly")],
        tiers: { workload: ["Admin"] },
      },
      [
        [
          "lifeline:responders[0].tiers[0]",
          '"Operator", which lifeline:tiers.workload drops',
          "ReadOnly, Admin, IdentityAdmin, Management",
          "offer the tier or take it from the responder",
        ],
        ["lifeline:responders[1].tiers[1]", '"ReadOnly", as in [0]', "each tier once", "remove one of the two"],
      ],
    );
  });

  it("when one holds Management together with Admin", () => {
    assertIssues({ responders: [alice, responder("bob", "Management", "Admin")] }, [
      [
        "lifeline:responders[1].tiers",
        "Management together with Admin for bob",
        "one of the two: who can detach a guardrail must not be administrator below it",
        "give Management to another responder",
      ],
    ]);
  });

  it("when a key is written that is no fact", () => {
    assertIssues({ responders: [alice, { ...bob, accessKey: true }] }, [
      [
        "lifeline:responders[1].accessKey",
        "an unknown fact",
        "the facts of Pulumi.yaml's description",
        "remove the line or correct its name",
      ],
    ]);
  });

  it("with every fault at once, also where one of them is unsound in itself", () => {
    const paths = issuesOf({ responders: [responder("al ice"), bob, responder("Bob", "Management", "Admin")] }).map(
      ({ path }) => path,
    );
    assert.deepEqual([...paths].sort(), [
      "lifeline:responders[0].name",
      "lifeline:responders[2].name",
      "lifeline:responders[2].tiers",
    ]);
  });
});

describe("A sign-in by SAML is refused", () => {
  const saml = sandboxFact("saml");
  const metadata = String(saml["metadata"]);
  const paste = "download it from the identity provider and paste it whole, as a YAML block (|)";
  const document = "the XML metadata of a SAML 2.0 identity provider";
  const certificate = /<X509Certificate>[^<]*<\/X509Certificate>/;
  const unreadable: readonly (readonly [string, string, string | RegExp])[] = [
    ["empty", "", /^no (well-formed XML|EntityDescriptor)/],
    ["prose", "see the wiki", /^no well-formed XML/],
    ["cut off", metadata.slice(0, 400), /^no well-formed XML/],
    ["of a page that asks for a sign-in", "<html><body>Sign in</body></html>", "no EntityDescriptor at its root"],
    ["without an entity id", metadata.replace(/ entityID="[^"]*"/, ""), "no entityID"],
    [
      "of a service provider",
      metadata.replaceAll("IDPSSODescriptor", "SPSSODescriptor"),
      "no IDPSSODescriptor: this is not an identity provider",
    ],
    ["without a sign-on service", metadata.replace(/<SingleSignOnService[^>]*>/, ""), "no SingleSignOnService"],
    ["without a certificate", metadata.replace(certificate, ""), "no X509Certificate"],
    [
      "with a certificate cut off",
      metadata.replace(certificate, "<X509Certificate>MIIDHTCCAgWgAwIBAgIU</X509Certificate>"),
      "an X509Certificate that does not parse",
    ],
  ];
  for (const [title, text, reason] of unreadable) {
    it(`when the metadata is ${title}`, () => {
      const [issue, ...others] = issuesOf({ saml: { ...saml, metadata: text } });
      assert.deepEqual(others, []);
      assert.deepEqual([issue?.path, issue?.allowed, issue?.fix], ["lifeline:saml.metadata", document, paste]);
      if (typeof reason === "string") assert.equal(issue?.found, reason);
      else assert.match(issue?.found ?? "", reason);
    });
  }

  it("and accepted with namespace prefixes, and with a second certificate for rotation", () => {
    const prefixed = metadata
      .replace("xmlns=", "xmlns:md=")
      .replace(/(<\/?)(?=EntityDescriptor|IDPSSODescriptor)/g, "$1md:");
    assert.deepEqual(issuesOf({ saml: { ...saml, metadata: prefixed } }), []);
    const twice = metadata.replace(certificate, (one) => `${one}${one}`);
    assert.deepEqual(issuesOf({ saml: { ...saml, metadata: twice } }), []);
  });

  it("when every audience hangs on the home Region or on the global endpoint", () => {
    const audiences = ["https://eu-central-1.signin.aws.amazon.com/saml", "https://signin.aws.amazon.com/saml"];
    assertIssues({ saml: { ...saml, audiences } }, [
      [
        "lifeline:saml.audiences",
        audiences.join(", "),
        "at least one Regional endpoint outside the home Region (E17)",
        "add https://<another region>.signin.aws.amazon.com/saml and the same at the identity provider",
      ],
    ]);
    assertIssues({ saml: { ...saml, audiences: ["https://evil.example.net/saml"] } }, [
      [
        "lifeline:saml.audiences[0]",
        '"https://evil.example.net/saml"',
        "a sign-in endpoint, https://<region>.signin.aws.amazon.com/saml",
        "https://docs.aws.amazon.com/general/latest/gr/signin-service.html lists them",
      ],
    ]);
    assert.ok(judged({ saml: undefined }).ok);
  });

  it("when an audience stands twice, or in a Region that does not exist", () => {
    const [home, other] = ["eu-central-1", "us-east-1"].map((name) => `https://${name}.signin.aws.amazon.com/saml`);
    assertIssues({ saml: { ...saml, audiences: [home, other, other] } }, [
      ["lifeline:saml.audiences[2]", `"${other}", as in [1]`, "each sign-in endpoint once", "remove one of the two"],
    ]);
    assertIssues({ saml: { ...saml, audiences: [home, "https://eu-central-9.signin.aws.amazon.com/saml"] } }, [
      [
        "lifeline:saml.audiences[1]",
        '"https://eu-central-9.signin.aws.amazon.com/saml"',
        "a sign-in endpoint of a Region of the partition aws",
        "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html lists them",
      ],
    ]);
    assert.ok(judged({ saml: { ...saml, audiences: [home, other, "https://signin.aws.amazon.com/saml"] } }).ok);
  });
});
