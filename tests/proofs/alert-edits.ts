import type { Claim } from "../../proofs/claim";
import { withProperties, type Change } from "./changed-landing-zone";

/** A claim; then changes by hand, and what must stand among the counterexamples: a saying, or what decides a request. */
export type AlertCases = readonly [
  claim: Claim,
  cases: readonly (readonly [what: string, edits: readonly ((change: Change) => void)[], expected: RegExp])[],
];

type Properties = Record<string, unknown>;
type Resources = Record<string, { Properties: Properties; Condition?: string }>;
type Edit = (change: Change) => void;

/** Edits the resources of a template: `stack:Stack lifeline-alarms`, `stackSet:StackSet detection-stack-set`. */
export function inTemplateOf(named: string, edit: (resources: Resources) => void): Edit {
  return withProperties(`cloudformation/${named}`, (properties) => {
    const template = JSON.parse(properties["templateBody"] as string) as { Resources: Resources };
    edit(template.Resources);
    properties["templateBody"] = JSON.stringify(template);
  });
}

const managementStacks = ["eu-central-1", "us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"];

/** Edits a rule of detection wherever it stands: in the StackSet's template and in those of the management account. */
export function withDetection(rule: string, edit: (properties: Properties) => void): readonly Edit[] {
  const change = (resources: Resources) => edit(found(resources, rule).Properties);
  return [
    inTemplateOf("stackSet:StackSet detection-stack-set", change),
    ...managementStacks.map((region) => inTemplateOf(`stack:Stack detection-${region}`, change)),
  ];
}

export function inDetection(logicalId: string, edit: (properties: Properties) => void): Edit {
  return inTemplateOf("stackSet:StackSet detection-stack-set", (resources) =>
    edit(found(resources, logicalId).Properties),
  );
}

export function inAlarms(logicalId: string, edit: (properties: Properties) => void): Edit {
  return inTemplateOf("stack:Stack lifeline-alarms", (resources) => edit(found(resources, logicalId).Properties));
}

function found(resources: Resources, logicalId: string): Resources[string] {
  const resource = resources[logicalId];
  if (resource === undefined) throw new Error(`the template has no ${logicalId}`);
  return resource;
}
