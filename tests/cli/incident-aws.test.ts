import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { awsFor } from "../../cli/incident/aws";
import { keys } from "../../functions/triage/keys";

/** A call as it arrives at AWS. */
interface Call {
  readonly service: string;
  readonly action: string;
  readonly body: string;
  /** Access key that signed it. */
  readonly by: string;
}

const own = {
  AWS_ACCESS_KEY_ID: "OWNKEY",
  AWS_SECRET_ACCESS_KEY: "secret",
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
};

/** Answers in the form that the API references print: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const answers: Readonly<Record<string, string>> = {
  GetCallerIdentity:
    "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::100000000002:user/break-glass/alice</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>",
  AssumeRole:
    "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ROLEKEY</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>",
  "AWSEvents.PutEvents": '{"FailedEntryCount":0,"Entries":[{"EventId":"event-1"}]}',
  "DynamoDB_20120810.GetItem":
    '{"Item":{"pk":{"S":"incident#x-1"},"sk":{"S":"state"},"version":{"N":"2"},"body":{"S":"{\\"id\\":\\"x-1\\"}"}}}',
};

describe("lifeline incident, at AWS's interface,", () => {
  let server: Server;
  let calls: Call[];
  let changed: Readonly<Record<string, string>>;
  const before_ = { ...process.env };

  beforeEach(async () => {
    [calls, changed] = [[], {}];
    server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        const target = request.headers["x-amz-target"];
        const action = typeof target === "string" ? target : (new URLSearchParams(body).get("Action") ?? "");
        const [, by = "", service = ""] =
          /Credential=([^/]+)\/\d+\/eu-central-1\/(\w+)\//.exec(request.headers.authorization ?? "") ?? [];
        calls.push({ service, action, body, by });
        response.setHeader("content-type", target === undefined ? "text/xml" : "application/x-amz-json-1.1");
        response.end(changed[action] ?? answers[action]);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    set({ ...own, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` });
  });
  afterEach(async () => {
    set(Object.fromEntries(Object.keys({ ...own, AWS_ENDPOINT_URL: "" }).map((name) => [name, before_[name]])));
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function set(values: Readonly<Record<string, string | undefined>>): void {
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }

  const role = "arn:aws:iam::100000000004:role/break-glass/BreakGlassIncidentApprove";
  const entry = { bus: "arn:bus", source: "lifeline.incident", detailType: "IncidentApproved", detail: '{"id":"x-1"}' };

  it("asks who calls, in the Region of the bus", async () => {
    assert.equal(
      await awsFor("eu-central-1", undefined).callerArn(),
      "arn:aws:iam::100000000002:user/break-glass/alice",
    );
    assert.deepEqual(
      calls.map(({ service, action, by }) => [service, action, by]),
      [["sts", "GetCallerIdentity", "OWNKEY"]],
    );
  });

  it("assumes the role for a quarter of an hour, with the MFA code where there is one", async () => {
    const aws = awsFor("eu-central-1", undefined);
    const mfa = { serial: "arn:aws:iam::100000000002:mfa/alice", code: "123456" };
    const credentials = await aws.assume({ role, sessionName: "alice", mfa });
    assert.deepEqual(credentials, { accessKeyId: "ROLEKEY", secretAccessKey: "s", sessionToken: "t" });
    const { Action: _, Version: __, ...asked } = Object.fromEntries(new URLSearchParams(calls[0]?.body));
    assert.deepEqual(asked, {
      RoleArn: role,
      RoleSessionName: "alice",
      DurationSeconds: "900",
      SerialNumber: mfa.serial,
      TokenCode: mfa.code,
    });
  });

  it("puts the event as the role it assumed", async () => {
    const credentials = { accessKeyId: "ROLEKEY", secretAccessKey: "s", sessionToken: "t" };
    const put = await awsFor("eu-central-1", undefined).putEvent(entry, credentials);
    assert.deepEqual(put, { ok: true, eventId: "event-1" });
    const [call] = calls;
    assert.deepEqual([call?.service, call?.action, call?.by], ["events", "AWSEvents.PutEvents", "ROLEKEY"]);
    assert.deepEqual(JSON.parse(call?.body ?? ""), {
      Entries: [
        {
          EventBusName: "arn:bus",
          Source: "lifeline.incident",
          DetailType: "IncidentApproved",
          Detail: '{"id":"x-1"}',
        },
      ],
    });
  });

  it("does not take 200 for a yes: the entry tells what failed", async () => {
    changed = {
      "AWSEvents.PutEvents":
        '{"FailedEntryCount":1,"Entries":[{"ErrorCode":"NotAuthorizedForSourceException","ErrorMessage":"Not authorized for the source."}]}',
    };
    const aws = awsFor("eu-central-1", undefined);
    assert.deepEqual(await aws.putEvent(entry, undefined), {
      ok: false,
      why: "NotAuthorizedForSourceException: Not authorized for the source.",
    });
    changed = { "AWSEvents.PutEvents": "{}" };
    assert.deepEqual(await aws.putEvent(entry, undefined), { ok: false, why: "no answer" });
  });

  it("reads the register", async () => {
    const rows = await awsFor("eu-central-1", undefined)
      .register("lifeline-incidents", undefined)
      .find(keys.incident("x-1"));
    assert.deepEqual(rows, [{ pk: "incident#x-1", sk: "state", body: { id: "x-1" }, version: 2 }]);
    assert.deepEqual([calls[0]?.service, calls[0]?.by], ["dynamodb", "OWNKEY"]);
  });
});
