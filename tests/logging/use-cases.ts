import { denied, recordFor, sessionOf, accounts } from "./log-records";
import type { CloudTrailRecord } from "./recorded-events";

/** The row of the rulebook, what happens, and what CloudTrail writes down of it. */
export type SeenCase = readonly [row: string, what: string, record: CloudTrailRecord];

const { emergency, workload } = accounts;
const alice = {
  type: "IAMUser",
  arn: `arn:aws:iam::${emergency}:user/break-glass/alice`,
  accountId: emergency,
  userName: "alice",
};
const outsider = { type: "AWSAccount", principalId: "AIDAEXAMPLEOUTSIDER01", accountId: "200000000099" };
const saml = { type: "SAMLUser", principalId: "example:alice", userName: "alice" };
const target = (tier: string): object => sessionOf(workload, "/break-glass/", `BreakGlass${tier}`);
const hub = sessionOf(emergency, "/break-glass-hub/", "BreakGlassHubOperator");
const tiers = ["ReadOnly", "Operator", "Admin", "IdentityAdmin", "Management"];

/** The session's ARN alone, as SwitchRole has it. */
function bare(tier: string): object {
  return { type: "AssumedRole", arn: `arn:aws:sts::${workload}:assumed-role/BreakGlass${tier}/alice` };
}

export const useCases: readonly SeenCase[] = [
  ["sign-ins", "a failed sign-in without name", recordFor("emergency", "signin:ConsoleLogin", null)],
  [
    "sign-ins",
    "root signing in to a workload account",
    recordFor("workload", "signin:ConsoleLogin", null, { userIdentity: { type: "Root" } }),
  ],
  [
    "sign-ins",
    "a responder leaving a role whose session is not told",
    recordFor("workload", "signin:ExitRole", null, {
      userIdentity: { type: "AssumedRole" },
      additionalEventData: { SwitchFrom: alice.arn },
    }),
  ],
  ...tiers.map((tier): SeenCase => [
    "sign-ins",
    `a switch to ${tier}`,
    recordFor("workload", "signin:SwitchRole", null, { userIdentity: bare(tier) }),
  ]),
  [
    "assumptions",
    "a target role taken, seen in its account",
    recordFor(
      "workload",
      "sts:AssumeRole",
      { roleArn: `arn:aws:iam::${workload}:role/break-glass/BreakGlassAdmin` },
      { userIdentity: outsider, readOnly: true },
    ),
  ],
  [
    "assumptions",
    "a hub role taken by the identity provider",
    recordFor(
      "emergency",
      "sts:AssumeRoleWithSAML",
      { roleArn: `arn:aws:iam::${emergency}:role/break-glass-hub/BreakGlassHubAdmin` },
      { userIdentity: saml, readOnly: true },
    ),
  ],
  [
    "assumptions",
    "a target role refused",
    denied("sts:AssumeRole", `arn:aws:iam::${workload}:role/break-glass/BreakGlassAdmin`),
  ],
  [
    "assumptions",
    "a hub role refused",
    denied("sts:AssumeRole", `arn:aws:iam::${emergency}:role/break-glass-hub/BreakGlassHubAdmin`),
  ],
  [
    "assumptions",
    "a target session asking who it is",
    recordFor("workload", "sts:GetCallerIdentity", null, { userIdentity: target("ReadOnly") }),
  ],
  [
    "assumptions",
    "a hub session asking who it is",
    recordFor("emergency", "sts:GetCallerIdentity", null, { userIdentity: hub }),
  ],
  [
    "assumptions",
    "a responder's session token",
    recordFor("emergency", "sts:GetSessionToken", null, { userIdentity: alice }),
  ],
  [
    "assumptions",
    "root of a member taken",
    recordFor("management", "sts:AssumeRoot", { targetPrincipal: "100000000003" }),
  ],
  [
    "activity",
    "a responder's own call",
    recordFor("emergency", "ec2:DescribeRegions", null, { userIdentity: alice, readOnly: true }),
  ],
  ["activity", "a hub session's call", recordFor("emergency", "ec2:DescribeRegions", null, { userIdentity: hub })],
  ...tiers.map((tier): SeenCase => [
    "activity",
    `a call of ${tier}`,
    recordFor("workload", "ec2:StopInstances", {}, { userIdentity: target(tier) }),
  ]),
];
