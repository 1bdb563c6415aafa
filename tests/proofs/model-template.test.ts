import assert from "node:assert/strict";
import type { Origin } from "../../proofs/model/organization";
import { expandedStack } from "../../proofs/model/template/expand";
import { templateFrom } from "../../proofs/model/template/template";
import { isUnknown, UNKNOWN, type Properties, type Value } from "../../proofs/model/value";

const origin: Origin = { urn: "urn:stack" };
const place = {
  account: "111111111111",
  region: "eu-central-1",
  stackName: "StackSet-one-1",
  stackId: "arn:aws:cloudformation:eu-central-1:111111111111:stack/StackSet-one-1/2",
  parameters: undefined as Value,
  origin,
  label: "one",
};

function expansionOf(template: object, parameters?: Value) {
  const read = templateFrom({ templateBody: JSON.stringify(template) });
  if (!read.ok) assert.fail(read.why);
  return expandedStack(read.template, { ...place, parameters });
}

/** What a template's function gives, seen in the name of a queue. */
function valueOf(written: object | string, template: object = {}, parameters?: Value): Value {
  const { drafts } = expansionOf(
    { ...template, Resources: { It: { Type: "AWS::SNS::Topic", Properties: { DisplayName: written } } } },
    parameters,
  );
  return drafts[0]?.properties["displayName"];
}

const holds = (condition: object, template: object = {}, parameters?: Value): Value =>
  valueOf({ "Fn::If": ["C", "yes", "no"] }, { ...template, Conditions: { C: condition } }, parameters);
const equal = (one: unknown, other: unknown) => ({ "Fn::Equals": [one, other] });
const unknown = { "Fn::ImportValue": "elsewhere" };

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html */
const functions: readonly (readonly [title: string, written: object | string, expected: Value])[] = [
  ["a plain text", "text", "text"],
  ["Ref of the account", { Ref: "AWS::AccountId" }, "111111111111"],
  ["Ref of the Region", { Ref: "AWS::Region" }, "eu-central-1"],
  ["Ref of the partition", { Ref: "AWS::Partition" }, "aws"],
  ["Ref of the URL's suffix", { Ref: "AWS::URLSuffix" }, "amazonaws.com"],
  ["Ref of the stack's name", { Ref: "AWS::StackName" }, "StackSet-one-1"],
  ["Ref of no value", { Ref: "AWS::NoValue" }, undefined],
  ["Ref of what is not there", { Ref: "Nothing" }, UNKNOWN],
  ["Sub with pseudo parameters", { "Fn::Sub": "a-${AWS::AccountId}-${AWS::Region}" }, "a-111111111111-eu-central-1"],
  ["Sub that keeps a literal", { "Fn::Sub": "${!aws:username} ${AWS::Region}" }, "${aws:username} eu-central-1"],
  ["Sub with names of its own", { "Fn::Sub": ["${A}/${B}", { A: { Ref: "AWS::Region" }, B: 7 }] }, "eu-central-1/7"],
  ["Sub of what nobody knows", { "Fn::Sub": ["x${A}", { A: unknown }] }, UNKNOWN],
  ["Join", { "Fn::Join": [":", ["arn", { Ref: "AWS::Partition" }, "iam"]] }, "arn:aws:iam"],
  ["Join of what nobody knows", { "Fn::Join": ["", ["a", unknown]] }, UNKNOWN],
  ["Join of a split", { "Fn::Join": ["+", { "Fn::Split": [",", "a,b"] }] }, "a+b"],
  ["Select", { "Fn::Select": [1, ["a", { Ref: "AWS::Region" }]] }, "eu-central-1"],
  ["Select with the index as text", { "Fn::Select": ["0", ["a", "b"]] }, "a"],
  ["Select beyond the end", { "Fn::Select": [2, ["a", "b"]] }, UNKNOWN],
  [
    "Split by a colon",
    { "Fn::Select": [1, { "Fn::Split": [":", { "Fn::Sub": "a:${AWS::AccountId}" }] }] },
    "111111111111",
  ],
  ["Split by a digit, which could take an id apart", { "Fn::Select": [0, { "Fn::Split": ["2", "123"] }] }, UNKNOWN],
  ["an imported value", unknown, UNKNOWN],
  ["a function that nobody here knows", { "Fn::Cidr": ["10.0.0.0/8", 2, 8] }, UNKNOWN],
  ["Ref beside another key, which is data", { Ref: "x", other: 1 }, { ref: "x", other: 1 }],
];

