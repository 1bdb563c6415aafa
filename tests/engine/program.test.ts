import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { preview, update } from "../../sandbox/engine";
import { projectFor } from "../../sandbox/engine/project";
import { changesOf, errorsOf, scenario, stateOf } from "./scenario";
import { startToy, type Toy } from "./toy-provider";

describe("The embedded engine runs the project's program", () => {
  let toy: Toy;
  beforeEach(async () => (toy = await startToy()));
  afterEach(() => toy.stop());

  it("hands on what it says, and the message of a user's mistake without a stack trace", async () => {
    const resources = {
      said: { is: "print", text: "plain words" },
      warned: { is: "log", text: "take care" },
      fails: { is: "fail", text: "wrong facts", user: true },
    };
    const { ok, diagnostics } = await preview(scenario(toy, resources));
    assert.equal(ok, false);
    assert.deepEqual([...diagnostics].map(({ severity, message }) => `${severity}: ${message}`).sort(), [
      "error: wrong facts",
      "info: plain words",
      "warning: take care",
    ]);
    const crashed = await preview(scenario(toy, { fails: { is: "fail", text: "a bug" } }));
    assert.match(errorsOf(crashed).join(), /failed with an unhandled exception:[^]*a bug[^]*index.js/);
  });

  it("ends with the SDK's own message when the SDK refuses a resource", async () => {
    // With the SDK's source maps, Node 20 would never end to colour this error: https://github.com/nodejs/node/issues/64011
    const refused = await preview(scenario(toy, { "": { name: "x" } }));
    assert.equal(refused.ok, false);
    assert.match(errorsOf(refused).join(), /Missing resource name argument/);
  });

  it("reaches the program and the provider past a proxy of the user's", async () => {
    const user = process.env["http_proxy"];
    process.env["http_proxy"] = "http://127.0.0.1:9"; // Nothing listens there.
    try {
      const result = await update(scenario(toy, { a: { name: "a" } }));
      assert.deepEqual([errorsOf(result), changesOf(result)], [[], ["create a"]]);
    } finally {
      if (user === undefined) delete process.env["http_proxy"];
      else process.env["http_proxy"] = user;
    }
  });

  it("deletes nothing when the program did not finish", async () => {
    const { state } = await update(scenario(toy, { a: { name: "a" } }));
    const result = await update(scenario(toy, { ends: { is: "exit" } }, { state }));
    assert.deepEqual(errorsOf(result), ["Program exited with non-zero exit code: 3"]);
    assert.deepEqual(changesOf(result), []);
    assert.equal(stateOf(result.state, "a").id, "a-1");
  });

  it("hashes the bytes of an archive, so that its time and name are no change", async () => {
    const archive = join(mkdtempSync(join(__dirname, "programs", "scenario", "tmp-")), "code.zip");
    after(() => rmSync(join(archive, ".."), { recursive: true }));
    writeFileSync(archive, "abc");
    const resources = { a: { name: "a", code: { archive }, text: { asset: "abc" } } };
    const first = await update(scenario(toy, resources));
    const { code, text } = stateOf(first.state, "a").inputs as Record<string, Record<string, string>>;
    // The SHA-256 of "abc": FIPS 180-2, appendix B.1.
    const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    // Marks of archives and assets, and no other field, as the CLI keeps them: pkg/resource/plugin/rpc.go.
    const mark = "4dabf18193072939515e22adb298388d";
    assert.deepEqual(code, { [mark]: "0def7320c3a5731c473e5ecbe6d01bc7", hash: abc, path: archive });
    assert.deepEqual(text, { [mark]: "c44067f5952c0a294b673a41bacd8c17", hash: abc, text: "abc" });
    writeFileSync(archive, "abd");
    const second = await update(scenario(toy, resources, { state: first.state }));
    assert.deepEqual(changesOf(second), ["update a (code)"]);
    const missing = await preview(scenario(toy, { a: { name: "a", code: { archive: __dirname } } }));
    assert.match(errorsOf(missing).join(), /reads text, files and archives \(.zip, .jar, .tar, .tgz, .tar.gz\), not/);
  });

  it("refuses stack references by name", async () => {
    const result = await preview(scenario(toy, { other: { is: "reference" } }));
    assert.deepEqual(errorsOf(result), ["the embedded engine does not support pulumi:pulumi:StackReference"]);
  });
});

