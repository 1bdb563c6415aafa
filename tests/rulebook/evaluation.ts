import assert from "node:assert/strict";
import { evaluate, parsePolicy, type Policies, type Policy, type PolicyKind, type Verdict } from "../../iam";

/** Who calls; `context` holds what AWS adds to the request for them. */
export interface Caller {
  readonly principal: string | null;
  readonly kind: "user" | "assumedRole" | "root" | "service" | "federatedUser" | "serviceLinkedRole";
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

export const managementAccount = "100000000001";
const organization = "o-lifeline001";

export function policyOf(document: unknown, kind: PolicyKind, name: string): Policy {
  const parsed = parsePolicy(document, kind, name);
  if (!parsed.ok) assert.fail(`${name}: ${JSON.stringify(parsed.issues)}`);
  return parsed.policy;
}

const everything = { Sid: "Everything", Effect: "Allow", Action: "*", Resource: "*" };

/** What AWS attaches everywhere when a policy type is enabled. */
export const fullAwsAccess = policyOf({ Version: "2012-10-17", Statement: [everything] }, "scp", "FullAWSAccess");
export const rcpFullAwsAccess = policyOf(
  { Version: "2012-10-17", Statement: [{ ...everything, Principal: "*" }] },
  "rcp",
  "RCPFullAWSAccess",
);
export const administratorAccess = policyOf(
  { Version: "2012-10-17", Statement: [everything] },
  "identity",
  "AdministratorAccess",
);

/** An IAM user; `mfa` is absent for long-term credentials and sessions that could not carry it. */
export function user(account: string, pathAndName: string, mfa?: "true" | "false"): Caller {
  const arn = `arn:aws:iam::${account}:user/${pathAndName}`;
  const name = pathAndName.split("/").at(-1) ?? "";
  return {
    principal: arn,
    kind: "user",
    context: {
      ...membership(account, arn),
      "aws:username": name,
      ...(mfa === undefined ? {} : { "aws:MultiFactorAuthPresent": mfa }),
    },
  };
}

/** A session of a role. `aws:PrincipalArn` is the role's ARN with its path; the session's own ARN has no path. */
export function session(account: string, pathAndName: string): Caller {
  const name = pathAndName.split("/").at(-1) ?? "";
  return {
    principal: `arn:aws:sts::${account}:assumed-role/${name}/session`,
    kind: pathAndName.startsWith("aws-service-role/") ? "serviceLinkedRole" : "assumedRole",
    context: membership(account, `arn:aws:iam::${account}:role/${pathAndName}`),
  };
}

export function root(account: string): Caller {
  const arn = `arn:aws:iam::${account}:root`;
  return { principal: arn, kind: "root", context: membership(account, arn) };
}

export function service(name: string): Caller {
  return { principal: name, kind: "service", context: { "aws:PrincipalIsAWSService": "true" } };
}

/** Of another organization than the sandbox's, or of none. */
export function strangerTo(caller: Caller, itsOrganization?: string): Caller {
  const { "aws:PrincipalOrgID": _, ...context } = caller.context;
  return {
    ...caller,
    context: { ...context, ...(itsOrganization === undefined ? {} : { "aws:PrincipalOrgID": itsOrganization }) },
  };
}

function membership(account: string, arn: string): Caller["context"] {
  return { "aws:PrincipalArn": arn, "aws:PrincipalAccount": account, "aws:PrincipalOrgID": organization };
}

/** One call on a resource of the organization, or of `resourceOrganization`. */
export function verdictOf(
  caller: Caller,
  action: string,
  resource: string,
  policies: Policies,
  more: Readonly<Record<string, string | readonly string[]>> = {},
): Verdict {
  const own = caller.context["aws:PrincipalAccount"];
  const resourceAccount = resource.split(":")[4] || (typeof own === "string" ? own : "");
  return evaluate(
    {
      principal: caller.principal,
      principalKind: caller.kind,
      action,
      resource,
      resourceAccount,
      context: {
        ...caller.context,
        "aws:ResourceOrgID": organization,
        "aws:ResourceAccount": resourceAccount,
        ...more,
      },
    },
    policies,
    { managementAccount },
  );
}

/** A verdict in words: with the Sids that deny, or the kinds of policy that fail to allow. */
export function wordsFor({ decision, by, missing, unknownKeys }: Verdict): string {
  switch (decision) {
    case "allowed":
      return "allowed";
    case "explicitDeny":
      return `denied by ${[...new Set(by.map(({ statement }) => statement))].sort().join(", ")}`;
    case "implicitDeny":
      // Whether a resource without a policy counts as missing is a matter of words, not of the verdict.
      return `not allowed by ${[...missing]
        .filter((kind) => kind !== "resource")
        .sort()
        .join(", ")}`;
    case "unknown":
      return `unknown for ${unknownKeys.join(", ")}`;
    default:
      return decision satisfies never;
  }
}
