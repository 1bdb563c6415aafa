import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { preview, type StackExport, update } from "../../sandbox/engine";
import { crypterFor } from "../../sandbox/engine/passphrase";
import { changesOf, errorsOf, scenario, stateOf } from "./scenario";
import { startToy, type Toy } from "./toy-provider";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

describe("Pulumi's passphrase provider", () => {
  // Written by the Pulumi CLI 3.260.0 for the empty passphrase.
  const salt = "v1:GN3NyWUpS9U=:v1:EN1v5Ml/I9b75/kp:u0F4oCzJaq41GXYb/qHnGpg9a3sH6g==";

  it("opens what the CLI has sealed, and refuses another passphrase", async () => {
    const crypter = await crypterFor("", salt);
    assert.equal(crypter.decrypt(salt.split(":").slice(2).join(":")), "pulumi");
    await assert.rejects(crypterFor("other", salt), /^Error: incorrect passphrase$/);
  });

  it("seals under a new salt in the same form", async () => {
    const crypter = await crypterFor("word");
    assert.match(crypter.salt, /^v1:[A-Za-z0-9+/]{11}=:v1:[A-Za-z0-9+/]{16}:[A-Za-z0-9+/=]+$/);
    const sealed = crypter.encrypt("héllo");
    assert.notEqual(sealed, crypter.encrypt("héllo"));
    assert.equal((await crypterFor("word", crypter.salt)).decrypt(sealed), "héllo");
    assert.throws(() => crypter.decrypt(`${sealed.slice(0, -8)}AAAAAAA=`), /incorrect passphrase/);
  });
});

describe("The state of the embedded engine", () => {
  let toy: Toy;
  beforeEach(async () => (toy = await startToy()));
  afterEach(() => toy.stop());

  it("keeps secrets secret: given, returned by the provider, or declared", async () => {
    const resources = {
      a: { name: { secret: "hush" }, issue: true },
      b: { name: "open", options: { additionalSecretOutputs: ["fingerprint"] } },
      c: { name: "$a.name" },
    };
    const outputs = { name: "$a.name", token: "$a.token", print: "$b.fingerprint", size: "$b.size" };
    const { state, outputs: shown } = await update(scenario(toy, resources, { outputs }));
    assert.deepEqual(shown, { name: "[secret]", token: "[secret]", print: "[secret]", size: 4 });
    const text = JSON.stringify(state);
    for (const word of ['"hush"', "t0ken", "print-open"]) assert.equal(text.includes(word), false, word);
    const crypter = await crypterFor("", state.deployment.secrets_providers?.state?.salt);
    const opened = (value: unknown) => {
      const { [SIGNATURE]: signature, ciphertext = "" } = value as Record<string, string>;
      assert.equal(signature, SECRET);
      return JSON.parse(crypter.decrypt(ciphertext)) as unknown;
    };
    assert.equal(opened(stateOf(state, "a").inputs?.["name"]), "hush");
    assert.equal(opened(stateOf(state, "a").outputs?.["name"]), "hush");
    assert.equal(opened(stateOf(state, "a").outputs?.["token"]), "t0ken");
    assert.equal(opened(stateOf(state, "b").outputs?.["fingerprint"]), "print-open");
    assert.equal(opened(stateOf(state, "c").inputs?.["name"]), "hush");
    assert.deepEqual(stateOf(state, "b").additionalSecretOutputs, ["fingerprint"]);
    const again = await update(scenario(toy, resources, { outputs, state }));
    assert.deepEqual(changesOf(again), []);
    const wrong = await preview(scenario(toy, resources, { outputs, state, passphrase: "other" }));
    assert.deepEqual(errorsOf(wrong), ["incorrect passphrase"]);
  });

  it("has the form of `pulumi stack export`, field by field as the CLI 3.260 writes it", async () => {
    const { state } = await update(scenario(toy, recordedResources, { outputs: recordedOutputs }));
    assert.deepEqual(comparable(state), comparable(recorded));
    const { manifest, secrets_providers, metadata } = state.deployment;
    assert.deepEqual(Object.keys(state.deployment), ["manifest", "secrets_providers", "resources", "metadata"]);
    assert.equal(manifest.version, "v3.260.0");
    assert.equal(manifest.magic, recorded.deployment.manifest.magic);
    assert.deepEqual([secrets_providers?.type, metadata], ["passphrase", {}]);
  });

  it("can be one that the CLI has written: nothing changes", async () => {
    toy.things.set("d-1", { name: "d" });
    const result = await update(scenario(toy, recordedResources, { outputs: recordedOutputs, state: recorded }));
    assert.deepEqual(errorsOf(result), []);
    assert.deepEqual([result.changes.same, result.changes.read, result.steps.length], [8, 1, 9]);
    assert.deepEqual(comparable(result.state), comparable(recorded));
  });

  it("names a resource after everything it depends on", async () => {
    const resources = {
      a: { name: "a" },
      b: { name: "$a.fingerprint" },
      c: { name: "c", options: { dependsOn: ["$b"] } },
    };
    const first = await update(scenario(toy, resources));
    const reversed = { c: { name: "c" }, b: { name: "$c.fingerprint" }, a: { name: "$b.fingerprint" } };
    const second = await update(scenario(toy, reversed, { state: first.state }));
    assert.deepEqual(changesOf(second), ["update a (name)", "update b (name)"]);
    for (const { deployment } of [first.state, second.state]) {
      const seen = new Set([""]);
      for (const { urn, parent = "", provider = "", dependencies = [] } of deployment.resources ?? []) {
        const needed = [parent, provider.split("::").slice(0, -1).join("::"), ...dependencies];
        assert.deepEqual(
          needed.filter((each) => !seen.has(each)),
          [],
          `what ${urn} needs stands before it`,
        );
        seen.add(urn);
      }
    }
  });
});

