import type { Policy } from "../../../iam";
import { optionalPolicyFrom } from "../documents";
import type { Draft } from "../draft";
import { whereOf, type Place } from "../place";

/** The resource policy that a draft holds for the thing of this name; undefined where it holds none. */
export function resourcePolicyOf(draft: Draft, name: string, place: Place, property = "policy"): Policy | undefined {
  const where = `${whereOf(draft)}.${property}`;
  return optionalPolicyFrom(draft.properties[property], "resource", `${name} (policy)`, where, place.report);
}
