import type { Origin } from "./organization";
import type { Registered } from "./recorded";
import { textOf, type Properties } from "./value";

/** A resource in its account and Region, from the stack or from a template: of both by the classic provider's names. */
export interface Draft {
  /** Without the module: "role", "rolePolicy". */
  readonly kind: string;
  readonly origin: Origin;
  readonly label: string;
  readonly account: string;
  readonly region: string;
  readonly properties: Properties;
  readonly id: string | undefined;
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

/**
 * `aws:iam/role:Role` → `iam/role`; undefined for what is no resource of the classic AWS provider. Names that end in V2
 * are the sixth version's for what the seventh calls without it.
 */
export function classicKind(type: string): string | undefined {
  return /^aws:([a-z0-9]+\/[A-Za-z0-9]+?)(?:V2)?:[A-Za-z0-9]+$/.exec(type)?.[1];
}

/** The resource's own Region, its provider's, or that of its ARN. */
export function regionOf({ properties, provider }: Registered): string {
  const own = textOf(properties["region"]) || textOf(provider?.properties["region"]);
  return own || (textOf(properties["arn"]).split(":")[3] ?? "");
}
