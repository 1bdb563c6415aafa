import { PolicyPack, type ResourceValidationPolicy } from "@pulumi/policy";
import { readingOf } from "./reading";
import { messageOf, type Rule } from "./rule";
import { rules } from "./rules";

new PolicyPack("lifeline", { enforcementLevel: "mandatory", policies: rules.map(policyFor) });

function policyFor(rule: Rule): ResourceValidationPolicy {
  const { id, why, source, severity, type } = rule;
  const validateResource: ResourceValidationPolicy["validateResource"] & { __pulumiType?: string } = (
    { name, props },
    report,
  ) => {
    const findings = rule.findingsFor({ name, read: (property) => readingOf(props, property) });
    for (const finding of findings) report(messageOf(finding));
  };
  // The host skips other types before it reads a property: https://github.com/pulumi/pulumi-policy (policy.ts, getPulumiType)
  validateResource.__pulumiType = type;
  return { name: id, description: why, url: source, severity, enforcementLevel: "mandatory", validateResource };
}
