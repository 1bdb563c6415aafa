import assert from "node:assert/strict";
import type { Maker } from "../../rulebook";
import { sparedDeployersOf } from "../../rulebook/derive/guardrail-statements";
import { sandboxFacts } from "./sandbox-facts";

const [emergency, logArchive, security, web] = [
  "100000000002",
  "100000000003",
  "100000000004",
  "100000000013",
] as const;
const management: Maker = { kind: "management" };
const by = (name: string): Maker => ({ kind: "deployer", name });

function sparedOf(...deployers: readonly (readonly [name: string, account: string, managedBy: Maker])[]) {
  const listed = deployers.map(([name, account, managedBy]) => ({ name, account, managedBy }));
  return sparedDeployersOf({ ...sandboxFacts, deployers: listed }).map(({ name, account }) => `${account} ${name}`);
}

describe("deployers whom a guardrail spares", () => {
  it("are all of the emergency account, and the first of the security and of the log-archive account", () => {
    assert.deepEqual(
      sparedOf(
        ["Entry", emergency, management],
        ["Other", emergency, management],
        ["Entry", security, management],
        ["Other", security, management],
        ["Entry", logArchive, management],
        ["Pipeline", web, management],
      ),
      [`${emergency} Entry`, `${emergency} Other`, `${security} Entry`, `${logArchive} Entry`],
    );
  });

  it("are those too that make one of them, and whoever makes those", () => {
    assert.deepEqual(
      sparedOf(
        ["Entry", emergency, management],
        ["Entry", security, by("Maker")],
        ["Maker", security, by("MakerOfMakers")],
        ["MakerOfMakers", security, management],
        ["Maker", logArchive, management],
        ["Entry", logArchive, by("Maker")],
      ),
      [
        `${emergency} Entry`,
        `${security} Entry`,
        `${security} Maker`,
        `${security} MakerOfMakers`,
        `${logArchive} Maker`,
      ],
    );
  });
});
