import assert from "node:assert/strict";
import { prove } from "../../proofs";
import { claims } from "../../proofs/claims";
import { landingZone, organizationOf } from "../proofs/landing-zone";
import { isFullScale } from "../scale";
import { standing } from "./it-refutes";
import { both, root, units, withForeignPolicy } from "./organization";

const executionRole = { ArnNotLike: { "aws:PrincipalARN": "arn:aws:iam::*:role/AWSControlTowerExecution" } };
const deny = { Sid: "Foreign", Effect: "Deny", Resource: "*" };

/** Policies of others that leave the path alone. */
const harmless = both(
  // https://docs.aws.amazon.com/controltower/latest/controlreference/mandatory-controls.html
  withForeignPolicy(
    {
      name: "aws-guardrails-example",
      statements: [
        {
          Sid: "GRCLOUDTRAILENABLED",
          Effect: "Deny",
          Action: ["cloudtrail:DeleteTrail", "cloudtrail:PutEventSelectors", "cloudtrail:StopLogging"],
          Resource: ["arn:aws:cloudtrail:*:*:trail/aws-controltower-*"],
          Condition: executionRole,
        },
        {
          Sid: "GRCLOUDWATCHEVENTPOLICY",
          Effect: "Deny",
          Action: ["events:PutRule", "events:PutTargets", "events:RemoveTargets", "events:DeleteRule"],
          Resource: ["arn:aws:events:*:*:rule/aws-controltower-*"],
          Condition: executionRole,
        },
      ],
    },
    units.workloads,
  ),
  // Keys and actions that AWS has made since, on what the path does not do.
  withForeignPolicy(
    {
      name: "of-tomorrow",
      statements: [
        {
          ...deny,
          Action: ["sagemaker:CreateApp", "newservice:Create*"],
          Condition: { StringNotEquals: { "aws:KeyOfTomorrow": "x" } },
        },
      ],
    },
    root,
  ),
  // https://github.com/aws-samples/data-perimeter-policy-examples
  withForeignPolicy(
    {
      name: "identity-perimeter",
      type: "RESOURCE_CONTROL_POLICY",
      statements: [
        {
          ...deny,
          Principal: "*",
          Action: ["s3:*", "sqs:*", "kms:*", "sts:AssumeRole"],
          Condition: {
            StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-lifeline001" },
            BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
          },
        },
      ],
    },
    root,
  ),
);

const quick = ["responder-enters-by-command-line", "nobody-becomes-tier-zero", "trail-records-what-alerts-need"];

describe("a landing zone among policies that leave it alone", () => {
  it("is proven as before", () => {
    const { state, snapshot } = harmless(landingZone());
    const asked = claims.filter(({ id }) => isFullScale || quick.includes(id));
    for (const { id, verdict, counterexamples, missing } of prove(organizationOf(state, snapshot), asked, standing)
      .claims) {
      const why = JSON.stringify(counterexamples?.map(({ says }) => says) ?? missing);
      assert.ok(verdict.startsWith("proven") || verdict === "not-applicable", `${id} is ${verdict}: ${why}`);
    }
  });
});
