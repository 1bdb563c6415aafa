import { createHash } from "node:crypto";
import { AwsError } from "../errors";
import { hexDigest, incarnationOf, endIncarnation, letters } from "../ids";
import { iamOf, permit, type Session } from "../session";
import { arnOf, identityOrRefusal, replaceIdentity } from "./identity-policies";

export interface NewLoginProfile {
  readonly passwordLength: number;
  readonly passwordResetRequired: boolean;
}

export function createLoginProfile(session: Session, userName: string, wanted: NewLoginProfile): void {
  const { aws, accountId } = session;
  const user = identityOrRefusal(session, "user", userName);
  permit(session, "iam:CreateLoginProfile", arnOf(session, "user", user));
  if (user.loginProfile !== undefined) {
    throw new AwsError("EntityAlreadyExists", `Login Profile for User ${userName} already exists.`, 409);
  }
  const least = iamOf(session).passwordPolicy?.minimumPasswordLength ?? 8;
  if (wanted.passwordLength < least) {
    throw new AwsError("PasswordPolicyViolation", `Password should have a minimum length of ${least}`, 400);
  }
  const incarnation = incarnationOf(aws, "password", accountId, userName.toLowerCase());
  const loginProfile = { created: aws.clock, passwordResetRequired: wanted.passwordResetRequired, incarnation };
  replaceIdentity(session, "user", { ...user, loginProfile });
}

export function deleteLoginProfile(session: Session, userName: string): void {
  const user = identityOrRefusal(session, "user", userName);
  permit(session, "iam:DeleteLoginProfile", arnOf(session, "user", user));
  if (user.loginProfile === undefined) throw noLoginProfile(userName);
  const { loginProfile: _gone, ...kept } = user;
  replaceIdentity(session, "user", kept);
  endIncarnation(session.aws, "password", session.accountId, userName.toLowerCase());
}

export function noLoginProfile(userName: string): AwsError {
  return new AwsError("NoSuchEntity", `Login Profile for User ${userName} cannot be found.`, 404);
}

/** The password that the provider makes up, once, and hands over; AWS's data hold none. Every class of characters is in it. */
export function passwordFor(session: Session, userName: string, length: number): string {
  const { loginProfile } = identityOrRefusal(session, "user", userName);
  const alphabet = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!@#$%^&*()_+-=[]{}|'";
  const rest = Array.from({ length: Math.ceil(length / 32) }, (_, block) =>
    letters(alphabet, 32, "password", session.accountId, userName, loginProfile?.incarnation ?? 0, block),
  ).join("");
  return `aA1!${rest}`.slice(0, length);
}

/**
 * Stands for a password encrypted to a PGP key: base64 of what begins like an OpenPGP message. It is made from the key
 * and the user, encrypts nothing and can be opened by nobody.
 */
export function encryptedPasswordFor(session: Session, userName: string, pgpKey: string): string {
  const { loginProfile } = identityOrRefusal(session, "user", userName);
  const body = Array.from({ length: 10 }, (_, block) =>
    createHash("sha256")
      .update(["ciphertext", session.accountId, userName, loginProfile?.incarnation ?? 0, pgpKey, block].join("\n"))
      .digest(),
  );
  return Buffer.concat([Buffer.from([0xc1, 0xc0, 0x4c, 0x03]), ...body]).toString("base64");
}

export function keyFingerprintFor(pgpKey: string): string {
  return hexDigest("fingerprint", pgpKey).slice(0, 40);
}