describe("a template's functions", () => {
  for (const [title, written, expected] of functions) {
    it(`give what CloudFormation gives: ${title}`, () => assert.deepEqual(valueOf(written), expected));
  }

  it("find values in a map", () => {
    const Mappings = { Names: { "eu-central-1": { Bus: "central" }, "us-east-1": { Bus: "standby" } } };
    const found = (region: object | string, key: string) =>
      valueOf({ "Fn::FindInMap": ["Names", region, key] }, { Mappings });
    assert.equal(found({ Ref: "AWS::Region" }, "Bus"), "central");
    assert.equal(found("us-east-1", "Bus"), "standby");
    assert.ok(isUnknown(found("eu-west-1", "Bus")));
  });

  it("leave out properties and items that have no value", () => {
    const { drafts } = expansionOf({
      Resources: {
        It: {
          Type: "AWS::SNS::Topic",
          Properties: { DisplayName: { Ref: "AWS::NoValue" }, Tags: ["a", { Ref: "AWS::NoValue" }] },
        },
      },
    });
    assert.deepEqual(drafts[0]?.properties, { tags: ["a"] });
  });
});

describe("a template's parameters", () => {
  const Parameters = {
    Given: { Type: "String", Default: "fallback" },
    Bare: { Type: "String" },
    List: { Type: "CommaDelimitedList", Default: "a, b" },
    Looked: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/path" },
  };
  const at = (name: string, parameters?: Value) => valueOf({ Ref: name }, { Parameters }, parameters);

  it("have the value that is given, or else the default", () => {
    assert.equal(at("Given", { Given: "given" }), "given");
    assert.equal(at("Given"), "fallback");
  });

  it("are lists where their type says so", () => assert.deepEqual(at("List"), ["a", "b"]));

  it("are not known without either, where all that is given is unknown, or where the value is looked up", () => {
    assert.ok(isUnknown(at("Bare")));
    assert.ok(isUnknown(at("Given", UNKNOWN)));
    assert.ok(isUnknown(at("Looked", { Looked: "/other" })));
  });
});

describe("a template's conditions", () => {
  const yes = equal({ Ref: "AWS::Region" }, "eu-central-1");
  const no = equal({ Ref: "AWS::Region" }, "us-east-1");
  const either = equal(unknown, "x");

  it("compare texts, and numbers with texts", () => {
    assert.equal(holds(yes), "yes");
    assert.equal(holds(no), "no");
    assert.equal(holds(equal(1, "1")), "yes");
    assert.equal(holds(equal({ Ref: "AWS::AccountId" }, "111111111111")), "yes");
  });

  it("are combined, named and turned round", () => {
    assert.equal(holds({ "Fn::Not": [no] }), "yes");
    assert.equal(holds({ "Fn::And": [yes, no] }), "no");
    assert.equal(holds({ "Fn::Or": [no, yes] }), "yes");
    const { drafts } = expansionOf({
      Conditions: { A: yes, B: { "Fn::Not": [{ Condition: "A" }] } },
      Resources: {
        There: { Type: "AWS::SNS::Topic", Condition: "A", Properties: {} },
        Away: { Type: "AWS::SNS::Topic", Condition: "B", Properties: {} },
      },
    });
    assert.deepEqual(
      drafts.map(({ origin: { logicalId } }) => logicalId),
      ["There"],
    );
  });

  it("are unknown only where what is not known decides", () => {
    assert.ok(isUnknown(holds(either)));
    assert.ok(isUnknown(holds({ "Fn::Not": [either] })));
    assert.ok(isUnknown(holds({ "Fn::And": [either, yes] })));
    assert.equal(holds({ "Fn::And": [either, no] }), "no");
    assert.ok(isUnknown(holds({ "Fn::Or": [either, no] })));
    assert.equal(holds({ "Fn::Or": [either, yes] }), "yes");
  });

  it("that go in a circle, or are nothing, are unknown", () => {
    assert.ok(isUnknown(holds({ Condition: "C" })));
    assert.ok(isUnknown(holds({ Condition: "Nothing" })));
    assert.ok(isUnknown(holds({ "Fn::Contains": [["a"], "a"] })));
  });

  it("leave a resource out and tell of it where nobody knows whether they hold", () => {
    const expansion = expansionOf({
      Conditions: { Maybe: either },
      Resources: { It: { Type: "AWS::SNS::Topic", Condition: "Maybe", Properties: {} } },
    });
    assert.deepEqual(expansion.drafts, []);
    assert.deepEqual(expansion.gaps, [{ where: "one.It", why: "nobody can know whether condition Maybe holds" }]);
  });
});

