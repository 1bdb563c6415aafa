import assert from "node:assert/strict";
import { putServiceEvent } from "../../sandbox/aws/events/deliver";
import { liveFor, type Live } from "../../sandbox/aws/events/live";
import { putEvents } from "../../sandbox/aws/events/put-events";
import type { Aws } from "../../sandbox/aws";
import { messagesOf, putRegional, regionalIn } from "../../sandbox/aws/regional";
import * as scene from "./landscape";

const { away, change, emergency, home, landscape, security, signIn } = scene;

/** What the function was given; it succeeds. */
function liveIn(aws: Aws): { readonly live: Live; readonly given: unknown[] } {
  const given: unknown[] = [];
  const live = liveFor(aws, async (_live, _where, _fn, payload) => {
    given.push(payload);
    return Promise.resolve({ lines: [] });
  });
  return { live, given };
}

async function sent(aws: Aws, event = signIn(away)): Promise<{ readonly live: Live; readonly given: unknown[] }> {
  const story = liveIn(aws);
  await putServiceEvent(story.live, event);
  return story;
}

const fateOf = ({ steps }: Live): readonly string[] =>
  steps.map(({ to, outcome, reason }) => `${to.split(":").at(-1)} ${outcome} ${reason}`.trim());

describe("An event on its way", () => {
  it("goes over a rule, the forwarder and the central bus to the function, as it was", async () => {
    const { live, given } = await sent(landscape());
    assert.deepEqual(fateOf(live), ["event-bus/central delivered", "triage delivered"]);
    assert.deepEqual(given, [signIn(away)]);
  });

  it("needs no role to another bus of its own account and Region", async () => {
    const aws = landscape();
    const targets = [{ id: "bus", arn: scene.centralBus }];
    const rule = regionalIn(aws, { accountId: emergency, region: home }).eventRules["default/SignIn"];
    assert.ok(rule);
    scene.put(aws, security, home, "eventRules", "default/SignIn", { ...rule, targets });
    const { live, given } = await sent(aws, { ...signIn(home), account: security });
    assert.deepEqual(fateOf(live), ["event-bus/central delivered", "triage delivered"]);
    assert.equal(given.length, 1);
  });

  it("of another source matches no rule", async () => {
    const { live } = await sent(landscape(), { ...signIn(away), source: "aws.ec2" });
    assert.deepEqual(fateOf(live), []);
  });

  it("in a Region without a rule goes nowhere", async () => {
    const { live } = await sent(landscape(), signIn("ap-southeast-2"));
    assert.deepEqual(fateOf(live), []);
  });

  it("stops at a disabled rule", async () => {
    const aws = landscape();
    change(aws, emergency, away, "eventRules", "default/SignIn", { state: "DISABLED" });
    assert.deepEqual(fateOf((await sent(aws)).live), []);
  });

  const assumeRole = {
    ...signIn(away, { eventName: "AssumeRole", readOnly: true }),
    "detail-type": "AWS API Call via CloudTrail",
    source: "aws.sts",
  };

  it("that only reads is seen by rules in the state for all management events", async () => {
    assert.equal((await sent(landscape(), assumeRole)).given.length, 1);
  });

  for (const [place, account, region, key] of [
    ["sender", emergency, away, "default/SignIn"],
    ["receiver", security, home, "central/Triage"],
  ] as const) {
    it(`that only reads is unseen where the rule of the ${place} is ENABLED`, async () => {
      const aws = landscape();
      change(aws, account, region, "eventRules", key, { state: "ENABLED" });
      const { live, given } = await sent(aws, assumeRole);
      assert.equal(given.length, 0);
      assert.equal(live.steps.at(-1)?.outcome, "unseen");
      assert.equal((await sent(aws)).given.length, 1, "a sign-in is a write");
    });
  }

  it("GetSessionToken counts as a write", async () => {
    const aws = landscape();
    change(aws, emergency, away, "eventRules", "default/SignIn", { state: "ENABLED" });
    const event = { ...assumeRole, detail: { ...assumeRole.detail, eventName: "GetSessionToken" } };
    assert.equal((await sent(aws, event)).given.length, 1);
  });
});

