import type { Situation } from "../../bench/evaluate-rival";
import {
  everyDocument,
  everyStatement,
  silenced,
  USER_GUIDE,
  withDocuments,
  type Document,
  type Row,
  type Statement,
} from "./differential-changes";
import { conditionRows } from "./differential-condition-rows";

const ORGANIZATIONS = "https://docs.aws.amazon.com/organizations/latest/userguide";

export const rows: readonly Row[] = [
  {
    id: "root-needs-no-allow",
    source: `${ORGANIZATIONS}/orgs_manage_policies_scps.html#scp-effects-on-permissions`,
    why: "The root user has full access by default; the simulator looks for an Allow, as for any user.",
    asTheSimulatorReads: (situation) =>
      isRoot(situation) && !isRootsOwnRule(situation) ? as(situation, "user") : undefined,
  },
  {
    id: "root-owns-its-bucket-policy",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html",
    why: "No bucket policy takes its own bucket's policy from the account's root user.",
    asTheSimulatorReads: (situation) =>
      isRoot(situation) && isCall(situation, "s3:PutBucketPolicy") ? as(situation, "user") : undefined,
  },
  {
    id: "root-assumes-no-role",
    source: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html",
    why: "AssumeRole cannot be called with the root user's credentials, whatever the policies say.",
    asTheSimulatorReads: (situation) =>
      isRoot(situation) && isCall(situation, "sts:AssumeRole") ? as(situation, "user") : undefined,
  },
  {
    id: "federated-user-needs-session-policy",
    source: `${USER_GUIDE}/id_credentials_temp_control-access_getfederationtoken.html`,
    why: "Without a session policy a federated user has no permissions of its own; the simulator sees no limit.",
    asTheSimulatorReads: (situation) => {
      const { request, documents } = situation;
      const isFederatedUser = request.principalKind === "federatedUser" && request.principal?.includes(":sts:");
      if (!isFederatedUser || documents.session !== undefined) return undefined;
      return withDocuments(situation, { session: everything });
    },
  },
  {
    id: "session-policy-spares-direct-grants",
    source: `${USER_GUIDE}/access_policies.html#policies_session`,
    why: "A resource policy that names the session itself adds to what its session policy allows.",
    asTheSimulatorReads: ({ request, documents, ...rest }) =>
      documents.session === undefined || documents.resource === undefined
        ? undefined
        : {
            request,
            documents: { ...documents, resource: withoutDirectAllows(documents.resource, request.principal) },
            ...rest,
          },
  },
  {
    id: "identity-providers-are-in-no-account",
    source: `${USER_GUIDE}/reference_policies_elements_principal.html#principal-federated-web-identity`,
    why: "Who asks with an assertion is no principal of the provider's account; the simulator takes the provider for one.",
    asTheSimulatorReads: (situation) =>
      situation.request.action.startsWith("sts:AssumeRoleWith") ? as(situation, "user") : undefined,
  },
  {
    id: "owners-keep-some-actions-of-a-key",
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html",
    why: "A key policy grants another account the use of the key, never its deletion; the simulator has no such list.",
    asTheSimulatorReads: (situation) =>
      isCall(situation, "kms:ScheduleKeyDeletion")
        ? callingInstead(situation, "ScheduleKeyDeletion", "DescribeKey")
        : undefined,
  },
  {
    id: "owners-keep-some-actions-of-a-queue",
    source:
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-limitations-of-custom-policies.html",
    why: "Permissions for another account do not apply to SetQueueAttributes and others; the simulator has no such list.",
    asTheSimulatorReads: (situation) =>
      isCall(situation, "sqs:SetQueueAttributes")
        ? callingInstead(situation, "SetQueueAttributes", "SendMessage")
        : undefined,
  },
  {
    id: "service-linked-roles-are-exempt",
    source: `${ORGANIZATIONS}/orgs_manage_policies_scps.html#not-restricted-by-scp`,
    why: "Neither SCPs nor RCPs bind service-linked roles; the simulator does not know them.",
    asTheSimulatorReads: (situation) =>
      situation.request.principalKind === "serviceLinkedRole" ? as(situation, "assumedRole") : undefined,
  },
  {
    id: "management-account-is-exempt",
    source: `${ORGANIZATIONS}/orgs_manage_policies_scps.html#not-restricted-by-scp`,
    why: "SCPs bind no principal and RCPs no resource of the management account; the simulator knows of none.",
    asTheSimulatorReads: ({ surroundings, ...rest }) => (surroundings === undefined ? undefined : rest),
  },
  {
    id: "rcps-cover-listed-services",
    source: `${ORGANIZATIONS}/orgs_manage_policies_rcps.html#rcp-supported-services`,
    why: "An RCP has no effect on a service that is not listed; the simulator applies it to all.",
    asTheSimulatorReads: (situation) => {
      const denies = situation.documents.rcps.flat().flatMap(statementsOf).filter(isDeny);
      if (
        denies.length === 0 ||
        !/^(iam|lambda|sns|organizations|cloudformation|cloudtrail|ec2):/.test(situation.request.action)
      ) {
        return undefined;
      }
      const resource = situation.documents.resource as Document | undefined;
      const Statement = [...(resource?.Statement ?? []), ...denies];
      return withDocuments(situation, { resource: { Version: resource?.Version ?? "2012-10-17", Statement } });
    },
  },
  {
    id: "role-arns-have-paths",
    source: `${USER_GUIDE}/reference_policies_elements_principal.html#principal-roles`,
    why: "A role in Principal is its ARN with the path; the simulator compares the role's name alone.",
    asTheSimulatorReads: (situation) => {
      const arn = situation.request.context["aws:PrincipalArn"];
      if (typeof arn !== "string" || !arn.includes(":role/")) return undefined;
      const [name = "", account = ""] = [arn.split("/").at(-1), arn.split(":")[4]];
      const others = new RegExp(`"arn:aws:iam::${account}:role/([^"]*/)?${name}"`, "g");
      return everyDocument(situation, ({ Version, Statement }) => ({
        Version,
        Statement: Statement.map(({ Principal, NotPrincipal, ...statement }) => ({
          ...statement,
          ...renamed({ Principal, NotPrincipal }, others, arn),
        })),
      }));
    },
  },
  {
    id: "not-principal-names-all-of-a-caller",
    source: `${USER_GUIDE}/reference_policies_elements_notprincipal.html`,
    why: "A Deny with NotPrincipal spares a caller only if user or session, its role and its account are listed; to the simulator one is enough.",
    asTheSimulatorReads: (situation) =>
      everyStatement(situation, (statement) =>
        namesOf(situation).some((name) => listed(statement["NotPrincipal"]).includes(name))
          ? silenced(statement)
          : statement,
      ),
  },
  ...conditionRows,
];

