import { oncePerOrganization } from "../asking/once";
import type { Organization } from "../model/organization";
import { protectedThings, type ProtectedThing } from "./protected-things";

/** A role of the stack that is none of the path's. */
export type OtherRole = Omit<ProtectedThing, "kind"> & { readonly kind: "role" };

/** Who takes a role has what it may do, whatever its name: in the management account no guardrail stands in the way. */
export const otherRolesOf = oncePerOrganization((organization: Organization): readonly OtherRole[] => {
  const known = new Set(protectedThings(organization).map(({ arn }) => arn));
  const home = { region: organization.homeRegion, managementAccount: organization.managementAccount };
  return organization.classes.flatMap((accountClass) =>
    accountClass.things.flatMap((thing): readonly OtherRole[] => {
      if (thing.kind !== "role" || known.has(thing.arn)) return [];
      const { kind, arn, name, account } = thing;
      return [{ kind, arn, name, account, region: "", class: accountClass, home, placeholders: { arn, name } }];
    }),
  );
});
