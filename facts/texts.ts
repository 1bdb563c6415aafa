import { z } from "zod";
import { regions } from "./regions";

/** A text of a given form; the issue says what is allowed and how to mend it. */
export function text(pattern: RegExp, allowed: string, fix: string) {
  return z.string({ error: allowed }).refine((value) => pattern.test(value), { error: allowed, params: { fix } });
}

export const accountId = text(
  /^\d{12}$/,
  "an account id of 12 digits",
  "copy it from AWS, in quotes so that it stays a text",
);
export const region = text(
  /^[a-z]{2}-[a-z]+-\d$/,
  "the name of an AWS Region, such as eu-central-1",
  "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html lists them",
).refine((name) => !/^[a-z]{2}-[a-z]+-\d$/.test(name) || name in regions, {
  error: "a Region of the partition aws",
  params: { fix: "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html lists them" },
});
export const email = text(
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  "an e-mail address",
  "use a mailbox that several people read; AWS sends root's mail there",
);
