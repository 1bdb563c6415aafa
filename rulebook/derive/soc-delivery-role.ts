import type { SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";
import type { IdentityStatement } from "../types";
import { serviceTrustFor, type AccountRole } from "./account-role";
import { documentFor, textOf } from "./document";
import { securityRoleArn } from "./security-account-arns";

/** https://docs.aws.amazon.com/sns/latest/dg/topics-attrib.html: what could not be delivered is written to a log. */
export function deliveryRoleFor({ names }: Rulebook, facts: SettledFacts): AccountRole {
  return {
    name: names.topicDeliveryRole,
    arn: securityRoleArn(names, facts, names.topicDeliveryRole),
    path: names.targetPath,
    description: "Writes down which alert could not be delivered.",
    trust: serviceTrustFor("sns.amazonaws.com"),
    policy: textOf(
      documentFor<IdentityStatement>([
        {
          Sid: "WriteFailures",
          Effect: "Allow",
          Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: [
            deliveryLogArn(names.socTopic, facts.regions.home, facts),
            deliveryLogArn(names.standbyTopic, facts.regions.standby, facts),
          ],
        },
      ]),
    ),
  };
}

function deliveryLogArn(topic: string, region: string, facts: SettledFacts): string {
  const { security } = facts.accounts;
  return `arn:${facts.partition}:logs:${region}:${security}:log-group:sns/${region}/${security}/${topic}/*`;
}
