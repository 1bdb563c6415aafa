import assert from "node:assert/strict";
import { rulebook, type Maker } from "../../rulebook";
import { guardrailStatementsFor, sparedDeployersOf } from "../../rulebook/derive/guardrail-statements";
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

describe("deployers whom a guardrail spares, or a policy of a key or of the bucket", () => {
  it("are those of the emergency, the security and the log-archive account, and elsewhere those that make another", () => {
    assert.deepEqual(
      sparedOf(
        ["Entry", emergency, management],
        ["Other", emergency, management],
        ["Entry", security, by("Maker")],
        ["Maker", security, management],
        ["Entry", logArchive, management],
        ["Pipeline", web, management],
      ),
      [`${emergency} Entry`, `${emergency} Other`, `${security} Entry`, `${security} Maker`, `${logArchive} Entry`],
    );
  });

  it("are the roles too that make one of them by hand", () => {
    const hand = (principal: string): Maker => ({ kind: "manual", principal: `arn:aws:iam::${security}:${principal}` });
    assert.deepEqual(
      sparedOf(["Entry", security, hand("role/people/Owner")], ["Other", security, hand("user/Owner")]),
      [`${security} Entry`, `${security} Other`, `${security} people/Owner`],
    );
  });
});

describe("whoever makes a deployer by hand", () => {
  it("is kept from everybody else, once however many deployers he makes", () => {
    const principal = `arn:aws:iam::${security}:role/people/Owner`;
    const deployers = ["Entry", "Other"].map((name) => ({
      name,
      account: security,
      managedBy: { kind: "manual", principal } as const,
    }));
    const statements = guardrailStatementsFor(rulebook, { ...sandboxFacts, deployers });
    assert.deepEqual(
      statements.filter(({ Sid }) => Sid === `ProtectRole${security}Owner`),
      [
        {
          Sid: `ProtectRole${security}Owner`,
          Effect: "Deny",
          NotAction: ["iam:Get*", "iam:List*", "sts:*"],
          Resource: principal,
          Condition: { ArnNotLike: { "aws:PrincipalArn": [principal] } },
        },
      ],
    );
  });
});
