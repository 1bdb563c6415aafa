import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const project = join(__dirname, "..", "..");

/** What a script prints that runs with the program's preload, as JSON. */
function printed(script: string): unknown {
  const preload = ["--require=./setup/lean-start.cjs", "--eval"];
  const { stdout, stderr, status } = spawnSync(process.execPath, [...preload, script], {
    cwd: project,
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

const loaded = `Object.keys(require.cache).map((path) => path.replaceAll("\\\\", "/"))`;

describe("The program's preload", () => {
  it("leaves out of the SDK what the program never uses", () => {
    const unused = ["@npmcli/arborist/", "runtime/closure/createClosure.js", "automation/localWorkspace.js"];
    const script = `require("@pulumi/pulumi"); console.log(JSON.stringify(${loaded}))`;
    const paths = printed(script) as readonly string[];
    assert.deepEqual(
      unused.filter((part) => paths.some((path) => path.includes(part))),
      [],
    );
    assert.ok(paths.some((path) => path.endsWith("runtime/closure/serializeClosure.js")));
  });

  it("gives the real thing to whoever asks for it: functions are still serialised", () => {
    const script = `
      const pulumi = require("@pulumi/pulumi");
      const factor = 6;
      pulumi.runtime.serializeFunction(() => factor * 7).then(({ text }) => console.log(JSON.stringify(text)));`;
    assert.match(printed(script) as string, /factor \* 7/);
  });

  it("gives the real Automation API, by name and by its keys", () => {
    const script = `
      const { automation } = require("@pulumi/pulumi");
      const keys = Object.keys(automation);
      console.log(JSON.stringify([typeof automation.LocalWorkspace, keys.includes("LocalWorkspace"), "Nothing" in automation]));`;
    assert.deepEqual(printed(script), ["function", true, false]);
  });
});