// Sealed by the Pulumi CLI 3.260.0 under the empty passphrase: the word "hush".
const salt = "v1:+GRWtUVO0Ds=:v1:JA6CYjnx08tfmEVB:XCtTTDWZf6/0W6qiJE14PP12JVhN6w==";
const sealed = "v1:pdKLa5AUSknF3ifi:IWu6bEjhsu1pMwH588aYW3NB6rw=";

describe("The embedded engine reads Pulumi.yaml and the stack's file", () => {
  const directory = mkdtempSync(join(__dirname, "programs", "project-"));
  after(() => rmSync(directory, { recursive: true }));
  const read = (file: string, stack: string, config = {}) => {
    writeFileSync(join(directory, "Pulumi.yaml"), file);
    writeFileSync(join(directory, "Pulumi.dev.yaml"), stack);
    return projectFor({ directory, stack: "dev", providers: {}, passphrase: "", config });
  };
  const nodejs = "name: p\nruntime: nodejs\n";

  it("with defaults, values, structures, secrets and an overlay", async () => {
    const project = await read(
      `name: p
runtime:
  name: nodejs
  options: { typescript: false, tsconfig: t.json, nodeargs: --x }
main: programs/
config:
  short: one
  typed: { type: integer, default: 7, description: a number }
  p:given: { type: array, items: { type: string } }
  pulumi:disable-default-providers: { value: ["*"] }
`,
      `encryptionsalt: ${salt}
config:
  p:given: [a, b]
  p:flag: true
  p:secret: { secure: "${sealed}" }
  p:deep: { list: [{ secure: "${sealed}" }] }
  bare: 5
`,
      { "p:over": '{"x":1}', "p:flag": "false" },
    );
    assert.deepEqual(project.config, {
      "p:given": '["a","b"]',
      "p:flag": "false",
      "p:secret": "hush",
      "p:deep": '{"list":["hush"]}',
      "p:bare": "5",
      "p:over": '{"x":1}',
      "p:short": "one",
      "p:typed": "7",
      "pulumi:disable-default-providers": '["*"]',
    });
    assert.deepEqual(project.secretKeys, ["p:secret", "p:deep"]);
    assert.deepEqual(project.options, { typescript: false, tsconfig: "t.json", nodeargs: "--x" });
    assert.equal(project.entryPoint, "programs");
  });

  it("runs a directory as its own program and a file from its directory", async () => {
    cpSync(join(__dirname, "fixtures"), join(directory, "programs"), { recursive: true });
    const inDirectory = await read(`${nodejs}main: programs\n`, "");
    assert.deepEqual([inDirectory.workingDirectory, inDirectory.entryPoint], [join(directory, "programs"), "."]);
    const ofFile = await read(`${nodejs}main: programs/export-3.260.json\n`, "");
    assert.deepEqual([ofFile.workingDirectory, ofFile.entryPoint], [join(directory, "programs"), "export-3.260.json"]);
    const byDefault = await read(nodejs, "");
    assert.deepEqual([byDefault.workingDirectory, byDefault.entryPoint], [directory, "."]);
  });

  it("tells every value that is missing, in the CLI's words", async () => {
    const declared = `${nodejs}config:\n  one: { type: integer }\n  two: { description: x }\n  aws:region: { value: x }\n`;
    await assert.rejects(read(declared, ""), { message: "Stack 'dev' is missing configuration values 'one', 'two'" });
    await assert.rejects(read(declared, "config: { one: 1 }"), {
      message: "Stack 'dev' is missing configuration value 'two'",
    });
  });

  it("refuses by name what it does not support", async () => {
    await assert.rejects(
      read(
        "name: p\nruntime: python\noptions: { refresh: always }\npackages: { x: y }\n",
        "environment: [e]\nsecretsprovider: awskms://x\n",
      ),
      {
        message:
          'the embedded engine does not support the runtime "python", packages (parameterized providers), ' +
          'options.refresh, environment (Pulumi ESC), the secrets provider "awskms://x"',
      },
    );
    const nowhere = { directory: join(directory, "none"), stack: "dev", providers: {}, passphrase: "" };
    const result = await preview(nowhere);
    assert.deepEqual(errorsOf(result), [`no Pulumi project: ${join(directory, "none", "Pulumi.yaml")} does not exist`]);
  });
});
