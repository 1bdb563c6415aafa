import type { Policies, Request, Verdict } from "../../iam";
import { documentOf, policy } from "./documents";

/** A user of account 111122223333 who reads an object; a test names what differs. */
export function requestOf(changes: Partial<Request> = {}): Request {
  return {
    principal: "arn:aws:iam::111122223333:user/jdoe",
    principalKind: "user",
    action: "s3:GetObject",
    resource: "arn:aws:s3:::bucket/key",
    resourceAccount: "111122223333",
    context: { "aws:PrincipalArn": "arn:aws:iam::111122223333:user/jdoe" },
    ...changes,
  };
}

/** A session of the role App of account 111122223333. */
export function sessionRequestOf(changes: Partial<Request> = {}): Request {
  return requestOf({
    principal: "arn:aws:sts::111122223333:assumed-role/App/s1",
    principalKind: "assumedRole",
    context: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/App" },
    ...changes,
  });
}

export const NOTHING: Policies = { identity: [], scps: [], rcps: [] };

/** An identity policy that allows everything. */
export const ADMINISTRATOR: Policies = {
  ...NOTHING,
  identity: [policy(documentOf({ Sid: "Admin", Effect: "Allow", Action: "*", Resource: "*" }), "identity", "admin")],
};

/** A verdict as a short text, so that a row can state it: "allowed by Admin", "implicitDeny for scp". */
export function told(verdict: Verdict): string {
  const by = verdict.by.map(({ kind, statement }) => `${kind} ${statement}`).join(", ");
  const keys = verdict.unknownKeys.length > 0 ? ` hanging on ${verdict.unknownKeys.join(", ")}` : "";
  const missing = verdict.missing.length > 0 ? ` for lack of ${verdict.missing.join(", ")}` : "";
  return `${verdict.decision}${by === "" ? "" : ` by ${by}`}${missing}${keys}`;
}
