import fc from "fast-check";
import type { Context } from "../../iam";
import { OTHER, OWN } from "./differential-callers";

/** Keys of one type: what operators compare them, with which values, and what a request says. */
interface Keys {
  readonly operators: readonly string[];
  readonly names: readonly string[];
  readonly policyValues: readonly unknown[];
  readonly requestValues: readonly string[];
}

const TEXT_OPERATORS = ["StringEquals", "StringEqualsIgnoreCase", "StringLike"].flatMap((name) => [
  name,
  name.replace("String", "StringNot"),
]);
const ORDERED = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];

const texts = ["jdoe", "JDOE", "red", "*", "a*b", "jd?e", "ünï", "eu-west-1", "o-exampleorgid"];
const textPatterns = [
  ...texts,
  "j*",
  "*e",
  "j?oe",
  "?doe",
  "${aws:username}",
  "x${aws:userid}y",
  "*${aws:username}*",
  "${aws:PrincipalTag/team}",
  "${aws:PrincipalTag/none, 'jdoe'}",
  "${*}",
  "a${*}b",
  "jd${?}e",
  "${$}",
];
const arns = [
  `arn:aws:iam::${OWN}:role/App`,
  `arn:aws:events:eu-west-1:${OTHER}:rule/r`,
  "arn:aws:s3:::data-bucket",
  `arn:aws:lambda:eu-west-1:${OWN}:function:f:1`,
];
const dates = ["2026-01-01T00:00:00Z", "2026-01-01T02:00:00+02:00", "2025-12-31T23:59:59Z", "1767225600", "1767225599"];

const single: readonly Keys[] = [
  {
    operators: TEXT_OPERATORS,
    names: [
      "aws:PrincipalTag/team",
      "aws:RequestTag/team",
      "aws:SourceIdentity",
      "aws:PrincipalOrgID",
      "AWS:sourceVPCE",
    ],
    policyValues: textPatterns,
    requestValues: texts,
  },
  {
    operators: ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "StringLike", "StringNotLike"],
    names: ["aws:PrincipalArn", "aws:SourceArn"],
    policyValues: [
      ...arns,
      "arn:aws:iam::*:role/*",
      "arn:*:*:*:*:*",
      `arn:aws:lambda:*:${OWN}:function:*`,
      `arn:aws:iam::${OWN}:*`,
      "arn:aws:iam::*:user/${aws:username}",
      "arn:aws:iam::${aws:PrincipalAccount}:*",
      "arn:aws:iam::*:role/A?p",
    ],
    requestValues: arns,
  },
  {
    operators: ORDERED.map((name) => `Numeric${name}`),
    names: ["aws:MultiFactorAuthAge", "s3:max-keys"],
    policyValues: ["0", "5", 10, "10.0", "-1", "3600"],
    requestValues: ["0", "5", "10", "10.0", "-1"],
  },
  {
    operators: ORDERED.map((name) => `Date${name}`),
    names: ["aws:CurrentTime", "aws:TokenIssueTime"],
    policyValues: [...dates, "2026-01-01"],
    requestValues: dates,
  },
  {
    operators: ["IpAddress", "NotIpAddress"],
    names: ["aws:SourceIp", "aws:VpcSourceIp"],
    policyValues: ["203.0.113.0/24", "203.0.113.7", "0.0.0.0/0", "::/0", "2001:DB8::/32", "198.51.100.8/31"],
    requestValues: ["203.0.113.7", "198.51.100.9", "2001:db8::1", "10.0.0.1"],
  },
];

const several: Keys = {
  operators: ["ForAllValues:", "ForAnyValue:"].flatMap((set) => TEXT_OPERATORS.map((name) => set + name)),
  names: ["aws:TagKeys", "aws:CalledVia", "aws:PrincipalOrgPaths"],
  policyValues: textPatterns,
  requestValues: [...texts, ""],
};

/** One operator with one key, and perhaps IfExists; or a question for presence. */
export const generatedConditions: fc.Arbitrary<object> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...single).chain(conditionOn) },
  { weight: 3, arbitrary: conditionOn(several) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...[...single, several].flatMap(({ names }) => names)), fc.constantFrom("true", false))
      .map(([name, value]) => ({ Null: { [name]: value } })),
  },
);

function conditionOn({ operators, names, policyValues }: Keys): fc.Arbitrary<object> {
  const value = fc.constantFrom(...policyValues);
  return fc
    .tuple(
      fc.constantFrom(...operators),
      fc.constantFrom("", "", "IfExists"),
      fc.constantFrom(...names),
      fc.oneof(value, fc.uniqueArray(value, { minLength: 1, maxLength: 3 })),
    )
    .map(([operator, suffix, name, values]) => ({ [operator + suffix]: { [name]: values } }));
}

const CALLERS = "aws:PrincipalArn";

/** Values for those keys, but the one that tells who the caller is. */
export const generatedContext: fc.Arbitrary<Context> = fc
  .record(
    Object.fromEntries([
      ...single.flatMap(({ names, requestValues }) =>
        names.filter((name) => name !== CALLERS).map((name) => [name, fc.constantFrom(...requestValues)]),
      ),
      ...several.names.map((name) => [
        name,
        fc.uniqueArray(fc.constantFrom(...several.requestValues), { minLength: 1, maxLength: 2 }),
      ]),
    ]) as Record<string, fc.Arbitrary<string | readonly string[]>>,
    { requiredKeys: [] },
  )
  .map((context) => context as Context);
