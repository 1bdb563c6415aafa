import { allow } from "../../../rulebook/derive/plain-statements";
import type { Probe } from "../../judge/probes";
import { shown } from "../../judge/message";
import { isUnknown, listOf } from "../../../proofs/model/value";
import { undecided, violated, type ResourceRule } from "../../rule";
import { checked, identityDocumentKinds, reachFindings } from "../checks";
import { accounts, managedPolicy } from "../examples";

const row = { family: "guardrails", scope: "resource" } as const;
const stackSets = "member.org.stacksets.cloudformation.amazonaws.com";
const wantedServices = [stackSets, "cloudtrail.amazonaws.com"];
const wantedTypes = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"];
const wantedFeatures = ["RootCredentialsManagement"];

/** Any policy: what would stand is asked of one that no document names. */
const detaching: readonly Probe[] = [
  {
    actions: [
      "organizations:DetachPolicy",
      "organizations:DeletePolicy",
      "organizations:UpdatePolicy",
      "organizations:DisablePolicyType",
      "organizations:LeaveOrganization",
      "organizations:DisableAWSServiceAccess",
    ],
    resources: ["arn:aws:organizations::{account}:policy/o-0000000000/service_control_policy/p-00000000", "*"],
  },
];

/** Who owns what is organization-wide, and who could take it away. */
export const organizationRules = [
  {
    ...row,
    id: "detach-no-guardrails",
    title: "No policy may allow detaching guardrails",
    severity: "critical",
    stops: "One DetachPolicy takes the guardrail off every account below",
    source: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html",
    requirements: ["E7", "G1"],
    frameworks: { wellArchitected: "SEC03-BP05", nist: "CM-5" },
    kinds: identityDocumentKinds,
    fix: "Allow reads such as organizations:Describe* and organizations:List*; the landing zone's own role attaches and detaches",
    findingsFor: (subject, law) => reachFindings(subject, law, detaching, (action) => `allows ${action}`),
    good: managedPolicy(
      allow({ sid: "Read", actions: ["organizations:Describe*", "organizations:List*"], resources: "*" }),
    ),
    bad: managedPolicy(allow({ sid: "Care", actions: ["organizations:*"], resources: ["*"] })),
  },
  {
    ...row,
    id: "own-the-organization-completely",
    title: "Whoever owns the organization lists every trusted service and policy type",
    severity: "critical",
    stops: "What the resource does not list is switched off: trusted access for StackSets, or every SCP at once",
    source: "https://docs.aws.amazon.com/organizations/latest/APIReference/API_DisablePolicyType.html",
    requirements: ["E6", "E7"],
    frameworks: { wellArchitected: "SEC01-BP01", nist: "CM-2" },
    kinds: ["organization"],
    fix: `List ${[...wantedServices, ...wantedTypes].join(", ")}, or let the organization be read and not owned`,
    findingsFor: (subject) => [
      ...missing(
        subject.properties["awsServiceAccessPrincipals"],
        wantedServices,
        `${subject.within}awsServiceAccessPrincipals`,
      ),
      ...missing(subject.properties["enabledPolicyTypes"], wantedTypes, `${subject.within}enabledPolicyTypes`),
    ],
    good: {
      type: "aws:organizations/organization:Organization",
      properties: { awsServiceAccessPrincipals: wantedServices, enabledPolicyTypes: wantedTypes, featureSet: "ALL" },
    },
    bad: {
      type: "aws:organizations/organization:Organization",
      properties: {
        awsServiceAccessPrincipals: wantedServices,
        enabledPolicyTypes: ["RESOURCE_CONTROL_POLICY"],
        featureSet: "ALL",
      },
    },
  },
  {
    ...row,
    id: "own-root-features-completely",
    title: "Central root management stays on",
    severity: "high",
    stops: "What the resource does not list is switched off: root credentials of member accounts come back",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html",
    requirements: ["A1"],
    frameworks: { wellArchitected: "SEC01-BP02", cis: "1.4", nist: "AC-6(5)" },
    kinds: ["organizationsFeatures"],
    fix: "List RootCredentialsManagement",
    findingsFor: (subject) =>
      missing(subject.properties["enabledFeatures"], wantedFeatures, `${subject.within}enabledFeatures`),
    good: {
      type: "aws:iam/organizationsFeatures:OrganizationsFeatures",
      properties: { enabledFeatures: ["RootCredentialsManagement", "RootSessions"] },
    },
    bad: {
      type: "aws:iam/organizationsFeatures:OrganizationsFeatures",
      properties: { enabledFeatures: ["RootSessions"] },
    },
  },
  {
    ...row,
    id: "keep-full-access-attached",
    title: "FullAWSAccess is attached so that nobody detaches it by accident",
    severity: "high",
    stops: "Removing the resource detaches FullAWSAccess, and everything below stops, the emergency path included",
    source: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html",
    requirements: ["E2", "G1"],
    frameworks: { wellArchitected: "SEC03-BP05", nist: "CP-2" },
    kinds: ["organizationPolicyAttachment"],
    fix: "Set skipDestroy: true, or leave the attachment out: AWS attaches it by itself",
    findingsFor(subject) {
      const { policyId } = subject.properties;
      if (isUnknown(policyId)) return [undecided(`${subject.within}policyId`)];
      if (policyId !== "p-FullAWSAccess") return [];
      return checked(subject, "skipDestroy", (value) =>
        value === true ? undefined : "removing this resource detaches FullAWSAccess",
      );
    },
    good: {
      type: "aws:organizations/policyAttachment:PolicyAttachment",
      properties: { policyId: "p-FullAWSAccess", targetId: accounts.workload, skipDestroy: true },
    },
    bad: {
      type: "aws:organizations/policyAttachment:PolicyAttachment",
      properties: { policyId: "p-FullAWSAccess", targetId: accounts.workload },
    },
  },
  {
    ...row,
    id: "delegate-no-guardrails",
    title: "StackSets and IAM are delegated to the accounts that the facts name only",
    severity: "critical",
    stops: "A delegated administrator of StackSets changes every account; one of IAM assumes root in it",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin.html",
    requirements: ["E6", "E7"],
    frameworks: { wellArchitected: "SEC03-BP05", nist: "AC-6(5)" },
    kinds: ["delegatedAdministrator"],
    needsFacts: true,
    fix: "Delegate to the security account, or keep it in the management account",
    findingsFor(subject, { facts }) {
      const { servicePrincipal, accountId } = subject.properties;
      const where = `${subject.within}accountId`;
      if (isUnknown(servicePrincipal) || isUnknown(accountId)) return [undecided(where)];
      const isStrong = servicePrincipal === stackSets || servicePrincipal === "iam.amazonaws.com";
      const { security, identity } = facts?.accounts ?? {};
      if (!isStrong || accountId === security || accountId === identity) return [];
      return [violated(where, `${shown(accountId, "account")} is not the security or the identity account`)];
    },
    good: {
      type: "aws:organizations/delegatedAdministrator:DelegatedAdministrator",
      properties: { servicePrincipal: stackSets, accountId: accounts.security },
    },
    bad: {
      type: "aws:organizations/delegatedAdministrator:DelegatedAdministrator",
      properties: { servicePrincipal: stackSets, accountId: accounts.workload },
    },
  },
] as const satisfies readonly ResourceRule[];

function missing(value: Parameters<typeof listOf>[0], wanted: readonly string[], where: string) {
  if (isUnknown(value)) return [undecided(where)];
  const items = listOf(value);
  const left = wanted.filter((name) => !items.includes(name));
  if (left.length === 0) return [];
  return items.some(isUnknown) ? [undecided(where)] : [violated(where, `${left.join(" and ")} is not listed`)];
}
