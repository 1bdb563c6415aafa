import { notYet } from "./not-yet";
import { uncertainPolicy, type Policy } from "../../iam";
import { fullAccessFor } from "./aws-policies";
import { policyFrom, unreadPolicy } from "./documents";
import type { Draft } from "./draft";
import type { Gap } from "./organization";
import { isNamedAsOurs } from "./orphans";
import { nameOf, whereOf } from "./place";
import type { Snapshot } from "./snapshot";
import { isUnknown, textOf } from "./value";

export type PolicyType = "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";
const kinds = { SERVICE_CONTROL_POLICY: "scp", RESOURCE_CONTROL_POLICY: "rcp" } as const;

/** Of one type: target → the policies that are attached to it. */
export type Attachments = ReadonlyMap<string, readonly Policy[]>;

/** An SCP or RCP of the stack, and the ids of what it is attached to. */
export interface OwnPolicy {
  readonly draft: Draft;
  readonly type: PolicyType;
  readonly policy: Policy;
  readonly targets: readonly string[];
  /** Whether it is attached to something else too, whose id nobody knows before the update. */
  readonly isSomewhere: boolean;
}

/** Stands for a target that nobody knows yet: it may be any. */
const somewhere = "somewhere";

/** The stack's own policies; other types of policies bind nobody's calls. */
export function ownPoliciesIn(drafts: readonly Draft[], report: (gap: Gap) => void): readonly OwnPolicy[] {
  const attachments = drafts.filter(({ kind }) => kind === "organizations/policyAttachment");
  return drafts.flatMap((draft) => {
    const type =
      draft.kind === "organizations/policy" ? (draft.properties["type"] ?? "SERVICE_CONTROL_POLICY") : undefined;
    if (type !== "SERVICE_CONTROL_POLICY" && type !== "RESOURCE_CONTROL_POLICY") return [];
    const own = attachments.filter((one) => isAttachmentOf(one, draft));
    const targets = own.map(({ properties }) => textOf(properties["targetId"]));
    const open = own.filter(({ properties }) => isUnknown(properties["targetId"]));
    for (const one of open) {
      report({ where: `${whereOf(one)}.targetId`, why: `is ${notYet}`, called: whereAttached(nameOf(draft)) });
    }
    const policy = policyFrom(
      draft.properties["content"],
      kinds[type],
      nameOf(draft),
      `${whereOf(draft)}.content`,
      report,
    );
    return [{ draft, type, policy, targets: targets.filter((target) => target !== ""), isSomewhere: open.length > 0 }];
  });
}

function whereAttached(policy: string): string {
  return `where ${policy} is attached`;
}

function isAttachmentOf(attachment: Draft, policy: Draft): boolean {
  const id = attachment.properties["policyId"];
  if (typeof id === "string") return id === policy.id;
  return isUnknown(id) && (attachment.dependencies["policyId"] ?? []).includes(policy.origin.urn);
}

/** An attachment of the stack's whose policy is not the stack's own. */
export interface ForeignAttachment {
  readonly policyId: string;
  readonly target: string;
  readonly where: string;
}

/** Attachments of policies that the stack does not own; of those whose policy nobody knows yet, the gap tells. */
export function foreignAttachmentsIn(
  drafts: readonly Draft[],
  report: (gap: Gap) => void,
): readonly ForeignAttachment[] {
  const own = drafts.filter(({ kind }) => kind === "organizations/policy");
  return drafts
    .filter(({ kind }) => kind === "organizations/policyAttachment")
    .filter((one) => !own.some((policy) => isAttachmentOf(one, policy)))
    .flatMap((one) => {
      const { policyId, targetId } = one.properties;
      if (typeof policyId === "string" && typeof targetId === "string") {
        return [{ policyId, target: targetId, where: whereOf(one) }];
      }
      report({ where: `${whereOf(one)}.policyId`, why: "nobody can tell which policy it attaches" });
      return [];
    });
}

