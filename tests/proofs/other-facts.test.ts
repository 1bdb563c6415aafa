import assert from "node:assert/strict";
import { actsOfTierZeroAreHeardOnBothPaths } from "../../proofs/claims/acts-of-tier-zero-are-heard-on-both-paths";
import { everyAccountOffersItsTiers } from "../../proofs/claims/every-account-offers-its-tiers";
import { incidentsAreDeclaredAndApproved } from "../../proofs/claims/incidents-are-declared-and-approved";
import { nobodyElseAssumesThePath } from "../../proofs/claims/nobody-else-assumes-the-path";
import { refusedAttemptsAreHeard } from "../../proofs/claims/refused-attempts-are-heard";
import { responderCannotTouchTheLogs } from "../../proofs/claims/responder-cannot-touch-the-logs";
import { responderEntersByConsole } from "../../proofs/claims/responder-enters-by-console";
import { responderEntersBySaml } from "../../proofs/claims/responder-enters-by-saml";
import { signInIsNotLocked } from "../../proofs/claims/sign-in-is-not-locked";
import { sourceIdentityAndTagsDoNotBlock } from "../../proofs/claims/source-identity-and-tags-do-not-block";
import type { Claim } from "../../proofs/claim";
import type { Organization } from "../../proofs/model/organization";
import { tierZeroOf } from "../../proofs/tier-zero";
import { changed, changedAlone, withProperties, withSid, withStatements, type Change } from "./changed-landing-zone";
import { assumptionsOf, counterexamplesOf, reasonsIn, sayingsIn } from "./refuted";

function assertProven(organization: Organization, ...claims: readonly Claim[]): void {
  for (const claim of claims) assumptionsOf(claim, organization);
}

/** What `leaving: true` makes of a responder, in two halves. */
const isPromisedNothing = withProperties("pulumi:pulumi:Stack lifeline-sandbox", (outputs) => {
  const responders = outputs["responders"] as { name: string; tiers: string[] }[] | undefined;
  for (const one of responders ?? []) if (one.name === "carol") one.tiers = [];
});
const mayDoNothing = withStatements("iam/userPolicy:UserPolicy responders.carol.tiers", "policy", () => [
  { Sid: "Leaving", Effect: "Deny", Action: "*", Resource: "*" },
]);

describe("a responder who is leaving", () => {
  it("is nobody for whom a way in has to work", () => {
    assertProven(
      changed(isPromisedNothing, mayDoNothing),
      responderEntersByConsole,
      sourceIdentityAndTagsDoNotBlock,
      signInIsNotLocked,
      incidentsAreDeclaredAndApproved,
      nobodyElseAssumesThePath,
    );
  });

  it("takes no role any more, not even one for incidents", () => {
    const keepsIncidents = withStatements(
      "iam/userPolicy:UserPolicy responders.carol.tiers",
      "policy",
      (statements) => {
        for (const one of statements) one.Resource = "arn:aws:iam::100000000004:role/break-glass/BreakGlassIncident*";
      },
    );
    const found = counterexamplesOf(nobodyElseAssumesThePath, changed(isPromisedNothing, keepsIncidents));
    assert.match(sayingsIn(found), /^carol of 100000000002, .* can assume .*:role\/break-glass\/BreakGlassIncident/m);
    assertProven(changed(keepsIncidents), nobodyElseAssumesThePath);
  });

  it("is locked out, if a way in is promised all the same", () => {
    const found = counterexamplesOf(signInIsNotLocked, changed(mayDoNothing));
    assert.deepEqual(reasonsIn(found), ["BreakGlassTiers: Leaving"]);
  });
});

/** Every hub role takes assertions at these endpoints, `lifeline:saml.audiences`. */
function withAudiences(...regions: readonly string[]): readonly ((change: Change) => void)[] {
  return ["ReadOnly", "Operator", "Admin", "IdentityAdmin", "Management"].map((tier) =>
    withStatements(
      `iam/role:Role BreakGlassHub${tier}`,
      "assumeRolePolicy",
      withSid("IdentityProviderDirectly", (statement) => {
        const audiences = regions.map((region) => `https://${region}signin.aws.amazon.com/saml`);
        statement.Condition = { StringEquals: { "SAML:aud": audiences } };
      }),
    ),
  );
}

describe("an identity provider that asserts at other endpoints than those of the Regions in use", () => {
  it("opens the hub roles there", () => {
    assertProven(
      changed(...withAudiences("eu-west-1.", "ap-northeast-1.")),
      responderEntersBySaml,
      sourceIdentityAndTagsDoNotBlock,
      signInIsNotLocked,
      incidentsAreDeclaredAndApproved,
    );
  });

  it("needs one that is left while the home Region is down, and one while us-east-1 is", () => {
    const atHome = sayingsIn(counterexamplesOf(responderEntersBySaml, changed(...withAudiences("eu-central-1."))));
    assert.match(atHome, /^Nobody gets in by the saml while the home Region is down/m);
    const found = counterexamplesOf(responderEntersBySaml, changed(...withAudiences("")));
    assert.match(sayingsIn(found), /^Nobody gets in by the saml while us-east-1 .* down: every Region/m);
    assert.match(found[0]?.fix ?? "", /lifeline:saml\.audiences/);
  });
});

