import assert from "node:assert/strict";
import { buildCommand, lifeline, stackTrace } from "./command";

describe("lifeline incident, as a command", () => {
  before(buildCommand);

  for (const step of ["declare", "approve", "extend", "close", "list"]) {
    it(`${step} --help has an example`, () => {
      const { code, output, errors } = lifeline(["incident", step, "--help"]);
      assert.deepEqual([code, errors], [0, ""]);
      assert.match(output, new RegExp(`\nExample:\n  lifeline incident ${step} `));
    });
  }

  const mistakes: readonly (readonly [args: readonly string[], says: RegExp])[] = [
    [["declare"], /^Nothing was sent:\n- --ticket: missing\n- --reason: missing\n/],
    [["approve"], /missing required argument 'id'/],
    [["approve", "x-1", "--mfa-code", "123456"], /--mfa-serial and --mfa-code go together/],
    [["list", "--limit", "0"], /whole number from 1 to 1000/],
    [["aprove", "x-1"], /unknown command 'aprove'[^]*approve/],
    [["approve", "x-1", "--stack-file", "nowhere.yaml"], /nowhere\.yaml: there is no such file/],
  ];
  for (const [args, says] of mistakes) {
    it(`exits with 2 after incident ${args.join(" ")}`, () => {
      const { code, output, errors } = lifeline(["incident", ...args]);
      assert.deepEqual([code, output], [2, ""]);
      assert.match(errors, says);
      assert.doesNotMatch(errors, stackTrace);
    });
  }
});