describe("What EventBridge refuses", () => {
  const refusals: readonly (readonly [string, (aws: Aws) => void, RegExp])[] = [
    [
      "a forwarder that is not there",
      (aws) => void delete aws.iam[emergency]?.roles["forwarder"],
      /^NO_PERMISSIONS: events.amazonaws.com cannot assume .*Forwarder$/,
    ],
    [
      "a forwarder that does not trust EventBridge",
      (aws) =>
        scene.addRole(aws, emergency, "Forwarder", "/forward/", scene.trustService("ec2.amazonaws.com"), [
          "events:PutEvents",
        ]),
      /cannot assume/,
    ],
    [
      "a forwarder that may not put events",
      (aws) =>
        scene.addRole(aws, emergency, "Forwarder", "/forward/", scene.trustService("events.amazonaws.com"), ["s3:*"]),
      /may not events:PutEvents .*no statement allows it in: identity/,
    ],
    [
      "a target in another account without a role",
      (aws) =>
        change(aws, emergency, away, "eventRules", "default/SignIn", {
          targets: [{ id: "bus", arn: scene.centralBus, deadLetterArn: scene.deadLetters(away) }],
        }),
      /^NO_PERMISSIONS: .*event-bus\/central needs a role$/,
    ],
    [
      "a bus that is not there",
      (aws) => putRegional(aws, { accountId: security, region: home }, "eventBuses", "central", undefined),
      /event bus does not exist/,
    ],
    [
      "a bus whose policy does not know the sender",
      (aws) =>
        change(aws, security, home, "eventBuses", "central", {
          policy: scene.policy(scene.allow({ AWS: "arn:aws:iam::100000000005:root" }, "events:PutEvents")),
        }),
      /may not events:PutEvents .*no statement allows it in: resource/,
    ],
  ];

  for (const [title, break_, reason] of refusals) {
    it(`${title}: the event is in the dead-letter queue of its Region, with the reason`, async () => {
      const aws = landscape();
      break_(aws);
      const { live, given } = await sent(aws);
      assert.deepEqual(given, []);
      const [step] = live.steps;
      assert.equal(step?.outcome, "deadLettered");
      assert.match(step.reason, reason);
      const [letter] = messagesOf(aws, { accountId: security, region: away }, "dead");
      assert.deepEqual(JSON.parse(letter?.body ?? ""), signIn(away));
      assert.equal(letter?.attributes["RULE_ARN"], scene.ruleArn(away));
      assert.equal(letter.attributes["TARGET_ARN"], scene.centralBus);
      assert.match(`${letter.attributes["ERROR_CODE"]}: ${letter.attributes["ERROR_MESSAGE"]}`, reason);
    });
  }

  it("a second hop between accounts", async () => {
    const aws = landscape();
    const third = "arn:aws:events:eu-central-1:100000000005:event-bus/default";
    change(aws, security, home, "eventRules", "central/Triage", {
      targets: [{ id: "on", arn: third, roleArn: scene.triageRole, deadLetterArn: scene.deadLetters(home) }],
    });
    const { live } = await sent(aws, signIn(home));
    assert.match(live.steps.at(-1)?.reason ?? "", /^THIRD_ACCOUNT_HOP_DETECTED/);
    assert.equal(messagesOf(aws, { accountId: security, region: home }, "dead").length, 1);
  });

  it("a second hop between Regions", async () => {
    const aws = landscape();
    const third = `arn:aws:events:us-west-2:${security}:event-bus/default`;
    change(aws, security, home, "eventRules", "central/Triage", {
      targets: [{ id: "on", arn: third, roleArn: scene.triageRole }],
    });
    const { live } = await sent(aws);
    assert.equal(live.steps.at(-1)?.outcome, "lost");
    assert.match(live.steps.at(-1)?.reason ?? "", /^THIRD_REGION_HOP_DETECTED.*there is no dead-letter queue$/);
  });

  it("an event is lost where the dead-letter queue does not let the rule in, or stands in another Region", async () => {
    for (const [queue, reason] of [
      [scene.failures, /the dead-letter queue is in another Region$/],
      [scene.deadLetters(away), /events.amazonaws.com may not sqs:SendMessage/],
    ] as const) {
      const aws = landscape();
      change(aws, security, away, "queues", "dead", {
        policy: scene.policy(scene.allow({ Service: "sns.amazonaws.com" }, "sqs:SendMessage")),
      });
      change(aws, emergency, away, "eventRules", "default/SignIn", {
        targets: [{ id: "bus", arn: scene.centralBus, deadLetterArn: queue }],
      });
      const { live } = await sent(aws);
      assert.equal(live.steps[0]?.outcome, "lost");
      assert.match(live.steps[0].reason, reason);
    }
  });

  it("a function that does not permit the rule", async () => {
    const aws = landscape();
    const arn = `arn:aws:events:${home}:${security}:rule/central/Other`;
    const { permissions } = regionalIn(aws, { accountId: security, region: home }).functions["triage"] ?? {};
    change(aws, security, home, "functions", "triage", {
      permissions: { events: { ...permissions?.["events"], sourceArn: arn } as never },
    });
    const { live } = await sent(aws);
    assert.equal(live.steps.at(-1)?.outcome, "deadLettered");
    assert.match(live.steps.at(-1)?.reason ?? "", /^AccessDeniedException: no permission lets events.amazonaws.com/);
  });
});

describe("An event that somebody puts himself", () => {
  const entry = {
    busArn: scene.centralBus,
    source: "lifeline.incident",
    "detail-type": "IncidentDeclared",
    detail: { id: "1" },
  };
  const { desk } = scene;
  const withDesk = (): Aws => {
    const aws = landscape();
    scene.addRole(aws, "100000000005", "Desk", "/", scene.trustService("ec2.amazonaws.com"), ["events:PutEvents"]);
    return aws;
  };

  it("carries the account of its sender and the Region of the bus", async () => {
    const { live, given } = liveIn(withDesk());
    assert.equal(await putEvents(live, desk, entry), undefined);
    const [event] = given as { account: string; region: string; source: string }[];
    assert.deepEqual([event?.account, event?.region, event?.source], ["100000000005", home, "lifeline.incident"]);
  });

  for (const [title, caller, changed, reason] of [
    ["another kind of event", desk, { "detail-type": "IncidentApproved" }, /may not events:PutEvents/],
    ["another source", desk, { source: "lifeline.heartbeat" }, /may not events:PutEvents/],
    ["a source of AWS", desk, { source: "aws.signin" }, /^NotAuthorizedForSourceException: aws.signin$/],
    ["a forwarder, without a rule", scene.forwarder, {}, /may not events:PutEvents/],
    [
      "an administrator of a member account",
      "arn:aws:iam::100000000011:role/OrganizationAccountAccessRole",
      {},
      /may not events:PutEvents/,
    ],
    ["a bus that is not there", desk, { busArn: `${scene.centralBus}x` }, /^ResourceNotFoundException/],
  ] as const) {
    it(`is refused: ${title}`, async () => {
      const { live, given } = liveIn(withDesk());
      assert.match((await putEvents(live, caller, { ...entry, ...changed })) ?? "taken", reason);
      assert.deepEqual(given, []);
    });
  }
});
