/** URNs: urn:pulumi:<stack>::<project>::<type of parent>$<type>::<name>. https://www.pulumi.com/docs/iac/concepts/resources/names/#urns */
export const STACK_TYPE = "pulumi:pulumi:Stack";

export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  readonly parent: string;
  readonly type: string;
  readonly name: string;
}

export function urnFor({ stack, project, parent, type, name }: UrnParts): string {
  const parentType = parent === "" ? "" : qualifiedTypeOf(parent);
  const qualified = parentType === "" || parentType === STACK_TYPE ? type : `${parentType}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

export const qualifiedTypeOf = (urn: string): string => urn.split("::")[2] ?? "";
export const typeOf = (urn: string): string => qualifiedTypeOf(urn).split("$").pop() ?? "";
export const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");

const PROVIDER = "pulumi:providers:";
export const isProviderType = (type: string): boolean => type.startsWith(PROVIDER);
export const providerTypeFor = (packageName: string): string => `${PROVIDER}${packageName}`;
/** The package that a type token, or the type of a provider, belongs to. */
export const packageOf = (type: string): string =>
  (isProviderType(type) ? type.slice(PROVIDER.length) : type.split(":")[0]) ?? "";

/** A reference to a provider, `<urn>::<id>`, taken apart. */
export function providerParts(reference: string): { readonly urn: string; readonly id: string } {
  const end = reference.lastIndexOf("::");
  return { urn: reference.slice(0, end), id: reference.slice(end + 2) };
}
