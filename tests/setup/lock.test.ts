import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

interface LockedPackage {
  readonly version: string;
  readonly integrity?: string;
  readonly optional?: boolean;
}
type Lock = Readonly<Record<string, LockedPackage>>;

describe("what package-lock.json asks for, beside what is installed", () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), "lifeline-lock-"))));
  afterEach(() => rmSync(directory, { recursive: true }));

  function write(file: string, content: object): void {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), JSON.stringify(content));
  }

  function project(wanted: Lock, installed: Lock, onDisk: readonly string[] = Object.keys(installed)): void {
    write("package-lock.json", { packages: { "": { version: "0.1.0" }, ...wanted } });
    write("node_modules/.package-lock.json", { packages: installed });
    for (const path of onDisk) write(`${path}/package.json`, {});
  }

  /** In a process of its own: the module is ECMAScript, as all that runs before an installation. */
  function reason(): string {
    const lock = join(__dirname, "..", "..", "setup", "lock.mjs");
    const script = `const { reasonToInstall } = await import(${JSON.stringify(lock)});
      process.stdout.write(String(reasonToInstall(${JSON.stringify(directory)})));`;
    return execFileSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" });
  }

  const zod = { "node_modules/zod": { version: "4.6.7", integrity: "sha512-aaa" } };

  it("nothing is missing when every package is there in its version", () => {
    project(zod, zod);
    assert.equal(reason(), "undefined");
  });

  it("everything is missing in a fresh clone", () => {
    write("package-lock.json", { packages: zod });
    assert.equal(reason(), "node_modules is not there yet");
  });

  it("an older version is out of date", () => {
    project(zod, { "node_modules/zod": { version: "4.6.6", integrity: "sha512-bbb" } });
    assert.equal(reason(), "node_modules/zod is 4.6.6, package-lock.json asks for 4.6.7");
  });

  it("the same version with other contents is out of date", () => {
    project(zod, { "node_modules/zod": { version: "4.6.7", integrity: "sha512-bbb" } });
    assert.match(reason(), /^node_modules\/zod is 4\.6\.7/);
  });

  it("a package that was added is missing", () => {
    project({ ...zod, "node_modules/yaml": { version: "2.9.1" } }, zod);
    assert.equal(reason(), "node_modules/yaml 2.9.1 is missing");
  });

  it("a package that npm remembers and somebody deleted is missing", () => {
    project(zod, zod, []);
    assert.equal(reason(), "node_modules/zod 4.6.7 is missing");
  });

  it("an optional package for another system may be missing", () => {
    project({ ...zod, "node_modules/@esbuild/aix-ppc64": { version: "0.28.2", optional: true } }, zod);
    assert.equal(reason(), "undefined");
  });
});
