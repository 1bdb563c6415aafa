import type { FactIssue } from "./issue";
import { shown } from "./parse";

/**
 * Values that AWS's documentation, RFC 2606, RFC 6761 and this project's own sandbox use as examples.
 * Deployed by mistake they would open the way to a stranger's account or send alerts to nobody.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html and https://www.rfc-editor.org/rfc/rfc2606,
 * https://www.rfc-editor.org/rfc/rfc6761
 */
const exampleAccounts = [
  "111122223333",
  "444455556666",
  "777788889999",
  "123456789012",
  "210987654321",
  "112233445566",
  "012345678901",
  "987654321098",
];

function isExampleAccount(id: string): boolean {
  return /^(\d)\1{11}$/.test(id) || exampleAccounts.includes(id) || /^[12]000000000\d\d$/.test(id);
}

/** Of a mail address or a URL. */
function hostOf(text: string): string {
  return /^(?:https:\/\/|[^/@]+@)([^/?#:@]+)/.exec(text)?.[1]?.toLowerCase() ?? "";
}

function isExampleHost(host: string): boolean {
  return /(^|\.)(example(\.(com|net|org))?|test|invalid|localhost)\.?$/.test(host);
}

const examples: readonly { readonly what: string; readonly is: (text: string) => boolean }[] = [
  {
    what: "an example account id",
    is: (text) => isExampleAccount(text) || (text.startsWith("arn:") && isExampleAccount(text.split(":")[4] ?? "")),
  },
  {
    what: "an example organization id",
    is: (text) => ["o-exampleorgid", "o-a1b2c3d4e5", "o-lifeline001"].includes(text),
  },
  {
    what: "an example root or OU id",
    is: (text) => /^(r|ou)-(exampleroot\w*|examplerootid111|life)(-\w+)?$/.test(text),
  },
  { what: "an example address", is: (text) => isExampleHost(hostOf(text)) },
  { what: "an example channel", is: (text) => /^[TC]EXAMPLE/.test(text) },
  { what: "an example key", is: (text) => text.startsWith("keybase:example") },
];

/** Every example value among the facts, by its path. */
export function exampleIssues(value: unknown, path: string): readonly FactIssue[] {
  if (typeof value === "string") {
    const example = examples.find(({ is }) => is(value));
    return example === undefined
      ? []
      : [
          {
            path,
            found: `${example.what}, ${shown(value)}`,
            allowed: "your organization's own",
            fix: "replace it; examples serve the stack named sandbox only",
          },
        ];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => exampleIssues(item, `${path}[${index}]`));
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, item]) => exampleIssues(item, `${path}.${key}`));
  }
  return [];
}
