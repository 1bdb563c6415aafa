import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { regionalIn } from "../../sandbox/aws/regional";
import type { Client } from "./client";
import { allowing, home, regionalTypes as types, security, serviceTrust, testSchema } from "./regional-scene";
import { openScene, types as iamTypes, type Scene } from "./scene";

const where = { accountId: security, region: home };
/** As the SDK sends an archive: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts */
const archiveOf = (path: string) => ({ "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7", path });

describe("aws provider: functions", () => {
  let scene: Scene;
  let client: Client;
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "lifeline-function-"));
  });
  after(() => rmSync(directory, { recursive: true }));
  beforeEach(async () => {
    scene = await openScene();
    client = await scene.member(security);
  });
  afterEach(() => scene.stop());

  const zip = (content: string): string => {
    const path = join(directory, `${content.length}.zip`);
    writeFileSync(path, `PK\u0003\u0004${content}`);
    return path;
  };

  describe("Function", () => {
    const roleArn = `arn:aws:iam::${security}:role/Triage`;
    const inputs = () => ({
      name: "triage",
      role: roleArn,
      runtime: "nodejs22.x",
      handler: "index.handler",
      code: archiveOf(zip("one")),
      environment: { variables: { TABLE: "incidents" } },
      loggingConfig: { logFormat: "Text", logGroup: "/triage" },
    });
    const openRole = (service = "lambda.amazonaws.com") =>
      client.make(iamTypes.role, { name: "Triage", assumeRolePolicy: serviceTrust(service) });

    for (const name of ["code", "handler", "name", "role", "runtime"]) {
      it(`cannot do without ${name}`, async () => {
        const { [name as "name"]: _left, ...others } = inputs();
        assert.deepEqual((await client.check(types.function, others)).failures, [`${name}: Missing required property`]);
      });
    }

    for (const [property, value, words] of [
      ["runtime", "nodejs12.x", /^runtime: expected runtime to be one of .*, got nodejs12\.x$/],
      ["role", "Triage", /^role: "Triage" is an invalid ARN$/],
      ["memorySize", 64, /^memorySize: expected memory_size to be in the range \(128 - 10240\), got 64$/],
      ["timeout", 901, /^timeout: expected timeout to be in the range \(1 - 900\), got 901$/],
      ["name", "a b", /^name: ValidationException: .*'functionName' failed to satisfy constraint/],
      ["code", { assets: {} }, /^code: the sandbox takes a FileArchive of one zip file$/],
      [
        "environment",
        { variables: { AWS_REGION: "eu-central-1" } },
        /^environment: InvalidParameterValueException: .*reserved keys .*: AWS_REGION$/,
      ],
      ["environment", { variables: { "1": "a" } }, /^environment: ValidationException: /],
      [
        "environment",
        { variables: { A1: "a".repeat(4_095) } },
        /^environment: InvalidParameterValueException: .*exceeded the 4KB limit\. Size measured: 4097$/,
      ],
      ["publish", true, /^publish: the sandbox has no versions of functions$/],
      ["layers", ["a"], /^layers: the sandbox does not know this property/],
    ] as const) {
      it(`refuses ${property} ${JSON.stringify(value).slice(0, 40)} before anything is made`, async () => {
        assert.match(
          (await client.check(types.function, { ...inputs(), [property]: value })).failures.join("\n"),
          words,
        );
      });
    }

    it("its id is its name; it knows its archive by path and digest", async () => {
      await openRole();
      const made = await client.make(types.function, inputs());
      assert.deepEqual(
        [made.id, made.outputs["arn"]],
        ["triage", `arn:aws:lambda:eu-central-1:${security}:function:triage`],
      );
      const digest = createHash("sha256").update("PK\u0003\u0004one");
      const hash = digest.digest("base64");
      assert.equal(made.outputs["sourceCodeHash"], hash);
      assert.equal(made.outputs["sourceCodeSize"], 7);
      const stored = regionalIn(scene.aws, where).functions["triage"];
      assert.deepEqual(stored?.code, {
        path: zip("one"),
        sha256: Buffer.from(hash, "base64").toString("hex"),
        size: 7,
      });
      assert.deepEqual((await client.diff(types.function, made, inputs())).diffs, []);
      await assert.rejects(
        client.make(types.function, inputs()),
        /ResourceConflictException: Function already exist: triage/,
      );
      const diff = await client.diff(types.function, made, { ...inputs(), code: archiveOf(zip("other")) });
      assert.deepEqual([diff.diffs, diff.replaces], [["code"], []]);
      const changed = await client.change(types.function, made, { ...inputs(), code: archiveOf(zip("other")) });
      assert.notEqual(changed.outputs["sourceCodeHash"], hash);
      assert.deepEqual((await client.diff(types.function, made, { ...inputs(), name: "t2" })).replaces, ["name"]);
    });

    it("refuses an archive that is not there, or is none", async () => {
      await openRole();
      await assert.rejects(
        client.make(types.function, { ...inputs(), code: archiveOf(join(directory, "no.zip")) }),
        /InvalidParameterValueException: unable to load ".*no\.zip"/,
      );
      const text = join(directory, "text.zip");
      writeFileSync(text, "export const handler = () => 1;");
      await assert.rejects(
        client.make(types.function, { ...inputs(), code: archiveOf(text) }),
        /InvalidParameterValueException: Could not unzip uploaded file\./,
      );
      await assert.rejects(
        client.make(types.function, { ...inputs(), sourceCodeHash: "abc=" }),
        /sourceCodeHash is abc=, but the archive has /,
      );
    });

    it("needs a role that Lambda can take", async () => {
      const words = /InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda\./;
      await assert.rejects(client.make(types.function, inputs()), words);
      await openRole("events.amazonaws.com");
      await assert.rejects(client.make(types.function, inputs()), words);
    });

    describe("Permission", () => {
      const permission = {
        statementId: "central",
        action: "lambda:InvokeFunction",
        function: "triage",
        principal: "events.amazonaws.com",
        sourceArn: `arn:aws:events:eu-central-1:${security}:rule/central/watch`,
      };
      testSchema(() => client, {
        type: types.permission,
        inputs: permission,
        required: ["action", "function", "principal", "statementId"],
        refused: [
          ["action", "events:PutEvents", /^action: invalid value for action: events:PutEvents$/],
          ["principal", "EventBridge", /^principal: The provided principal was invalid: EventBridge$/],
          ["statementId", "a b", /^statementId: statement_id must match/],
        ],
        replacing: {
          action: "lambda:*",
          function: "other",
          principal: "sns.amazonaws.com",
          sourceArn: "arn:aws:sns:eu-central-1:100000000004:a",
          statementId: "other",
        },
      });

      it("its id is that of its statement in the function's policy; it goes alone", async () => {
        await assert.rejects(
          client.make(types.permission, permission),
          /ResourceNotFoundException: Function not found: arn:aws:lambda:.*:function:triage/,
        );
        await openRole();
        const found = await client.make(types.function, inputs());
        const made = await client.make(types.permission, permission);
        assert.equal(made.id, "central");
        await assert.rejects(
          client.make(types.permission, permission),
          /ResourceConflictException: The statement id \(central\) provided already exists\./,
        );
        // A change of the function leaves its permissions.
        await client.change(types.function, found, { ...inputs(), timeout: 9 });
        const { statementId: _id, function: _function, ...rest } = permission;
        assert.deepEqual(regionalIn(scene.aws, where).functions["triage"]?.permissions, { central: rest });
        const byArn = { ...permission, statementId: "second", function: found.outputs["arn"] };
        const second = await client.make(types.permission, byArn);
        assert.deepEqual((await client.diff(types.permission, second, byArn)).diffs, []);
        await client.remove(types.permission, made);
        assert.deepEqual(Object.keys(regionalIn(scene.aws, where).functions["triage"]?.permissions ?? {}), ["second"]);
      });
    });

    describe("FunctionEventInvokeConfig", () => {
      const queueArn = `arn:aws:sqs:eu-central-1:${security}:failed`;
      const config = {
        functionName: "triage",
        maximumRetryAttempts: 2,
        maximumEventAgeInSeconds: 21_600,
        destinationConfig: { onFailure: { destination: queueArn } },
      };
      testSchema(() => client, {
        type: types.invokeConfig,
        inputs: config,
        required: ["functionName"],
        refused: [
          ["maximumRetryAttempts", 3, /range \(0 - 2\), got 3/],
          ["maximumEventAgeInSeconds", 59, /range \(60 - 21600\), got 59/],
          [
            "destinationConfig",
            { onFailure: {} },
            /^destinationConfig\.onFailure\.destination: Missing required property$/,
          ],
        ],
        replacing: { functionName: "other" },
      });

      it("the function's role must be let to send what failed", async () => {
        await openRole();
        await client.make(types.function, inputs());
        await assert.rejects(
          client.make(types.invokeConfig, config),
          /InvalidParameterValueException: The function's execution role .* does not have permissions to call SendMessage on arn:aws:sqs/,
        );
        await client.make(iamTypes.rolePolicy, {
          role: "Triage",
          name: "Send",
          policy: allowing("sqs:SendMessage", queueArn),
        });
        const made = await client.make(types.invokeConfig, config);
        assert.equal(made.id, "triage");
        assert.deepEqual((await client.diff(types.invokeConfig, made, config)).diffs, []);
        await client.remove(types.invokeConfig, made);
        assert.equal(await client.read(types.invokeConfig, "triage", made.outputs), undefined);
      });
    });
  });
});
