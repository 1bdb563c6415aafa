import { allow, deny, policyText } from "../../../rulebook/derive/plain-statements";
import { reachOf, type Probe } from "../../judge/probes";
import { shown } from "../../judge/message";
import type { ResourceRule } from "../../rule";
import { documentFindings, identityDocumentKinds, reachFindings } from "../checks";
import { managedPolicy, readsOneBucket } from "../examples";
import { escalations } from "./escalations";

const row = { family: "least-privilege", scope: "resource", kinds: identityDocumentKinds } as const;
const leastPrivilege =
  "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_least_privileges.html";
const passRole = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html";

/** Unrelated services: whoever may do all of it may do everything. */
const everythingThatMatters: readonly Probe[] = [
  { actions: ["iam:CreateUser"], resources: ["arn:aws:iam::{account}:user/x"] },
  { actions: ["s3:DeleteBucket"], resources: ["arn:aws:s3:::any-bucket"] },
  { actions: ["ec2:TerminateInstances"], resources: ["arn:aws:ec2:eu-central-1:{account}:instance/i-0"] },
  { actions: ["rds:DeleteDBInstance"], resources: ["arn:aws:rds:eu-central-1:{account}:db:any"] },
];
const anyRole = "arn:aws:iam::{account}:role/somebody-elses";

