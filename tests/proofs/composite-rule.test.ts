import assert from "node:assert/strict";
import { compositeRuleFrom, holdsWhile } from "../../proofs/model/things/composite-rule";

const alarm = (name: string, state: string) => ({ kind: "alarm", name, state });

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
describe("the rule of a composite alarm", () => {
  it("is read so that NOT binds closest and OR last", () => {
    assert.deepEqual(compositeRuleFrom('FALSE OR NOT ALARM(a) AND OK("b c")'), {
      kind: "any",
      parts: [
        { kind: "constant", value: false },
        { kind: "all", parts: [{ kind: "not", part: alarm("a", "ALARM") }, alarm("b c", "OK")] },
      ],
    });
  });

  it("is read with brackets, and with ARNs for names", () => {
    const text = '(TRUE OR ALARM(a)) AND INSUFFICIENT_DATA("arn:aws:cloudwatch:eu-central-1:100000000003:alarm:b")';
    assert.deepEqual(compositeRuleFrom(text), {
      kind: "all",
      parts: [
        { kind: "any", parts: [{ kind: "constant", value: true }, alarm("a", "ALARM")] },
        alarm("b", "INSUFFICIENT_DATA"),
      ],
    });
  });

  for (const text of [
    "",
    "ALARM",
    "ALARM(a",
    "ALARM(a))",
    "ALARM() OR TRUE",
    "LOUD(a)",
    "ALARM(a) ALARM(b)",
    '"TRUE"',
  ]) {
    it(`is unknown where it is none: ${text || "empty"}`, () => assert.equal(compositeRuleFrom(text), undefined));
  }

  it("holds by the states of its alarms", () => {
    const rule = compositeRuleFrom("ALARM(a) AND (INSUFFICIENT_DATA(b) OR NOT OK(c))");
    assert.ok(rule);
    const states = (a: string, b: string, c: string) => (name: string) =>
      ({ a, b, c })[name] as "ALARM" | "OK" | "INSUFFICIENT_DATA";
    assert.equal(holdsWhile(rule, states("ALARM", "INSUFFICIENT_DATA", "OK")), true);
    assert.equal(holdsWhile(rule, states("ALARM", "OK", "ALARM")), true);
    assert.equal(holdsWhile(rule, states("ALARM", "OK", "OK")), false);
    assert.equal(holdsWhile(rule, states("OK", "INSUFFICIENT_DATA", "ALARM")), false);
  });
});
