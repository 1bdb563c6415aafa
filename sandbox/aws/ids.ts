import { createHash } from "node:crypto";
import type { Aws } from "./model";

/**
 * Ids that AWS makes up. Here they come from what they name and from how often that was made before, so that two runs
 * end in the same state whatever the order of their operations, and a thing that is made again has a new id.
 */
const upperAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const lowerAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

export type UniqueIdPrefix = "AIDA" | "AROA" | "ANPA";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
export function uniqueId(prefix: UniqueIdPrefix, accountId: string, name: string, incarnation: number): string {
  return prefix + letters(upperAlphabet, 17, prefix, accountId, name.toLowerCase(), incarnation);
}

export function organizationPolicyId(type: string, name: string, incarnation: number): string {
  return `p-${letters(lowerAlphabet, 8, type, name, incarnation)}`;
}

export function uuid(...parts: readonly (string | number)[]): string {
  const hex = hexDigest(...parts);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

export function hexDigest(...parts: readonly (string | number)[]): string {
  return digest(parts).toString("hex");
}

export function letters(alphabet: string, length: number, ...parts: readonly (string | number)[]): string {
  const bytes = digest(parts);
  return Array.from({ length }, (_, index) => alphabet[(bytes[index % bytes.length] ?? 0) % alphabet.length]).join("");
}

/** How often the thing was made before; counted when it goes. */
export function incarnationOf(aws: Aws, ...name: readonly string[]): number {
  return aws.incarnations[name.join(" ")] ?? 0;
}

/** Remembers that a thing of this name is gone: the next one is another. */
export function endIncarnation(aws: Aws, ...name: readonly string[]): void {
  aws.incarnations[name.join(" ")] = incarnationOf(aws, ...name) + 1;
}

function digest(parts: readonly (string | number)[]): Buffer {
  return createHash("sha256").update(parts.join("\n")).digest();
}
