import type { TrustStatement } from "../types";
import { documentFor, textOf } from "./document";

/** A role of the security account that is no target role: for a service, or for one step of an incident. */
export interface AccountRole {
  readonly name: string;
  readonly arn: string;
  readonly path: string;
  readonly description: string;
  readonly trust: string;
  readonly policy: string;
}

/**
 * A service assumes it, for whoever may pass it: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 * No condition on the source: Lambda and SNS document none for their roles.
 */
export function serviceTrustFor(service: string): string {
  return textOf(
    documentFor<TrustStatement>([
      { Sid: "Service", Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" },
    ]),
  );
}
