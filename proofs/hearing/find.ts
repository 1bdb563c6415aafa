import type { Organization, Origin, Rule, Thing } from "../model/organization";

const places = new WeakMap<Organization, ReadonlyMap<string, Thing>>();

/** The thing of this ARN, in whatever account. */
export function thingOf(organization: Organization, arn: string): Thing | undefined {
  let byArn = places.get(organization);
  if (byArn === undefined) {
    byArn = new Map(organization.classes.flatMap(({ things }) => things.map((thing) => [thing.arn, thing] as const)));
    places.set(organization, byArn);
  }
  return byArn.get(arn);
}

/** The thing, if it is of that kind. */
export function findThing<Kind extends Thing["kind"]>(
  organization: Organization,
  kind: Kind,
  arn: string,
): Extract<Thing, { readonly kind: Kind }> | undefined {
  const thing = thingOf(organization, arn);
  return thing !== undefined && isOf(thing, kind) ? thing : undefined;
}

const kinds = new WeakMap<Organization, Map<string, readonly Thing[]>>();

/** Everything of a kind, everywhere. */
export function allThings<Kind extends Thing["kind"]>(
  organization: Organization,
  kind: Kind,
): readonly Extract<Thing, { readonly kind: Kind }>[] {
  const known = kinds.get(organization) ?? new Map<string, readonly Thing[]>();
  kinds.set(organization, known);
  const found =
    known.get(kind) ?? organization.classes.flatMap(({ things }) => things.filter((one) => isOf(one, kind)));
  known.set(kind, found);
  return found as readonly Extract<Thing, { readonly kind: Kind }>[];
}

const rulesByPlace = new WeakMap<Organization, ReadonlyMap<string, readonly Rule[]>>();

/** The rules on a bus of an account and Region; "default" is the one where AWS's own events arrive. */
export function rulesOn(
  organization: Organization,
  { name, account, region }: { readonly name: string; readonly account: string; readonly region: string },
): readonly Rule[] {
  let places = rulesByPlace.get(organization);
  if (places === undefined) {
    const found = new Map<string, Rule[]>();
    for (const rule of allThings(organization, "rule")) {
      const place = `${rule.account} ${rule.region} ${rule.bus}`;
      found.set(place, [...(found.get(place) ?? []), rule]);
    }
    rulesByPlace.set(organization, (places = found));
  }
  return places.get(`${account} ${region} ${name}`) ?? [];
}

function isOf<Kind extends Thing["kind"]>(thing: Thing, kind: Kind): thing is Extract<Thing, { readonly kind: Kind }> {
  return thing.kind === kind;
}

/** Where somebody would look for it. */
export function whereIs({ origin }: { readonly origin: Origin }): string {
  return origin.logicalId === undefined ? origin.urn : `${origin.urn} ${origin.logicalId}`;
}
