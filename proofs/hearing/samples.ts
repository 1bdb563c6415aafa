import type { DeliveredEvent } from "../acts/delivered-call";
import type { Field, Pattern } from "../../events/pattern";
import type { Rule } from "../model/organization";
import { transport } from "../../rulebook/alerts";

/** Sources and detail types that rules of the path can ask for; one of each is enough to follow a rule's way. */
const sources = (
  "iam sts signin events sns sqs kms lambda dynamodb scheduler monitoring " +
  "cloudwatch cloudtrail logs s3 organizations cloudformation"
)
  .split(" ")
  .map((service) => `aws.${service}`);
const detailTypes = [
  "AWS API Call via CloudTrail",
  "AWS Console Sign In via CloudTrail",
  "CloudWatch Alarm State Change",
  transport.heartbeatDetailType,
];

/** An event of the kind that the rule takes, as far as its way depends on it; none if no kind of ours is one. */
export function sampleFor({ pattern, account, region }: Rule): DeliveredEvent | undefined {
  if (pattern === undefined) return undefined;
  const source = [...sources, transport.heartbeatSource].find((one) => mayBe(pattern, "source", one));
  const detailType = detailTypes.find((one) => mayBe(pattern, "detail-type", one));
  if (source === undefined || detailType === undefined) return undefined;
  return { account, region, source, "detail-type": detailType, detail: { readOnly: true } };
}

function mayBe({ branches }: Pattern, path: string, value: string): boolean {
  return branches.some((branch) => {
    const field = branch.find((one) => one.path === path);
    return field === undefined || accepts(field, value);
  });
}

function accepts({ tests }: Field, value: string): boolean {
  return tests.some((test) => test({ kind: "text", value }));
}
