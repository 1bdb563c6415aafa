import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyProject } from "../../cli/engines/pulumi-project";
import type { EngineRun } from "../../cli/engines/types";

describe("the copy of the project that the pulumi engine works on", () => {
  let directory = "";
  let copy = "";
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "lifeline-test-"));
    copy = join(directory, "copy");
    mkdirSync(copy);
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const run = (more: Partial<EngineRun> = {}): EngineRun => ({
    directory,
    stack: "toy",
    config: {},
    providers: {},
    passphrase: "",
    ...more,
  });
  const write = (name: string, text: string): void => writeFileSync(join(directory, name), text);
  const copied = (name: string): unknown => JSON.parse(readFileSync(join(copy, name), "utf8"));

  it("leaves the program where it is, and leads to no other plugin or backend", () => {
    write(
      "Pulumi.yaml",
      "name: toy\nruntime: nodejs\nmain: src/index.ts\nplugins: {providers: [{name: aws, path: ./real}]}\nbackend: {url: s3://state}\n",
    );
    assert.deepEqual(copyProject(run(), copy), { project: "toy", secrets: {} });
    assert.deepEqual(copied("Pulumi.yaml"), { name: "toy", runtime: "nodejs", main: join(directory, "src/index.ts") });
  });

  it("takes the project's directory for the program where no main is named", () => {
    write("Pulumi.yaml", "name: toy\nruntime: nodejs\n");
    copyProject(run(), copy);
    assert.deepEqual(copied("Pulumi.yaml"), { name: "toy", runtime: "nodejs", main: directory });
    assert.deepEqual(copied("Pulumi.toy.yaml"), { config: {} });
  });

  it("lays the configuration over the stack's file: structures as such, numbers in quotes as text", () => {
    write("Pulumi.yaml", "name: toy\nruntime: nodejs\n");
    write("Pulumi.toy.yaml", 'config:\n  toy:account: "012345678901"\n  toy:a: {b: 1}\n  toy:c: d\n');
    copyProject(
      run({ config: { "toy:a": '{"b":[2]}', "toy:list": "[1]", "toy:text": "42", "toy:odd": "{not json" } }),
      copy,
    );
    assert.deepEqual(copied("Pulumi.toy.yaml"), {
      config: {
        "toy:account": "012345678901",
        "toy:a": { b: [2] },
        "toy:c": "d",
        "toy:list": [1],
        "toy:text": "42",
        "toy:odd": "{not json",
      },
    });
  });

  it("hands back what is laid over a secret, to be encrypted by the CLI, and never writes it", () => {
    write("Pulumi.yaml", "name: toy\nruntime: nodejs\n");
    write("Pulumi.toy.yaml", "encryptionsalt: v1:salt\nconfig:\n  toy:key: {secure: v1:text}\n");
    assert.deepEqual(copyProject(run({ config: { "toy:key": "plain" } }), copy).secrets, { "toy:key": "plain" });
    assert.deepEqual(copied("Pulumi.toy.yaml"), {
      encryptionsalt: "v1:salt",
      config: { "toy:key": { secure: "v1:text" } },
    });
  });

  it("goes on with the salt of the state where the stack's file has none", () => {
    write("Pulumi.yaml", "name: toy\nruntime: nodejs\n");
    const manifest = { time: "", magic: "", version: "" };
    const secrets_providers = { type: "passphrase", state: { salt: "v1:state" } };
    copyProject(run({ state: { version: 3, deployment: { manifest, secrets_providers, metadata: {} } } }), copy);
    assert.deepEqual(copied("Pulumi.toy.yaml"), { encryptionsalt: "v1:state", config: {} });
  });

  it("leaves the user's files as they are", () => {
    const [project, stack] = ["name: toy # mine\nruntime: nodejs\n", "config:\n  toy:a: b # mine\n"];
    write("Pulumi.yaml", project);
    write("Pulumi.toy.yaml", stack);
    copyProject(run({ config: { "toy:a": "c" } }), copy);
    assert.equal(readFileSync(join(directory, "Pulumi.yaml"), "utf8"), project);
    assert.equal(readFileSync(join(directory, "Pulumi.toy.yaml"), "utf8"), stack);
    assert.deepEqual(readdirSync(directory).sort(), ["Pulumi.toy.yaml", "Pulumi.yaml", "copy"]);
  });

  it("says which file is missing or is no project", () => {
    const missing = join(directory, "Pulumi.yaml");
    assert.throws(() => copyProject(run(), copy), {
      name: "UserError",
      message: `no Pulumi project: ${missing} does not exist.`,
    });
    write("Pulumi.yaml", "- a list\n");
    assert.throws(() => copyProject(run(), copy), { name: "UserError", message: `${missing} is not a mapping.` });
    write("Pulumi.yaml", "runtime: nodejs\n");
    assert.throws(() => copyProject(run(), copy), { name: "UserError", message: `${missing}: name is missing.` });
  });
});
