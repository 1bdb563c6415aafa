import type { Organization } from "../model/organization";
import type { Question } from "../question/question";
import { walksBy } from "./walks";

/** The source's own example, in every workload account and every governed Region, by both ways of a responder. */
export function operatingQuestionsFor(organization: Organization): readonly Question[] {
  return [...walksBy("console", organization).walks, ...walksBy("command-line", organization).walks]
    .filter(({ target }) => target.role.tier === "Operator" && target.in.account.kind === "workload")
    .map(({ end, region, target }) => {
      const { account } = target.role;
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html
      const group = `arn:aws:autoscaling:${region}:${account}:autoScalingGroup:*:autoScalingGroupName/production`;
      return {
        actor: end,
        act: { action: "autoscaling:UpdateAutoScalingGroup", resource: group, resourceAccount: account },
        must: "succeed",
        otherwise: `${end.says} cannot raise an Auto Scaling maximum in ${region}.`,
        about: target.in,
      };
    });
}
