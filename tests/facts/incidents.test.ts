import assert from "node:assert/strict";
import { assertIssues, factsWith, judged, sandboxFact } from "./judged";

const asShown = "correct it, as Pulumi.prod.yaml shows";
const twice = "remove one of the two";

describe("Senders of incidents", () => {
  const role = (name: string) => `arn:aws:iam::100000000013:role/${name}`;

  it("may be none: responders need no ticket system", () => {
    assert.deepEqual(factsWith({ incidents: undefined }).incidents, {
      declarers: [],
      approvers: [],
      extenders: [],
      closers: [],
      approvalMinutes: 30,
    });
  });

  it("are refused where one declares and approves, stands twice, or is no role", () => {
    assertIssues({ incidents: { declarers: [role("A"), role("B")], approvers: [role("C"), role("B")] } }, [
      [
        "lifeline:incidents.approvers[1]",
        `"${role("B")}", which lifeline:incidents.declarers lists too`,
        "a role that declares nothing",
        "give the ticket system a role for each step",
      ],
    ]);
    assertIssues({ incidents: { closers: [role("A"), role("A")] } }, [
      ["lifeline:incidents.closers[1]", `"${role("A")}", as in [0]`, "each role once", twice],
    ]);
    for (const none of [role("*"), role("ticket-system/")]) {
      assertIssues({ incidents: { declarers: [none] } }, [
        [
          "lifeline:incidents.declarers[0]",
          `"${none}"`,
          "the ARN of one role, without wildcards",
          "name the role by which the ticket system sends this step",
        ],
      ]);
    }
  });

  it("are refused where there are more than the bus's policy holds", () => {
    const many = (step: string, count: number) =>
      Array.from({ length: count }, (_, index) => role(`ticket/${step}${index}`));
    const incidents = (count: number) => ({
      declarers: many("Declare", count),
      approvers: many("Approve", count),
      extenders: many("Extend", count),
      closers: many("Close", count),
    });
    assert.ok(judged({ incidents: incidents(15) }).ok);
    const result = judged({ incidents: incidents(60) });
    assert.ok(!result.ok);
    assert.deepEqual(
      result.issues.map(({ path, found, allowed, fix }) => [path, found.replace(/\d+/, "N"), allowed, fix]),
      [
        [
          "lifeline:incidents",
          "the policy of the central bus gets N characters",
          "10240, AWS's quota",
          "list fewer roles",
        ],
      ],
    );
  });

  it("get a deadline of five minutes to a day", () => {
    assert.equal(factsWith({ incidents: { approvalMinutes: 60 } }).incidents.approvalMinutes, 60);
    assertIssues({ incidents: { ...sandboxFact("incidents"), approvalMinutes: 0 } }, [
      ["lifeline:incidents.approvalMinutes", "0", "a whole number of minutes, 5 to 1440", asShown],
    ]);
  });
});
