import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runPolicyConfig } from "../../cli/check/policy-config";
import { buildCommand, lifeline as command } from "../cli/command";
import { factsText } from "./examples";

function lifeline(...args: readonly string[]): {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
} {
  const { code, output, errors } = command(args);
  return { code, out: output, err: errors };
}

const keyUrn = "urn:pulumi:prod::orders::aws:kms/key:Key::orders";
const key = (inputs: object) => ({ type: "aws:kms/key:Key", urn: keyUrn, custom: true, inputs, outputs: inputs });
const state = (...resources: readonly object[]) => JSON.stringify({ version: 3, deployment: { resources } });

describe("lifeline check", () => {
  before(buildCommand);
  let place: string;
  const write = (name: string, text: string) => {
    writeFileSync(join(place, name), text);
    return join(place, name);
  };
  beforeEach(() => (place = mkdtempSync(join(tmpdir(), "lifeline-check-"))));
  afterEach(() => rmSync(place, { recursive: true, force: true }));

  it("ends with 0 and says so where a state breaks no rule", () => {
    const run = lifeline("check", "--state", write("state.json", state(key({ enableKeyRotation: true }))));
    assert.deepEqual([run.code, run.err], [0, ""]);
    assert.match(run.out, /^1 resources, \d+ rules: 0 violated, 0 undecided, 0 excepted\.\n$/);
  });

  it("ends with 1 and names rule, resource, property and fix where it does", () => {
    const run = lifeline("check", "--state", write("state.json", state(key({ enableKeyRotation: false }))), "--json");
    assert.equal(run.code, 1);
    const { holds, findings } = JSON.parse(run.out) as { holds: boolean; findings: readonly object[] };
    assert.equal(holds, false);
    assert.deepEqual(findings, [
      {
        rule: "rotate-keys",
        severity: "medium",
        urn: keyUrn,
        where: "enableKeyRotation",
        message:
          'rotate-keys: aws:kms/key:Key "orders", enableKeyRotation: the key is not rotated. Set enableKeyRotation: true.',
        verdict: "violated",
      },
    ]);
  });

  it("lays the preview over the state, and leaves open there what only the update knows", () => {
    const before = write("state.json", state(key({ enableKeyRotation: false })));
    const unknown = "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7";
    const steps = [{ op: "update", urn: keyUrn, newState: key({ enableKeyRotation: unknown }) }];
    const run = lifeline(
      "check",
      "--state",
      before,
      "--preview",
      write("preview.json", JSON.stringify({ steps })),
      "--json",
    );
    assert.equal(run.code, 0);
    const { findings } = JSON.parse(run.out) as { findings: readonly { verdict: string }[] };
    assert.deepEqual(
      findings.map(({ verdict }) => verdict),
      ["undecided"],
    );
  });

  it("takes what a preview does not show, because it is secret, for unknown", () => {
    const newState = { ...key({}), type: "aws:kms/key:Key", inputs: { enableKeyRotation: true, policy: "[secret]" } };
    const run = lifeline(
      "check",
      "--preview",
      write("preview.json", JSON.stringify({ steps: [{ op: "create", newState }] })),
    );
    assert.equal(run.code, 0, run.out);
  });

  it("does not judge what a preview deletes", () => {
    const steps = [{ op: "delete", urn: keyUrn, oldState: key({ enableKeyRotation: false }) }];
    const run = lifeline("check", "--preview", write("preview.json", JSON.stringify({ steps })), "--json");
    assert.equal(run.code, 0);
  });

  it("writes SARIF that code scanning reads: rules, levels, places, suppressions", () => {
    const legacy = "urn:pulumi:prod::legacy::aws:iam/accessKey:AccessKey::old";
    const resources = [
      key({ enableKeyRotation: false }),
      { type: "aws:iam/accessKey:AccessKey", urn: legacy, inputs: { user: "ci" } },
    ];
    const file = write("state.json", state(...resources));
    const run = lifeline("check", "--state", file, "--facts", write("facts.json", factsText), "--sarif");
    assert.equal(run.code, 1);
    const sarif = JSON.parse(run.out) as {
      readonly version: string;
      readonly runs: readonly [
        {
          readonly tool: { readonly driver: { readonly rules: readonly { id: string }[] } };
          readonly results: readonly Result[];
        },
      ];
    };
    interface Result {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly suppressions?: readonly object[];
      readonly locations: readonly [
        { readonly physicalLocation: object; readonly logicalLocations: readonly object[] },
      ];
    }
    const [{ tool, results }] = sarif.runs;
    assert.equal(sarif.version, "2.1.0");
    for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules[ruleIndex]?.id, ruleId);
    assert.deepEqual(
      results.map(({ ruleId, level, suppressions }) => [ruleId, level, suppressions?.length ?? 0]),
      [
        ["rotate-keys", "warning", 0],
        ["make-no-access-keys", "error", 1],
      ],
    );
    assert.deepEqual(results[0]?.locations[0].physicalLocation, {
      artifactLocation: { uri: file },
      region: { startLine: 1 },
    });
    assert.deepEqual(results[0]?.locations[0].logicalLocations, [
      { fullyQualifiedName: `${keyUrn}#enableKeyRotation`, kind: "resource" },
    ]);
  });

  it("ends with 2 where there is nothing to check, or the file is something else", () => {
    assert.deepEqual(lifeline("check").code, 2);
    const run = lifeline("check", "--state", write("state.json", '{"hello": 1}'));
    assert.equal(run.code, 2);
    assert.match(run.err, /found neither resources nor steps/);
    assert.match(lifeline("check", "--state", write("state.json", "{")).err, /state\.json: /);
  });

  it("names every reason why facts cannot be used", () => {
    const run = lifeline(
      "check",
      "--state",
      write("state.json", state()),
      "--facts",
      write("facts.json", '{"stack":"prod","facts":{},"policies":{}}'),
    );
    assert.equal(run.code, 2);
    assert.match(run.err, /- lifeline:organization: expected this fact is required/);
    assert.match(run.err, /- lifeline:deployers/);
  });
});

