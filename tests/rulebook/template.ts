import assert from "node:assert/strict";
import { rulebook, targetRolesFor, type Rulebook, type SettledFacts } from "../../rulebook";
import { sandboxFacts } from "./sandbox-facts";

/** The template as CloudFormation reads it: plain JSON, nothing of the rulebook's types. */
export interface CloudFormationTemplate {
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: RoleProperties;
}

export interface RoleProperties {
  readonly RoleName: string;
  readonly Path: string;
  readonly MaxSessionDuration: number;
  readonly AssumeRolePolicyDocument: unknown;
  readonly ManagedPolicyArns: readonly string[];
  readonly Policies: readonly { readonly PolicyName: string; readonly PolicyDocument: unknown }[];
}

export function templateFrom(facts: SettledFacts = sandboxFacts, law: Rulebook = rulebook): CloudFormationTemplate {
  return JSON.parse(targetRolesFor(law, facts).template) as CloudFormationTemplate;
}

export function rolesOf({ Resources }: CloudFormationTemplate): readonly RoleProperties[] {
  return Object.values(Resources).flatMap(({ Type, Properties }) =>
    Type === "AWS::IAM::Role" && Properties !== undefined ? [Properties] : [],
  );
}

/** The roles that CloudFormation makes of the template in one account. */
export function roleNamesIn(template: CloudFormationTemplate, account: string): readonly string[] {
  return Object.values(template.Resources)
    .filter(({ Condition }) => Condition === undefined || holds(template.Conditions[Condition], template, account))
    .flatMap(({ Properties }) => (Properties === undefined ? [] : [`${Properties.Path}${Properties.RoleName}`]))
    .sort();
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html */
function holds(condition: unknown, template: CloudFormationTemplate, account: string): boolean {
  const entries = Object.entries(condition ?? {});
  const [name, operand] = entries[0] ?? [];
  assert.equal(entries.length, 1, `no condition of one function: ${JSON.stringify(condition)}`);
  const operands: readonly unknown[] = Array.isArray(operand) ? operand : [];
  switch (name) {
    case "Condition":
      return holds(template.Conditions[String(operand)], template, account);
    case "Fn::Equals": {
      assert.deepEqual(operands[0], { Ref: "AWS::AccountId" });
      return operands[1] === account;
    }
    case "Fn::Not":
      assert.equal(operands.length, 1);
      return !holds(operands[0], template, account);
    case "Fn::Or":
      assert.ok(operands.length >= 2 && operands.length <= 10, "Fn::Or takes two to ten conditions");
      return operands.some((one) => holds(one, template, account));
    default:
      return assert.fail(`unknown condition ${JSON.stringify(condition)}`);
  }
}
