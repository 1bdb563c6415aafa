import { hasWildcard, patternsOn } from "../../iam";
import type { Organization } from "../model/organization";
import { signInRegionsOf, type WayId } from "./failure-modes";
import { hubRolesOf } from "./people";

/** A sign-in endpoint that takes the identity provider's assertion, which must be made for it. */
export interface SamlEntrance {
  readonly region: string;
  readonly audience: string;
}

/**
 * The endpoints whose audience a hub role names; each of them must then open every hub role. They need not be those of
 * the Regions in use. Where no role names any, assertions are taken through every Region by which one signs in.
 */
export function samlEntrancesOf(organization: Organization): readonly SamlEntrance[] {
  const trusts = hubRolesOf(organization).map(({ role }) => role.trust);
  const entrances = patternsOn(trusts, "saml:aud")
    .filter(({ pattern, variable }) => !variable && !hasWildcard(pattern))
    .flatMap(({ pattern }) => entranceOf(pattern));
  return entrances.length > 0
    ? entrances
    : signInRegionsOf(organization).flatMap((region) => entranceOf(`https://${region}.signin.aws.amazon.com/saml`));
}

/**
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_relying-party.html; the endpoint
 * without a Region in its name is that of us-east-1:
 * https://aws.amazon.com/blogs/security/how-to-use-regional-saml-endpoints-for-failover/
 */
function entranceOf(audience: string): readonly SamlEntrance[] {
  const [found, region = "us-east-1"] =
    /^https:\/\/(?:([a-z0-9-]+)\.)?signin\.aws\.amazon\.com\/saml$/.exec(audience) ?? [];
  return found === undefined ? [] : [{ region, audience }];
}

/** Through which Regions a way leads. */
export function regionsBy(way: WayId, organization: Organization): readonly string[] {
  return way === "saml" ? samlEntrancesOf(organization).map(({ region }) => region) : signInRegionsOf(organization);
}
