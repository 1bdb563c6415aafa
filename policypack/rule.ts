import type { Reading } from "./reading";

/** What is wrong with one resource, and what to do. Never a property's value: it may be a secret. */
export interface Finding {
  readonly rule: string;
  /** The resource's property, or the resource. */
  readonly where: string;
  readonly found: string;
  readonly fix: string;
}

/** A resource as a rule sees it: properties are read one by one, because reading an unknown one fails. */
export interface Seen {
  readonly name: string;
  read(property: string): Reading;
}

/** One rule about one type of resource. */
export interface Rule {
  /** An imperative sentence in kebab case; the policy's name. */
  readonly id: string;
  readonly why: string;
  readonly source: string;
  readonly severity: "low" | "medium" | "high" | "critical";
  readonly type: string;
  findingsFor(resource: Seen): readonly Finding[];
}

export function messageOf({ where, found, fix }: Finding): string {
  return `${where}: ${found}. ${fix}.`;
}
