import type { AccountClass, Organization } from "../model/organization";

/** Works it out for an organization once. Organizations are never changed, only made. */
export function oncePerOrganization<T>(make: (organization: Organization) => T): (organization: Organization) => T {
  const known = new WeakMap<Organization, { readonly value: T }>();
  return (organization) => {
    let made = known.get(organization);
    if (made === undefined) known.set(organization, (made = { value: make(organization) }));
    return made.value;
  };
}

/** Works it out for each class of accounts of an organization once. */
export function oncePerClass<T>(
  make: (organization: Organization, accountClass: AccountClass) => T,
): (organization: Organization, accountClass: AccountClass) => T {
  const ofOrganization = oncePerOrganization(() => new Map<AccountClass, { readonly value: T }>());
  return (organization, accountClass) => {
    const known = ofOrganization(organization);
    let made = known.get(accountClass);
    if (made === undefined) known.set(accountClass, (made = { value: make(organization, accountClass) }));
    return made.value;
  };
}
