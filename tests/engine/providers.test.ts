import assert from "node:assert/strict";
import { preview, update } from "../../sandbox/engine";
import { callsOf, changesOf, errorsOf, scenario, stateOf } from "./scenario";
import { startToy, type Toy } from "./toy-provider";

const disabled = { "pulumi:disable-default-providers": '["*"]' };
const things = {
  near: { is: "provider", zone: "near", roles: [{ name: "x" }] },
  far: { is: "provider", zone: "far" },
};

describe("The embedded engine keeps providers apart", () => {
  let toy: Toy;
  beforeEach(async () => (toy = await startToy()));
  afterEach(() => toy.stop());

  it("has one connection per instance, configured with JSON text as Pulumi does", async () => {
    const resources = {
      ...things,
      a: { name: "a", options: { provider: "$near" } },
      b: { name: "b", options: { provider: "$far" } },
      said: { is: "echo", word: "hi", options: { provider: "$far" } },
    };
    const result = await update(scenario(toy, resources, { config: disabled, outputs: { said: "$said.answer" } }));
    assert.deepEqual(errorsOf(result), []);
    assert.deepEqual(result.outputs, { said: { word: "hi", zone: "far" } });
    const zoneOf = (name: string) => toy.calls.find((call) => call.method === "create" && call.name === name)?.zone;
    assert.deepEqual([zoneOf("a"), zoneOf("b")], ["near", "far"]);
    const configured = toy.calls.filter(({ method }) => method === "configure");
    assert.deepEqual(
      configured.map(({ inputs }) => inputs).sort((one) => (one["zone"] === "far" ? -1 : 1)),
      [
        { version: "1.2.3", zone: "far" },
        { version: "1.2.3", zone: "near", roles: '[{"name":"x"}]' },
      ],
    );
    assert.equal(new Set(configured.map(({ peer }) => peer)).size, 2);
    const { id, inputs, outputs } = stateOf(result.state, "near");
    assert.match(id ?? "", /^[0-9a-f-]{36}$/);
    assert.deepEqual(inputs, { version: "1.2.3", zone: "near", roles: '[{"name":"x"}]', __internal: {} });
    assert.deepEqual(outputs, { version: "1.2.3", zone: "near", roles: '[{"name":"x"}]' });
    assert.equal(stateOf(result.state, "a").provider, `urn:pulumi:dev::scenario::pulumi:providers:toy::near::${id}`);
  });

  it("makes a default provider from the stack's configuration unless the project forbids it", async () => {
    const resources = { a: { name: "a" }, said: { is: "echo", word: "hi" } };
    const config = { "toy:zone": "default-zone" };
    const allowed = await update(scenario(toy, resources, { config, outputs: { said: "$said.answer" } }));
    assert.deepEqual(allowed.outputs, { said: { word: "hi", zone: "default-zone" } });
    assert.equal(stateOf(allowed.state, "default_1_2_3").inputs?.["zone"], "default-zone");

    const refused = await preview(scenario(toy, { a: { name: "a" } }, { config: disabled }));
    const urn = "urn:pulumi:dev::scenario::toy:index:Thing::a";
    assert.deepEqual(errorsOf(refused), [
      `Default provider for 'toy' disabled. '${urn}' must use an explicit provider.`,
    ]);
    const named = { "pulumi:disable-default-providers": '["toy"]' };
    const read = await preview(scenario(toy, { a: { is: "get", id: "x" } }, { config: named }));
    assert.match(errorsOf(read).join(), /Default provider for 'toy' disabled. 'toy:index:Thing' must use an explicit/);
    const invoke = await preview(scenario(toy, { said: { is: "echo" } }, { config: named }));
    assert.match(errorsOf(invoke).join(), /Default provider for 'toy' disabled. 'toy:index:echo' must use an explicit/);
  });

  it("previews under a provider whose inputs are not known yet without asking it", async () => {
    const resources = {
      near: { is: "provider", zone: "near" },
      a: { name: "a", options: { provider: "$near" } },
      later: { is: "provider", zone: "$a.fingerprint" },
      b: { name: "bad", options: { provider: "$later" } },
      said: { is: "echo", word: "x", options: { provider: "$later" } },
    };
    const result = await preview(scenario(toy, resources, { outputs: { size: "$b.size", said: "$said.answer" } }));
    assert.deepEqual(changesOf(result), ["create a", "create b"]);
    assert.deepEqual(callsOf(toy, "configure").length, 1);
    assert.equal(result.ok, true, "nothing was checked: the update will tell");
    const updated = await update(scenario(toy, resources));
    assert.deepEqual(errorsOf(updated), [
      "toy:index:Thing resource 'b': property name value {\"bad\"} has a problem: bad is not a name",
    ]);
  });

  it("replaces a provider and what it manages if it says so, and only then", async () => {
    const of = (inputs: object) => ({
      near: { is: "provider", ...inputs },
      a: { name: "a", options: { provider: "$near" } },
    });
    const first = await update(scenario(toy, of({ zone: "near", color: "red" })));
    const second = await update(scenario(toy, of({ zone: "near", color: "blue" }), { state: first.state }));
    assert.equal(second.changes.update, 1);
    assert.deepEqual(changesOf(second), []);
    const third = await update(scenario(toy, of({ zone: "there", color: "blue" }), { state: second.state }));
    assert.equal(third.changes.replace, 2);
    assert.deepEqual(changesOf(third), ["replace a (provider)"]);
    const deletion = toy.calls.find(({ method }) => method === "delete");
    assert.equal(deletion?.zone, "near", "the old one is deleted through the old instance");
  });

  it("refuses a provider that is not there and one that takes no secrets", async () => {
    const missing = await preview({ ...scenario(toy, { near: { is: "provider" } }), providers: {} });
    assert.match(errorsOf(missing).join(), /^no provider for toy is running/);
    const open = await startToy({ acceptsSecrets: false });
    const refused = await preview(scenario(open, { near: { is: "provider" } }));
    assert.match(errorsOf(refused).join(), /supports only providers that accept secrets and resource references/);
    open.stop();
  });
});
