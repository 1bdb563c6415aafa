/** URNs, urn:pulumi:<stack>::<project>::<types of parents>$<type>::<name>, and references to providers, <urn>::<id>. */
export const STACK_TYPE = "pulumi:pulumi:Stack";
export const PROVIDER_TYPE = "pulumi:providers:";

export type Home = Readonly<Record<"stack" | "project", string>>;

export function urnFor({ stack, project }: Home, parent: string, type: string, name: string): string {
  const parentType = parent === "" ? STACK_TYPE : qualifiedTypeOf(parent);
  return `urn:pulumi:${stack}::${project}::${parentType === STACK_TYPE ? type : `${parentType}$${type}`}::${name}`;
}

export const homeOf = (urn: string): Home => {
  const [stack = "", project = ""] = urn.split("::");
  return { stack: stack.slice("urn:pulumi:".length), project };
};
const qualifiedTypeOf = (urn: string): string => urn.split("::")[2] ?? "";
export const typeOf = (urn: string): string => qualifiedTypeOf(urn).split("$").pop() ?? "";
export const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");
export const isProviderType = (type: string): boolean => type.startsWith(PROVIDER_TYPE);
/** The package that a type or function belongs to, or that a provider is for. */
export const packageOf = (type: string): string => type.split(":")[isProviderType(type) ? 2 : 0] ?? "";
export const providerUrnOf = (reference = ""): string => reference.split("::").slice(0, -1).join("::");