/** What a policy of the snapshot is recognised by: the stack's own, and what the stack deletes, are not foreign. */
export interface Owned {
  readonly ids: ReadonlySet<string>;
  /** `type/name` */
  readonly names: ReadonlySet<string>;
}

export function ownedBy(drafts: readonly Draft[]): Owned {
  const policies = drafts.filter(({ kind }) => kind === "organizations/policy");
  return {
    ids: new Set(policies.flatMap(({ id }) => (id === undefined ? [] : [id]))),
    names: new Set(
      policies.map((one) => `${textOf(one.properties["type"]) || "SERVICE_CONTROL_POLICY"}/${nameOf(one)}`),
    ),
  };
}

export function isOwned({ id, type, name }: Snapshot["policies"][number], { ids, names }: Owned): boolean {
  return ids.has(id) || names.has(`${type}/${name}`);
}

export interface Binding {
  readonly own: readonly OwnPolicy[];
  readonly owned: Owned;
  readonly snapshot: Snapshot | undefined;
  /** Foreign policies that the stack attaches, and those that it attached and no longer does. */
  readonly attached: readonly ForeignAttachment[];
  readonly detached: readonly ForeignAttachment[];
}

/** Foreign policies as the snapshot has them, and over them what the stack does. */
export function attachmentsOf(type: PolicyType, binding: Binding, report: (gap: Gap) => void): Attachments {
  const { own, owned, snapshot, attached, detached } = binding;
  const found = new Map<string, Policy[]>();
  const add = (target: string, policy: Policy): void => {
    const there = found.get(target);
    if (there === undefined) found.set(target, [policy]);
    else if (!there.includes(policy)) there.push(policy);
  };
  const foreign = new Map(
    (snapshot?.policies ?? [])
      .filter((one) => one.type === type && !isOwned(one, owned) && !isNamedAsOurs(one.name))
      .map((one) => [one.id, policyFrom(one.content, kinds[type], one.name, `snapshot: ${one.name}`, report)] as const),
  );
  const ended = new Set(detached.map(({ policyId, target }) => `${policyId} ${target}`));
  for (const { policyId, targetId } of snapshot?.attachments ?? []) {
    const policy = foreign.get(policyId);
    if (policy !== undefined && !ended.has(`${policyId} ${targetId}`)) add(targetId, policy);
  }
  const known = new Set((snapshot?.policies ?? []).map(({ id }) => id));
  for (const { policyId, target, where } of attached) {
    const policy = foreign.get(policyId);
    if (policy !== undefined) add(target, policy);
    // Of which type it is nobody knows either: what binds more callers is the worse.
    else if (!known.has(policyId) && type === "SERVICE_CONTROL_POLICY") {
      add(target, unreadPolicy("scp", policyId, where, report));
    }
  }
  for (const one of own) {
    if (one.type === type) for (const target of one.targets) add(target, one.policy);
    if (one.type === type && one.isSomewhere) add(somewhere, one.policy);
  }
  return found;
}

/** Without a snapshot every level has what AWS attaches by itself. */
export function attachedTo(
  attachments: Attachments,
  target: string,
  type: PolicyType,
  isAssumed: boolean,
): readonly Policy[] {
  const own = attachments.get(target) ?? [];
  return isAssumed ? [fullAccessFor(kinds[type]), ...own] : own;
}

/** What is attached to something that nobody knows yet may bind any account. */
export function attachedSomewhere(attachments: Attachments): readonly Policy[] {
  return (attachments.get(somewhere) ?? []).map((policy) => uncertainPolicy(policy, whereAttached(policy.name)));
}

/** Of each OU, what is attached to it, for an account of which nobody can tell whether it stands below. */
export function perhapsAttached(attachments: Attachments): readonly Policy[] {
  return [...attachments]
    .filter(([target]) => target.startsWith("ou-"))
    .flatMap(([unit, policies]) =>
      policies.map((policy) => uncertainPolicy(policy, `which accounts stand below ${unit}: only a snapshot tells`)),
    );
}
