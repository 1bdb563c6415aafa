import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildCommand, lifeline, project, stackTrace } from "./command";

describe("lifeline, its usage", () => {
  let directory: string;
  before(buildCommand);
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), "lifeline-usage-"))));
  afterEach(() => rmSync(directory, { recursive: true }));

  function file(name: string, text: string): string {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  }

  it("--help names the commands, an example and the exit codes", () => {
    const { code, output, errors } = lifeline(["--help"]);
    assert.deepEqual([code, errors], [0, ""]);
    assert.match(output, /^Usage: lifeline/);
    assert.match(output, /\n {2}sandbox \[options\] /);
    assert.match(output, /\nExample:\n {2}lifeline sandbox --accounts 100\n/);
    assert.match(output, /\nExit codes: 0 holds, 1 does not hold, 2 usage or cannot tell\./);
  });

  it("every command has --help with an example", () => {
    const commands = [
      ...lifeline(["--help"]).output.matchAll(/^ {2}([a-z-]+) .*\[options\]|^ {2}([a-z-]+) \[options\]/gm),
    ];
    const names = commands.map(([, one, other]) => one ?? other);
    assert.ok(names.includes("sandbox"));
    for (const name of names) {
      const { code, output } = lifeline([String(name), "--help"]);
      assert.equal(code, 0);
      assert.match(output, /Examples?:\n {2}lifeline /, `${name} --help has no example`);
    }
  });

  it("--help answers before anything heavy is loaded", () => {
    const list = file(
      "list.cjs",
      'process.on("exit", () => process.stderr.write(Object.keys(require.cache).join("\\n")));\n',
    );
    const loaded = lifeline(["sandbox", "--help"], { node: ["--require", list] }).errors.split("\n");
    assert.deepEqual(
      loaded.filter((path) => path.includes("node_modules")),
      [],
    );
  });

  it("--version is the project's", () => {
    const { version } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as { version: string };
    assert.equal(lifeline(["--version"]).output, `${version}\n`);
  });

  const mistakes: readonly { readonly title: string; readonly args: readonly string[]; readonly says: RegExp }[] = [
    {
      title: "an unknown command, with what may have been meant",
      args: ["sandbx"],
      says: /unknown command 'sandbx'[^]*sandbox/,
    },
    {
      title: "an unknown option",
      args: ["sandbox", "--acounts", "20"],
      says: /unknown option '--acounts'[^]*--accounts/,
    },
    {
      title: "an unknown engine",
      args: ["sandbox", "--engine", "terraform"],
      says: /Allowed choices are embedded, pulumi/,
    },
    { title: "too few accounts", args: ["sandbox", "--accounts", "11"], says: /whole number from 12 to 10000/ },
    {
      title: "accounts that are no number",
      args: ["sandbox", "--accounts", "12.5"],
      says: /whole number from 12 to 10000/,
    },
    {
      title: "a stack file that is not there",
      args: ["sandbox", "--stack-file", "nowhere.yaml"],
      says: /--stack-file nowhere\.yaml: there is no such file/,
    },
    {
      title: "a directory to keep a run in that is a file",
      args: ["sandbox", "--keep", __filename],
      says: /--keep .*usage\.test\.ts: cannot be made or is no directory/,
    },
  ];
  for (const { title, args, says } of mistakes) {
    it(`exits with 2 and no stack trace after ${title}`, () => {
      const { code, output, errors } = lifeline(args);
      assert.equal(code, 2);
      assert.equal(output, "");
      assert.match(errors, says);
      assert.doesNotMatch(errors, stackTrace);
    });
  }

  it("lists everything that is wrong with a stack file", () => {
    const facts = file("facts.yaml", "config:\n  responders: []\n  lifeline:token:\n    secure: AAABAMh0\n");
    const { code, errors } = lifeline(["sandbox", "--stack-file", facts]);
    assert.equal(code, 2);
    assert.equal(
      errors,
      `--stack-file ${facts}:\n- responders: write the project before it, lifeline:responders\n- lifeline:token: an encrypted value cannot be read outside its stack\n`,
    );
  });

  it("does not resume from half a run", () => {
    file("state.json", '{"version": 3, "deployment": {}}');
    const { code, errors } = lifeline(["sandbox", "--keep", directory]);
    assert.equal(code, 2);
    assert.match(errors, /state\.json is there and .*aws\.json is not: a run is resumed from both/);
  });

  it("does not resume from what is no export of a stack", () => {
    file("state.json", '{"version": 2}');
    file("aws.json", "{}");
    const { code, errors } = lifeline(["sandbox", "--keep", directory]);
    assert.equal(code, 2);
    assert.match(errors, /state\.json is not an export of a stack \(version 3\)/);
  });
});
