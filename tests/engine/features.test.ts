import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ReadResourceRequest, RegisterResourceRequest, ResourceMonitorFeature } from "@pulumi/pulumi/proto/resource_pb";
import { features, readFields, refuseFields, registerFields, type Treatments } from "../../sandbox/engine/features";

describe("What the embedded engine does about the SDK it is installed with", () => {
  const cases: readonly [string, { toObject(): object }, Treatments][] = [
    ["RegisterResourceRequest", new RegisterResourceRequest(), registerFields],
    ["ReadResourceRequest", new ReadResourceRequest(), readFields],
  ];
  for (const [name, request, table] of cases) {
    it(`is decided for every field of ${name}, and for no other`, () => {
      const getters = Object.getOwnPropertyNames(Object.getPrototypeOf(request)).filter((each) =>
        /^get[A-Z]/.test(each),
      );
      const fields = Object.keys(request.toObject());
      const named = fields.map((field) => `get${field.charAt(0).toUpperCase()}${field.slice(1)}`);
      assert.deepEqual(
        getters.filter((getter) => !named.includes(getter)),
        [],
        "toObject names every field",
      );
      assert.deepEqual(
        fields.filter((field) => !(field in table)),
        [],
        "fields that are not in the table",
      );
      assert.deepEqual(
        Object.keys(table).filter((field) => !fields.includes(field)),
        [],
        "fields the SDK does not have",
      );
      for (const treatment of Object.values(table)) {
        if (typeof treatment === "object") assert.ok(treatment.harmless.length > 10, "says why");
      }
    });
  }

  it("announces features that the SDK knows, and none that it does not have", () => {
    const known = Object.keys(ResourceMonitorFeature).map((feature) =>
      feature.slice("RESOURCE_MONITOR_FEATURE_".length),
    );
    assert.deepEqual(
      features.filter((feature) => !known.includes(feature)),
      [],
    );
    const absent = known.filter((feature) => !(features as readonly string[]).includes(feature)).sort();
    const expected =
      "BYTE_STRING CALL_OUTPUT_VALUES ERROR_HOOKS INVOKE_DEPENDS_ON INVOKE_OUTPUT_VALUES INVOKE_PARENT " +
      "INVOKE_TRANSFORMS OUTPUT_VALUES PARAMETERIZATION REPLACEMENT_TRIGGER REPLACE_WITH RESOURCE_HOOKS " +
      "SENDS_OPTIONS_TO_HOOKS STATE_MIGRATIONS TRANSFORMS";
    assert.equal(absent.join(" "), expected, "a feature that is new needs a decision");
  });

  it("refuses a request by the names of the fields that it sets", () => {
    const request = new RegisterResourceRequest();
    request.setHooks(new RegisterResourceRequest.ResourceHooksBinding());
    refuseFields(request, registerFields);
    const hooks = new RegisterResourceRequest.ResourceHooksBinding();
    hooks.setBeforeCreateList(["hook"]);
    request.setHooks(hooks);
    request.setRemote(true);
    request.getEnvvarmappingsMap().set("A", "B");
    assert.throws(() => refuseFields(request, registerFields), {
      message: "the embedded engine does not support remote, hooks, envvarmappingsMap",
    });
    assert.throws(
      () => refuseFields({ toObject: () => ({ newField: 1 }) }, registerFields),
      /does not support newField/,
    );
    refuseFields({ toObject: () => ({ newField: "" }) }, registerFields);
  });

  it("has at most 1,500 lines and no file of more than 300", () => {
    const directory = join(__dirname, "../../sandbox/engine");
    const lines = readdirSync(directory).map(
      (file) => readFileSync(join(directory, file), "utf8").split("\n").length - 1,
    );
    assert.ok(Math.max(...lines) <= 300);
    const total = lines.reduce((sum, each) => sum + each, 0);
    assert.ok(total <= 1500, `${total} lines`);
  });
});
