import { named } from "../../judge/landing-zone";
import type { Subject } from "../../judge/subject";
import { isUnknown } from "../../../proofs/model/value";
import type { Example, StackRule } from "../../rule";
import { names, role } from "../examples";
import { promise } from "../promise";
import { derivedTrust } from "./trust";

const row = {
  family: "break-glass",
  scope: "stack",
  severity: "critical",
  needsFacts: true,
  fix: "Put it back: the landing zone's program makes it from the facts",
} as const;
const process =
  "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_emergency_process.html";

function own(type: string, properties: Example["properties"]): Example {
  return { type, properties, landingZone: true, protect: true };
}

const hubRoles = Object.values(names.hubRole).map((name) => ({
  ...role(derivedTrust, { name, path: names.hubPath }),
  landingZone: true as const,
  protect: true as const,
}));
const saml = own("aws:iam/samlProvider:SamlProvider", { name: names.samlProvider, samlMetadataDocument: "<x/>" });
const responders = ["alice", "bob", "carol"].flatMap((name) => [
  own("aws:iam/user:User", { name, path: names.responderPath }),
  own("aws:iam/userPolicy:UserPolicy", { user: name, name: names.tierGrant, policy: "" }),
  own("aws:iam/userPolicyAttachment:UserPolicyAttachment", {
    user: name,
    policyArn: "arn:aws:iam::100000000002:policy/x",
  }),
]);
const template = JSON.stringify({
  Resources: Object.fromEntries(
    (["ReadOnly", "Operator", "Admin", "IdentityAdmin"] as const).map((tier) => [
      tier,
      { Type: "AWS::IAM::Role", Properties: { RoleName: names.targetRole[tier], AssumeRolePolicyDocument: {} } },
    ]),
  ),
});
const stackSet = own("aws:cloudformation/stackSet:StackSet", {
  name: names.targetRolesStackSet,
  templateBody: template,
});
const instances = own("aws:cloudformation/stackInstances:StackInstances", { stackSetName: names.targetRolesStackSet });
const [firstHub] = hubRoles;
const [firstResponder] = responders;
if (firstHub === undefined || firstResponder === undefined) throw new Error("The rulebook has no tier.");

/** What the landing zone holds, always: a deletion is shown to no policy, so its absence is looked for. */
export const promiseRules = [
  {
    ...row,
    id: "keep-every-hub-role",
    kinds: ["role", "samlProvider"],
    title: "The landing zone holds a hub role of every tier and the identity provider",
    stops: "A removed hub role is a step of the command line's path, and of failure mode 3, that is missing tonight",
    source: process,
    requirements: ["E5", "E17"],
    frameworks: { wellArchitected: "SEC03-BP03", nist: "CP-2" },
    findingsFor: promise((subjects, law, facts) => [
      ...Object.values(law.rulebook.names.hubRole).filter((name) => named(subjects, "role", name).length === 0),
      ...(facts.saml !== undefined && named(subjects, "samlProvider", law.rulebook.names.samlProvider).length === 0
        ? [law.rulebook.names.samlProvider]
        : []),
    ]),
    good: [firstHub, ...hubRoles.slice(1), saml],
    bad: [firstHub, ...hubRoles.slice(2), saml],
  },
  {
    ...row,
    id: "keep-every-responder",
    kinds: ["user", "userPolicy", "userPolicyAttachment"],
    title: "The landing zone holds every responder with policy and grant",
    stops: "A responder without user, shared policy or grant cannot enter",
    source: process,
    requirements: ["E3"],
    frameworks: { wellArchitected: "SEC03-BP03", nist: "CP-2" },
    findingsFor: promise((subjects, _, facts) =>
      facts.responders.flatMap(({ name }) => [
        ...(named(subjects, "user", name).length === 0 ? [`user ${name}`] : []),
        ...(["userPolicy", "userPolicyAttachment"] as const)
          .filter((kind) => !subjects.some((subject) => subject.kind === kind && isOf(subject, name)))
          .map((kind) => `${kind === "userPolicy" ? "grant" : "shared policy"} of ${name}`),
      ]),
    ),
    good: [firstResponder, ...responders.slice(1)],
    bad: [firstResponder, ...responders.slice(2)],
  },
  {
    ...row,
    id: "keep-target-roles-everywhere",
    kinds: ["stackSet", "stackInstances"],
    title: "The landing zone deploys the target roles to every account",
    stops: "Without StackSet, instances or a role in the template an account has no way in",
    source: process,
    requirements: ["E6"],
    frameworks: { wellArchitected: "SEC03-BP03", nist: "CP-2" },
    findingsFor: promise((subjects, { rulebook }, facts) => {
      const { targetRole, targetRolesStackSet } = rulebook.names;
      const sets = named(subjects, "stackSet", targetRolesStackSet);
      const isOpen = sets.some(({ properties }) => isUnknown(properties["templateBody"]));
      const tiers = new Set([...facts.tiers.workload, "ReadOnly", "IdentityAdmin"] as const);
      const inTemplate = subjects.filter(({ kind, dialect }) => kind === "role" && dialect === "template");
      return [
        ...(sets.length === 0 ? [targetRolesStackSet] : []),
        ...(subjects.some(({ kind }) => kind === "stackInstances") ? [] : ["instances of the StackSet"]),
        ...(isOpen
          ? []
          : [...tiers].map((tier) => targetRole[tier]).filter((name) => named(inTemplate, "role", name).length === 0)),
      ];
    }),
    good: [stackSet, instances],
    bad: [stackSet],
  },
  {
    ...row,
    id: "keep-the-management-role",
    kinds: ["role", "passwordPolicy"],
    title: "The landing zone holds the management account's emergency role and the password rules",
    stops: "StackSets never reach the management account, and dormant passwords die under another account policy",
    source: process,
    requirements: ["E6", "E3"],
    frameworks: { wellArchitected: "SEC03-BP03", nist: "CP-2" },
    findingsFor: promise((subjects, { rulebook: { names: known } }) => [
      ...(named(subjects, "role", known.targetRole.Management).length === 0 ? [known.targetRole.Management] : []),
      ...(subjects.some(({ kind }) => kind === "passwordPolicy") ? [] : ["the password policy"]),
    ]),
    good: [
      own("aws:iam/accountPasswordPolicy:AccountPasswordPolicy", { minimumPasswordLength: 20 }),
      {
        ...role(derivedTrust, { name: names.targetRole.Management, path: names.targetPath }),
        landingZone: true,
        protect: true,
      },
    ],
    bad: [own("aws:iam/accountPasswordPolicy:AccountPasswordPolicy", { minimumPasswordLength: 20 })],
  },
] as const satisfies readonly StackRule[];

function isOf({ properties }: Subject, user: string): boolean {
  return properties["user"] === user || isUnknown(properties["user"]);
}