/** How much a policy allows. Whatever the landing zone itself needs is judged by the claims about it. */
export const privilegeRules = [
  {
    ...row,
    id: "allow-no-administrators",
    title: "No policy amounts to administration",
    severity: "critical",
    stops: "One stolen session of such a role owns the account; the emergency path exists so that nobody needs one",
    source: leastPrivilege,
    requirements: ["A1", "A2"],
    frameworks: { wellArchitected: "SEC03-BP02", cis: "1.16", nist: "AC-6" },
    fix: "Allow the services and resources that are used; IAM Access Analyzer writes the list from what was used",
    findingsFor: (subject, law) =>
      subject.trusted
        ? []
        : documentFindings(subject, ["identity"], (document) => {
            const reaches = everythingThatMatters.map((probe) => reachOf(document, [probe], law));
            const [first] = reaches;
            if (first === undefined || reaches.some((reach) => reach === undefined)) return undefined;
            return `statement ${first.statements.map((id) => shown(id, "sid")).join(", ")} allows everything that matters`;
          }),
    good: managedPolicy(readsOneBucket),
    bad: managedPolicy(allow({ sid: "Most", exceptActions: ["organizations:*"], resources: ["*"] })),
  },
  {
    ...row,
    id: "leave-no-way-up",
    title: "No policy lets its holder become more than it is",
    severity: "high",
    stops: "Each of these combinations ends with the caller's choice of permissions",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    requirements: ["A1", "A2"],
    frameworks: { wellArchitected: "SEC03-BP02", nist: "AC-6(1)" },
    fix: "Take away one half of the combination, name the resource, or demand a permissions boundary by iam:PermissionsBoundary",
    findingsFor: (subject, law) =>
      subject.trusted
        ? []
        : documentFindings(subject, ["identity"], (document) => {
            for (const { id, needs, guards } of escalations) {
              if (guards.some((key) => document.conditionKeys.includes(key))) continue;
              if (needs.every((probe) => reachOf(document, [probe], law) !== undefined)) return `it allows ${id}`;
            }
            return undefined;
          }),
    good: managedPolicy(
      allow({
        sid: "MakeRoles",
        actions: ["iam:PutRolePolicy", "iam:AttachRolePolicy"],
        resources: "arn:aws:iam::*:role/app/*",
        conditions: { StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::100000000011:policy/app/Boundary" } },
      }),
    ),
    bad: managedPolicy(
      allow({ sid: "Functions", actions: ["lambda:CreateFunction", "lambda:InvokeFunction"], resources: "*" }),
      allow({ sid: "Pass", actions: "iam:PassRole", resources: "*" }),
    ),
  },
  {
    ...row,
    id: "pass-named-roles-only",
    title: "PassRole names the roles that may be passed",
    severity: "high",
    stops: "Whoever may pass any role runs code with the strongest one",
    source: passRole,
    requirements: ["A1", "A2"],
    frameworks: { wellArchitected: "SEC03-BP02", nist: "AC-6" },
    fix: "Name the roles or their path, and the service by iam:PassedToService",
    findingsFor: (subject, law) =>
      reachFindings(
        subject,
        law,
        [{ actions: ["iam:PassRole"], resources: [anyRole] }],
        () => "allows passing any role",
      ),
    good: managedPolicy(allow({ sid: "Pass", actions: "iam:PassRole", resources: "arn:aws:iam::*:role/app/*" })),
    bad: managedPolicy(
      allow({
        sid: "Pass",
        actions: ["iam:passrole"],
        resources: ["*"],
        conditions: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
      }),
    ),
  },
  {
    ...row,
    id: "assume-named-roles-only",
    title: "AssumeRole names the roles that may be assumed",
    severity: "high",
    stops: "A grant on every role waits for the one trust policy that is too wide",
    source: leastPrivilege,
    requirements: ["A1", "A2"],
    frameworks: { wellArchitected: "SEC03-BP02", nist: "AC-6" },
    fix: "Name the roles or their path",
    findingsFor: (subject, law) =>
      reachFindings(
        subject,
        law,
        [{ actions: ["sts:AssumeRole"], resources: [anyRole] }],
        () => "allows assuming any role",
      ),
    good: managedPolicy(allow({ sid: "Enter", actions: "sts:AssumeRole", resources: "arn:aws:iam::*:role/app/*" })),
    bad: managedPolicy(
      allow({ sid: "Enter", actions: "sts:AssumeRole", exceptResources: "arn:aws:iam::*:role/app/*" }),
      deny({ sid: "Nothing", actions: "s3:*", resources: "*" }),
    ),
  },
  {
    ...row,
    id: "read-no-secret-of-others",
    title: "Secrets are read by name",
    severity: "medium",
    stops: "A grant on every secret or parameter turns one role into every other",
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access.html",
    requirements: ["A2"],
    frameworks: { wellArchitected: "SEC02-BP03", nist: "AC-6" },
    fix: "Name the secrets or their prefix",
    findingsFor: (subject, law) =>
      reachFindings(
        subject,
        law,
        [
          {
            actions: ["secretsmanager:GetSecretValue"],
            resources: ["arn:aws:secretsmanager:eu-central-1:{account}:secret:somebody-elses"],
          },
        ],
        () => "allows reading any secret",
      ),
    good: managedPolicy(
      allow({
        sid: "Secrets",
        actions: "secretsmanager:GetSecretValue",
        resources: "arn:aws:secretsmanager:*:*:secret:app/*",
      }),
    ),
    bad: managedPolicy(allow({ sid: "Secrets", actions: "secretsmanager:Get*", resources: "*" })),
  },
  {
    ...row,
    id: "name-actions-not-services",
    title: "Actions are named, not whole services",
    severity: "low",
    stops: "A whole service grows with every action that AWS adds to it",
    source: leastPrivilege,
    requirements: ["A2", "G2"],
    frameworks: { wellArchitected: "SEC03-BP02", nist: "AC-6" },
    fix: "List the actions that are used, or reads by prefix such as s3:Get*",
    findingsFor: (subject) =>
      subject.trusted
        ? []
        : documentFindings(subject, ["identity"], ({ statements }) => {
            for (const { id, effect, actions, exceptActions } of statements) {
              if (effect !== "Allow") continue;
              if (exceptActions.length > 0) return `statement ${id} allows every action but some`;
              const service = actions.find((action) => /^(\*|[a-z0-9-]+:\*|\*:\*)$/i.test(action));
              if (service !== undefined) return `statement ${id} allows ${shown(service, "action")}`;
            }
            return undefined;
          }),
    good: managedPolicy(readsOneBucket),
    bad: managedPolicy(allow({ sid: "Queue", actions: ["sqs:*"], resources: "arn:aws:sqs:*:*:orders" })),
  },
  {
    ...row,
    id: "write-policies-that-iam-accepts",
    title: "Policies of identities and resources are valid",
    severity: "medium",
    stops: "What AWS refuses stops the update half-way, and what nobody can read nobody can judge",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
    requirements: ["A1", "G5"],
    frameworks: { wellArchitected: "SEC03-BP02", nist: "CM-2" },
    kinds: [
      ...identityDocumentKinds,
      "bucketPolicy",
      "topicPolicy",
      "queuePolicy",
      "key",
      "keyPolicy",
      "secretPolicy",
      "eventBusPolicy",
    ],
    fix: "Correct the statement by IAM's grammar",
    findingsFor: (subject) =>
      documentFindings(subject, ["identity", "trust", "resource"], ({ unreadable }) => {
        const [first] = unreadable;
        if (first === undefined) return undefined;
        return first === "" ? "it is no policy document" : `${first} is not accepted by AWS or not known to this pack`;
      }),
    good: managedPolicy(readsOneBucket),
    bad: {
      type: "aws:iam/policy:Policy",
      properties: {
        name: "app",
        path: "/",
        policy: policyText(allow({ sid: "Read", actions: "s3:GetObject", resources: "orders-of-app/*" })),
      },
    },
  },
] as const satisfies readonly ResourceRule[];
