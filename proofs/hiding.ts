import type { Gap, Organization } from "./model/organization";

/** Before what is wrong, unless what nobody knows puts it right. */
export const unlessHidden = "If nothing there changes it: ";

/** Templates of the landing zone, and resources that give or take access, of which nobody knows what they make. */
export function hidingIn({ gaps }: Pick<Organization, "gaps">): readonly Gap[] {
  return gaps.filter(({ hidesThings }) => hidesThings === true);
}
