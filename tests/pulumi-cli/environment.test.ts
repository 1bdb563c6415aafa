import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentFor, launcherFor, pulumiOnPath } from "../../cli/engines/pulumi-environment";

const places = {
  home: "/own/home",
  pulumiHome: "/own/pulumi",
  backend: "/own/state",
  temporary: "/own/tmp",
  programs: "/own/path",
};

describe("the environment of the pulumi engine", () => {
  let directory = "";
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), "lifeline-test-"))));
  afterEach(() => rmSync(directory, { recursive: true }));

  it("has nothing of the user's but the PATH, the name, the language and the time zone", () => {
    const user = {
      PATH: "/usr/bin:/bin",
      USER: "alice",
      LANG: "de_DE.UTF-8",
      TZ: "Europe/Berlin",
      HOME: "/home/alice",
      AWS_ACCESS_KEY_ID: "AKIA",
      AWS_PROFILE: "prod",
      PULUMI_ACCESS_TOKEN: "pul-",
      PULUMI_STACK: "prod",
      PULUMI_HOME: "/home/alice/.pulumi",
      PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
      GITHUB_TOKEN: "ghp_",
      NODE_OPTIONS: "--require /home/alice/hook.js",
    };
    assert.deepEqual(environmentFor({ places, passphrase: "p", providers: { aws: 4711, other: 4712 } }, user), {
      PATH: "/own/path:/usr/bin:/bin",
      USER: "alice",
      LANG: "de_DE.UTF-8",
      TZ: "Europe/Berlin",
      HOME: "/own/home",
      TMPDIR: "/own/tmp",
      PULUMI_AUTOMATION_API: "true",
      PULUMI_BACKEND_URL: "file:///own/state",
      PULUMI_CONFIG_PASSPHRASE: "p",
      PULUMI_DEBUG_COMMANDS: "true",
      PULUMI_DEBUG_PROVIDERS: "aws:4711,other:4712",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
      PULUMI_HOME: "/own/pulumi",
      PULUMI_SKIP_CONFIRMATIONS: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    });
  });

  it("reaches the CLI alone and unharmed, quotes, spaces and line breaks included", () => {
    const pulumi = executable(join(directory, "pulumi it's"), '#!/bin/sh\n/usr/bin/env -0\nprintf "%s|" "$@"\n');
    const launcher = executable(
      join(directory, "launcher"),
      launcherFor(pulumi, { PATH: "/usr/bin", EMPTY: "", ODD: `it's "$HOME" \`id\`\nand more` }),
    );
    const output = execFileSync(launcher, ["stack", "it's"], {
      encoding: "utf8",
      env: { AWS_PROFILE: "prod", PULUMI_STACK: "prod" },
    });
    const own = ["PWD", "SHLVL", "_", "OLDPWD"]; // Of the shell that prints them.
    const seen = output.split("\0").filter((entry) => !own.includes(entry.split("=")[0] ?? ""));
    assert.deepEqual(seen.sort(), ["EMPTY=", `ODD=it's "$HOME" \`id\`\nand more`, "PATH=/usr/bin", "stack|it's|"]);
  });

  it("takes the first pulumi on the PATH that can be executed", () => {
    for (const name of ["folder", "text", "program", "later"]) mkdirSync(join(directory, name));
    mkdirSync(join(directory, "folder", "pulumi"));
    writeFileSync(join(directory, "text", "pulumi"), "not executable");
    const program = executable(join(directory, "program", "pulumi"), "#!/bin/sh\n");
    executable(join(directory, "later", "pulumi"), "#!/bin/sh\n");
    const path = ["absent", "folder", "text", "program", "later"].map((name) => join(directory, name)).join(":");
    assert.equal(pulumiOnPath(path), program);
    assert.equal(pulumiOnPath(join(directory, "text")), undefined);
    assert.equal(pulumiOnPath(""), undefined);
  });
});

function executable(file: string, text: string): string {
  writeFileSync(file, text);
  chmodSync(file, 0o700);
  return file;
}
