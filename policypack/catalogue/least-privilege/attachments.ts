import { allow, policyText } from "../../../rulebook/derive/plain-statements";
import { shown } from "../../judge/message";
import { isMapping, isUnknown, listOf, valueAt, type Value } from "../../../proofs/model/value";
import { undecided, violated, type Finding, type ResourceRule } from "../../rule";
import { checked } from "../checks";
import { ec2Trust, role } from "../examples";

const row = { family: "least-privilege", scope: "resource" } as const;
const administrators = new Set([
  "AdministratorAccess",
  "IAMFullAccess",
  "PowerUserAccess",
  "AWSOrganizationsFullAccess",
  "AWSSSOMasterAccountAdministrator",
  "AWSCloudFormationFullAccess",
  "AdministratorAccess-Amplify",
]);
const managed = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/about-managed-policy-reference.html";

/** Policies by their ARN, and where policies are put. */
export const attachmentRules = [
  {
    ...row,
    id: "attach-no-administrators",
    title: "AWS's policies for administrators are attached to nobody",
    severity: "critical",
    stops: "The policy's text stands nowhere in the program, so no review of documents sees it",
    source: managed,
    requirements: ["A1", "A2"],
    frameworks: { wellArchitected: "SEC03-BP02", cis: "1.16", nist: "AC-6" },
    kinds: [
      "role",
      "user",
      "group",
      "rolePolicyAttachment",
      "userPolicyAttachment",
      "groupPolicyAttachment",
      "policyAttachment",
      "roleAttachments",
      "permissionSetAttachment",
      "permissionSet",
    ],
    fix: "Attach a policy of the services that are used; responders' tiers are the landing zone's",
    findingsFor(subject) {
      if (subject.trusted) return [];
      const places = ["policyArn", "managedPolicyArn", "managedPolicyArns", "policyArns", "managedPolicies"];
      return places.flatMap((place): readonly Finding[] =>
        listOf(subject.properties[place]).flatMap((value) => {
          const where = `${subject.within}${place}`;
          if (isUnknown(value)) return [undecided(where)];
          const name = typeof value === "string" ? (value.split("/").at(-1) ?? "") : "";
          const isAws = typeof value === "string" && value.includes(":iam::aws:policy/");
          return isAws && administrators.has(name) ? [violated(where, `${shown(name, "name")} is attached`)] : [];
        }),
      );
    },
    good: {
      type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      properties: { role: "app", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    },
    bad: {
      type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      properties: { role: "app", policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
    },
  },
  {
    ...row,
    id: "give-users-no-policies-of-their-own",
    title: "Users have no policies of their own",
    severity: "medium",
    stops: "What hangs on one user is found by nobody who looks at roles and groups",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
    requirements: ["A1"],
    frameworks: { wellArchitected: "SEC03-BP02", cis: "1.15", nist: "AC-6" },
    kinds: ["userPolicy", "userPolicyAttachment"],
    fix: "Attach the policy to a role that the person assumes",
    findingsFor: (subject) => (subject.trusted ? [] : [violated("", "a policy of one user")]),
    good: {
      type: "aws:iam/userPolicyAttachment:UserPolicyAttachment",
      properties: { user: "alice", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
      landingZone: true,
    },
    bad: {
      type: "aws:iam/userPolicyAttachment:UserPolicyAttachment",
      properties: { user: "alice", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    },
  },
  {
    ...row,
    id: "keep-sessions-short",
    title: "Permission sets and roles give sessions of a working day at most",
    severity: "medium",
    stops: "A stolen session is used for as long as it lasts",
    source: "https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html",
    requirements: ["A3", "E19"],
    frameworks: { wellArchitected: "SEC02-BP02", nist: "AC-12" },
    kinds: ["permissionSet", "role"],
    fix: "Set sessionDuration to PT8H or less, maxSessionDuration to 28800 or less",
    findingsFor: (subject) =>
      subject.kind === "role"
        ? checked(subject, "maxSessionDuration", (value) =>
            typeof value === "number" && value > 28_800 ? "sessions last more than eight hours" : undefined,
          )
        : checked(subject, "sessionDuration", (value) =>
            secondsOf(value) > 28_800 ? "sessions last more than eight hours" : undefined,
          ),
    good: role(ec2Trust, { maxSessionDuration: 3_600 }),
    bad: role(ec2Trust, { maxSessionDuration: 43_200 }),
  },
  {
    ...row,
    id: "write-policies-beside-their-roles",
    title: "Roles, users and groups carry no documents inside",
    severity: "low",
    stops: "A document inside the role is changed with it, reviewed by nobody and shared with nothing",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
    requirements: ["A1"],
    frameworks: { wellArchitected: "SEC03-BP02", nist: "CM-2" },
    kinds: ["role", "user", "group"],
    fix: "Make an iam.Policy and attach it, or an iam.RolePolicy beside the role",
    findingsFor(subject) {
      if (subject.trusted) return [];
      const value = subject.properties["inlinePolicies"];
      const where = `${subject.within}inlinePolicies`;
      if (isUnknown(value)) return [undecided(where)];
      return listOf(value).some(holdsDocument) ? [violated(where, "a document inside")] : [];
    },
    good: role(ec2Trust),
    bad: role(ec2Trust, {
      inlinePolicies: [
        {
          name: "orders",
          policy: policyText(allow({ sid: "Read", actions: "s3:GetObject", resources: "arn:aws:s3:::orders/*" })),
        },
      ],
    }),
  },
] as const satisfies readonly ResourceRule[];

/** The provider's own way to say "none" is one item without a document. */
function holdsDocument(item: Value): boolean {
  return (
    isUnknown(item) || (isMapping(item) && (valueAt(item, "policy") ?? valueAt(item, "policyDocument")) !== undefined)
  );
}

/** ISO 8601: PT1H30M. */
function secondsOf(value: Value): number {
  const [, hours = "0", minutes = "0"] = /^PT(?:(\d+)H)?(?:(\d+)M)?/.exec(typeof value === "string" ? value : "") ?? [];
  return Number(hours) * 3_600 + Number(minutes) * 60;
}
