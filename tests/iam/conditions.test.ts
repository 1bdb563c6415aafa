import assert from "node:assert/strict";
import { evaluate, type Context } from "../../iam";
import { conditionCases, type Value } from "./condition-cases";
import { documentOf, policy } from "./documents";
import { NOTHING, requestOf } from "./requests";

describe("Condition operators", () => {
  for (const { operator, key, policy: wanted, yes, no } of conditionCases) {
    for (const value of yes) {
      it(`${operator} ${JSON.stringify(wanted)} holds for ${value === null ? "a missing key" : JSON.stringify(value)}`, () => {
        assert.equal(holds(operator, key, wanted, value), "allowed");
      });
    }
    for (const value of no) {
      it(`${operator} ${JSON.stringify(wanted)} fails for ${value === null ? "a missing key" : JSON.stringify(value)}`, () => {
        assert.equal(holds(operator, key, wanted, value), "implicitDeny");
      });
    }
  }

  it("have a row each: a case that holds, one that fails, one with the key missing", () => {
    const base = (name: string) => name.replace(/^For(Any|All)Values?:/, "").replace(/IfExists$/, "");
    const families = ["String", "Numeric", "Date"].flatMap((family) =>
      family === "String"
        ? ["Equals", "NotEquals", "EqualsIgnoreCase", "NotEqualsIgnoreCase", "Like", "NotLike"].map((op) => family + op)
        : ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"].map(
            (op) => family + op,
          ),
    );
    const others = [
      "Bool",
      "BinaryEquals",
      "IpAddress",
      "NotIpAddress",
      "ArnEquals",
      "ArnLike",
      "ArnNotEquals",
      "ArnNotLike",
      "Null",
    ];
    const covered = conditionCases.filter(
      (row) => row.yes.length > 0 && row.no.length > 0 && [...row.yes, ...row.no].includes(null),
    );
    assert.deepEqual(new Set(covered.map((row) => base(row.operator))), new Set([...families, ...others]));
  });

  it("are and-ed: every operator and every key of a statement must hold", () => {
    const condition = {
      StringEquals: { "aws:PrincipalTag/team": "red", "aws:PrincipalTag/stage": "prod" },
      Bool: { "aws:SecureTransport": "true" },
    };
    const context = { "aws:PrincipalTag/team": "red", "aws:PrincipalTag/stage": "prod", "aws:SecureTransport": "true" };
    assert.equal(decisionFor(condition, context), "allowed");
    for (const key of Object.keys(context)) {
      assert.equal(decisionFor(condition, { ...context, [key]: "other" }), "implicitDeny", key);
    }
  });

  it("do not care for letter case in operator and key names", () => {
    assert.equal(
      decisionFor({ stringequals: { "AWS:principaltag/TEAM": "red" } }, { "aws:PrincipalTag/team": "red" }),
      "allowed",
    );
  });

  it("find a key whose lower case is longer than itself", () => {
    const key = "aws:PrincipalTag/\u0130d";
    assert.equal(decisionFor({ StringEquals: { [key]: "red" } }, { [key]: "red" }), "allowed");
  });

  it("do not decide several values without a set operator, unless all of them agree", () => {
    assert.equal(decisionFor({ StringEquals: { "aws:TagKeys": "a" } }, { "aws:TagKeys": ["a", "b"] }), "unknown");
    assert.equal(
      decisionFor({ StringEquals: { "aws:TagKeys": ["a", "b"] } }, { "aws:TagKeys": ["a", "b"] }),
      "allowed",
    );
    assert.equal(decisionFor({ StringEquals: { "aws:TagKeys": "c" } }, { "aws:TagKeys": ["a", "b"] }), "implicitDeny");
  });
});

function holds(operator: string, key: string, wanted: unknown, value: Value): string {
  return decisionFor({ [operator]: { [key]: wanted } }, value === null ? {} : { [key]: value });
}

function decisionFor(condition: object, context: Context): string {
  const document = documentOf({ Effect: "Allow", Action: "*", Resource: "*", Condition: condition });
  return evaluate(requestOf({ context }), { ...NOTHING, identity: [policy(document, "identity")] }).decision;
}
