import type { ActRow } from "./act";
import type { ProtectedThing } from "./protected-things";

/** An act that need not alert when somebody of tier 0 does it: why not. */
interface Spared {
  readonly id: string;
  readonly why: string;
  readonly source: string;
  readonly covers: (row: ActRow, thing: ProtectedThing) => boolean;
}

const named = new Set([
  "targetRole",
  "hubRole",
  "pathRole",
  "executionRole",
  "pathPolicy",
  "responder",
  "samlProvider",
]);

const spared: readonly Spared[] = [
  {
    id: "data-calls",
    why: "Data calls are recorded only where a trail records the data of that resource, which the organization trail need not.",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",
    covers: ({ event }) => event.isData,
  },
  {
    id: "made-after-removed",
    why: "The name is taken: before it can be made anew it must be removed, and removing is a row that alerts.",
    source: "docs/adr/0016-proofs.md",
    covers: ({ effect, on }) => effect === "make" && !named.has(on),
  },
  {
    id: "service-linked-roles-in-use",
    why: "AWS refuses to delete the role while the organization trail or a StackSet needs it; taking those away alerts.",
    source:
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/using-service-linked-roles-create-slr-for-org-trails.html",
    covers: ({ on }) => on === "serviceLinkedRole",
  },
  {
    id: "taken-for-every-deployment",
    why: "The pipeline takes deployers, and StackSets its execution roles, all day long; what they do then to the path alerts.",
    source:
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access-cross-account-role.html",
    covers: ({ effect, on }) => effect === "take" && (on === "deployerRole" || on === "executionRole"),
  },
  {
    id: "workload-accounts-come-and-go",
    why: "Workload accounts are moved and closed as the business goes; guardrails and StackSets hold from the root, and leaving the organization alerts.",
    source: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts.html",
    covers: ({ action }, { class: { account } }) =>
      account.kind === "workload" &&
      (action === "organizations:CloseAccount" || action === "organizations:MoveAccount"),
  },
  {
    id: "passed-in-another-call",
    why: "Passing a role has no record of its own: it stands in the record of the call that passes it, and the role trusts one service of ours.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    covers: ({ effect }) => effect === "pass",
  },
];

/** The row that spares it, if one does. */
export function sparedFor(row: ActRow, thing: ProtectedThing): Spared | undefined {
  return spared.find(({ covers }) => covers(row, thing));
}

/** An attempt that need not alert when it is refused. */
const sparedRefusals: readonly Spared[] = [
  {
    id: "refused-data-calls",
    why: "Data calls are recorded only where a trail records the data of that resource; refused, they change nothing.",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",
    covers: ({ event }) => event.isData,
  },
  {
    id: "refused-service-linked-roles",
    why: "AWS refuses it to everybody while the role is in use, and the message of a guardrail names no role of the path.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html",
    covers: ({ on }) => on === "serviceLinkedRole",
  },
];

export function refusalSparedFor(row: ActRow, thing: ProtectedThing): Spared | undefined {
  return sparedRefusals.find(({ covers }) => covers(row, thing));
}
