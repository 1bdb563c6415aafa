import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPack, startPolicyHost } from "./policy-host";
import { isFullScale } from "../scale";

const project = join(__dirname, "..", "..");
const accessKey = {
  type: "aws:iam/accessKey:AccessKey",
  urn: "urn:pulumi:prod::orders::aws:iam/accessKey:AccessKey::it",
  name: "it",
  properties: { user: "ci" },
  protect: false,
};

/** From the registry or npm's cache; where neither answers, what this project has installed of the same versions. */
function installProduction(directory: string): void {
  const { status, stderr } = spawnSync(
    "npm",
    ["install", "--omit=dev", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0"],
    { cwd: directory, encoding: "utf8" },
  );
  if (status === 0) return;
  assert.match(stderr, /ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ENOTCACHED|network/, stderr);
  rmSync(join(directory, "node_modules"), { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  symlinkSync(join(project, "node_modules"), join(directory, "node_modules"));
}

describe("artefacts of the policy pack", () => {
  let place: string;
  before(buildPack);
  beforeEach(() => (place = mkdtempSync(join(tmpdir(), "lifeline-artefact-"))));
  afterEach(() => rmSync(place, { recursive: true, force: true }));

  (isFullScale ? it : it.skip)(
    "npm pack holds the bundle and what it needs, and runs elsewhere with production dependencies",
    async () => {
      const [packed] = JSON.parse(
        execFileSync("npm", ["pack", "--json", "--pack-destination", place], {
          cwd: join(project, "policypack"),
          encoding: "utf8",
          stdio: ["ignore", "pipe", "ignore"],
        }),
      ) as [{ readonly filename: string; readonly files: readonly { readonly path: string }[] }];
      assert.deepEqual(
        packed.files.map(({ path }) => path).filter((path) => path !== "facts.json"),
        ["PulumiPolicy.yaml", "dist/index.js", "package.json"],
      );
      execFileSync("tar", ["-xzf", packed.filename], { cwd: place });
      const directory = join(place, "package");
      installProduction(directory);
      const host = await startPolicyHost({ artefact: "directory", place: directory });
      try {
        assert.deepEqual(
          (await host.analyze(accessKey)).map(({ policy }) => policy),
          ["make-no-access-keys"],
        );
      } finally {
        host.stop();
      }
    },
  );

  it("the executable runs alone in an empty folder", async () => {
    cpSync(join(project, "policypack", "dist", "lifeline-policy"), join(place, "lifeline-policy"));
    assert.deepEqual(readdirSync(place), ["lifeline-policy"]);
    const host = await startPolicyHost({ artefact: "executable", place });
    try {
      assert.deepEqual(
        (await host.analyze(accessKey)).map(({ policy }) => policy),
        ["make-no-access-keys"],
      );
    } finally {
      host.stop();
    }
  });

  it("the executable is built with the organization's facts inside", () => {
    cpSync(join(project, "setup"), join(place, "setup"), { recursive: true });
    symlinkSync(join(project, "node_modules"), join(place, "node_modules"));
    mkdirSync(join(place, "policypack"));
    writeFileSync(join(place, "policypack", "index.ts"), "export {};\n");
    const source =
      "declare const BUILT_FACTS: string | undefined;\nprocess.stdout.write(String(typeof BUILT_FACTS === 'string' ? BUILT_FACTS : 'none'));\n";
    writeFileSync(join(place, "policypack", "executable.ts"), source);
    const built = () => {
      execFileSync(process.execPath, [join(place, "setup", "build.mjs"), "policypack"]);
      return execFileSync(join(place, "policypack", "dist", "lifeline-policy"), { encoding: "utf8" });
    };
    assert.equal(built(), "none");
    writeFileSync(join(place, "policypack", "facts.json"), '{"stack": "prod"}\n');
    assert.equal(built(), '{"stack": "prod"}\n');
  });

  it("states exact versions, its files, and no script that would run on installation", () => {
    const manifest = JSON.parse(readFileSync(join(project, "policypack", "package.json"), "utf8")) as {
      readonly dependencies: Readonly<Record<string, string>>;
      readonly files: readonly string[];
      readonly scripts?: unknown;
      readonly version: string;
    };
    assert.deepEqual(Object.keys(manifest.dependencies).sort(), ["@pulumi/policy", "@pulumi/pulumi"]);
    for (const version of Object.values(manifest.dependencies)) assert.match(version, /^\d+\.\d+\.\d+$/);
    assert.match(manifest.version, /^\d+\.\d+\.\d+$/);
    assert.deepEqual(manifest.files, ["dist/index.js", "facts.json", "snapshot.json", "PulumiPolicy.yaml"]);
    assert.equal(manifest.scripts, undefined);
  });
});
