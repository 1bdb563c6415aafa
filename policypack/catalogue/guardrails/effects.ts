import type { Policy } from "../../../iam";
import { deny, policyText } from "../../../rulebook/derive/plain-statements";
import { callersOf, guardrailVerdict, workloadAccount, type Call, type Caller } from "../../judge/callers";
import { isLandingZone } from "../../judge/landing-zone";
import type { Law } from "../../judge/law";
import type { Subject } from "../../judge/subject";
import { isUnknown } from "../../../proofs/model/value";
import { undecided, violated, type Example, type Finding, type StackRule } from "../../rule";
import { accounts, names } from "../examples";

const row = { family: "guardrails", scope: "stack", severity: "critical", needsFacts: true } as const;
const guide = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html";
const stackSetsOnly = { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/stacksets-exec-*" } };

function policy(name: string, type: string, ...statements: readonly object[]): Example {
  return {
    type: "aws:organizations/policy:Policy",
    properties: { name, type, content: policyText(...statements) },
    landingZone: true,
    protect: true,
  };
}

function attached(target: string): Example {
  return {
    type: "aws:organizations/policyAttachment:PolicyAttachment",
    properties: { policyId: "p-0000000a", targetId: target },
    landingZone: true,
    protect: true,
  };
}

const scp = "SERVICE_CONTROL_POLICY";
const freeze = (...resources: readonly string[]) =>
  deny({ sid: "Freeze", exceptActions: ["iam:Get*", "iam:List*", "sts:*"], resources, conditions: stackSetsOnly });
const frozen = [
  freeze(
    "arn:aws:iam::*:role/BreakGlass*",
    "arn:aws:iam::*:role/*/BreakGlass*",
    `arn:aws:iam::*:policy${names.policyPath}*`,
  ),
  deny({
    sid: "Makers",
    exceptActions: ["iam:Get*", "iam:List*"],
    resources: "arn:aws:iam::*:role/stacksets-exec-*",
  }),
  deny({
    sid: "LookAlikes",
    actions: "iam:CreateRole",
    resources: ["arn:aws:iam::*:role/?reak?lass*", "arn:aws:iam::*:role/*/?reak?lass*"],
    conditions: stackSetsOnly,
  }),
  deny({
    sid: "Stacks",
    actions: ["cloudformation:Delete*", "cloudformation:Update*", "cloudformation:Set*"],
    resources: "arn:aws:cloudformation:*:*:stack/StackSet-lifeline-*/*",
    conditions: stackSetsOnly,
  }),
  deny({
    sid: "Rules",
    exceptActions: ["events:Describe*", "events:List*"],
    resources: ["arn:aws:events:*:*:rule/BreakGlass*"],
    conditions: stackSetsOnly,
  }),
];
const leaving = deny({
  sid: "Stay",
  actions: ["organizations:LeaveOrganization", "account:CloseAccount"],
  resources: "*",
});
const closed = policy(
  names.emergencyAccountPolicy,
  scp,
  deny({ sid: "NothingElse", exceptActions: ["sts:*", "iam:Get*", "signin:*"], resources: "*" }),
);
const open = policy(
  names.emergencyAccountPolicy,
  scp,
  deny({ sid: "NothingElse", actions: ["ec2:*"], resources: "*" }),
);
const assume = (...actions: readonly string[]) =>
  deny({
    sid: "OnlyThePath",
    principal: "*",
    actions,
    resources: [`arn:aws:iam::*:role${names.targetPath}*`, `arn:aws:iam::*:role${names.hubPath}*`],
    conditions: {
      ArnNotLike: {
        "aws:PrincipalArn": [
          `arn:aws:iam::${accounts.emergency}:user${names.responderPath}*`,
          `arn:aws:iam::${accounts.emergency}:role${names.hubPath}*`,
        ],
      },
    },
  });
const rcpName = `${names.resourceGuardrailPolicy}-1`;
const federated = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];

