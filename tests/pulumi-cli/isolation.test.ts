import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPulumi } from "../../cli/engines/pulumi";
import type { EngineRun } from "../../cli/engines/types";
import { awsFor, startProvider, type RunningProvider } from "../../sandbox/aws";
import { fewestAccounts, organizationFor } from "../../sandbox/organization";
import { describeWithCli, spyOnCli, type Spy } from "./cli";

const project = join(__dirname, "..", "..");
const seclusions = (): readonly string[] => readdirSync(tmpdir()).filter((name) => name.startsWith("lifeline-pulumi-"));

/** What a user might have set, down to what would make the CLI work on a real stack of theirs. */
const users = {
  AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
  AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  AWS_PROFILE: "prod",
  AWS_CONFIG_FILE: "/home/alice/.aws/config",
  PULUMI_ACCESS_TOKEN: "pul-0123456789abcdef",
  PULUMI_STACK: "prod",
  PULUMI_HOME: "/home/alice/.pulumi",
  PULUMI_BACKEND_URL: "s3://state-of-prod",
  PULUMI_CONFIG_PASSPHRASE: "of prod",
  PULUMI_CONFIG_PASSPHRASE_FILE: "/home/alice/passphrase",
  PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
  GITHUB_TOKEN: "ghp_0123456789",
  // Leads nowhere: what goes there does not arrive.
  http_proxy: "http://127.0.0.1:9",
  https_proxy: "http://127.0.0.1:9",
};

describeWithCli("the pulumi engine", function () {
  let directory = "";
  /** Where this file's runs, and no others beside it, leave what they leave. */
  let temporary = "";
  let provider: RunningProvider;
  let spy: Spy | undefined;
  const before = { ...process.env };

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), "lifeline-test-"));
    temporary = mkdtempSync(join(tmpdir(), "lifeline-test-"));
    process.env["TMPDIR"] = temporary;
    cpSync(join(__dirname, "program"), directory, { recursive: true });
    symlinkSync(join(project, "node_modules"), join(directory, "node_modules"));
    provider = await startProvider(awsFor(organizationFor(fewestAccounts)));
  });
  afterEach(async () => {
    spy?.remove();
    spy = undefined;
    for (const name of [...Object.keys(users), "TMPDIR"]) delete process.env[name];
    Object.assign(process.env, before);
    await provider.stop();
    for (const one of [directory, temporary]) rmSync(one, { recursive: true });
  });

  const run = (more: Partial<EngineRun> = {}): EngineRun => ({
    directory,
    stack: "toy",
    config: {},
    providers: { aws: provider.port },
    passphrase: "toy",
    ...more,
  });

  it("shows the CLI nothing of the user's AWS, Pulumi and proxy, and leaves git status clean and no files behind", async () => {
    const git = (...words: readonly string[]): string =>
      execFileSync("git", words, { cwd: directory, encoding: "utf8" });
    git("init", "--quiet");
    git("add", ".");
    git("-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message=The program");
    Object.assign(process.env, users);
    spy = spyOnCli();
    const others = seclusions();
    const engine = await openPulumi(run({ config: { "sandbox-engines:externalId": "laid over a secret" } }));
    const own = seclusions().filter((name) => !others.includes(name));
    const update = await engine.update();
    await engine.close();

    assert.equal(update.ok, true, JSON.stringify(update.diagnostics));
    const environments = spy.environments();
    assert.ok(environments.length >= 3, "version, stack init and up at the least");
    const values = Object.values(users).filter((value) => value !== "true");
    for (const environment of environments) {
      assert.deepEqual(
        environment.filter((entry) => entry.startsWith("AWS_") || values.some((value) => entry.includes(value))),
        [],
      );
      assert.deepEqual(
        environment.filter((entry) => /^PULUMI_(ACCESS_TOKEN|STACK|IGNORE_AMBIENT_PLUGINS)=/.test(entry)),
        [],
      );
      assert.ok(environment.includes(`PULUMI_HOME=${join(tmpdir(), own[0] ?? "", "pulumi-home")}`));
    }
    assert.equal(git("status", "--porcelain"), "");
    assert.equal(own.length, 1);
    assert.deepEqual(
      seclusions().filter((name) => own.includes(name)),
      [],
    );
  });

  it("refuses to start when the provider does not answer", async () => {
    const { port } = provider;
    await provider.stop();
    spy = spyOnCli();
    await assert.rejects(openPulumi(run()), (error: Error) => {
      assert.equal(error.name, "UserError");
      assert.match(
        error.message,
        new RegExp(`^The sandbox's aws provider does not answer on 127\\.0\\.0\\.1:${port} \\(`),
      );
      return true;
    });
    assert.deepEqual(spy.environments(), []);
  });

  it("fails when the CLI does not attach the provider, and starts no plugin that happens to be on the PATH", async () => {
    spy = spyOnCli("unset PULUMI_DEBUG_PROVIDERS");
    const started = join(directory, "real-plugin-started");
    spy.install("pulumi-resource-aws", `: >'${started}'\nexit 1`);
    const others = seclusions();
    const engine = await openPulumi(run());
    await assert.rejects(engine.update(), {
      name: "UserError",
      message: /^pulumi v\S+ did not attach the sandbox's provider .* No plugin was started and nothing was deployed\./,
    });
    await engine.close();
    assert.equal(existsSync(started), false);
    assert.deepEqual(provider.operations(), 0);
    assert.deepEqual(
      seclusions().filter((name) => !others.includes(name)),
      [],
    );
  });

  it("fails when a resource is refused, in AWS's words, and closes without leaving files", async () => {
    const others = seclusions();
    const engine = await openPulumi(run({ config: { "sandbox-engines:maxSessionDuration": "60" } }));
    const outcome = await engine.update();
    await engine.close();
    assert.equal(outcome.ok, false);
    const errors = outcome.diagnostics.filter(({ severity }) => severity === "error");
    assert.ok(
      errors.some(({ message, urn }) => message.includes("60") && urn?.endsWith("::reader-role") === true),
      JSON.stringify(errors),
    );
    assert.deepEqual(
      seclusions().filter((name) => !others.includes(name)),
      [],
    );
  });

  it("tells in one sentence what the CLI says when it cannot open a stack", async () => {
    await assert.rejects(openPulumi(run({ passphrase: "another" })), {
      name: "UserError",
      message:
        /^\S+pulumi could not open a stack: could not create secrets manager for new stack: incorrect passphrase$/,
    });
  });
});

describe("the pulumi engine, without a pulumi on the PATH", () => {
  it("says where to get one, and what needs none", async () => {
    const path = process.env["PATH"];
    process.env["PATH"] = "/nowhere";
    try {
      await assert.rejects(
        openPulumi({ directory: __dirname, stack: "toy", config: {}, providers: {}, passphrase: "" }),
        { name: "UserError", message: /^No pulumi on the PATH\. Install it \(https:.*--engine embedded\.$/ },
      );
    } finally {
      process.env["PATH"] = path;
    }
  });
});
