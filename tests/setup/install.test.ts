import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const project = join(__dirname, "..", "..");

interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** A clone in miniature: our scripts, one locked package, and an npm that does what a test says. */
describe("installation before `npm start` and `npm test`", () => {
  let clone: string;
  beforeEach(() => {
    clone = mkdtempSync(join(tmpdir(), "lifeline-clone-"));
    cpSync(join(project, "setup"), join(clone, "setup"), { recursive: true });
    write("package.json", JSON.stringify({ name: "lifeline", version: "0.1.0" }));
    write("package-lock.json", JSON.stringify({ packages: { "node_modules/zod": { version: "4.6.7" } } }));
    write("cli/lifeline.ts", "const answer: number = 42;\nprocess.stdout.write(`${answer}`);\n");
    write("policypack/index.ts", "export {};\n");
    write("policypack/executable.ts", "export {};\n");
    write("functions/triage/index.ts", "export const handler = (): number => 1;\n");
  });
  afterEach(() => rmSync(clone, { recursive: true }));

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(clone, file)), { recursive: true });
    writeFileSync(join(clone, file), text);
  }

  /** What building needs. */
  function addBuilders(): void {
    for (const name of ["esbuild", "@esbuild", "fflate"]) {
      mkdirSync(join(clone, "node_modules"), { recursive: true });
      symlinkSync(join(project, "node_modules", name), join(clone, "node_modules", name));
    }
  }

  function addPackage(): void {
    write("node_modules/zod/package.json", "{}");
    write(
      "node_modules/.package-lock.json",
      JSON.stringify({ packages: { "node_modules/zod": { version: "4.6.7" } } }),
    );
    addBuilders();
  }

  function install(npm: string, ...nodeArguments: string[]): Run {
    write("npm/npm-cli.js", npm);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...nodeArguments, join(clone, "setup", "install.mjs")],
      {
        encoding: "utf8",
        env: { ...process.env, npm_execpath: join(clone, "npm", "npm-cli.js") },
      },
    );
    return { code: status, output: stdout, errors: stderr };
  }

  const mustNotRun = "process.stderr.write('npm was started'); process.exit(1);";

  it("says nothing when all is there, and builds the command", () => {
    addPackage();
    assert.deepEqual(install(mustNotRun), { code: 0, output: "", errors: "" });
    const command = join(clone, "node_modules", ".bin", "lifeline");
    assert.ok(lstatSync(command).isSymbolicLink());
    assert.equal(spawnSync(command, { encoding: "utf8" }).stdout, "42");
  });

  it("builds again what changed", () => {
    addPackage();
    install(mustNotRun);
    write("cli/lifeline.ts", 'process.stdout.write("new");\n');
    install(mustNotRun);
    assert.equal(spawnSync(process.execPath, [join(clone, "dist", "lifeline.js")], { encoding: "utf8" }).stdout, "new");
  });

  it("installs exactly what is locked, and keeps the standard output for the command that follows", () => {
    const run = install(`
      const { cpSync, mkdirSync, symlinkSync, writeFileSync } = require("node:fs");
      process.stdout.write("arguments: " + process.argv.slice(2).join(" ") + "\\n");
      mkdirSync("node_modules/zod", { recursive: true });
      writeFileSync("node_modules/zod/package.json", "{}");
      writeFileSync("node_modules/.package-lock.json", JSON.stringify({ packages: { "node_modules/zod": { version: "4.6.7" } } }));
      for (const name of ["esbuild", "@esbuild", "fflate"]) symlinkSync(${JSON.stringify(join(project, "node_modules"))} + "/" + name, "node_modules/" + name);
    `);
    assert.equal(
      run.errors,
      [
        "lifeline 0.1.0: installing packages (node_modules is not there yet) …",
        "arguments: ci --no-audit --no-fund --loglevel=error",
        "",
      ].join("\n"),
    );
    assert.deepEqual([run.code, run.output], [0, ""]);
    assert.ok(existsSync(join(clone, "dist", "lifeline.js")));
    assert.ok(existsSync(join(clone, "dist", "functions", "triage.zip")));
  });

  it("tells that the registry did not answer, and what to look at", () => {
    const run = install("process.stderr.write('npm error code ENOTFOUND\\n'); process.exit(1);");
    assert.deepEqual([run.code, run.output], [2, ""]);
    assert.match(run.errors, /the npm registry did not answer \(ENOTFOUND\).*npm config get registry/);
    assert.doesNotMatch(run.errors, /\n\s+at /);
  });

  it("tells any other failure of npm by its exit code", () => {
    const run = install("process.stderr.write('npm error code EUSAGE\\n'); process.exit(7);");
    assert.equal(run.code, 2);
    assert.match(run.errors, /npm error code EUSAGE\nlifeline 0\.1\.0: npm ci failed with exit code 7/);
  });

  it("does not believe an npm that installed nothing", () => {
    const run = install("process.exit(0);");
    assert.equal(run.code, 2);
    assert.match(run.errors, /npm ci ended well, yet node_modules is not there yet/);
  });

  it("shows why a build failed, without a stack trace", () => {
    addPackage();
    write("cli/lifeline.ts", 'import { gone } from "./gone";\ngone();\n');
    const run = install(mustNotRun);
    assert.equal(run.code, 2);
    assert.match(run.errors, /the build failed:[^]*Could not resolve "\.\/gone"/);
    assert.doesNotMatch(run.errors, /\n\s+at /);
  });

  it("refuses a Node that is too old, by number", () => {
    write(
      "old.cjs",
      'Object.defineProperty(process, "versions", { value: { node: "18.20.4" } });\nObject.defineProperty(process, "version", { value: "v18.20.4" });\n',
    );
    const run = install(mustNotRun, "--require", join(clone, "old.cjs"));
    assert.deepEqual(run, {
      code: 2,
      output: "",
      errors:
        "lifeline 0.1.0: Lifeline needs Node 20 or newer; this is v18.20.4. Install a newer one from https://nodejs.org.\n",
    });
  });

  it("is harmless where development packages are left out", () => {
    const { status, stderr } = spawnSync(process.execPath, [join(clone, "setup", "build.mjs")], { encoding: "utf8" });
    assert.equal(status, 0);
    assert.equal(stderr, "lifeline: esbuild is not installed (a development package), so nothing was built\n");
  });
});
