import assert from "node:assert/strict";
import { assertIssues, judged } from "./judged";

const asShown = "correct it, as Pulumi.prod.yaml shows";
const twice = "remove one of the two";

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

  it("are more than chat, which shows no message of triage", () => {
    const chat = { protocol: "slack", teamId: "T0AAA1111", channelId: "C0BBB2222" };
    assertIssues({ alerts: { soc: [chat], secondPath: [mail("a@b.org")] } }, [
      [
        "lifeline:alerts.soc",
        "chat channels only",
        "at least one mailbox, URL or queue: a chat channel shows alarms, and no message of triage",
        "add a mailbox, URL or queue",
      ],
    ]);
    assert.ok(judged({ alerts: { soc: [chat, mail("c@d.org")], secondPath: [mail("a@b.org")] } }).ok);
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

describe("Places of alerts", () => {
  const mail = (endpoint: string) => ({ protocol: "email", endpoint });
  const https = (endpoint: string) => ({ protocol: "https", endpoint });
  const other = mail("other@corp.de");

  it("are the same in whatever letter case of a mailbox or a host, and with a port that goes without saying", () => {
    const expected = [
      "lifeline:alerts.secondPath",
      "only destinations that lifeline:alerts.soc has too",
      "at least one that soc has not: the second path speaks when the first is silenced",
      "add another mailbox, queue, URL or channel",
    ] as const;
    for (const [one, same] of [
      [mail("soc@corp.de"), mail("SOC@corp.de")],
      [mail("soc@corp.de"), mail("soc@CORP.de")],
      [https("https://soc.corp.de/hook"), https("https://SOC.corp.de:443/hook")],
    ]) {
      assertIssues({ alerts: { soc: [one], secondPath: [same] } }, [expected]);
    }
    const two = [mail("soc@corp.de"), mail("SOC@corp.de")];
    assertIssues({ alerts: { soc: two, secondPath: [other] } }, [
      [
        "lifeline:alerts.soc[1]",
        '"{\\"protocol\\":\\"email\\",\\"endpoint\\":\\"soc@corp.de\\"}", as in [0]',
        "each destination once",
        twice,
      ],
    ]);
  });

  it("are others with another path, port, queue or channel", () => {
    const queue = (name: string) => ({ protocol: "sqs", endpoint: `arn:aws:sqs:eu-central-1:100000000004:${name}` });
    const slack = (channelId: string) => ({ protocol: "slack", teamId: "T0AAA1111", channelId });
    for (const [one, another] of [
      [https("https://soc.corp.de/hook"), https("https://soc.corp.de/Hook")],
      [https("https://soc.corp.de/hook"), https("https://soc.corp.de:8443/hook")],
      [queue("soc"), queue("SOC")],
      [slack("C0BBB2222"), slack("C0BBB2223")],
    ]) {
      assert.ok(
        judged({ alerts: { soc: [one, mail("night@corp.de")], secondPath: [another, mail("night@corp.de")] } }).ok,
      );
    }
  });

  it("exist: no queue in a Region that does not, no URL without a host, no mailbox that no server takes", () => {
    const sqs = (region: string) => ({ protocol: "sqs", endpoint: `arn:aws:sqs:${region}:100000000004:soc` });
    const page = "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html lists them";
    const region = "the ARN of a queue in a Region of the partition aws";
    const night = "use a mailbox that is read at night too";
    const soc = [
      sqs("eu-central-9"),
      sqs("constructor"),
      https("https://%/"),
      mail("a@b.c,"),
      mail("zoë@corp.de"),
      sqs("eu-south-1"),
    ];
    assertIssues({ alerts: { soc, secondPath: [other] } }, [
      ["lifeline:alerts.soc[0].endpoint", '"arn:aws:sqs:eu-central-9:100000000004:soc"', region, page],
      ["lifeline:alerts.soc[1].endpoint", '"arn:aws:sqs:constructor:100000000004:soc"', region, page],
      ["lifeline:alerts.soc[2].endpoint", '"https://%/"', "an https:// URL without credentials", asShown],
      ["lifeline:alerts.soc[3].endpoint", '"a@b.c,"', "an e-mail address", night],
      ["lifeline:alerts.soc[4].endpoint", '"zoë@corp.de"', "an e-mail address", night],
    ]);
  });
});
