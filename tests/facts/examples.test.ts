import assert from "node:assert/strict";
import { judged } from "./judged";

/** What a stack that is not the sandbox hears of two destinations. */
function addressesIn(...endpoints: readonly string[]): readonly (readonly [string, string])[] {
  const soc = endpoints.map((endpoint) => ({ protocol: endpoint.includes("//") ? "https" : "email", endpoint }));
  const result = judged({ alerts: { soc, secondPath: [{ protocol: "email", endpoint: "soc@acme.dev" }] } }, "prod");
  assert.ok(!result.ok);
  return result.issues
    .filter(({ path }) => path.startsWith("lifeline:alerts"))
    .map(({ path, found }) => [path, found] as const);
}

describe("Outside the sandbox, an address that nobody has", () => {
  const refused = [
    "https://example.com/hook",
    "https://example.org",
    "https://EXAMPLE.net/hook",
    "https://a.example.com:8443",
    "https://a.example.com:8443/hook",
    "https://example.com?hook=1",
    "https://example.com./hook",
    "https://pager.test/hook",
    "https://pager.invalid/hook",
    "https://localhost/hook",
    "https://localhost:8443/hook",
    "https://pager.localhost/hook",
    "https://sandbox.example/hook",
    "a@EXAMPLE.COM",
    "a@b.example.org",
    "a@corp.Test",
    "a@corp.invalid",
  ];
  for (const endpoint of refused) {
    it(`is refused: ${endpoint}`, () => {
      assert.deepEqual(addressesIn(endpoint), [
        ["lifeline:alerts.soc[0].endpoint", `an example address, "${endpoint}"`],
      ]);
    });
  }

  it("is not mistaken for one that somebody has", () => {
    const accepted = [
      "https://acme.dev/example.com",
      "https://acme.dev/hook.test",
      "https://acme.dev/a@example.com",
      "https://acme.dev?to=a.example",
      "https://example.com.acme.dev/hook",
      "https://myexample.com:443/hook",
      "https://test.acme.dev/hook",
      "https://localhost.acme.dev/hook",
      "example.com@acme.dev",
      "a@contest.dev",
      "a@example.dev",
    ];
    assert.deepEqual(addressesIn(...accepted), []);
  });
});