describe("a template's resources", () => {
  const draftsOf = (resources: object): ReadonlyMap<string | undefined, Properties> =>
    new Map(
      expansionOf({ Resources: resources }).drafts.map(({ origin: { logicalId }, properties }) => [
        logicalId,
        properties,
      ]),
    );

  it("are named by Ref and Fn::GetAtt as AWS names them", () => {
    const drafts = draftsOf({
      Role: { Type: "AWS::IAM::Role", Properties: { RoleName: "one", Path: "/p/" } },
      Topic: { Type: "AWS::SNS::Topic", Properties: { TopicName: "t" } },
      Queue: { Type: "AWS::SQS::Queue", Properties: { QueueName: { "Fn::Sub": "q-${Role}" } } },
      It: {
        Type: "AWS::SNS::Subscription",
        Properties: {
          Protocol: "sqs",
          TopicArn: { Ref: "Topic" },
          Endpoint: { "Fn::GetAtt": ["Queue", "Arn"] },
          RawMessageDelivery: { "Fn::GetAtt": "Role.Arn" },
          Region: { "Fn::GetAtt": "Role.RoleId" },
        },
      },
    });
    assert.deepEqual(drafts.get("It"), {
      protocol: "sqs",
      topic: "arn:aws:sns:eu-central-1:111111111111:t",
      endpoint: "arn:aws:sqs:eu-central-1:111111111111:q-one",
      rawMessageDelivery: "arn:aws:iam::111111111111:role/p/one",
      region: UNKNOWN,
    });
  });

  it("keep the spelling within documents, patterns and tags, and nowhere else", () => {
    const Target = { Id: "a", Arn: "arn:x", RetryPolicy: { MaximumRetryAttempts: 3 } };
    const drafts = draftsOf({
      Rule: { Type: "AWS::Events::Rule", Properties: { EventPattern: { Detail: { Name: ["x"] } }, Targets: [Target] } },
    });
    assert.deepEqual(drafts.get("Rule"), {
      eventPattern: { Detail: { Name: ["x"] } },
      targets: [{ id: "a", arn: "arn:x", retryPolicy: { maximumRetryAttempts: 3 } }],
    });
  });

  it("share what is the same in every account", () => {
    const read = templateFrom({
      templateBody: JSON.stringify({
        Resources: {
          Rule: {
            Type: "AWS::Events::Rule",
            Properties: { Name: { Ref: "AWS::AccountId" }, EventPattern: { a: ["b"] } },
          },
        },
      }),
    });
    assert.ok(read.ok);
    const { template } = read;
    const patternIn = (account: string) =>
      expandedStack(template, { ...place, account }).drafts[0]?.properties["eventPattern"];
    assert.equal(patternIn("111111111111"), patternIn("222222222222"));
  });

  it("of a policy for several are one for each", () => {
    const { drafts } = expansionOf({
      Resources: {
        It: {
          Type: "AWS::IAM::Policy",
          Properties: { PolicyName: "p", PolicyDocument: { Version: "2012-10-17" }, Roles: ["a", "b"], Users: ["c"] },
        },
      },
    });
    assert.deepEqual(
      drafts.map(({ kind, properties }) => [kind, properties["role"] ?? properties["user"]]),
      [
        ["iam/rolePolicy", "a"],
        ["iam/rolePolicy", "b"],
        ["iam/userPolicy", "c"],
      ],
    );
  });

  it("of types that the model does not know are told, but for those that carry neither access nor alerts", () => {
    const { outside } = expansionOf({
      Resources: {
        Marker: { Type: "AWS::CloudFormation::WaitConditionHandle" },
        Custom: { Type: "Custom::Thing", Properties: {} },
        Group: { Type: "AWS::IAM::InstanceProfile", Properties: {} },
      },
    });
    assert.deepEqual(outside, ["Custom::Thing", "AWS::IAM::InstanceProfile"]);
  });
});

describe("a template", () => {
  const whyOf = (properties: Properties): string => {
    const read = templateFrom(properties);
    return read.ok ? "" : read.why;
  };

  it("is not read where nobody can know it, and it is said why", () => {
    assert.match(whyOf({ templateBody: UNKNOWN }), /not known before the update/);
    assert.match(whyOf({ templateUrl: "https://bucket.s3.amazonaws.com/t.json" }), /lies at a URL/);
    assert.match(whyOf({ templateBody: "Resources:\n  It:\n    Type: AWS::SNS::Topic\n" }), /no JSON object/);
    assert.match(
      whyOf({ templateBody: '{"Transform": "AWS::Serverless-2016-10-31", "Resources": {}}' }),
      /its transform/,
    );
    assert.match(whyOf({}), /no JSON object/);
  });
});
