import { isRecord, stringsFrom } from "./json";
import type { Report } from "./report";

/**
 * The Principal element, sorted by what its values name.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export interface Principals {
  readonly everyone: boolean;
  /** Account ids; an account's id and its root ARN mean the same. */
  readonly accounts: ReadonlySet<string>;
  /** ARNs of users, roles, role sessions and federated users. */
  readonly arns: ReadonlySet<string>;
  /** What IAM stores in place of the ARN of a user (AIDA…) or role (AROA…) once that has been deleted. */
  readonly uniqueIds: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly providers: ReadonlySet<string>;
  readonly canonicalUsers: ReadonlySet<string>;
}

const EVERYONE: Principals = {
  everyone: true,
  accounts: new Set(),
  arns: new Set(),
  uniqueIds: new Set(),
  services: new Set(),
  providers: new Set(),
  canonicalUsers: new Set(),
};

const ACCOUNT = /^(?:arn:aws[a-z-]*:iam::(\d{12}):root|(\d{12}))$/;
const ARN =
  /^arn:aws[a-z-]*:(iam::(\d{12}|cloudfront):(user|role)\/[^*?{}]+|sts::\d{12}:(assumed-role\/[^*?{}]+\/|federated-user\/)[^*?{}]+)$/;
const UNIQUE_ID = /^A(IDA|ROA)[A-Z0-9]{12,}$/;
const SERVICE = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com|amazonaws\.com\.cn|amazon\.com|aws\.internal)$/;
const PROVIDER = /^(arn:aws[a-z-]*:iam::\d{12}:(saml|oidc)-provider\/[^*?{}]+|[a-z0-9-]+(\.[a-z0-9-]+)+)$/;
const CANONICAL_USER = /^[0-9a-f]{64}$/;

export function principalsFrom(element: unknown, path: string, report: Report): Principals {
  if (element === "*") return EVERYONE;
  if (!isRecord(element) || Object.keys(element).length === 0) {
    report(
      path,
      `expected "*" or an object of AWS, Service, Federated, CanonicalUser; found ${JSON.stringify(element)}`,
    );
    return EVERYONE;
  }
  const found = {
    everyone: false,
    accounts: new Set<string>(),
    arns: new Set<string>(),
    uniqueIds: new Set<string>(),
    services: new Set<string>(),
    providers: new Set<string>(),
    canonicalUsers: new Set<string>(),
  };
  const sort: Readonly<Record<string, (value: string) => string | undefined>> = {
    AWS(value) {
      const account = ACCOUNT.exec(value);
      if (value === "*") found.everyone = true;
      else if (account !== null) found.accounts.add(account[1] ?? account[2] ?? "");
      else if (ARN.test(value)) found.arns.add(value);
      else if (UNIQUE_ID.test(value)) found.uniqueIds.add(value);
      else
        return 'expected "*", an account id, or the full ARN of an account root, user, role or session (no wildcards, no variables)';
      return undefined;
    },
    Service: (value) =>
      SERVICE.test(value) ? add(found.services, value) : "expected a name such as ec2.amazonaws.com",
    Federated: (value) =>
      PROVIDER.test(value) ? add(found.providers, value) : "expected the ARN or host name of an identity provider",
    CanonicalUser: (value) =>
      CANONICAL_USER.test(value) ? add(found.canonicalUsers, value) : "expected 64 hexadecimal digits",
  };
  for (const [type, value] of Object.entries(element)) {
    const place = Object.hasOwn(sort, type) ? sort[type] : undefined;
    if (place === undefined) {
      report(`${path}.${type}`, "unknown principal type; allowed are AWS, Service, Federated and CanonicalUser");
      continue;
    }
    for (const text of stringsFrom(value, `${path}.${type}`, report) ?? []) {
      const problem = place(text);
      if (problem !== undefined) report(`${path}.${type}`, `"${text}" is no principal: ${problem}`);
    }
  }
  return found;
}

function add(set: Set<string>, value: string): undefined {
  set.add(value);
  return undefined;
}
