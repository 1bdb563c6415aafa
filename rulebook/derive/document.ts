import type { PolicyDocument } from "../types";

export function documentFor<Statement>(statements: readonly Statement[]): PolicyDocument<Statement> {
  return { Version: "2012-10-17", Statement: statements };
}

/** Minified: organizations count every character that the API is sent, whitespace too. */
export function textOf(document: PolicyDocument<unknown>): string {
  return JSON.stringify(document);
}

/** `only-hubs-assume` → `OnlyHubsAssume`: a Sid takes letters and digits only. */
export function sidFor(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
