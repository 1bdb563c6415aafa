import assert from "node:assert/strict";
import { unknownActionLines } from "../../cli/prove/unknown-actions";
import { landingZone, organizationOf } from "../proofs/landing-zone";

/** The snapshot with one more SCP on the root, whose only action is this one. */
function withForeignDeny(action: string): unknown {
  const snapshot = structuredClone(landingZone().snapshot) as {
    readonly policies: object[];
    readonly attachments: object[];
  };
  snapshot.policies.push({
    id: "p-foreign01",
    arn: "arn:aws:organizations::100000000001:policy/o-lifeline001/service_control_policy/p-foreign01",
    name: "foreign",
    type: "SERVICE_CONTROL_POLICY",
    awsManaged: false,
    content: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Sid: "Own", Effect: "Deny", Action: action, Resource: "*" }],
    }),
  });
  snapshot.attachments.push({ policyId: "p-foreign01", targetId: "r-life" });
  return snapshot;
}

describe("unknown actions", () => {
  const linesOf = (action: string) =>
    unknownActionLines(organizationOf(landingZone().state, withForeignDeny(action))).filter((line) =>
      line.startsWith("foreign"),
    );

  it("are none in the landing zone", () => {
    assert.deepEqual(unknownActionLines(landingZone().organization), []);
  });

  it("are told with their policy and statement: of a service, and services", () => {
    assert.deepEqual(linesOf("iam:CreateRolle"), [
      "foreign: Own names iam:createrolle: the service has no such action that is known here; it is taken as it is written",
    ]);
    assert.deepEqual(linesOf("iamm:CreateRole"), [
      "foreign: Own names iamm:createrole: AWS has no such service that is known here; it is taken as it is written",
    ]);
  });

  it("are not those that AWS has, nor patterns that cover one", () => {
    assert.deepEqual(linesOf("iam:CreateRole"), []);
    assert.deepEqual(linesOf("iam:*Role"), []);
  });
});
