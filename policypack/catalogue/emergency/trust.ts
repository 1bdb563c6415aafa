import { allow, policyText } from "../../../rulebook/derive/plain-statements";
import { callersOf, trustVerdict, workloadAccount, type Caller } from "../../judge/callers";
import type { Document } from "../../judge/documents";
import type { Law } from "../../judge/law";
import { isProtectedName, isProtectedPath } from "../../judge/protected";
import { isMapping, isUnknown, listOf, textOf } from "../../../proofs/model/value";
import { undecided, type ResourceRule } from "../../rule";
import { documentFindings } from "../checks";
import { accounts, names, role } from "../examples";

const row = { family: "break-glass", scope: "resource", severity: "critical", kinds: ["role"] } as const;
const responders = `arn:aws:iam::${accounts.emergency}:user${names.responderPath}*`;
const emergencyRoot = { AWS: `arn:aws:iam::${accounts.emergency}:root` };
const inOrganization = { StringEquals: { "aws:PrincipalOrgID": "o-lifeline001" } };

/** A responder with MFA, or the hub role of the same tier. */
export const derivedTrust = policyText(
  allow({
    sid: "ResponderWithMfa",
    principal: emergencyRoot,
    actions: "sts:AssumeRole",
    conditions: {
      ArnLike: { "aws:PrincipalArn": responders },
      ...inOrganization,
      Bool: { "aws:MultiFactorAuthPresent": "true" },
    },
  }),
);
const trustWithoutMfa = policyText(
  allow({
    sid: "Responder",
    principal: emergencyRoot,
    actions: "sts:AssumeRole",
    conditions: { ArnLike: { "aws:PrincipalArn": responders }, ...inOrganization },
  }),
);
const emergencyRole = { name: names.targetRole.Admin, path: names.targetPath };

/** Who may take emergency roles, and who else trusts the emergency account. */
export const trustRules = [
  {
    ...row,
    id: "trust-the-emergency-path-only",
    title: "Emergency roles trust responders with MFA and hub roles, nobody else",
    stops: "A trust that is a little wider is a way in that no responder needs and no alert expects",
    source: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_emergency_process.html",
    requirements: ["E5", "E6", "E7"],
    frameworks: { wellArchitected: "SEC03-BP03", nist: "AC-3" },
    needsFacts: true,
    fix: "Trust the emergency account's root, narrowed by aws:PrincipalArn, aws:PrincipalOrgID and aws:MultiFactorAuthPresent, as the landing zone derives it",
    findingsFor(subject, law) {
      if (subject.trusted && isUnknown(subject.properties["name"])) return [undecided(`${subject.within}name`)];
      const kind = kindOfRole(subject.properties["name"], subject.properties["path"], law);
      if (kind === undefined) return [];
      return documentFindings(subject, ["trust"], (document) =>
        trustFault(document, kind, textOf(subject.properties["name"]), law),
      );
    },
    good: { ...role(derivedTrust, emergencyRole), landingZone: true, protect: true },
    bad: { ...role(trustWithoutMfa, emergencyRole), landingZone: true, protect: true },
  },
  {
    ...row,
    id: "trust-the-emergency-account-nowhere-else",
    title: "Only emergency roles trust the emergency account",
    stops: "An ordinary role that the emergency account may assume gives responders rights that no tier has, unseen",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    requirements: ["E1", "E5"],
    frameworks: { wellArchitected: "SEC03-BP03", nist: "AC-3" },
    needsFacts: true,
    fix: "Trust the account that the work is done from; responders enter by the emergency roles",
    findingsFor(subject, law) {
      const emergency = law.facts?.emergencyAccount.id;
      const { name, path } = subject.properties;
      if (emergency === undefined || (subject.trusted && (isProtectedName(name, law) || isProtectedPath(path, law)))) {
        return [];
      }
      return documentFindings(subject, ["trust"], ({ statements }) => {
        const found = statements.find(
          ({ effect, principal }) =>
            effect === "Allow" && principalsOf(principal).some((text) => text.includes(emergency)),
        );
        return found === undefined ? undefined : `statement ${found.id} trusts the emergency account ${emergency}`;
      });
    },
    good: role(policyText(allow({ actions: "sts:AssumeRole", principal: { AWS: accounts.workload } }))),
    bad: role(policyText(allow({ actions: "sts:AssumeRole", principal: emergencyRoot }))),
  },
] as const satisfies readonly ResourceRule[];