const recordedResources = {
  near: { is: "provider", zone: "near" },
  group: { is: "group", options: { providers: { toy: "$near" }, protect: true }, outputs: { fixed: 1 } },
  a: { name: "a", options: { parent: "$group" } },
  b: {
    name: "$a.fingerprint",
    list: ["$a.size", { deep: "$a.size" }],
    options: { dependsOn: ["$group"], provider: "$near" },
  },
  c: { name: { secret: "hush" }, issue: true, options: { provider: "$near", additionalSecretOutputs: ["size"] } },
  d: {
    name: "d",
    options: { customTimeouts: { create: "5m" }, ignoreChanges: ["x"], deletedWith: "$a", retainOnDelete: true },
  },
  e: { text: { asset: "text" }, archive: { archive: "./bundle.zip" } },
  f: { is: "get", id: "d-1", name: "x", options: { dependsOn: ["$d"] } },
};
const recordedOutputs = { size: "$b.size", hidden: "$c.name" };

// `pulumi stack export` of the same program, made by the Pulumi CLI 3.260.0 with the same provider.
const recorded = JSON.parse(readFileSync(join(__dirname, "fixtures", "export-3.260.json"), "utf8")) as StackExport;

/** The resources by URN, without what differs from run to run. */
function comparable({ deployment }: StackExport): object {
  const ids = new Map(
    (deployment.resources ?? []).map(({ urn, id, type }) => [
      type.startsWith("pulumi:providers:") ? `${urn}::${id}` : "",
      urn,
    ]),
  );
  return Object.fromEntries(
    (deployment.resources ?? []).map((resource) => {
      const { created, modified, ...rest } = resource;
      const isTimed = created !== undefined && modified !== undefined;
      assert.equal(isTimed, resource.external !== true, `${resource.urn}: only what was read has no times`);
      const isProvider = resource.type.startsWith("pulumi:providers:");
      const kept = { ...rest, id: isProvider ? "" : resource.id, provider: ids.get(resource.provider ?? "") };
      const withoutCiphertext = (key: string, value: unknown) => (key === "ciphertext" ? "" : value);
      return [resource.urn, JSON.parse(JSON.stringify(kept, withoutCiphertext)) as object];
    }),
  );
}
