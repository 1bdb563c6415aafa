import { allow, deny, policyText } from "../../../rulebook/derive/plain-statements";
import type { Law } from "../../judge/law";
import { shown } from "../../judge/message";
import type { WrittenStatement } from "../../judge/judged-document";
import { isUnknown } from "../../../proofs/model/value";
import { undecided, violated, type Example, type ResourceRule } from "../../rule";
import { documentFindings } from "../checks";
import { names } from "../examples";
import { callsBoundBy, deployerCalls, stoppedBy } from "./wanted-calls";

const row = { family: "guardrails", scope: "resource", kinds: ["organizationPolicy"] } as const;
const scpSyntax = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html";
const pillar =
  "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_define_guardrails.html";

function scp(...statements: readonly object[]): Example {
  return {
    type: "aws:organizations/policy:Policy",
    properties: { name: "guardrail", type: "SERVICE_CONTROL_POLICY", content: policyText(...statements) },
  };
}

const denyLeaving = deny({ sid: "StayHere", actions: "organizations:LeaveOrganization", resources: "*" });
const inEurope = (spared: readonly string[]) =>
  deny({
    sid: "StayInEurope",
    exceptActions: ["sts:*", "signin:*", "iam:*", "organizations:*", "cloudformation:*"],
    resources: "*",
    conditions: {
      StringNotEquals: { "aws:RequestedRegion": ["eu-central-1", "us-east-1"] },
      ...(spared.length === 0 ? {} : { ArnNotLike: { "aws:PrincipalArn": spared } }),
    },
  });

