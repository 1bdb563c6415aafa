import { textOf, documentFor } from "./document";

/** A statement of any kind of policy, written short: what an example shows, or what an evaluation assumes. */
export interface PlainStatement {
  readonly sid?: string;
  readonly actions?: string | readonly string[];
  readonly exceptActions?: string | readonly string[];
  readonly resources?: string | readonly string[];
  readonly exceptResources?: string | readonly string[];
  readonly principal?: unknown;
  readonly exceptPrincipal?: unknown;
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export function allow(statement: PlainStatement): object {
  return statementFor("Allow", statement);
}

export function deny(statement: PlainStatement): object {
  return statementFor("Deny", statement);
}

/** The text of a document of these statements. */
export function policyText(...statements: readonly object[]): string {
  return textOf(documentFor(statements));
}

/** Trusts the account, or everybody: leaves the verdict to the caller's own policies. */
export function openTrustText(account?: string): string {
  return policyText(allow({ actions: "sts:*", principal: account === undefined ? "*" : { AWS: account } }));
}

/** Leaves a KMS key to the policies of its account, as AWS's own default does. */
export function openKeyPolicyText(account: string): string {
  return policyText(allow({ actions: "kms:*", resources: "*", principal: { AWS: account } }));
}

function statementFor(effect: "Allow" | "Deny", statement: PlainStatement): object {
  const { sid, actions, exceptActions, resources, exceptResources, principal, exceptPrincipal, conditions } = statement;
  const elements = {
    Sid: sid,
    Effect: effect,
    Principal: principal,
    NotPrincipal: exceptPrincipal,
    Action: actions,
    NotAction: exceptActions,
    Resource: resources,
    NotResource: exceptResources,
    Condition: conditions,
  };
  return Object.fromEntries(Object.entries(elements).filter(([, value]) => value !== undefined));
}
