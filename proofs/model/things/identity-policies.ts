import { uncertainPolicy, type Policy } from "../../../iam";
import { arnFor } from "../arns";
import { awsManagedPolicyFrom } from "../aws-policies";
import { policyFrom, unreadPolicy } from "../documents";
import type { Draft } from "../draft";
import { nameOf, whereOf, type Place } from "../place";
import { isMapping, isUnknown, listOf, textOf, UNKNOWN, type Value } from "../value";

/** Whoever has identity policies. */
type Owner = "role" | "user" | "group";

/** Inline policies by name, one of its own resource before one that the role's says, then the managed ones. */
export function identityPoliciesOf(draft: Draft, owner: Owner, place: Place): readonly Policy[] {
  const name = nameOf(draft);
  const inline = new Map<string, Policy>();
  for (const [index, item] of listOf(draft.properties["inlinePolicies"]).entries()) {
    const where = `${at(draft, "inlinePolicies")}[${index}]`;
    const policyName = isMapping(item) ? textOf(item["name"]) : "";
    // The provider gives an empty item where it keeps none.
    if (isMapping(item) && policyName === "" && !item["policy"]) continue;
    const document = isMapping(item) ? item["policy"] : item;
    inline.set(policyName, policyFrom(document, "identity", policyName || name, where, place.report));
  }
  for (const one of place.of(`iam/${owner}Policy`)) {
    const belonging = belongingOf(one, owner, draft, place);
    if (belonging === "no") continue;
    const policy = policyFrom(one.properties["policy"], "identity", nameOf(one), at(one, "policy"), place.report);
    inline.set(nameOf(one), certainOr(belonging, policy, one));
  }
  return [...inline.values(), ...attachedPoliciesOf(draft, owner, place)];
}

/** By ARN, each once: those that the role itself lists, and those of attachments. */
function attachedPoliciesOf(draft: Draft, owner: Owner, place: Place): readonly Policy[] {
  const found = new Map<string, Policy>();
  for (const arn of listOf(draft.properties["managedPolicyArns"])) add(found, arn, draft, "managedPolicyArns", place);
  for (const one of place.of(`iam/${owner}PolicyAttachment`)) {
    const belonging = belongingOf(one, owner, draft, place);
    if (belonging !== "no") add(found, one.properties["policyArn"], one, "policyArn", place, belonging);
  }
  for (const one of place.of("iam/policyAttachment")) {
    const belonging = belongingOf(one, `${owner}s`, draft, place);
    if (belonging !== "no") add(found, one.properties["policyArn"], one, "policyArn", place, belonging);
  }
  // A managed policy of a template says itself to whom it is attached.
  for (const one of place.of("iam/policy")) {
    const belonging = belongingOf(one, `${owner}s`, draft, place);
    if (belonging !== "no") found.set(arnFor(one), certainOr(belonging, managedPolicyOf(one, "identity", place), one));
  }
  return [...found.values()];
}

type Belonging = "yes" | "no" | "perhaps";

/**
 * Whether the property, a name or a list of names, names this owner. A name that nobody knows is that of what it comes
 * from; where that is no owner, as a value that a template imports, it may be anybody's.
 */
function belongingOf(one: Draft, property: string, owner: Draft, { withUrn }: Place): Belonging {
  const value = one.properties[property];
  const names: readonly Value[] = isUnknown(value) || typeof value === "string" ? [value] : listOf(value);
  if (names.includes(nameOf(owner))) return "yes";
  if (!names.some(isUnknown)) return "no";
  const from = one.dependencies[property] ?? [];
  if (from.includes(owner.origin.urn)) return "yes";
  return from.some((urn) => withUrn(urn)?.kind === owner.kind) ? "no" : "perhaps";
}

function certainOr(belonging: Belonging, policy: Policy, from: Draft): Policy {
  return belonging === "yes" ? policy : uncertainPolicy(policy, `to whom ${whereOf(from)} is attached`);
}

function add(
  found: Map<string, Policy>,
  arn: Value,
  from: Draft,
  property: string,
  place: Place,
  belonging: Belonging = "yes",
): void {
  const policy = certainOr(belonging, attachedPolicy(arn, from, property, "identity", place), from);
  found.set(typeof arn === "string" ? arn : `${from.origin.urn} ${found.size}`, policy);
}

export function boundaryOf(draft: Draft, place: Place): Policy | undefined {
  const arn = draft.properties["permissionsBoundary"];
  if (arn === undefined || arn === null || arn === "") return undefined;
  return attachedPolicy(arn, draft, "permissionsBoundary", "boundary", place);
}

/** The stack's own, one of AWS, or one that nobody here has read. */
function attachedPolicy(
  arn: Value,
  from: Draft,
  property: string,
  kind: "identity" | "boundary",
  place: Place,
): Policy {
  const dependencies = from.dependencies[property] ?? [];
  const own = place
    .of("iam/policy")
    .find((draft) => (isUnknown(arn) ? dependencies.includes(draft.origin.urn) : arnFor(draft) === arn));
  if (own !== undefined) return managedPolicyOf(own, kind, place);
  if (typeof arn === "string") {
    const known = awsManagedPolicyFrom(arn, kind);
    return known ?? unreadPolicy(kind, arn, at(from, property), place.report);
  }
  return policyFrom(UNKNOWN, kind, from.label, at(from, property), place.report);
}

export function managedPolicyOf(draft: Draft, kind: "identity" | "boundary", place: Place): Policy {
  return policyFrom(draft.properties["policy"], kind, nameOf(draft), at(draft, "policy"), place.report);
}

function at(draft: Draft, property: string): string {
  return `${whereOf(draft)}.${property}`;
}
