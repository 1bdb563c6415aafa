import { UnknownValueError } from "@pulumi/policy";

/** A property's value, or that it is not known before the update. */
export type Reading = { readonly known: true; readonly value: unknown } | { readonly known: false };

/**
 * An unknown that reaches the policy host turns a mandatory rule into advice and ends its function, so that the rest of
 * the resource is never looked at: it is caught here, and each rule says what it means.
 */
export function readingOf(properties: Readonly<Record<string, unknown>>, property: string): Reading {
  try {
    return { known: true, value: properties[property] };
  } catch (error) {
    if (error instanceof UnknownValueError) return { known: false };
    throw error;
  }
}
