import type { Claim } from "../claim";
import { findingFor } from "../question/finding";
import { operatingQuestionsFor } from "../way-in/operating";

export const operatorRaisesAnAutoScalingMaximum = {
  id: "operator-raises-an-auto-scaling-maximum",
  about: "way-in",
  question:
    "Can an Operator raise the maximum of an Auto Scaling group in every workload account and every governed Region?",
  why: "Getting in is worth nothing if a guardrail stops the work: this is the example of AWS's own emergency process.",
  source: [
    "E5",
    "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_emergency_process.html",
  ],
  findingFor: (organization) => {
    const operates = organization.promised?.tiersByAccount["workload"]?.includes("Operator") ?? true;
    return operates
      ? findingFor(organization, {
          questions: operatingQuestionsFor(organization),
          assumptions: ["console-switch-carries-mfa", "mfa-serial-carries-mfa"],
        })
      : {
          kind: "not-applicable",
          reason: "No workload account offers the tier Operator: lifeline:tiers.workload drops it.",
        };
  },
} as const satisfies Claim;