/** What the landing zone's own policies do together, asked of an administrator who wants to. */
export const effectRules = [
  {
    ...row,
    id: "stop-tampering",
    kinds: ["organizationPolicy"],
    title: "The landing zone's guardrails stop an administrator from changing the emergency path",
    stops: "A statement that is gone is a role that any administrator edits",
    source: guide,
    requirements: ["E7", "E9"],
    frameworks: { wellArchitected: "SEC03-BP03", nist: "AC-3" },
    fix: "Put the statement back: the rulebook's guardrails derive it",
    findingsFor: (subjects, law) =>
      openCalls(subjects, law, law.rulebook.names.guardrailPolicy, callersOf(law).workloadAdmin, tamperingCalls(law)),
    good: [policy(`${names.guardrailPolicy}-1`, scp, ...frozen, leaving), attached("r-life")],
    bad: [policy(`${names.guardrailPolicy}-1`, scp, ...frozen), attached("r-life")],
  },
  {
    ...row,
    id: "close-the-emergency-account",
    kinds: ["organizationPolicy"],
    title: "The emergency account's policy stops everything but the path",
    stops: "What else may run there is a way in that nobody watches",
    source: guide,
    requirements: ["E1"],
    frameworks: { wellArchitected: "SEC03-BP03", nist: "AC-3" },
    fix: "Deny everything but the path's calls, with NotAction",
    findingsFor: (subjects, law) =>
      openCalls(
        subjects,
        law,
        law.rulebook.names.emergencyAccountPolicy,
        callersOf(law).emergencyStranger,
        strangeCalls(callersOf(law).emergencyStranger.account),
      ),
    good: [closed],
    bad: [open],
  },
  {
    ...row,
    id: "refuse-strangers",
    kinds: ["organizationPolicy"],
    title: "The landing zone's resource policies keep strangers from the emergency roles",
    stops: "A trust policy gone wrong would open the role; this denial stands behind it",
    source: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html",
    requirements: ["E7", "G1"],
    frameworks: { wellArchitected: "SEC03-BP03", nist: "AC-3" },
    fix: "Put the statement back: the rulebook's resource guardrails derive it",
    findingsFor: (subjects, law) => [
      ...openCalls(
        subjects,
        law,
        law.rulebook.names.resourceGuardrailPolicy,
        callersOf(law).workloadAdmin,
        assumingCalls(law),
      ),
    ],
    good: [policy(rcpName, "RESOURCE_CONTROL_POLICY", assume(...federated))],
    bad: [policy(rcpName, "RESOURCE_CONTROL_POLICY", assume("sts:AssumeRoleWithSAML"))],
  },
  {
    ...row,
    id: "keep-guardrails-attached",
    kinds: ["organizationPolicy", "organizationPolicyAttachment"],
    title: "The landing zone's guardrails are attached to every target",
    stops: "A policy that hangs nowhere stops nobody",
    source: guide,
    requirements: ["E7", "G1"],
    frameworks: { wellArchitected: "SEC03-BP05", nist: "CM-5" },
    fix: "Attach each of the landing zone's policies to every target of lifeline:guardrails",
    findingsFor(subjects, law) {
      const { facts, rulebook } = law;
      if (facts === undefined || !isLandingZone(subjects, law)) return [];
      const { guardrailPolicy, resourceGuardrailPolicy, emergencyAccountPolicy } = rulebook.names;
      const count = (name: string) => policiesOf(subjects, name).length;
      const everywhere = count(guardrailPolicy) + count(resourceGuardrailPolicy);
      const attachments = subjects.filter(({ kind }) => kind === "organizationPolicyAttachment");
      if (attachments.some(({ properties }) => isUnknown(properties["targetId"]))) return [undecided("")];
      const emergency = facts.emergencyAccount.id;
      return [...new Set([...facts.guardrails.targets, emergency])].flatMap((target) => {
        const held = attachments.filter(({ properties }) => properties["targetId"] === target).length;
        const wanted = everywhere + (target === emergency ? count(emergencyAccountPolicy) : 0);
        return held >= wanted ? [] : [violated("", `${target} holds ${held} of ${wanted} policies`)];
      });
    },
    good: [
      policy(`${names.guardrailPolicy}-1`, scp, ...frozen, leaving),
      attached("r-life"),
      attached(accounts.emergency),
    ],
    bad: [policy(`${names.guardrailPolicy}-1`, scp, ...frozen, leaving), attached(accounts.emergency)],
  },
] as const satisfies readonly StackRule[];

