import assert from "node:assert/strict";
import { classify } from "../../functions/triage/classify";
import { decide } from "../../functions/triage/decide";
import { changed, fixtureRows, recorded, settings } from "./scene";

const nothingKnown = { reachable: true, rows: new Map() } as const;

/** By hand, from what each file's row says happened. */
const kinds: Readonly<Record<string, string>> = {
  "checkmfa-iam-us-east-1": "sign-in",
  "createoauth2token-hub-role-us-east-1": "sign-in",
  "switchrole-console-us-east-1": "switch",
  "switchrole-console-eu-central-1": "switch",
  "deactivatemfadevice-emergency-account": "credential-change",
  "createaccesskey-emergency-account": "credential-change",
  "updateloginprofile-emergency-account": "credential-change",
  "benign-stacksets-createrole-protected-role": "automation",
};

const byUse: Readonly<Record<string, string>> = {
  "emergency-sign-in": "sign-in",
  "emergency-assume": "assume",
  "emergency-activity": "activity",
  "failed-attempt": "failed-attempt",
  tamper: "tamper",
  benign: "unrelated",
};

describe("classification of recorded events", () => {
  it("has all of them", () => assert.equal(fixtureRows.length, 80));

  for (const { file, use } of fixtureRows) {
    const name = file.replace(/\.json$/, "");
    const kind = kinds[name] ?? byUse[use];
    it(`${name} is ${kind}`, () => assert.equal(classify(recorded(name), settings).kind, kind));

    const isQuiet = use === "benign";
    it(`${name} ${isQuiet ? "is told to nobody" : "alerts outside an incident"}`, () => {
      const { verdict, messages } = decide(recorded(name), nothingKnown, Date.parse("2026-03-10T09:00:00Z"), settings);
      if (isQuiet) assert.ok(["ignore", "digest"].includes(verdict) && messages.length === 0, verdict);
      else assert.deepEqual([verdict, messages.map(({ page }) => page)], ["alert", [true]]);
    });
  }
});

