import assert from "node:assert/strict";
import { stateDifferences, type Exported, type Resource } from "./state-differences";

const urn = "urn:pulumi:toy::p::aws:iam/role:Role::r";
const role = {
  urn,
  custom: true,
  type: "aws:iam/role:Role",
  id: "r",
  inputs: { name: "r", tags: { a: "1" } },
  provider: "urn:pulumi:toy::p::pulumi:providers:aws::management::1111",
  created: "2026-01-01T00:00:00Z",
};

const exported = (...resources: readonly (Resource & Readonly<Record<string, unknown>>)[]): Exported => ({
  deployment: { resources },
});

const secret = (text: Record<string, string>): object => ({
  name: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ...text },
});

describe("the differences between two states", () => {
  it("are none when only times, source positions, provider ids and ciphertext differ", () => {
    const provider = {
      urn: "urn:pulumi:toy::p::pulumi:providers:aws::management",
      custom: true,
      type: "pulumi:providers:aws",
      id: "1111",
    };
    const left = exported(provider, { ...role, inputs: secret({ ciphertext: "v1:one" }) });
    const right = exported(
      { ...provider, id: "2222" },
      {
        ...role,
        inputs: secret({ ciphertext: "v1:other" }),
        provider: "urn:pulumi:toy::p::pulumi:providers:aws::management::2222",
        created: "2027-01-01T00:00:00Z",
        modified: "2027-01-01T00:00:00Z",
        sourcePosition: "project:///index.ts#1,1",
        stackTrace: [{ sourcePosition: "project:///index.ts#1,1" }],
      },
    );
    assert.deepEqual(stateDifferences(left, right), []);
  });

  it("are none when dependencies stand in another order, and some when they are others", () => {
    const depending = (...urns: readonly string[]) =>
      exported({ ...role, dependencies: urns, propertyDependencies: { name: urns } });
    assert.deepEqual(stateDifferences(depending("a", "b"), depending("b", "a")), []);
    assert.deepEqual(stateDifferences(depending("a", "b"), depending("a", "c")), [
      `${urn} dependencies.1: "b" | "c"`,
      `${urn} propertyDependencies.name.1: "b" | "c"`,
    ]);
  });

  it("name the URN, the path of every differing leaf, and both values", () => {
    const right = {
      ...role,
      id: "s",
      protect: true,
      inputs: { name: "r", tags: { a: "2", b: "3" } },
      provider: "urn:pulumi:toy::p::pulumi:providers:aws::emergency::1111",
    };
    assert.deepEqual(stateDifferences(exported(role), exported(right)), [
      `${urn} id: "r" | "s"`,
      `${urn} inputs.tags.a: "1" | "2"`,
      `${urn} inputs.tags.b: absent | "3"`,
      `${urn} protect: absent | true`,
      `${urn} provider: "urn:pulumi:toy::p::pulumi:providers:aws::management" | "urn:pulumi:toy::p::pulumi:providers:aws::emergency"`,
    ]);
  });

  it("name what one state has and the other has not, a resource still to be deleted apart from its successor", () => {
    assert.deepEqual(stateDifferences(exported(role, { ...role, delete: true }), exported(role)), [
      `${urn} (to be deleted): present | absent`,
    ]);
    assert.deepEqual(stateDifferences(exported(), exported(role)), [`${urn}: absent | present`]);
  });

  it("tell a secret from plain text, and an empty object from an absent one", () => {
    const plain = exported({ ...role, inputs: { name: "r" }, outputs: {} });
    assert.deepEqual(stateDifferences(exported({ ...role, inputs: secret({ ciphertext: "v1:one" }) }), plain), [
      `${urn} inputs.name: "(secret)" | "r"`,
      `${urn} outputs: absent | {}`,
    ]);
  });
});
