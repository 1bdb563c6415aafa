import { rulebook, targetRolesFor, type Rulebook, type SettledFacts } from "../../rulebook";
import { sandboxFacts } from "./sandbox-facts";
import { expandedIn, filled, type Place, type PlainTemplate } from "./template-expansion";

export interface RoleProperties {
  readonly RoleName: string;
  readonly Path: string;
  readonly MaxSessionDuration: number;
  readonly AssumeRolePolicyDocument: unknown;
  readonly ManagedPolicyArns?: readonly string[];
  readonly Policies?: readonly { readonly PolicyName: string; readonly PolicyDocument: unknown }[];
}

const workload: Place = { account: "100000000011", region: "eu-central-1" };

export function templateFrom(facts: SettledFacts = sandboxFacts, law: Rulebook = rulebook): PlainTemplate {
  return JSON.parse(targetRolesFor(law, facts).template) as PlainTemplate;
}

/** Every role of the template, filled in as in a workload account. */
export function rolesOf(template: PlainTemplate): readonly RoleProperties[] {
  return Object.values(template.Resources).flatMap(({ Type, Properties }) =>
    Type === "AWS::IAM::Role" ? [filled(Properties, template, workload) as RoleProperties] : [],
  );
}

/** The target roles: those that a responder takes. */
export function targetRolesOf(template: PlainTemplate): readonly RoleProperties[] {
  const names = Object.values<string>(rulebook.names.targetRole);
  return rolesOf(template).filter(({ RoleName }) => names.includes(RoleName));
}

/** The roles that CloudFormation makes of the template in one account. */
export function roleNamesIn(template: PlainTemplate, account: string): readonly string[] {
  return Object.values(expandedIn(template, { ...workload, account }))
    .flatMap(({ Type, Properties }) => (Type === "AWS::IAM::Role" ? [Properties as unknown as RoleProperties] : []))
    .map(({ Path, RoleName }) => `${Path}${RoleName}`)
    .sort();
}
