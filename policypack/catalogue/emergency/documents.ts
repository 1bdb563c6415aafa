import { allow, deny } from "../../../rulebook/derive/plain-statements";
import { protectedThings } from "../../judge/protected";
import type { ResourceRule } from "../../rule";
import { identityDocumentKinds, reachFindings } from "../checks";
import { managedPolicy, names, readsOneBucket } from "../examples";

const emergencyProcess =
  "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_emergency_process.html";
const row = {
  family: "break-glass",
  scope: "resource",
  severity: "critical",
  source: emergencyProcess,
  kinds: identityDocumentKinds,
} as const;

/** Everything of IAM but what the path owns. */
const sparesThePath = [
  allow({ sid: "CareForRoles", actions: "iam:*", resources: "*" }),
  deny({
    sid: "SpareThePath",
    actions: "iam:*",
    resources: [
      "arn:aws:iam::*:role/BreakGlass*",
      "arn:aws:iam::*:role/*/BreakGlass*",
      `arn:aws:iam::*:role${names.targetPath}*`,
      `arn:aws:iam::*:role${names.hubPath}*`,
      `arn:aws:iam::*:user${names.responderPath}*`,
      `arn:aws:iam::*:policy${names.policyPath}*`,
      `arn:aws:iam::*:saml-provider/${names.samlProvider}`,
      "arn:aws:iam::*:role/stacksets-exec-*",
    ],
  }),
];

/** Whether a document effectively allows it: NotAction, wildcards, conditions and denials are worked out. */
export const documentRules = [
  {
    ...row,
    id: "leave-emergency-identities-alone",
    title: "No policy may change the identities of the emergency path",
    stops:
      "Whoever edits the trust, the policies or the existence of an emergency role or responder can enter by it, or lock the responders out",
    requirements: ["E7", "E5", "E6"],
    frameworks: { wellArchitected: "SEC03-BP03", nist: "AC-6" },
    fix: "Name the roles that are meant, or deny the same actions on the emergency path's names and paths in the same document",
    findingsFor: (subject, law) =>
      reachFindings(
        subject,
        law,
        protectedThings(law).identities,
        (action, resource) => `allows ${action} on ${resource}`,
      ),
    good: managedPolicy(...sparesThePath),
    bad: managedPolicy(allow({ sid: "CareForRoles", exceptActions: "s3:*", resources: "*" })),
  },
  {
    ...row,
    id: "make-no-protected-names",
    title: "No policy may allow making things under the emergency path's names",
    stops:
      "A role name is unique in its account: whoever takes a protected name first keeps the real role out, or inherits what spares it",
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
    requirements: ["E7"],
    frameworks: { wellArchitected: "SEC03-BP03", nist: "AC-6" },
    fix: "Allow creation below a path of its own, such as arn:aws:iam::*:role/app/*",
    findingsFor: (subject, law) =>
      reachFindings(
        subject,
        law,
        protectedThings(law).squatting,
        (action, resource) => `allows ${action} under the protected name ${resource}`,
      ),
    good: managedPolicy(allow({ sid: "MakeRoles", actions: "iam:CreateRole", resources: "arn:aws:iam::*:role/app/*" })),
    bad: managedPolicy(allow({ sid: "MakeRoles", actions: ["iam:createrole"], resources: ["arn:aws:iam::*:role/*"] })),
  },
  {
    ...row,
    id: "assume-no-emergency-role",
    title: "No policy may allow assuming an emergency role",
    stops: "The emergency roles are for responders; a grant elsewhere is a second door that nobody watches",
    requirements: ["E5", "E7", "E19"],
    frameworks: { wellArchitected: "SEC03-BP03", nist: "AC-6(5)" },
    fix: "Name the roles that may be assumed instead of a wildcard that covers the emergency path",
    findingsFor: (subject, law) =>
      reachFindings(subject, law, protectedThings(law).assuming, (_, resource) => `allows assuming ${resource}`),
    good: managedPolicy(
      allow({ sid: "Deploy", actions: "sts:AssumeRole", resources: "arn:aws:iam::*:role/app/Deployer" }),
    ),
    bad: managedPolicy(allow({ sid: "Deploy", actions: "sts:*", resources: "*" })),
  },
  {
    ...row,
    id: "leave-the-makers-alone",
    title: "No policy may change what deploys the emergency path",
    stops:
      "StackSets' execution roles, sets and stacks are handles on every emergency role: changing them changes the roles in every account",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html",
    requirements: ["E6", "E7"],
    frameworks: { wellArchitected: "SEC03-BP03", nist: "CM-5" },
    fix: "Name the stacks and roles that are meant, or deny the same actions on stacksets-exec-* and StackSet-lifeline-*",
    findingsFor: (subject, law) =>
      reachFindings(subject, law, protectedThings(law).makers, (action, resource) => `allows ${action} on ${resource}`),
    good: managedPolicy(
      allow({
        sid: "Stacks",
        actions: ["cloudformation:*"],
        resources: "arn:aws:cloudformation:*:*:stack/app-*/*",
      }),
    ),
    bad: managedPolicy(allow({ sid: "Stacks", actions: ["cloudformation:*"], resources: "*" })),
  },
  {
    ...row,
    id: "leave-the-alert-path-alone",
    title: "No policy may silence the alerts on emergency access",
    stops: "A disabled rule, an emptied queue or a replaced function is an alert that never comes",
    source: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html",
    requirements: ["E9", "E10", "E11"],
    frameworks: { wellArchitected: "SEC04-BP04", nist: "AU-9" },
    fix: "Name the rules, topics, tables and functions that are meant instead of a wildcard that covers Lifeline's",
    findingsFor: (subject, law) =>
      reachFindings(subject, law, protectedThings(law).alerts, (action, resource) => `allows ${action} on ${resource}`),
    good: managedPolicy(allow({ sid: "Rules", actions: "events:*", resources: "arn:aws:events:*:*:rule/app-*" })),
    bad: managedPolicy(allow({ sid: "Rules", actions: ["events:Disable*", "events:List*"], resources: "*" })),
  },
  {
    ...row,
    id: "leave-the-log-archive-alone",
    title: "No policy may change the organization's trail or its archive",
    stops: "Without the trail neither alert path sees anything, and without the archive nobody can prove what happened",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
    requirements: ["E8"],
    frameworks: { wellArchitected: "SEC04-BP02", cis: "3.3", nist: "AU-9" },
    fix: "Name the buckets, trails and log groups that are meant, or deny the same actions on the archive's",
    findingsFor: (subject, law) =>
      reachFindings(
        subject,
        law,
        protectedThings(law).archive,
        (action, resource) => `allows ${action} on ${resource}`,
      ),
    good: managedPolicy(readsOneBucket),
    bad: managedPolicy(allow({ sid: "Storage", actions: "s3:*", resources: "*" })),
  },
] as const satisfies readonly ResourceRule[];
