import type { Policy } from "../../../iam";
import { arnFor } from "../arns";
import { awsManagedPolicyFrom } from "../aws-policies";
import { policyFrom, unreadPolicy } from "../documents";
import type { Draft } from "../draft";
import { isOf, nameOf, whereOf, type Place } from "../place";
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
    if (!isOf(one, owner, draft, [name])) continue;
    inline.set(
      nameOf(one),
      policyFrom(one.properties["policy"], "identity", nameOf(one), at(one, "policy"), place.report),
    );
  }
  return [...inline.values(), ...attachedPoliciesOf(draft, owner, place)];
}

/** By ARN, each once: those that the role itself lists, and those of attachments. */
function attachedPoliciesOf(draft: Draft, owner: Owner, place: Place): readonly Policy[] {
  const found = new Map<string, Policy>();
  for (const arn of listOf(draft.properties["managedPolicyArns"])) add(found, arn, draft, "managedPolicyArns", place);
  for (const one of place.of(`iam/${owner}PolicyAttachment`)) {
    if (isOf(one, owner, draft, [nameOf(draft)])) add(found, one.properties["policyArn"], one, "policyArn", place);
  }
  for (const one of place.of("iam/policyAttachment")) {
    const owners = listOf(one.properties[`${owner}s`]);
    if (owners.some((value) => value === nameOf(draft) || isUnknown(value)))
      add(found, one.properties["policyArn"], one, "policyArn", place);
  }
  // A managed policy of a template says itself to whom it is attached.
  for (const one of place.of("iam/policy")) {
    if (listOf(one.properties[`${owner}s`]).includes(nameOf(draft)))
      found.set(arnFor(one), managedPolicyOf(one, "identity", place));
  }
  return [...found.values()];
}

function add(found: Map<string, Policy>, arn: Value, from: Draft, property: string, place: Place): void {
  const policy = attachedPolicy(arn, from, property, "identity", place);
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