function policiesOf(subjects: readonly Subject[], name: string): readonly Subject[] {
  return subjects.filter(
    ({ kind, properties }) =>
      kind === "organizationPolicy" && typeof properties["name"] === "string" && properties["name"].startsWith(name),
  );
}

/** Calls of somebody with every permission that the policies of this name do not stop. */
function openCalls(
  subjects: readonly Subject[],
  law: Law,
  name: string,
  caller: Caller,
  calls: readonly Call[],
): readonly Finding[] {
  if (!isLandingZone(subjects, law)) return [];
  const own = policiesOf(subjects, name);
  const documents = own.flatMap((subject) => subject.documents);
  if (own.length === 0) return [violated("", `it does not hold the policy ${name}`)];
  if (documents.some(({ undecided: open }) => open.length > 0)) return [undecided("")];
  const policies = documents.flatMap(({ policy: parsed }): readonly Policy[] => (parsed === undefined ? [] : [parsed]));
  const keys = documents.flatMap(({ conditionKeys }) => conditionKeys);
  return calls
    .filter((call) => guardrailVerdict(policies, caller, call, keys, law).decision !== "explicitDeny")
    .map(({ action, resource }) => violated("", `${caller.says} may call ${action} on ${resource}`));
}

function tamperingCalls({ rulebook: { names: known } }: Law): readonly Call[] {
  const account = workloadAccount;
  const iam = (resource: string) => `arn:aws:iam::${account}:${resource}`;
  const calls: readonly (readonly [action: string, resource: string])[] = [
    ...Object.entries(known.targetRole)
      .filter(([tier]) => tier !== "Management")
      .flatMap(([, name]) =>
        [
          "iam:UpdateAssumeRolePolicy",
          "iam:DeleteRole",
          "iam:PutRolePolicy",
          "iam:AttachRolePolicy",
          "iam:CreateRole",
        ].map((action) => [action, iam(`role${known.targetPath}${name}`)] as const),
      ),
    ["iam:DeleteRole", iam(`role${known.targetPath}${known.forwarderRole}`)],
    ["iam:CreatePolicyVersion", iam(`policy${known.policyPath}${known.responderPolicy}`)],
    ["iam:UpdateAssumeRolePolicy", iam("role/stacksets-exec-0123456789abcdef")],
    ["iam:CreateRole", iam("role/stacksets-exec-0123456789abcdef")],
    ["iam:CreateRole", iam(`role/${known.targetRole.Admin.toLowerCase()}`)],
    [
      "cloudformation:DeleteStack",
      `arn:aws:cloudformation:eu-central-1:${account}:stack/StackSet-${known.targetRolesStackSet}-0/0`,
    ],
    ["events:DisableRule", `arn:aws:events:eu-central-1:${account}:rule/${known.receiverRule}`],
    ["organizations:LeaveOrganization", "*"],
    ["account:CloseAccount", "*"],
  ];
  return calls.map(([action, resource]) => ({ action, resource, account }));
}

function strangeCalls(account: string): readonly Call[] {
  const calls = [
    ["ec2:RunInstances", `arn:aws:ec2:eu-central-1:${account}:instance/*`],
    ["s3:CreateBucket", "arn:aws:s3:::bucket"],
    ["iam:CreateUser", `arn:aws:iam::${account}:user/somebody`],
    ["iam:CreateAccessKey", `arn:aws:iam::${account}:user/somebody`],
    ["lambda:CreateFunction", `arn:aws:lambda:eu-central-1:${account}:function:f`],
  ] as const;
  return calls.map(([action, resource]) => ({ action, resource, account }));
}

function assumingCalls({ rulebook: { names: known }, facts }: Law): readonly Call[] {
  const emergency = facts?.emergencyAccount.id ?? "";
  const target = `arn:aws:iam::${workloadAccount}:role${known.targetPath}${known.targetRole.Admin}`;
  const hub = `arn:aws:iam::${emergency}:role${known.hubPath}${known.hubRole.Admin}`;
  return [
    { action: "sts:AssumeRole", resource: target, account: workloadAccount },
    { action: "sts:AssumeRole", resource: hub, account: emergency },
    { action: "sts:AssumeRoleWithSAML", resource: target, account: workloadAccount },
    { action: "sts:AssumeRoleWithWebIdentity", resource: target, account: workloadAccount },
  ];
}
