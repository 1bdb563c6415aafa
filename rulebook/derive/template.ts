/** The part of CloudFormation's template grammar that our templates need. */
export interface Template {
  readonly AWSTemplateFormatVersion: "2010-09-09";
  readonly Description: string;
  readonly Conditions: Readonly<Record<string, TemplateCondition>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export type TemplateCondition =
  | { readonly "Fn::Equals": readonly [{ readonly Ref: "AWS::AccountId" | "AWS::Region" }, string] }
  | { readonly "Fn::Not": readonly [TemplateCondition] }
  | { readonly "Fn::And": readonly TemplateCondition[] }
  | { readonly "Fn::Or": readonly TemplateCondition[] }
  | { readonly Condition: string };

/** A stack needs a resource even where every other is conditioned away; this one costs nothing and calls nothing. */
export const marker: TemplateResource = { Type: "AWS::CloudFormation::WaitConditionHandle" };

export function isAccount(id: string): TemplateCondition {
  return { "Fn::Equals": [{ Ref: "AWS::AccountId" }, id] };
}

export function isRegion(name: string): TemplateCondition {
  return { "Fn::Equals": [{ Ref: "AWS::Region" }, name] };
}

/** Fn::Or takes two to ten: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html */
export function anyOf([first, ...others]: readonly [TemplateCondition, ...TemplateCondition[]]): TemplateCondition {
  if (others.length === 0) return first;
  if (others.length < 10) return { "Fn::Or": [first, ...others] };
  const [next, ...rest] = others.slice(8);
  return next === undefined ? first : { "Fn::Or": [first, ...others.slice(0, 8), anyOf([next, ...rest])] };
}
