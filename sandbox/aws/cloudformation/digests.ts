import { hexDigest } from "../ids";
import type { StackResource } from "../model";
import type { Session } from "../session";
import type { Properties, ResourceType } from "./resource-type";

export type Digests = Pick<StackResource, "digest" | "replacing">;
const digests = new WeakMap<Properties, Digests>();
/** By text. */
const digestsOfTexts = new Map<string, string>();
const mostTexts = 1_000;

function digestOf(text: string): string {
  let digest = digestsOfTexts.get(text);
  if (digest === undefined) {
    if (digestsOfTexts.size >= mostTexts) digestsOfTexts.clear();
    digest = hexDigest(text).slice(0, 12);
    digestsOfTexts.set(text, digest);
  }
  return digest;
}

/**
 * The account's and the Region's own names are left out: they never change for a stack, and what a thousand accounts
 * have alike but for them is then one record.
 */
export function digestsOf(
  { accountId, region }: Session,
  { replacing }: ResourceType,
  properties: Properties,
): Digests {
  let known = digests.get(properties);
  if (known === undefined) {
    const digest = (value: unknown) => {
      const text = JSON.stringify(value).replaceAll(accountId, "<account>").replaceAll(region, "<region>");
      return digestOf(text);
    };
    known = { digest: digest(properties), replacing: digest(replacing.map((name) => properties[name] ?? null)) };
    digests.set(properties, known);
  }
  return known;
}