/** Shapes that no file has, each with what it must be. */
const shapes: readonly {
  readonly title: string;
  readonly event: unknown;
  readonly kind: string;
  readonly alarm?: RegExp;
}[] = [
  {
    title: "the guide's spelling of a sign-in",
    event: { ...recorded("consolelogin-iam-mfa-us-east-1"), "detail-type": "AWS Console Signin via CloudTrail" },
    kind: "sign-in",
  },
  {
    title: "a role asked for in another letter case",
    event: changed("assumerole-user-regional-caller-account", "e", "2026-03-10T08:00:00Z", {
      requestParameters: {
        roleArn: "arn:aws:iam::555555555555:role/Break-Glass/breakglassoperator",
        roleSessionName: "responder-1",
      },
    }),
    kind: "assume",
    alarm: /asked for as/,
  },
  {
    title: "a first hop whose session has another name than its user",
    event: changed("assumerole-user-regional-caller-account", "e", "2026-03-10T08:00:00Z", {
      requestParameters: {
        roleArn: "arn:aws:iam::555555555555:role/break-glass/BreakGlassOperator",
        roleSessionName: "responder-2",
      },
    }),
    kind: "assume",
    alarm: /responder-1 calls the session responder-2/,
  },
  {
    title: "a role taken from outside the emergency account",
    event: recorded("assumerole-outside-account-target-account"),
    kind: "assume",
    alarm: /taken from account 999999999999/,
  },
  {
    title: "a target role by SAML",
    event: changed("assumerolewithsaml-hub-role-us-east-1", "e", "2026-03-10T08:00:00Z", {
      requestParameters: {
        roleArn: "arn:aws:iam::555555555555:role/break-glass/BreakGlassAdmin",
        roleSessionName: "x",
      },
    }),
    kind: "assume",
    alarm: /AssumeRoleWithSAML is no way into BreakGlassAdmin/,
  },
  {
    title: "a switch that comes from nobody of ours",
    event: changed("switchrole-console-us-east-1", "e", "2026-03-10T08:00:00Z", {
      additionalEventData: { SwitchFrom: "arn:aws:iam::999999999999:user/break-glass/responder-1" },
    }),
    kind: "switch",
    alarm: /does not come from a responder/,
  },
  {
    title: "an AssumeRole that names no role",
    event: changed("assumerole-user-regional-caller-account", "e", "2026-03-10T08:00:00Z", {
      requestParameters: null,
      responseElements: null,
    }),
    kind: "unknown",
  },
  {
    title: "a role of the path that only a service takes, taken by it",
    event: changed("benign-assumerole-service-ec2", "e", "2026-03-10T08:00:00Z", {
      userIdentity: { type: "AWSService", invokedBy: "events.amazonaws.com" },
      requestParameters: { roleArn: "arn:aws:iam::555555555555:role/break-glass/BreakGlassForwarder" },
    }),
    kind: "unrelated",
  },
  {
    title: "the same role taken by somebody",
    event: changed("assumerole-user-regional-caller-account", "e", "2026-03-10T08:00:00Z", {
      requestParameters: {
        roleArn: "arn:aws:iam::555555555555:role/break-glass/BreakGlassForwarder",
        roleSessionName: "responder-1",
      },
      responseElements: null,
    }),
    kind: "assume",
    alarm: /nobody takes BreakGlassForwarder/,
  },
  {
    title: "a protected name created in another letter case",
    event: changed("updateassumerolepolicy-workload-account", "e", "2026-03-10T08:00:00Z", {
      eventName: "CreateRole",
      requestParameters: { roleName: "bREAKgLASSadmin" },
    }),
    kind: "squatting",
  },
  {
    title: "the register changed",
    event: {
      ...changed("disablerule-security-account", "e", "2026-03-10T08:00:00Z", {
        eventSource: "dynamodb.amazonaws.com",
        eventName: "UpdateTable",
        requestParameters: { tableName: "lifeline-incidents" },
      }),
      source: "aws.dynamodb",
    },
    kind: "register-change",
  },
  {
    title: "an API date in a later version",
    event: changed("deletefunction-security-account", "e", "2026-03-10T08:00:00Z", {
      eventName: "UpdateFunctionCode20150331v2",
    }),
    kind: "tamper",
  },
  {
    title: "a stranger at work in the emergency account",
    event: {
      ...changed("terminateinstances-break-glass-session", "e", "2026-03-10T08:00:00Z", {
        recipientAccountId: "222222222222",
        userIdentity: { type: "IAMUser", arn: "arn:aws:iam::222222222222:user/somebody", userName: "somebody" },
      }),
      account: "222222222222",
    },
    kind: "activity",
    alarm: /nobody but responders/,
  },
  {
    title: "the deployer reading",
    event: changed("createaccesskey-emergency-account", "e", "2026-03-10T08:00:00Z", {
      eventName: "GetUser",
      readOnly: true,
    }),
    kind: "automation",
  },
  {
    title: "a role of the same name in another account reading",
    event: {
      ...changed("createaccesskey-emergency-account", "e", "2026-03-10T08:00:00Z", {
        eventName: "GetUser",
        readOnly: true,
        recipientAccountId: "222222222222",
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::999999999999:assumed-role/OrganizationAccountAccessRole/x",
          sessionContext: { sessionIssuer: { arn: "arn:aws:iam::999999999999:role/OrganizationAccountAccessRole" } },
        },
      }),
    },
    kind: "activity",
    alarm: /nobody but responders/,
  },
  {
    title: "the deployer refused",
    event: changed("createaccesskey-emergency-account", "e", "2026-03-10T08:00:00Z", {
      eventName: "GetUser",
      readOnly: true,
      errorCode: "AccessDenied",
    }),
    kind: "activity",
  },
  {
    title: "a record whose account is not its envelope's",
    event: { ...recorded("benign-waf-deleterule"), account: "444444444444" },
    kind: "unknown",
  },
  {
    title: "a heartbeat from another account",
    event: {
      source: "lifeline.heartbeat",
      "detail-type": "Heartbeat",
      account: "555555555555",
      region: "us-east-1",
      time: "2026-03-10T08:00:00Z",
      id: "x",
      detail: { region: "us-east-1" },
    },
    kind: "unknown",
  },
  {
    title: "a heartbeat of a Region where none beats",
    event: {
      source: "lifeline.heartbeat",
      "detail-type": "Heartbeat",
      account: "222222222222",
      region: "sa-east-1",
      time: "2026-03-10T08:00:00Z",
      id: "x",
      detail: { region: "sa-east-1" },
    },
    kind: "unknown",
  },
  {
    title: "another source",
    event: {
      source: "aws.ec2",
      "detail-type": "EC2 Instance State-change Notification",
      account: "555555555555",
      region: "us-east-1",
      id: "x",
      detail: {},
    },
    kind: "unknown",
  },
  { title: "nothing", event: null, kind: "unknown" },
  { title: "a text", event: "ConsoleLogin", kind: "unknown" },
];

describe("classification of other shapes", () => {
  for (const { title, event, kind, alarm } of shapes) {
    it(`${title} is ${kind}`, () => {
      const sighting = classify(event, settings);
      assert.equal(sighting.kind, kind);
      if (alarm === undefined) return;
      assert.match(sighting.alarms.join("\n"), alarm);
      const { verdict, reason } = decide(event, nothingKnown, Date.parse("2026-03-10T08:05:00Z"), settings);
      assert.equal(verdict, "alert");
      assert.match(reason, alarm);
    });
  }
});
