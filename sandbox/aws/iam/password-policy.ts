import { AwsError } from "../errors";
import type { PasswordPolicy } from "../model";
import { iamOf, permit, type Session } from "../session";
import { validationError } from "./rules";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html */
export const passwordPolicyBounds = {
  minimumPasswordLength: [6, 128],
  maxPasswordAge: [1, 1_095],
  passwordReusePrevention: [1, 24],
} as const;

export function putPasswordPolicy(session: Session, policy: PasswordPolicy): void {
  checkPasswordPolicy(policy);
  permit(session, "iam:UpdateAccountPasswordPolicy", "*");
  iamOf(session).passwordPolicy = policy;
}

export function deletePasswordPolicy(session: Session): void {
  permit(session, "iam:DeleteAccountPasswordPolicy", "*");
  const iam = iamOf(session);
  if (iam.passwordPolicy === undefined) {
    throw new AwsError("NoSuchEntity", "The account policy with name PasswordPolicy cannot be found.", 404);
  }
  delete iam.passwordPolicy;
}

export function checkPasswordPolicy(policy: Partial<PasswordPolicy>): void {
  for (const field of Object.keys(passwordPolicyBounds) as (keyof typeof passwordPolicyBounds)[]) {
    const value = policy[field];
    const [least, most] = passwordPolicyBounds[field];
    if (value !== undefined && (value < least || value > most)) {
      const bound = value < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
      throw validationError(
        `Value '${value}' at '${field}' failed to satisfy constraint: Member must have value ${bound}`,
      );
    }
  }
}
