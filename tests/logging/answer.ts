import { evaluate, type Policy } from "../../iam";
import { managementAccount, policyOf, wordsFor } from "../rulebook/evaluation";
import type { Actor } from "../soc/account";

/**
 * What AWS answers, in words, of a resource whose ARN does not tell its account; without SCPs and RCPs, so that the
 * document alone keeps its promise. "not allowed" leaves out by which policy: several fail at once.
 */
export function answerOf(
  account: string,
  policy: Policy | undefined,
  { caller, identity }: Actor,
  action: string,
  resource: string,
  more: Readonly<Record<string, string | readonly string[]>> = {},
): string {
  const verdict = evaluate(
    {
      principal: caller.principal,
      principalKind: caller.kind,
      action,
      resource,
      resourceAccount: account,
      context: { ...caller.context, "aws:SecureTransport": "true", "aws:ResourceAccount": account, ...more },
    },
    { identity, scps: [], rcps: [], ...(policy === undefined ? {} : { resource: policy }) },
    { managementAccount },
  );
  return verdict.decision === "implicitDeny" ? "not allowed" : wordsFor(verdict);
}

/** The document without each of its statements in turn. */
export function eachWithout(text: string): readonly (readonly [sid: string, policy: Policy])[] {
  const document = JSON.parse(text) as { readonly Statement: readonly { readonly Sid: string }[] };
  return document.Statement.map(({ Sid }) => {
    const rest = { ...document, Statement: document.Statement.filter((statement) => statement.Sid !== Sid) };
    return [Sid, policyOf(rest, "resource", `without ${Sid}`)];
  });
}