type RoleKind = "target" | "hub" | "incident" | "service";

function kindOfRole(name: unknown, path: unknown, law: Law): RoleKind | undefined {
  const { names: own } = law.rulebook;
  if (typeof name !== "string") return undefined;
  if (Object.values<string>(own.hubRole).includes(name) || path === own.hubPath) return "hub";
  if (Object.values<string>(own.targetRole).includes(name)) return "target";
  const incident: readonly string[] = [own.incidentDeclareRole, own.incidentApproveRole, own.incidentCloseRole];
  if (incident.includes(name)) return "incident";
  return isProtectedName(name, law) ? "service" : undefined;
}

function trustFault({ policy, conditionKeys }: Document, kind: RoleKind, name: string, law: Law): string | undefined {
  if (policy === undefined) return "nobody is trusted, so nobody can enter";
  const callers = callersOf(law);
  const emergency = law.facts?.emergencyAccount.id ?? "";
  const account = kind === "hub" ? emergency : workloadAccount;
  const call = { action: "sts:AssumeRole", resource: `arn:aws:iam::${account}:role/emergency`, account };
  const verdictOf = (caller: Caller) => trustVerdict(policy, caller, call, conditionKeys, law);
  const refused: readonly Caller[] = [
    callers.outsider,
    callers.workloadAdmin,
    callers.emergencyStranger,
    callers.responderWithoutMfa,
    ...(kind === "hub" ? [callers.hub] : []),
    ...(kind === "target" ? otherHubs(name, law) : []),
    ...(kind === "service" ? [callers.responder, callers.hub] : []),
  ];
  for (const caller of refused) {
    const { decision, by } = verdictOf(caller);
    if (decision !== "allowed" && decision !== "unknown") continue;
    const [statement] = by.filter((reason) => reason.kind === "trust").map((reason) => reason.statement);
    return `statement ${statement ?? "#0"} lets ${caller.says} assume it`;
  }
  if (kind === "service") return undefined;
  if (verdictOf(callers.responder).decision !== "allowed") return "a responder with MFA may not assume it";
  return federationFault(policy, kind);
}

/** Hub roles of every tier but the role's own. */
function otherHubs(name: string, law: Law): readonly Caller[] {
  const { targetRole, hubRole, hubPath } = law.rulebook.names;
  const { hub } = callersOf(law);
  return Object.entries(hubRole)
    .filter(([tier]) => Object.entries(targetRole).every(([own, target]) => own !== tier || target !== name))
    .map(([, hubName]) => ({
      ...hub,
      says: `the hub role ${hubName}`,
      arn: `arn:aws:iam::${hub.account}:role${hubPath}${hubName}`,
    }));
}

function federationFault(policy: NonNullable<Document["policy"]>, kind: RoleKind): string | undefined {
  for (const action of ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"] as const) {
    const found = policy.statements.find(
      (statement) =>
        statement.effect === "Allow" &&
        statement.action.matches(action.toLowerCase()) !== statement.action.except &&
        (kind !== "hub" || action !== "sts:AssumeRoleWithSAML") &&
        (statement.principal?.principals.everyone === true ||
          (statement.principal?.principals.providers.size ?? 0) > 0),
    );
    if (found !== undefined) return `statement ${found.id} lets federated callers assume it`;
  }
  return undefined;
}

/** Every text of a Principal element. */
export function principalsOf(principal: unknown): readonly string[] {
  if (typeof principal === "string") return [principal];
  if (!isMapping(principal)) return [];
  return Object.values(principal)
    .flatMap((value) => listOf(value))
    .filter((value): value is string => typeof value === "string");
}
