import assert from "node:assert/strict";
import { awaitsUpdate } from "../../proofs/awaits-update";
import type { Claim } from "../../proofs/claim";
import { actsOfTierZeroAreHeardOnBothPaths } from "../../proofs/claims/acts-of-tier-zero-are-heard-on-both-paths";
import { nobodyElseChangesThePath } from "../../proofs/claims/nobody-else-changes-the-path";
import { nobodyElseMakesLookAlikes } from "../../proofs/claims/nobody-else-makes-look-alikes";
import { nobodyLeavesTheOrganization } from "../../proofs/claims/nobody-leaves-the-organization";
import { refusedAttemptsAreHeard } from "../../proofs/claims/refused-attempts-are-heard";
import { responderCannotTouchTheAlerts } from "../../proofs/claims/responder-cannot-touch-the-alerts";
import { responderEntersByCommandLine } from "../../proofs/claims/responder-enters-by-command-line";
import { responderEntersByConsole } from "../../proofs/claims/responder-enters-by-console";
import { responderEntersBySaml } from "../../proofs/claims/responder-enters-by-saml";
import { signInIsNotLocked } from "../../proofs/claims/sign-in-is-not-locked";
import type { Organization } from "../../proofs/model/organization";
import { inTemplateOf } from "./alert-edits";
import { changed, changedAlone, withStatements, type Change } from "./changed-landing-zone";
import { unknownText } from "./small-state";
import { assumptionsOf, counterexamplesOf, sayingsIn } from "./refuted";

/** `lifeline:guardrails.targets` names this OU where it named the root. */
function withGuardrailsOn(unit: string): (change: Change) => void {
  return ({ resources }) => {
    for (const { type, inputs, outputs } of resources) {
      if (!type.endsWith("organizations/policyAttachment:PolicyAttachment")) continue;
      for (const properties of [inputs, outputs])
        if (properties?.["targetId"] === "r-life") properties["targetId"] = unit;
    }
  };
}

function missingOf(claim: Claim, organization: Organization): readonly string[] {
  const finding = claim.findingFor(organization);
  assert.equal(finding.kind, "unknown", JSON.stringify(finding).slice(0, 500));
  return finding.kind === "unknown" ? finding.missing : [];
}

const where = "which accounts stand below ou-life-workload1: only a snapshot tells";

/** Nobody hears anything: no rule is on, and no alarm acts. */
const deaf = inTemplateOf("stackSet:StackSet detection-stack-set", (resources) => {
  for (const { Properties } of Object.values(resources)) {
    if (Properties?.["State"] !== undefined) Properties["State"] = "DISABLED";
  }
});

const mute = ({ resources }: Change): void => {
  for (const { type, inputs, outputs } of resources) {
    if (!type.endsWith("cloudwatch/metricAlarm:MetricAlarm")) continue;
    for (const properties of [inputs, outputs]) if (properties !== undefined) properties["alarmActions"] = [];
  }
};

describe("guardrails that are attached to an OU alone", () => {
  const alone = changedAlone(withGuardrailsOn("ou-life-workload1"));

  it("may bind an account of which nobody told where it stands: without a snapshot that is what is missing", () => {
    assert.deepEqual(missingOf(nobodyLeavesTheOrganization, alone), [where]);
    assert.deepEqual(missingOf(responderCannotTouchTheAlerts, alone), [where]);
    assert.deepEqual(missingOf(actsOfTierZeroAreHeardOnBothPaths, alone), [where]);
  });

  it("leave the ways in proven: no Deny stops the responders, wherever the accounts stand", () => {
    const ways = [responderEntersByConsole, responderEntersByCommandLine, responderEntersBySaml, signInIsNotLocked];
    for (const claim of ways) assumptionsOf(claim, alone);
    assumptionsOf(nobodyElseMakesLookAlikes, alone);
  });

  it("leave open whether an attempt is refused, so that a deaf path is no counterexample", () => {
    const unheard = (...edits: readonly ((change: Change) => void)[]) =>
      sayingsIn(counterexamplesOf(refusedAttemptsAreHeard, changedAlone(deaf, mute, ...edits)));
    const attempt = /^an administrator of 100000000003 tries iam:DeleteRole on .* in vain, and nobody hears it/m;
    assert.match(unheard(), attempt);
    assert.doesNotMatch(unheard(withGuardrailsOn("ou-life-workload1")), attempt);
  });

  it("leave open whether look-alikes can be made, so that deaf paths are no counterexample", () => {
    assert.equal(nobodyElseMakesLookAlikes.findingFor(changedAlone(deaf, mute)).kind, "refuted");
    const frozen = withStatements("organizations/policy:Policy lifeline-guardrails-1", "content", (statements) => [
      ...statements,
      { Sid: "Frozen", Effect: "Deny", Action: ["iam:CreateRole", "iam:CreatePolicy"], Resource: "*" },
    ]);
    const edits = [deaf, mute, frozen, withGuardrailsOn("ou-life-workload1")];
    assert.deepEqual(missingOf(nobodyElseMakesLookAlikes, changedAlone(...edits)), [where]);
  });

  it("bind with a snapshot whoever stands below, and the fix says what to attach where for all others", () => {
    const placed = changed(withGuardrailsOn("ou-life-workload1"));
    const found = counterexamplesOf(nobodyElseChangesThePath, placed);
    assert.match(sayingsIn(found), /100000000003:role\/attacker/);
    assert.doesNotMatch(sayingsIn(found), /10000000001\d/);
    assert.match(
      found.map(({ fix }) => fix).join("\n"),
      /^Attach lifeline-guardrails-1 to account 100000000003 or an OU above it, so that it denies iam:DeleteRole there\.$/m,
    );
  });

  it("do not bind a new account, which AWS makes below the root: the fix says so", () => {
    const onEvery = ["ou-life-security1", "ou-life-emergency"].map((unit) => {
      const name = `lifeline-guardrails-1.guardrails.targets.${unit}`;
      return ({ resources }: Change): void => {
        const one = resources.find(({ urn }) => urn.endsWith("::lifeline-guardrails-1.guardrails.targets.r-life"));
        assert.ok(one?.inputs !== undefined && one.outputs !== undefined);
        const more = (properties: object) => ({ ...properties, targetId: unit });
        const urn = one.urn.replace("lifeline-guardrails-1.guardrails.targets.r-life", name);
        resources.push({ ...one, urn, inputs: more(one.inputs), outputs: more(one.outputs) });
      };
    });
    const found = counterexamplesOf(
      responderCannotTouchTheAlerts,
      changed(...onEvery, withGuardrailsOn("ou-life-workload1")),
    );
    for (const { says, fix } of found) {
      assert.match(says, /^BreakGlassAdmin in 999999999999 can call /);
      assert.match(
        fix,
        /^Attach lifeline-guardrails-1 to the root r-life, where AWS makes new accounts, so that it denies [\w:]+ there\.$/,
      );
    }
  });
});

describe("guardrails that are attached to what only the update makes", () => {
  const open = changed(withGuardrailsOn(unknownText));

  it("may bind any account: what hangs on them awaits the update", () => {
    const missing = ["where lifeline-guardrails-1 is attached"];
    assert.deepEqual(missingOf(nobodyLeavesTheOrganization, open), missing);
    assert.deepEqual(missingOf(responderCannotTouchTheAlerts, open), missing);
    assert.ok(awaitsUpdate(missing, open.gaps));
  });

  it("leave the ways in proven", () => {
    for (const claim of [responderEntersByConsole, responderEntersBySaml, signInIsNotLocked])
      assumptionsOf(claim, open);
  });
});
