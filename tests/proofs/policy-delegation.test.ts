import assert from "node:assert/strict";
import { actsOfTierZeroAreHeardOnBothPaths } from "../../proofs/claims/acts-of-tier-zero-are-heard-on-both-paths";
import { nobodyElseChangesThePath } from "../../proofs/claims/nobody-else-changes-the-path";
import type { Organization } from "../../proofs/model/organization";
import { tierZeroOf } from "../../proofs/tier-zero";
import { changed, withTemplate, type Change } from "./changed-landing-zone";
import { assumptionsOf, counterexamplesOf, sayingsIn } from "./refuted";

const web = "100000000013";
const policies = "arn:aws:organizations::100000000001:policy/*";
const managing = ["organizations:AttachPolicy", "organizations:DetachPolicy", "organizations:UpdatePolicy"];

type Statement = Readonly<Record<string, unknown>>;

/** Of the form that https://docs.aws.amazon.com/organizations/latest/userguide/security_iam_resource-based-policy-examples.html shows. */
function delegating(...statements: readonly Statement[]): (change: Change) => void {
  return ({ snapshot }) => {
    const Statement = statements.map((one, index) => ({
      Sid: `Delegation${index}`,
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${web}:root` },
      Action: managing,
      Resource: "*",
      ...one,
    }));
    snapshot.organization["resourcePolicy"] = JSON.stringify({ Version: "2012-10-17", Statement });
  };
}

/** The accounts that matter to who manages policies: others add the same again. */
function small(...edits: readonly ((change: Change) => void)[]): Organization {
  const organization = changed(...edits);
  const kept = new Set(["100000000001", "100000000002", "100000000004", web]);
  return { ...organization, classes: organization.classes.filter(({ account }) => kept.has(account.id)) };
}

function delegatesIn(organization: Organization): readonly (readonly [who: string, why: string])[] {
  return tierZeroOf(organization)
    .filter(({ id }) => id.startsWith("policies-delegate-"))
    .map(({ who, why }) => [who, why]);
}

describe("who manages policies by delegation", () => {
  it("is nobody where only reading is delegated, or other policies are", () => {
    const reading = delegating({ Action: ["organizations:Describe*", "organizations:List*"] });
    const backups = delegating({ Condition: { StringEquals: { "organizations:PolicyType": "BACKUP_POLICY" } } });
    const byArn = delegating({ Resource: [`${policies}/backup_policy/*`, "arn:aws:organizations::100000000001:ou/*"] });
    for (const edit of [reading, backups, byArn]) {
      const organization = small(edit);
      assert.deepEqual(delegatesIn(organization), []);
      assumptionsOf(nobodyElseChangesThePath, organization);
    }
  });

  it("is a row of tier 0, which claims print, and is heard on both paths", () => {
    const organization = small(delegating({ Resource: `${policies}/service_control_policy/*` }));
    assert.deepEqual(delegatesIn(organization), [
      [
        `whoever may call AWS Organizations in ${web}`,
        `The delegation policy of Organizations (Delegation0) lets them manage SCPs or RCPs: ${managing.join(", ")}.`,
      ],
    ]);
    assumptionsOf(nobodyElseChangesThePath, organization);
    assumptionsOf(actsOfTierZeroAreHeardOnBothPaths, organization);
  });

  it("is the one role that is named, and nobody else of its account", () => {
    const role = `arn:aws:iam::${web}:role/GuardrailKeeper`;
    const organization = small(delegating({ Principal: { AWS: role } }));
    assert.deepEqual(
      delegatesIn(organization).map(([who]) => who),
      [role],
    );
    assumptionsOf(nobodyElseChangesThePath, organization);
  });

  it("is somebody of the account, whatever else the policy asks of the caller", () => {
    const Condition = { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${web}:role/GuardrailKeeper` } };
    assert.equal(delegatesIn(small(delegating({ Condition }))).length, 1);
  });

  it("is refuted where the account does not hear of it", () => {
    const unheard = withTemplate("detection-stack-set", (resources) => {
      delete resources["WatchOrganization"];
    });
    const found = counterexamplesOf(actsOfTierZeroAreHeardOnBothPaths, small(delegating({}), unheard));
    assert.match(sayingsIn(found), new RegExp(`^an administrator of ${web}, to which .* calls AttachPolicy, `, "m"));
  });

  it("is refuted where the policy names nobody, or somebody outside of the organization", () => {
    const Condition = { StringEquals: { "aws:PrincipalOrgID": "o-lifeline001" } };
    for (const edit of [
      delegating({ Principal: "*", Condition }),
      delegating({ Principal: { AWS: "arn:aws:iam::999900001111:root" } }),
    ]) {
      const organization = small(edit);
      assert.deepEqual(delegatesIn(organization), []);
      const said = sayingsIn(counterexamplesOf(nobodyElseChangesThePath, organization));
      assert.match(said, /can call organizations:DetachPolicy on arn:aws:organizations::100000000001:policy\//);
    }
  });

  it("is unknown where the policy cannot be read", () => {
    const finding = nobodyElseChangesThePath.findingFor(small(delegating({ Effect: "Permit" })));
    assert.equal(finding.kind, "unknown");
    assert.deepEqual(finding.kind === "unknown" && finding.missing, ["delegation policy of Organizations"]);
  });
});