describe("lifeline policy-config", () => {
  before(buildCommand);
  let place: string;
  beforeEach(() => (place = mkdtempSync(join(tmpdir(), "lifeline-policy-config-"))));
  afterEach(() => rmSync(place, { recursive: true, force: true }));
  const options = { stack: "sandbox", check: false, json: true } as const;

  it("writes the stack's facts so that the pack can use them, and finds them current afterwards", () => {
    const output = join(place, "facts.json");
    const first = lifeline("policy-config", "--stack", "sandbox", "--output", output, "--json");
    assert.deepEqual([first.code, JSON.parse(first.out)], [0, { file: output, stack: "sandbox", changed: true }]);
    const file = JSON.parse(readFileSync(output, "utf8")) as { stack: string; facts: Record<string, unknown> };
    assert.equal(file.stack, "sandbox");
    assert.deepEqual(file.facts["accounts"], {
      logArchive: "100000000003",
      security: "100000000004",
      identity: "100000000005",
    });
    assert.equal(lifeline("policy-config", "--stack", "sandbox", "--output", output, "--check").code, 0);
    writeFileSync(output, "{}");
    assert.equal(lifeline("policy-config", "--stack", "sandbox", "--output", output, "--check").code, 1);
  });

  const refused = (config: string): string => {
    writeFileSync(join(place, "Pulumi.prod.yaml"), config);
    try {
      runPolicyConfig({ ...options, stack: "prod", directory: place, output: join(place, "facts.json") });
    } catch (error) {
      return (error as Error).message;
    }
    return "";
  };

  it("refuses facts that the program would refuse, encrypted ones, and settings it does not know", () => {
    assert.match(
      refused("config:\n  lifeline:organization:\n    id: o-1\n"),
      /- lifeline:organization\.id: expected an organization id/,
    );
    assert.match(refused("config:\n  lifeline:organization:\n    secure: AAAB\n"), /an encrypted value is no fact/);
    assert.match(
      refused("config:\n  lifeline-policies:exeptions: []\n"),
      /lifeline-policies:exeptions: unknown; allowed are/,
    );
    assert.match(refused("config: 1\n"), /expected settings under config/);
  });

  it("names the stack that is not there", () => {
    assert.throws(
      () => runPolicyConfig({ ...options, stack: "gone", directory: place }),
      /--stack gone: there is no Pulumi\.gone\.yaml/,
    );
  });
});