/** What stands in SCPs and RCPs of whatever stack. */
export const contentRules = [
  {
    ...row,
    id: "write-policies-that-organizations-accepts",
    title: "SCPs and RCPs are valid for their type",
    severity: "high",
    stops: "A policy that AWS refuses stops the update half-way, with the guardrails half attached",
    source: scpSyntax,
    requirements: ["G1", "E7"],
    frameworks: { wellArchitected: "SEC03-BP05", nist: "CM-2" },
    fix: "Correct the statement: an SCP has no principal, an RCP has principal * and actions with a service prefix",
    findingsFor: (subject) =>
      subject.documents.flatMap(({ where, unreadable, undecided: open }) => [
        ...unreadable.map((path) => violated(path === "" ? where : `${where}.${path}`, "AWS does not accept this")),
        ...open.slice(0, 1).map((path) => undecided(path === "" ? where : `${where}.${path}`)),
      ]),
    good: scp(denyLeaving),
    bad: scp(deny({ sid: "StayHere", actions: "organizations:LeaveOrganization", resources: "*", principal: "*" })),
  },
  {
    ...row,
    id: "fit-policies-to-their-quota",
    title: "SCPs and RCPs fit AWS's quota",
    severity: "high",
    stops: "Organizations counts every character, whitespace too, and refuses what is longer",
    source: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html",
    requirements: ["G1", "A3"],
    frameworks: { wellArchitected: "SEC03-BP05", nist: "CM-2" },
    fix: "Write it without whitespace, or divide it",
    findingsFor(subject, { rulebook: { limits } }) {
      const { content, type } = subject.properties;
      if (isUnknown(content)) return [undecided(`${subject.within}content`)];
      const text = typeof content === "string" ? content : (JSON.stringify(content) ?? "");
      const quota = type === "RESOURCE_CONTROL_POLICY" ? limits.rcpCharacters : limits.scpCharacters;
      return text.length <= quota.value
        ? []
        : [
            violated(
              `${subject.within}content`,
              `it has ${text.length} characters of ${quota.value} (read ${quota.read})`,
            ),
          ];
    },
    good: scp(denyLeaving),
    bad: {
      type: "aws:organizations/policy:Policy",
      properties: {
        name: "guardrail",
        type: "RESOURCE_CONTROL_POLICY",
        content: policyText(deny({ sid: "Tls", actions: "s3:*", resources: "*", principal: "*" })) + " ".repeat(5_200),
      },
    },
  },
  {
    ...row,
    id: "spare-the-emergency-path",
    title: "No SCP or RCP stops the emergency path",
    severity: "critical",
    stops: "A guardrail that also stops the responders locks everybody out on the night it is needed",
    source: pillar,
    requirements: ["E2", "E5", "E18", "G1"],
    frameworks: { wellArchitected: "SEC03-BP03", nist: "CP-2" },
    fix: "Except the emergency path's ARNs by ArnNotLike on aws:PrincipalArn, and sts and signin from NotAction",
    findingsFor: (subject, law) =>
      documentFindings(subject, ["scp", "rcp"], (document) =>
        stoppedBy(document, callsBoundBy(subject, document, law), law),
      ),
    good: scp(
      inEurope([
        `arn:aws:iam::*:role${names.targetPath}*`,
        `arn:aws:iam::*:role${names.hubPath}*`,
        `arn:aws:iam::*:user${names.responderPath}*`,
      ]),
    ),
    bad: scp(
      deny({
        sid: "OnlyWithMfa",
        exceptActions: "iam:*",
        resources: "*",
        conditions: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
      }),
      deny({ sid: "NoRolesAtNight", actions: "sts:AssumeRole", resources: "*" }),
    ),
  },
  {
    ...row,
    id: "spare-the-deployers",
    title: "No SCP or RCP stops StackSets or a deployer",
    severity: "critical",
    stops: "StackSets' execution role is bound by SCPs: what stops it keeps new accounts without emergency roles",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html",
    requirements: ["E6", "G1"],
    frameworks: { wellArchitected: "SEC03-BP05", nist: "CM-3" },
    fix: "Except arn:aws:iam::*:role/stacksets-exec-* and the deployers by ArnNotLike on aws:PrincipalArn",
    findingsFor: (subject, law) =>
      documentFindings(subject, ["scp", "rcp"], (document) => stoppedBy(document, deployerCalls(law), law)),
    good: scp(
      deny({
        sid: "NoNewRoles",
        actions: "iam:CreateRole",
        resources: `arn:aws:iam::*:role${names.targetPath}*`,
        conditions: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/stacksets-exec-*" } },
      }),
    ),
    bad: scp(
      deny({ sid: "NoNewRoles", actions: "iam:CreateRole", resources: `arn:aws:iam::*:role${names.targetPath}*` }),
    ),
  },
  {
    ...row,
    id: "exempt-only-the-chain",
    title: "SCPs and RCPs except only names that are protected themselves",
    severity: "high",
    stops: "An exception for a name that anybody can create is an exception for everybody",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn",
    requirements: ["E7", "G1"],
    frameworks: { wellArchitected: "SEC03-BP05", nist: "AC-6" },
    fix: "Except service-linked roles, stacksets-exec-*, the emergency path or a deployer that the facts list",
    findingsFor: (subject, law) =>
      documentFindings(subject, ["scp", "rcp"], ({ statements }) => {
        for (const statement of statements) {
          const stranger = exemptionsOf(statement).find((arn) => !isOnChain(arn, law));
          if (stranger !== undefined)
            return `statement ${statement.id} excepts ${shown(stranger, "arn")}, which nothing protects`;
        }
        return undefined;
      }),
    good: scp(
      deny({
        sid: "KeepTrails",
        actions: "cloudtrail:StopLogging",
        resources: "*",
        conditions: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/stacksets-exec-*" } },
      }),
    ),
    bad: scp(
      deny({
        sid: "KeepTrails",
        actions: "cloudtrail:StopLogging",
        resources: "*",
        conditions: { StringNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/Admin*" } },
      }),
    ),
  },
  {
    ...row,
    id: "deny-beside-full-access",
    title: "SCPs deny beside FullAWSAccess, they do not replace it",
    severity: "high",
    stops: "An allow list in place of FullAWSAccess stops whatever it forgets, the emergency path included",
    source: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html",
    requirements: ["E2", "G1"],
    frameworks: { wellArchitected: "SEC03-BP05", nist: "CP-2" },
    fix: "Write the denials and leave FullAWSAccess attached, or allow * on * without condition",
    findingsFor: (subject) =>
      documentFindings(subject, ["scp"], ({ statements }) => {
        const allows = statements.filter(({ effect }) => effect === "Allow");
        if (allows.length === 0 || allows.some(allowsEverything)) return undefined;
        return `statement ${allows[0]?.id ?? "#0"} allows a part of AWS only`;
      }),
    good: scp(allow({ sid: "All", actions: "*", resources: "*" }), denyLeaving),
    bad: scp(allow({ sid: "Some", actions: ["s3:*", "ec2:*"], resources: "*" })),
  },
] as const satisfies readonly ResourceRule[];

function exemptionsOf({ effect, conditions }: WrittenStatement): readonly string[] {
  if (effect !== "Deny") return [];
  return conditions
    .filter(({ operator, key }) => key.toLowerCase() === "aws:principalarn" && /not/i.test(operator))
    .flatMap(({ values }) => values);
}

function isOnChain(arn: string, { rulebook, facts }: Law): boolean {
  const { names: own, makers } = rulebook;
  const [, , , , account = "", ...rest] = arn.split(":");
  const resource = rest.join(":");
  const protectedPrefixes = [
    "role/aws-service-role/",
    makers.stacksets.replace("*", ""),
    `role${own.targetPath}`,
    `role${own.hubPath}`,
    `user${own.responderPath}`,
    `role/${own.prefix}`,
  ];
  if (protectedPrefixes.some((prefix) => resource.startsWith(prefix))) return true;
  if (resource === makers.controlTower) return true;
  // Without facts nobody knows the deployers; a pattern over every account is none.
  if (facts === undefined && /^\d{12}$/.test(account) && !/[*?]/.test(resource)) return true;
  return (facts?.deployers ?? []).some(
    ({ name, account: home, managedBy }) =>
      (account === home && resource === `role/${name}`) || (managedBy.kind === "manual" && managedBy.principal === arn),
  );
}

function allowsEverything({ actions, resources, conditions }: WrittenStatement): boolean {
  return actions.includes("*") && resources.includes("*") && conditions.length === 0;
}
