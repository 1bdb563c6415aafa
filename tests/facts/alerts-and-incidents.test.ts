import assert from "node:assert/strict";
import type { Facts } from "../../rulebook";
import { assertIssues, judged, sandboxFact } from "./judged";

const asShown = "correct it, as Pulumi.prod.yaml shows";
const twice = "remove one of the two";

function factsFrom(changes: Readonly<Record<string, unknown>>): Facts {
  const result = judged(changes);
  assert.ok(result.ok, result.ok ? "" : result.message);
  return result.facts;
}

describe("Deployers of the emergency account", () => {
  it("are refused where there are more than one event pattern holds", () => {
    const own = sandboxFact("deployers") as unknown as readonly object[];
    const more = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        name: `platform/deployers/DeployerOfTheEmergencyAccountWithAVeryLongNameNumber${index}`,
        account: "emergency",
        managedBy: "management",
      }));
    assert.ok(judged({ deployers: [...own, ...more(5)] }).ok);
    const result = judged({ deployers: [...own, ...more(25)] });
    assert.ok(!result.ok);
    assert.ok(
      result.issues.some(
        ({ path, found, allowed }) =>
          path === "lifeline:deployers" &&
          /^the event pattern of watch-deployers gets \d+ characters$/.test(found) &&
          allowed === "2048, AWS's quota",
      ),
      result.message,
    );
  });
});

describe("Destinations of alerts", () => {
  const mail = (endpoint: string) => ({ protocol: "email", endpoint });

  it("are required", () => {
    assertIssues({ alerts: undefined }, [
      ["lifeline:alerts", "nothing", "this fact is required", "add lifeline:alerts as Pulumi.prod.yaml shows"],
    ]);
    assertIssues({ alerts: { soc: [], secondPath: [mail("a@b.org")] } }, [
      ["lifeline:alerts.soc", "[]", "at least one destination", asShown],
    ]);
  });

  it("are of four protocols, each with its own form", () => {
    const soc = [
      { protocol: "https", endpoint: "https://soc.acme.dev/hook" },
      { protocol: "sqs", endpoint: "arn:aws:sqs:eu-central-1:100000000004:soc" },
      { protocol: "slack", teamId: "T0AAA1111", channelId: "C0BBB2222" },
    ];
    assert.ok(judged({ alerts: { soc, secondPath: [mail("a@b.org")] } }).ok);
    const wrong = [
      { protocol: "https", endpoint: "http://soc.acme.dev/hook" },
      { protocol: "sqs", endpoint: "arn:aws:sqs:eu-central-1:100000000004:soc.fifo" },
      { protocol: "slack", teamId: "acme", channelId: "alerts" },
      { protocol: "pigeon", endpoint: "coop" },
    ];
    assertIssues({ alerts: { soc: wrong, secondPath: [mail("a@b.org")] } }, [
      ["lifeline:alerts.soc[0].endpoint", '"http://soc.acme.dev/hook"', "an https:// URL without credentials", asShown],
      [
        "lifeline:alerts.soc[1].endpoint",
        '"arn:aws:sqs:eu-central-1:100000000004:soc.fifo"',
        "the ARN of a standard queue",
        "`aws sqs get-queue-attributes --attribute-names QueueArn` shows it",
      ],
      [
        "lifeline:alerts.soc[2].channelId",
        '"alerts"',
        "the id of a Slack channel (C…)",
        "it stands in the channel's details",
      ],
      [
        "lifeline:alerts.soc[2].teamId",
        '"acme"',
        "the id of a Slack workspace (T…)",
        "it stands in the workspace's URL",
      ],
      ["lifeline:alerts.soc[3].protocol", '"pigeon"', "a protocol: email, https, sqs or slack", asShown],
    ]);
  });

  it("of the second path hold one at least that the first has not", () => {
    const [one, other] = [mail("a@b.org"), mail("c@d.org")];
    assert.ok(judged({ alerts: { soc: [one], secondPath: [one, other] } }).ok);
    assertIssues({ alerts: { soc: [one, other], secondPath: [other] } }, [
      [
        "lifeline:alerts.secondPath",
        "only destinations that lifeline:alerts.soc has too",
        "at least one that soc has not: the second path speaks when the first is silenced",
        "add another mailbox, queue, URL or channel",
      ],
    ]);
    assertIssues({ alerts: { soc: [one, one], secondPath: [other] } }, [
      [
        "lifeline:alerts.soc[1]",
        '"{\\"protocol\\":\\"email\\",\\"endpoint\\":\\"a@b.org\\"}", as in [0]',
        "each destination once",
        twice,
      ],
    ]);
  });
});

describe("Senders of incidents", () => {
  const role = (name: string) => `arn:aws:iam::100000000013:role/${name}`;

  it("may be none: responders need no ticket system", () => {
    assert.deepEqual(factsFrom({ incidents: undefined }).incidents, {
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
    assertIssues({ incidents: { declarers: ["arn:aws:iam::100000000013:role/*"] } }, [
      [
        "lifeline:incidents.declarers[0]",
        '"arn:aws:iam::100000000013:role/*"',
        "the ARN of one role, without wildcards",
        "name the role by which the ticket system sends this step",
      ],
    ]);
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
    assert.equal(factsFrom({ incidents: { approvalMinutes: 60 } }).incidents.approvalMinutes, 60);
    const result = judged({ incidents: { ...sandboxFact("incidents"), approvalMinutes: 0 } });
    assert.ok(!result.ok);
    assert.deepEqual(
      result.issues.map(({ path, found, allowed }) => [path, found, allowed]),
      [["lifeline:incidents.approvalMinutes", "0", "a whole number of minutes, 5 to 1440"]],
    );
  });
});
