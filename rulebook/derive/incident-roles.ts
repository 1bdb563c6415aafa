import type { SettledFacts } from "../facts";
import type { IncidentStepId } from "../incidents";
import type { Rulebook } from "../rulebook";
import type { IdentityStatement } from "../types";
import type { AccountRole } from "./account-role";
import { documentFor, textOf } from "./document";
import { centralBusArn, securityRoleArn } from "./security-account-arns";
import { incidentTrustPolicyFor } from "./trust-policies";

/** A role of the security account that takes one step of an incident and can do nothing else. */
export interface IncidentRole extends AccountRole {
  readonly step: IncidentStepId;
  readonly maxSessionSeconds: number;
}

/**
 * One action, one source, one kind of event: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
 * With these, incidents are declared and approved with neither ticket system nor identity provider.
 */
export function incidentRolesFor(rulebook: Rulebook, facts: SettledFacts): readonly IncidentRole[] {
  const { names, incidentSteps, incidentEventSource, limits } = rulebook;
  return incidentSteps.flatMap(({ id, detailType, role }) =>
    role === undefined
      ? []
      : [
          {
            step: id,
            name: names[role],
            path: names.targetPath,
            arn: securityRoleArn(names, facts, names[role]),
            description: `Emergency access: sends ${detailType}, nothing else.`,
            maxSessionSeconds: limits.sessionSeconds.value,
            trust: textOf(incidentTrustPolicyFor(rulebook, facts)),
            policy: textOf(
              documentFor<IdentityStatement>([
                {
                  Sid: `Send${detailType}`,
                  Effect: "Allow",
                  Action: "events:PutEvents",
                  Resource: centralBusArn(names, facts),
                  // One request may carry several events: every one of them must be of this kind.
                  Condition: {
                    "ForAllValues:StringEquals": {
                      "events:source": incidentEventSource,
                      "events:detail-type": detailType,
                    },
                    Null: { "events:source": "false", "events:detail-type": "false" },
                  },
                },
              ]),
            ),
          },
        ],
  );
}

/** ARNs of these roles, one by one. */
export function incidentRoleArnsFor({ names, incidentSteps }: Rulebook, facts: SettledFacts): readonly string[] {
  return incidentSteps.flatMap(({ role }) => (role === undefined ? [] : [securityRoleArn(names, facts, names[role])]));
}