const everything: Document = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

function isRoot({ request }: Situation): boolean {
  return request.principalKind === "root";
}

function isCall({ request }: Situation, action: string): boolean {
  return request.action === action;
}

/** The same situation with another action throughout, however the documents write it. */
function callingInstead(situation: Situation, action: string, other: string): Situation {
  const text = JSON.stringify(situation)
    .replaceAll(new RegExp(action, "gi"), other)
    .replaceAll(`:${action.slice(0, 3)}*`, `:${other.slice(0, 3)}*`);
  return JSON.parse(text) as Situation;
}

/** What two rows of their own say of the root user. */
function isRootsOwnRule(situation: Situation): boolean {
  const isDeniedPolicy = isCall(situation, "s3:PutBucketPolicy") && hasDeny(situation.documents.resource);
  return isDeniedPolicy || isCall(situation, "sts:AssumeRole");
}

function as({ request, ...rest }: Situation, principalKind: "user" | "assumedRole"): Situation {
  return { ...rest, request: { ...request, principalKind } };
}

function statementsOf(document: unknown): readonly Statement[] {
  return document === undefined ? [] : (document as Document).Statement;
}

function isDeny({ Effect }: Statement): boolean {
  return Effect === "Deny";
}

function hasDeny(document: unknown): boolean {
  return statementsOf(document).some(isDeny);
}

/** Every way in which a policy can name the caller. */
function namesOf({ request }: Situation): readonly string[] {
  const { principal, context } = request;
  const account = context["aws:PrincipalAccount"];
  const role = context["aws:PrincipalArn"];
  const root = typeof account === "string" ? `arn:aws:iam::${account}:root` : undefined;
  const federatingUser = principal?.replace(":sts:", ":iam:").replace(":federated-user/", ":user/");
  const names = [principal, role, federatingUser, account, root];
  return names.filter((name) => typeof name === "string");
}

function listed(element: unknown): readonly unknown[] {
  return typeof element === "object" && element !== null ? Object.values(element).flat() : [];
}

function renamed(elements: Statement, names: RegExp, arn: string): Statement {
  return JSON.parse(JSON.stringify(elements).replaceAll(names, JSON.stringify(arn))) as Statement;
}

function withoutDirectAllows(document: unknown, principal: string | null): Document {
  const { Version, Statement } = document as Document;
  const isDirect = ({ Principal }: Statement) =>
    Principal === "*" || listed(Principal).some((name) => name === "*" || name === principal);
  return {
    Version,
    Statement: Statement.map((statement) =>
      isDeny(statement) || !isDirect(statement) ? statement : silenced(statement),
    ),
  };
}
