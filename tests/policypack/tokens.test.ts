import assert from "node:assert/strict";
import { catalogue } from "../../policypack/catalogue";
import type { Properties, Value } from "../../proofs/model/value";
import { kinds, spellingOf } from "../../policypack/kinds";
import type { Example, ResourceRule } from "../../policypack/rule";
import { judgedAlone } from "./examples";

const rules = catalogue.filter((rule): rule is ResourceRule => rule.scope === "resource");

function kindOf(rule: ResourceRule): string | undefined {
  return spellingOf(rule.bad.type)?.kind;
}

/** The classic provider's names as the native provider has them. */
function nativeNames(properties: Properties, renamed: Readonly<Record<string, string>>): Properties {
  const back = new Map(Object.entries(renamed).map(([native, classic]) => [classic, native]));
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [back.get(name) ?? name, value]));
}

/** CloudFormation's names begin with a capital; documents keep their own. */
function capital(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(capital);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name.charAt(0).toUpperCase() + name.slice(1), capital(item as Value)]),
  );
}

const violations = (rule: ResourceRule, example: Example) =>
  judgedAlone(rule, "bad", () => example).filter(({ verdict }) => verdict === "violated");

describe("every type token of a kind is judged", () => {
  it("the classic provider's, superseded ones too", () => {
    for (const rule of rules) {
      const kind = kindOf(rule);
      if (kind === undefined) continue;
      for (const type of kinds[kind as keyof typeof kinds].classic) {
        // A replica key follows its primary, so its rotation is no matter of its own.
        if (type === "aws:kms/replicaKey:ReplicaKey" && rule.id === "rotate-keys") continue;
        assert.ok(violations(rule, { ...rule.bad, type }).length > 0, `${rule.id}: ${type}`);
      }
    }
  });

  it("the native provider's", () => {
    let count = 0;
    for (const rule of rules) {
      const kind = kindOf(rule);
      if (kind === undefined) continue;
      const { native, renamed = {} } = kinds[kind as keyof typeof kinds] as (typeof kinds)[keyof typeof kinds];
      if (native === undefined) continue;
      const example = {
        ...rule.bad,
        type: native,
        properties: nativeShape(rule, nativeNames(rule.bad.properties, renamed)),
      };
      assert.ok(violations(rule, example).length > 0, `${rule.id}: ${native}`);
      count += 1;
    }
    assert.ok(count >= 60, `${count} rules`);
  });

  it("CloudFormation's, in the template of a stack and of a StackSet", () => {
    let count = 0;
    for (const rule of rules) {
      const kind = kindOf(rule);
      // Where the project, the provider or the Region decides, the stack that holds the template is judged.
      if (kind === undefined || rule.kinds === "every" || rule.bad.landingZone === true) continue;
      const { native, renamed = {} } = kinds[kind as keyof typeof kinds] as (typeof kinds)[keyof typeof kinds];
      if (native === undefined || kind === "stackSet" || kind === "stack") continue;
      const Type = native.replace("aws-native:", "AWS::").replace(/(?<!:):(?!:)/, "::");
      const Properties = capital(nativeShape(rule, nativeNames(rule.bad.properties, renamed)));
      const templateBody = JSON.stringify({ Resources: { It: { Type, Properties } } });
      for (const type of ["aws:cloudformation/stack:Stack", "aws:cloudformation/stackSet:StackSet"]) {
        const example: Example = { ...rule.bad, type, properties: { name: "orders", templateBody } };
        const found = violations(rule, example);
        assert.ok(found.length > 0, `${rule.id}: ${Type}`);
        assert.ok(
          found.every(({ where }) => where === "" || where.startsWith("templateBody.Resources.It.Properties.")),
          found[0]?.where,
        );
      }
      count += 1;
    }
    assert.ok(count >= 55, `${count} rules`);
  });

  it("a template in YAML with short forms is the same template", () => {
    const rule = rules.find(({ id }) => id === "leave-emergency-identities-alone");
    assert.ok(rule !== undefined);
    const templateBody = [
      "Resources:",
      "  It:",
      "    Type: AWS::IAM::ManagedPolicy",
      "    Properties:",
      "      ManagedPolicyName: !Sub 'app-${AWS::AccountId}'",
      "      PolicyDocument:",
      "        Version: '2012-10-17'",
      "        Statement:",
      "          - Effect: Allow",
      "            Action: iam:*",
      "            Resource: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*'",
      "",
    ].join("\n");
    const found = violations(rule, { type: "aws:cloudformation/stack:Stack", properties: { name: "x", templateBody } });
    assert.deepEqual(
      found.map(({ where }) => where),
      ["templateBody.Resources.It.Properties.policy"],
    );
  });
});

/** What the native provider keeps elsewhere. */
function nativeShape({ id }: ResourceRule, properties: Properties): Properties {
  if (id === "demand-imdsv2-in-templates") return { launchTemplateData: properties };
  return properties;
}
