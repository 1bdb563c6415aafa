import { authorize, becauseOf, type Decide } from "./authorization/authorize";
import { AwsError } from "./errors";
import type { AccountIam, Aws } from "./model";

/** On whose behalf AWS is called, in which account and Region. */
export interface Session {
  readonly aws: Aws;
  readonly accountId: string;
  /** As in aws:PrincipalArn and in AWS's error messages: a session of a role, or a role. */
  readonly callerArn: string;
  readonly region: string;
  /** What is written down as the maker of a role. */
  readonly madeBy: string;
  /** Decides for a short series of calls, during which the policies stay as they are; otherwise each call asks anew. */
  readonly decide?: Decide;
}

type Context = Readonly<Record<string, string | readonly string[]>>;

/** Passes, or refuses as AWS does: the caller's identity policies, SCPs and RCPs decide. */
export function permit(session: Session, action: string, resource: string, context: Context = {}): void {
  const verdict =
    session.decide?.(action, resource, context) ??
    authorize(session.aws, { arn: session.callerArn, context: {} }, action, resource, context);
  if (verdict.decision === "allowed") return;
  const words = `User: ${session.callerArn} is not authorized to perform: ${action} on resource: ${resource}`;
  throw new AwsError("AccessDenied", `${words} ${becauseOf(verdict, action)}`, 403);
}

export function iamOf({ aws, accountId }: Session): AccountIam {
  const iam = aws.iam[accountId];
  if (iam === undefined) throw new AwsError("InvalidClientTokenId", `The account ${accountId} does not exist.`, 403);
  return iam;
}
