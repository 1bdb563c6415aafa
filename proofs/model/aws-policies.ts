import { opaqueGrant, parsePolicy, type Policy, type PolicyKind } from "../../iam";
import documents from "./aws-documents.json";

/**
 * Documents that AWS wrote, each from the page named beside it.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const known: Readonly<Record<string, { readonly document: unknown }>> = documents.managed;

/** Of AWS's own account: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html */
const marker = ":iam::aws:policy/";

const compiled = new Map<string, Policy>();

/** An AWS managed policy by its ARN; one whose document is not here may allow anything, but denies nothing. */
export function awsManagedPolicyFrom(arn: string, kind: PolicyKind): Policy | undefined {
  if (!arn.includes(marker)) return undefined;
  const name = arn.slice(arn.indexOf(marker) + marker.length);
  return once(`${kind} ${name}`, () => {
    const document = known[name]?.document;
    return document === undefined ? opaqueGrant(name, kind) : parsed(document, kind, name);
  });
}

/** What AWS attaches to the root, to every OU and to every account where policies of the type are enabled. */
export function fullAccessFor(kind: "scp" | "rcp"): Policy {
  const name = kind === "scp" ? "FullAWSAccess" : "RCPFullAWSAccess";
  return once(`${kind} ${name}`, () => parsed(documents[name].document, kind, name));
}

function once(key: string, make: () => Policy): Policy {
  const policy = compiled.get(key) ?? make();
  compiled.set(key, policy);
  return policy;
}

function parsed(document: unknown, kind: PolicyKind, name: string): Policy {
  const result = parsePolicy(document, kind, name);
  if (!result.ok)
    throw new Error(`${name}: ${result.issues.map(({ path, message }) => `${path} ${message}`).join("; ")}`);
  return result.policy;
}
