import { z } from "zod";
import { regions } from "./regions";

/** A text of a given form; the issue says what is allowed and how to mend it. */
export function text(form: RegExp | ((value: string) => boolean), allowed: string, fix: string) {
  const fits = typeof form === "function" ? form : (value: string) => form.test(value);
  return z.string({ error: allowed }).refine(fits, { error: allowed, params: { fix } });
}

export const accountId = text(
  /^\d{12}$/,
  "an account id of 12 digits",
  "copy it from AWS, in quotes so that it stays a text",
);

const regionPage = "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html lists them";

export const region = inKnownRegion(
  /^([a-z]{2}-[a-z]+-\d)$/,
  "the name of an AWS Region, such as eu-central-1",
  regionPage,
  "a Region of the partition aws",
);

/** A text in which the form's one group is a Region that exists. */
export function inKnownRegion(form: RegExp, allowed: string, fix: string, allowedRegion: string) {
  return text(form, allowed, fix).refine(
    (value) => {
      // Without one the form itself does not fit, or has a place without a Region.
      const name = form.exec(value)?.[1];
      return name === undefined || Object.hasOwn(regions, name);
    },
    { error: allowedRegion, params: { fix: regionPage } },
  );
}

/**
 * The rules of Organizations, which also keep SNS from sending to what no mail server takes.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
 */
export function isMailAddress(value: string): boolean {
  return (
    /^[!-~]+$/.test(value) && /^(?!\.)[^"'()<>[\]:;,\\|%&@]+@(?!-)([A-Za-z0-9-]+\.)+[A-Za-z0-9-]+(?<!-)$/.test(value)
  );
}

export const rootEmail = text(
  (value) => isMailAddress(value) && value.length >= 6 && value.length <= 64,
  "an e-mail address of 6 to 64 characters",
  "use a mailbox that several people read; AWS sends root's mail there",
);

/** No bucket and no trail is named like an IP address. */
export function isLikeAnIpAddress(value: string): boolean {
  return /^\d+(\.\d+){3}$/.test(value);
}
