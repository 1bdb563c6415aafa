import type { Policy } from "../../../iam";
import { policyFrom, unreadPolicy } from "../documents";
import type { Draft } from "../draft";
import { isOf, nameOf, whereOf, type Place } from "../place";
import { isUnknown, listOf, textOf, type Value } from "../value";
import { identityPoliciesOf } from "./identity-policies";

/**
 * What a user may because of the groups that he is in. Of a group that no stack of ours makes nobody here has read the
 * policies. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html
 */
export function groupPoliciesOf(user: Draft, place: Place): readonly Policy[] {
  const groups = new Map<string, readonly Policy[]>();
  for (const { value, from, property } of membershipsOf(user, place)) {
    const group = groupAt(value, from, property, place);
    const name = group === undefined ? `group ${textOf(value) || from.label}` : nameOf(group);
    if (groups.has(name)) continue;
    groups.set(
      name,
      group === undefined
        ? [unreadGroup(value, name, `${whereOf(from)}.${property}`, place)]
        : identityPoliciesOf(group, "group", place),
    );
  }
  return [...groups.values()].flat();
}

function unreadGroup(value: Value, name: string, where: string, { report }: Place): Policy {
  if (isUnknown(value)) return policyFrom(value, "identity", name, where, report);
  return unreadPolicy("identity", name, where, report);
}

/** A group's name, or where it comes from while nobody knows it. */
interface Membership {
  readonly value: Value;
  readonly from: Draft;
  readonly property: string;
}

/** As the user says it himself in a template, by resources that give a user groups, and by those that give a group users. */
function membershipsOf(user: Draft, place: Place): readonly Membership[] {
  const own = listOf(user.properties["groups"]).map((value) => ({ value, from: user, property: "groups" }));
  const given = place
    .of("iam/userGroupMembership")
    .filter((one) => isOf(one, "user", user, [nameOf(user)]))
    .flatMap((from) => listOf(from.properties["groups"]).map((value) => ({ value, from, property: "groups" })));
  const listed = place
    .of("iam/groupMembership")
    .filter(({ properties }) => listOf(properties["users"]).some((one) => isUnknown(one) || one === nameOf(user)))
    .map((from) => ({ value: from.properties["group"], from, property: "group" }));
  return [...own, ...given, ...listed];
}

function groupAt(value: Value, from: Draft, property: string, place: Place): Draft | undefined {
  const groups = place.of("iam/group");
  if (!isUnknown(value)) return groups.find((group) => nameOf(group) === value);
  const origins = from.dependencies[property] ?? [];
  const found = groups.filter(({ origin }) => origins.includes(origin.urn));
  return found.length === 1 ? found[0] : undefined;
}
