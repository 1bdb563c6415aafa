import { oncePerOrganization } from "../asking/once";
import type { Actor } from "../claim";
import type { Organization } from "../model/organization";
import { samlProviderOf } from "./people";
import { samlEntrancesOf } from "./saml-entrances";
import { asserted } from "./sessions";

/** Whom the identity provider asserts, at a sign-in endpoint. */
export interface Assertion {
  readonly actor: Actor;
  readonly region: string;
}

/** One at each endpoint; none where the stack has no SAML provider. */
export const assertionsOf = oncePerOrganization((organization: Organization): readonly Assertion[] => {
  const provider = samlProviderOf(organization);
  if (provider === undefined) return [];
  return samlEntrancesOf(organization).map((entrance) => ({
    actor: asserted(provider, entrance),
    region: entrance.region,
  }));
});