describe("a trail of another stack, as under Control Tower", () => {
  it("is not what the responders are asked about", () => {
    const { classes, ...rest } = changed();
    const kinds: readonly string[] = ["trail", "logGroup", "bucket"];
    const without = classes.map((one) => ({ ...one, things: one.things.filter(({ kind }) => !kinds.includes(kind)) }));
    assert.deepEqual(responderCannotTouchTheLogs.findingFor({ ...rest, classes: without }), {
      kind: "not-applicable",
      reason: "Another stack has trail and log archive: lifeline:logArchive.mode is existing.",
    });
  });
});

describe("a stack that has told no outputs yet", () => {
  it("leaves open through which Regions one signs in, and holds for what each responder can take", () => {
    const untold = changed(
      withProperties("pulumi:pulumi:Stack lifeline-sandbox", (outputs) => {
        for (const name of Object.keys(outputs)) delete outputs[name];
      }),
    );
    const finding = responderEntersByConsole.findingFor(untold);
    assert.deepEqual(finding.kind === "unknown" && finding.missing, [
      "output signInUrls: through which Regions responders sign in",
    ]);
    assertProven(untold, sourceIdentityAndTagsDoNotBlock);
  });
});

const security = "arn:aws:iam::100000000004:role";

function withDeployers(edit: (deployers: Record<string, string>[]) => void): (change: Change) => void {
  return withProperties("pulumi:pulumi:Stack lifeline-sandbox", (outputs) => {
    if ("deployers" in outputs) edit(outputs["deployers"] as Record<string, string>[]);
  });
}

function deployersOf(organization: Organization): readonly string[] {
  return tierZeroOf(organization).flatMap(({ id, principals }) => (id.startsWith("deployer-") ? principals : []));
}

describe("a declared deployer", () => {
  it("that no document names is bound like everybody, and no way around a guardrail", () => {
    const organization = changed(
      withDeployers((list) =>
        list.push({ arn: `${security}/Pipeline`, account: "100000000004", madeBy: "the management account" }),
      ),
    );
    assert.ok(!deployersOf(organization).includes(`${security}/Pipeline`));
    assertProven(organization, refusedAttemptsAreHeard, actsOfTierZeroAreHeardOnBothPaths);
  });

  it("that is made by hand has a maker of tier 0", () => {
    const made = withDeployers((list) => {
      for (const one of list) if (one["account"] === "100000000004") one["madeBy"] = `${security}/people/Owner`;
    });
    assert.ok(deployersOf(changed(made)).includes(`${security}/people/Owner`));
    assert.ok(!deployersOf(changed()).includes(`${security}/people/Owner`));
  });
});

describe("a standby Region in which members have no rules", () => {
  it("has attempts on its topic heard on the second path", () => {
    const elsewhere = ({ resources }: Change): void => {
      for (const one of resources.filter(({ urn }) => urn.includes("standby"))) {
        const moved: unknown = JSON.parse(JSON.stringify(one).replaceAll("us-east-1", "eu-north-1"));
        Object.assign(one, moved);
      }
    };
    assertProven(changed(elsewhere), refusedAttemptsAreHeard);
    const deaf = withProperties(
      "cloudwatch/logMetricFilter:LogMetricFilter lifeline-second-path-tampering-6",
      (filter) => {
        filter["pattern"] = String(filter["pattern"]).replace("*AuthorizationError*", "*Denied*");
      },
    );
    const found = counterexamplesOf(refusedAttemptsAreHeard, changed(elsewhere, deaf));
    assert.match(
      sayingsIn(found),
      /tries sns:DeleteTopic on arn:aws:sns:eu-north-1:100000000004:lifeline-standby in vain/,
    );
  });
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackInstanceComprehensiveStatus.html */
function withStatusOf(account: string, detailedStatus: string): (change: Change) => void {
  return ({ resources }) => {
    for (const { outputs } of resources) {
      const summaries = outputs?.["stackInstanceSummaries"] as Record<string, unknown>[] | undefined;
      for (const one of summaries ?? []) if (one["accountId"] === account) one["detailedStatus"] = detailedStatus;
    }
  };
}

describe("a landing zone of which there is no snapshot", () => {
  it("has accounts that StackSets passed over as suspended, in which nobody acts", () => {
    assertProven(changedAlone(), everyAccountOffersItsTiers, actsOfTierZeroAreHeardOnBothPaths);
  });

  it("lacks its roles in accounts in which StackSets failed", () => {
    const found = counterexamplesOf(everyAccountOffersItsTiers, changedAlone(withStatusOf("100000000017", "FAILED")));
    assert.match(sayingsIn(found), /^Account 100000000017 .* has no role BreakGlassReadOnly\.$/m);
  });
});
