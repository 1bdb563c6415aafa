import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { factsOf } from "../facts";
import type { Context, Request } from "../iam";
import { emergencyAccessFor, isSettled, organizationPoliciesFor, rulebook, type SettledFacts } from "../rulebook";
import { administratorAccess, fullAwsAccess, rcpFullAwsAccess } from "../sandbox/aws/documents";
import type { Documents, Situation } from "./evaluate-rival";

interface Caller extends Pick<Request, "principal" | "principalKind" | "context"> {
  readonly account: string;
  readonly identity: readonly unknown[];
}

interface Target extends Pick<Request, "action" | "resource" | "resourceAccount"> {
  readonly trust?: unknown;
}

const MEMBER = "100000000099";

/**
 * The landing zone's own documents, as the engine deploys them: three levels of SCPs, the guardrails at the root; RCPs;
 * the hub roles' trust and permissions; the responders' policies. Each caller tries each target: the protected roles,
 * and the everyday calls of a workload.
 */
export function landingZoneSituations(): readonly Situation[] {
  const facts = sandboxFacts();
  const own = facts.emergencyAccount.id;
  const access = emergencyAccessFor(rulebook, facts);
  const levels = levelsFor(facts);
  const callers: readonly Caller[] = [
    ...access.responders.map(({ name, path, tierGrant }) => ({
      ...userOf(own, path, name, facts),
      identity: [read(access.responderPolicy.document), read(tierGrant.document)],
    })),
    ...access.hubRoles.map(({ name, path, policy }) => ({
      ...sessionOf(own, path, name, facts),
      identity: [read(policy)],
    })),
    { ...sessionOf(MEMBER, "/", "AccountAdministrator", facts), identity: [administrator] },
    { ...sessionOf(MEMBER, "/", `stacksets-exec-${"0".repeat(32)}`, facts), identity: [administrator] },
    { ...userOf(MEMBER, "/", "someone", facts), identity: [administrator] },
  ];
  const targets: readonly Target[] = [
    ...access.hubRoles.flatMap(({ name, path, trust }) => protectedTargets(own, path, name, read(trust))),
    ...everydayTargets,
  ];
  return callers.flatMap(({ account, identity, ...caller }) =>
    targets.map(({ trust, ...target }): Situation => {
      const documents: Documents = {
        identity,
        scps: levels(account).scps,
        rcps: levels(target.resourceAccount).rcps,
        ...(trust === undefined ? {} : { resource: trust }),
      };
      return { request: { ...caller, ...target }, documents };
    }),
  );
}

const administrator = read(administratorAccess);

function levelsFor(facts: SettledFacts): (account: string) => Pick<Documents, "scps" | "rcps"> {
  const { emergencyAccount, guardrails, resourceGuardrails } = organizationPoliciesFor(rulebook, facts);
  const [full, rcpFull, own] = [read(fullAwsAccess), read(rcpFullAwsAccess), read(emergencyAccount.content)];
  const root = [full, ...guardrails.map(({ content }) => read(content))];
  const rcps = [[rcpFull, ...resourceGuardrails.map(({ content }) => read(content))], [rcpFull], [rcpFull]];
  const ofOwn = { scps: [root, [full], [full, own]], rcps };
  const ofMember = { scps: [root, [full], [full]], rcps };
  return (account) => (account === facts.emergencyAccount.id ? ofOwn : ofMember);
}

function protectedTargets(account: string, path: string, name: string, trust: unknown): readonly Target[] {
  const changes = ["iam:UpdateAssumeRolePolicy", "iam:DeleteRole", "iam:PutRolePolicy", "iam:PassRole"];
  return [
    { action: "sts:AssumeRole", resource: roleArn(account, path, name), resourceAccount: account, trust },
    ...changes.map((action) => ({ action, resource: roleArn(MEMBER, path, name), resourceAccount: MEMBER })),
  ];
}

const everydayTargets: readonly Target[] = [
  ["iam:CreateRole", roleArn(MEMBER, "/", "Application")],
  ["ec2:TerminateInstances", `arn:aws:ec2:eu-central-1:${MEMBER}:instance/i-0123456789abcdef0`],
  [
    "autoscaling:SetDesiredCapacity",
    `arn:aws:autoscaling:eu-central-1:${MEMBER}:autoScalingGroup:1:autoScalingGroupName/web`,
  ],
  ["lambda:InvokeFunction", `arn:aws:lambda:eu-central-1:${MEMBER}:function:orders`],
  ["events:PutRule", `arn:aws:events:eu-central-1:${MEMBER}:rule/nightly`],
  ["cloudtrail:StopLogging", `arn:aws:cloudtrail:eu-central-1:${MEMBER}:trail/organization`],
  ["organizations:LeaveOrganization", "*"],
  ["sqs:SendMessage", `arn:aws:sqs:eu-central-1:${MEMBER}:orders`],
].map(([action = "", resource = ""]) => ({ action, resource, resourceAccount: MEMBER }));

function userOf(account: string, path: string, name: string, facts: SettledFacts): Omit<Caller, "identity"> {
  const arn = `arn:aws:iam::${account}:user${path}${name}`;
  const context = { ...contextOf(account, arn, facts), "aws:username": name, "aws:MultiFactorAuthPresent": "true" };
  return { account, principal: arn, principalKind: "user", context };
}

function sessionOf(account: string, path: string, name: string, facts: SettledFacts): Omit<Caller, "identity"> {
  const principal = `arn:aws:sts::${account}:assumed-role/${name}/session`;
  return {
    account,
    principal,
    principalKind: "assumedRole",
    context: contextOf(account, roleArn(account, path, name), facts),
  };
}

function contextOf(account: string, arn: string, { organization }: SettledFacts): Context {
  return {
    "aws:PrincipalArn": arn,
    "aws:PrincipalAccount": account,
    "aws:PrincipalOrgID": organization.id,
    "aws:ResourceOrgID": organization.id,
    "aws:PrincipalIsAWSService": "false",
    "aws:SecureTransport": "true",
    "aws:RequestedRegion": "eu-central-1",
    "aws:SourceIp": "203.0.113.7",
  };
}

function roleArn(account: string, path: string, name: string): string {
  return `arn:aws:iam::${account}:role${path}${name}`;
}

function sandboxFacts(): SettledFacts {
  const file = parse(readFileSync(join(__dirname, "..", "Pulumi.sandbox.yaml"), "utf8")) as {
    readonly config: Readonly<Record<string, unknown>>;
  };
  const config = Object.entries(file.config).map(
    ([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)] as const,
  );
  const result = factsOf(Object.fromEntries(config), "sandbox", rulebook);
  if (!result.ok || !isSettled(result.facts)) throw new Error(result.ok ? "no emergency account" : result.message);
  return result.facts;
}

function read(document: string): unknown {
  return JSON.parse(document) as unknown;
}
