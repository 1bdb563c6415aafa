import assert from "node:assert/strict";
import { organizationFrom, prove, recordedFromState, snapshotFrom } from "../../proofs";
import { nobodyElseChangesThePath } from "../../proofs/claims/nobody-else-changes-the-path";
import { nobodyLeavesTheOrganization } from "../../proofs/claims/nobody-leaves-the-organization";
import { trailRecordsWhatAlertsNeed } from "../../proofs/claims/trail-records-what-alerts-need";
import type { Claim } from "../../proofs/claim";
import { inGuardrail, dropped } from "../sabotage/statement";
import { standing } from "../sabotage/it-refutes";
import { inSnapshot, withoutAttachment } from "../sabotage/organization";
import { arrayOf, inResources, objectOf, type Change, type Edit } from "../sabotage/copy";
import { landingZone } from "./landing-zone";

const guardrails = "lifeline-guardrails-1";

function proved(claim: Claim, edit: Edit, nothingChanges = true) {
  const { state, snapshot } = edit(landingZone());
  const [recorded, around] = [recordedFromState(state), snapshotFrom(snapshot)];
  if (!recorded.ok || !around.ok) throw new Error("cannot be read");
  const organization = organizationFrom(recorded.value, around.value, nothingChanges);
  const [result] = prove(organization, [claim], standing).claims;
  return { verdict: result?.verdict, missing: result?.missing?.join("\n") ?? "" };
}

/** The document of the stack's guardrails, in the snapshot alone. */
function inSnapshotsGuardrails(change: Change): Edit {
  return inSnapshot((snapshot) => ({
    ...snapshot,
    policies: arrayOf(snapshot["policies"]).map((policy) => {
      const { name, content, ...rest } = objectOf(policy);
      return name === guardrails
        ? { ...rest, name, content: JSON.stringify(change(objectOf(JSON.parse(textOf(content))))) }
        : policy;
    }),
  }));
}

/** Its id is AWS's choice. */
function idOf(policyName: string): string {
  const policies = arrayOf(objectOf(landingZone().snapshot)["policies"]).map(objectOf);
  return textOf(policies.find(({ name }) => name === policyName)?.["id"]);
}

function textOf(json: unknown): string {
  assert.ok(typeof json === "string");
  return json;
}

const withoutSid = (sid: string) =>
  inSnapshotsGuardrails((document) => ({
    ...document,
    Statement: arrayOf(document["Statement"]).filter((statement) => objectOf(statement)["Sid"] !== sid),
  }));

describe("a policy of the stack that the snapshot has otherwise", () => {
  it("leaves open what only one of the two would deny", () => {
    const { verdict, missing } = proved(nobodyLeavesTheOrganization, withoutSid("DenyLeavingTheOrganization"));
    assert.equal(verdict, "unknown");
    assert.match(missing, /lifeline-guardrails-1 has other statements in the snapshot .* take a new snapshot/);
    assert.match(missing, /organizations:LeaveOrganization/);
  });

  it("leaves it open where the snapshot has it detached", () => {
    const { verdict, missing } = proved(nobodyLeavesTheOrganization, withoutAttachment(idOf(guardrails), "r-life"));
    assert.equal(verdict, "unknown");
    assert.match(missing, /lifeline-guardrails-1 is attached to 100000000002 in the snapshot, not as in the state/);
  });

  it("proves what both deny, and refutes what the stack's own does not", () => {
    assert.equal(proved(nobodyLeavesTheOrganization, withoutSid("ProtectQueues")).verdict, "proven");
    const slip = inGuardrail(guardrails, "ProtectBreakGlassRoles", dropped);
    assert.equal(proved(nobodyElseChangesThePath, slip).verdict, "refuted");
  });

  it("is what the stack is about to change, where a preview or another state says so", () => {
    const edit = withoutSid("DenyLeavingTheOrganization");
    assert.equal(proved(nobodyLeavesTheOrganization, edit, false).verdict, "proven");
  });

  it("says the same in another order, and with one value for a list of it", () => {
    const edit = inSnapshotsGuardrails((document) => ({
      ...document,
      Statement: arrayOf(document["Statement"])
        .map((statement) => {
          const { Resource, ...rest } = objectOf(statement);
          return { Resource: typeof Resource === "string" ? [Resource] : (Resource ?? null), ...rest };
        })
        .reverse(),
    }));
    const { state, snapshot } = edit(landingZone());
    const [recorded, around] = [recordedFromState(state), snapshotFrom(snapshot)];
    assert.ok(recorded.ok && around.ok);
    assert.equal(organizationFrom(recorded.value, around.value, true).otherwise, undefined);
  });
});

describe("a state that contradicts itself", () => {
  /** What the program asked for, and not what came back. */
  const inInputs = (name: string, change: Change) =>
    inResources((resources) =>
      resources.map((resource) =>
        resource.custom === true && resource.urn.endsWith(`::${name}`)
          ? { ...resource, inputs: change(objectOf(resource["inputs"])) }
          : resource,
      ),
    );

  it("leaves open what only one of the two would deny", () => {
    const { verdict, missing } = proved(
      nobodyLeavesTheOrganization,
      inInputs(guardrails, (inputs) => ({ ...inputs, content: textOf(inputs["content"]).replace(/Leave/, "Join") })),
    );
    assert.equal(verdict, "unknown");
    assert.match(missing, /lifeline-guardrails-1\.content was asked for otherwise than it stands in the state/);
  });

  it("leaves open whether a trail logs that was asked not to", () => {
    const { verdict, missing } = proved(
      trailRecordsWhatAlertsNeed,
      inInputs("organization-trail", (inputs) => ({ ...inputs, enableLogging: false })),
    );
    assert.equal(verdict, "unknown");
    assert.match(missing, /organization-trail\.enableLogging .* does not log/);
  });
});
