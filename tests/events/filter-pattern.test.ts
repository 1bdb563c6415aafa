import assert from "node:assert/strict";
import { compileFilterPattern, matchesFilter } from "../../events";

/** The event of AWS's documentation: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
const event = {
  eventType: "UpdateTrail",
  sourceIPAddress: "111.111.111.111",
  arrayKey: ["value", "another value"],
  objectList: [
    { name: "a", id: 1 },
    { name: "b", id: 2 },
  ],
  SomeObject: null,
  cluster: { name: "c" },
  "cluster.name": "c",
  bandwidth: 75.5,
  negative: -3,
  ok: true,
  off: false,
  text: 'a "b" \\ (c) && d',
};

const matching = [
  '{ $.eventType = "UpdateTrail" }',
  "{ $.eventType = UpdateTrail }",
  '{ $.eventType = "*Trail" }',
  '{ $.eventType = "Up*" }',
  '{ $.eventType = "*dateT*" }',
  '{ $.text = "*\\"b\\" \\\\ (c)*" }',
  '{ $.eventType = "*" }',
  "{ $.sourceIPAddress != 123.123.* }",
  "{ $.sourceIPAddress = 111.111.* }",
  '{ $.arrayKey[0] = "value" }',
  "{ $.objectList[1].id = 2 }",
  "{ $.SomeObject IS NULL }",
  "{ $.SomeOtherObject NOT EXISTS }",
  "{ $.ok IS TRUE }",
  "{ $.off IS FALSE }",
  "{ $.bandwidth > 75 }",
  "{ $.bandwidth >= 75.5 }",
  "{ $.bandwidth = 7.55e1 }",
  "{ $.negative < -2 }",
  "{ $.negative != 3 }",
  "{ $.['cluster.name'] = c }",
  "{ $.cluster.name = c }",
  "{ $.eventType = %^Update% }",
  "{ $.eventType != %^Delete% }",
  '{ $.text = "a \\"b\\" \\\\ (c) && d" }',
  '{ $.eventType = "x" || $.ok IS TRUE && $.off IS FALSE }',
  '{ ($.eventType = "x") || (($.ok IS TRUE) && ($.off IS FALSE)) }',
  '{($.eventType="UpdateTrail")&&($.errorCode NOT EXISTS)}',
];

const other = [
  '{ $.eventType = "updateTrail" }',
  '{ $.eventType = "Trail" }',
  '{ $.eventType = "U*t*l" }',
  '{ $.eventType = "UpdateTrail*x" }',
  "{ $.sourceIPAddress != 111.111.* }",
  "{ $.arrayKey[2] = value }",
  '{ $.arrayKey = "value" }',
  "{ $.eventType[0] = U }",
  "{ $.cluster = c }",
  "{ $.SomeObject NOT EXISTS }",
  "{ $.SomeOtherObject IS NULL }",
  "{ $.ok IS FALSE }",
  "{ $.off IS TRUE }",
  "{ $.bandwidth > 75.5 }",
  "{ $.bandwidth < 75.5 }",
  "{ $.bandwidth <= 75 }",
  '{ $.bandwidth = "75.5" }',
  "{ $.eventType > 1 }",
  "{ $.missing > 1 }",
  '{ $.missing != "x" }',
  "{ $.missing != 1 }",
  "{ $.missing = %x% }",
  "{ $.missing != %x% }",
  "{ $.SomeObject != 1 }",
  "{ $.toString NOT EXISTS && $.ok IS FALSE }",
  '{ ($.eventType = "x" || $.ok IS TRUE) && $.off IS TRUE }',
  '{ $.eventType = "UpdateTrail" && $.ok IS FALSE }',
];

const refused: readonly (readonly [string, RegExp])[] = [
  ["", /expected \{, found the end/],
  ["ERROR", /expected \{, found ERROR at 0/],
  ["{ $.a = 1", /expected \}, found the end/],
  ["{ $.a = 1 } x", /expected the end, found x at 12/],
  ["{ $.a }", /expected a comparison, NOT EXISTS.*found \} at 6/],
  ["{ $.a EXISTS }", /expected a comparison.*found EXISTS at 6/],
  ["{ a = 1 }", /expected a selector as \$\.eventName, found a at 2/],
  ["{ ($.a = 1 }", /expected \), found \} at 11/],
  ["{ $.a = 1 && }", /expected a selector.*found \} at 13/],
  ['{ $.a > "x" }', /expected what > can compare with, found "x" at 8/],
  ["{ $.a < %x% }", /expected what < can compare with, found %x% at 8/],
  ["{ $.a = b-c }", /expected \}, found -c at 9/],
  ["{ $.a = %(x)% }", /cannot be read at 8: %\(x\)% \}/],
  ["{ $.a = %[% }", /cannot be read at 8/],
  ["{ $.a = %x% || $.b = %y% || $.c = %z% }", /3 regular expressions; at most 2 are allowed/],
  ["{ !($.a = 1) }", /cannot be read at 2: !\(\$\.a = 1\) \}/],
  [`{ $.a = "${"x".repeat(1013)}" }`, /1025 characters; at most 1024 are allowed/],
];

describe("A filter pattern of the log", () => {
  for (const text of matching) it(`matches: ${text}`, () => assert.equal(verdictOf(text), true));
  for (const text of other) it(`does not match: ${text}`, () => assert.equal(verdictOf(text), false));

  for (const [text, message] of refused) {
    it(`is refused: ${text.slice(0, 60)}`, () => {
      const compiled = compileFilterPattern(text);
      assert.equal(compiled.ok, false);
      assert.match(compiled.ok ? "" : (compiled.issues[0]?.message ?? ""), message);
    });
  }

  it("may have 1,024 characters", () => {
    assert.equal(compileFilterPattern(`{ $.a = "${"x".repeat(1012)}" }`).ok, true);
  });
});

function verdictOf(text: string): boolean {
  const compiled = compileFilterPattern(text);
  assert.ok(compiled.ok, compiled.ok ? "" : compiled.issues[0]?.message);
  return matchesFilter(compiled.pattern, event);
}
