import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { changed, settings } from "./scene";

const project = join(__dirname, "../..");
const zip = join(project, "dist", "functions", "triage.zip");

/** What the function needs of AWS, over HTTP: a table that is empty but for what is put, and a topic. */
function aws(published: URLSearchParams[]): Server {
  const items = new Map<string, unknown>();
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      const [, call] = String(request.headers["x-amz-target"] ?? "").split(".");
      if (call === undefined) {
        published.push(new URLSearchParams(body));
        response.setHeader("Content-Type", "text/xml");
        response.end("<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>");
        return;
      }
      response.setHeader("Content-Type", "application/x-amz-json-1.0");
      response.end(JSON.stringify(tableAnswer(call, JSON.parse(body) as TableCall, items)));
    });
  });
}

interface TableCall {
  readonly Key?: unknown;
  readonly Item?: { readonly pk: unknown; readonly sk: unknown };
}

function tableAnswer(call: string, { Key, Item }: TableCall, items: Map<string, unknown>): unknown {
  if (call === "GetItem") return { Item: items.get(JSON.stringify(Key)) };
  if (call === "Query") return { Items: [] };
  if (call === "PutItem" && Item !== undefined) items.set(JSON.stringify({ pk: Item.pk, sk: Item.sk }), Item);
  return {};
}

describe("the bundle that is deployed", function () {
  this.timeout(30_000);
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "lifeline-bundle-"));
    const files = unzipSync(readFileSync(zip));
    assert.deepEqual(Object.keys(files), ["index.js"]);
    writeFileSync(join(directory, "index.js"), files["index.js"] ?? "");
  });
  after(() => rmSync(directory, { recursive: true }));

  it("is small enough to start quickly", () => {
    assert.ok(readFileSync(join(directory, "index.js")).length <= 1_200_000);
  });

  it("has the same bytes whenever and wherever it is built", () => {
    const elsewhere = join(directory, "elsewhere");
    mkdirSync(elsewhere);
    for (const folder of ["functions", "rulebook", "setup", "node_modules"])
      symlinkSync(join(project, folder), join(elsewhere, folder));
    const script = `
      const [{ buildFunctions }, esbuild, fflate] = await Promise.all([${JSON.stringify(join(project, "setup", "build-functions.mjs"))}, "esbuild", "fflate"].map((name) => import(name)));
      const { writeFileSync } = await import("node:fs");
      await buildFunctions(esbuild, fflate, ${JSON.stringify(elsewhere)}, (file, zip) => writeFileSync("triage.zip", zip));
    `;
    const env = { ...process.env, TZ: "Pacific/Kiritimati" };
    const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      env,
      cwd: elsewhere,
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    assert.deepEqual(readFileSync(join(elsewhere, "triage.zip")), readFileSync(zip));
  });

  it("alerts, writes metrics and says what it decided, with nothing beside it but Node", async () => {
    const published: URLSearchParams[] = [];
    const server = aws(published);
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const address = server.address();
    assert.ok(typeof address === "object" && address !== null);
    const endpoint = `http://127.0.0.1:${address.port}`;
    const event = changed(
      "assumerole-user-regional-caller-account",
      "one",
      new Date().toISOString().replace(/\.\d+/, ""),
    );
    const script = `require(${JSON.stringify(join(directory, "index.js"))}).handler(${JSON.stringify(event)}).then((answer) => console.log("answer " + JSON.stringify(answer)))`;
    const env = {
      PATH: process.env["PATH"],
      REGISTER_TABLE: "lifeline-incidents",
      SOC_TOPIC_ARN: "arn:aws:sns:eu-central-1:444444444444:lifeline-soc",
      LIFELINE_SETTINGS: JSON.stringify(settings),
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
      AWS_ENDPOINT_URL_SNS: endpoint,
    };
    try {
      const lines = await outputOf(["-e", script], env, directory);
      assert.ok(
        lines.includes('answer {"verdict":"alert","reason":"no incident is declared for it"}'),
        lines.join("\n"),
      );
      const metrics = lines
        .filter((line) => line.includes('"Namespace":"Lifeline"'))
        .map((line) => Object.keys(JSON.parse(line) as object));
      assert.deepEqual(metrics, [
        ["_aws", "HandledUses"],
        ["_aws", "Alerts"],
      ]);
      assert.equal(published.length, 1);
      assert.equal(published[0]?.get("TopicArn"), env.SOC_TOPIC_ARN);
      assert.match(published[0]?.get("Message") ?? "", /^ALERT: no incident is declared for it\n/);
    } finally {
      server.close();
    }
  });
});

function outputOf(args: readonly string[], env: NodeJS.ProcessEnv, cwd: string): Promise<readonly string[]> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, { env, cwd, stdio: ["ignore", "pipe", "pipe"] });
    let [output, errors] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (output += String(chunk)));
    child.stderr.on("data", (chunk: Buffer) => (errors += String(chunk)));
    child.once("error", failed);
    child.once("close", (code) => (code === 0 ? done(output.split("\n")) : failed(new Error(errors))));
  });
}
