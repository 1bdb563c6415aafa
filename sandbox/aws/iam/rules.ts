import type { PolicyKind } from "../../../iam";
import { issuesOf } from "../authorization/documents";
import { AwsError } from "../errors";

/**
 * What IAM asks of names, paths and documents, in its words.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const identityKinds = {
  role: { word: "Role", nameField: "roleName", inlineSize: 10_240, quota: "PoliciesPerRole" },
  user: { word: "User", nameField: "userName", inlineSize: 2_048, quota: "PoliciesPerUser" },
} as const;

export type IdentityKind = keyof typeof identityKinds;

export const longestName = { roleName: 64, userName: 64, policyName: 128, name: 128 } as const;
export type NameField = keyof typeof longestName;
const managedPolicySize = 6_144;
const trustPolicySize = 2_048;
export const mostAttachedPolicies = 10;

export function checkName(field: NameField, name: string): void {
  const most = longestName[field];
  if (name.length > most) {
    throw validationError(
      `Value '${name}' at '${field}' failed to satisfy constraint: Member must have length less than or equal to ${most}`,
    );
  }
  // Names of SAML providers know fewer characters: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html
  const [pattern, others] = field === "name" ? [/^[\w.-]+$/, "._-"] : [/^[\w+=,.@-]+$/, "+=,.@_-"];
  if (!pattern.test(name)) {
    throw new AwsError(
      "ValidationError",
      `The specified value for ${field} is invalid. It must contain only alphanumeric characters and/or the following: ${others}`,
    );
  }
}

export function checkPath(path: string): void {
  if (path.length > 512 || !/^(\/|\/[\u0021-\u007f]+\/)$/.test(path)) {
    throw new AwsError(
      "ValidationError",
      "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.",
    );
  }
}

export function checkSessionDuration(seconds: number): void {
  if (seconds < 3_600 || seconds > 43_200) {
    const bound = seconds < 3_600 ? "greater than or equal to 3600" : "less than or equal to 43200";
    throw validationError(
      `Value '${seconds}' at 'maxSessionDuration' failed to satisfy constraint: Member must have value ${bound}`,
    );
  }
}

export function checkDescription(text: string, field = "description"): void {
  if (text.length > 1_000) {
    throw validationError(
      `Value at '${field}' failed to satisfy constraint: Member must have length less than or equal to 1000`,
    );
  }
}

/** IAM counts the characters of a document without its white space. */
export function sizeOf(document: string): number {
  return document.replace(/\s/g, "").length;
}

export function checkDocument(document: string, kind: PolicyKind): void {
  const issues = issuesOf(document, kind);
  if (issues.length > 0) {
    const found = issues.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join("; ");
    throw new AwsError("MalformedPolicyDocument", `Syntax errors in policy. ${found}`);
  }
}

export function checkTrustPolicy(document: string): void {
  checkDocument(document, "trust");
  if (sizeOf(document) > trustPolicySize) {
    throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${trustPolicySize}`);
  }
}

export function checkManagedPolicy(document: string): void {
  checkDocument(document, "identity");
  if (sizeOf(document) > managedPolicySize) {
    throw limitExceeded(`Cannot exceed quota for PolicySize: ${managedPolicySize}`);
  }
}

/** All inline policies of an identity share one quota. */
export function checkInlinePolicies(kind: IdentityKind, name: string, documents: readonly string[]): void {
  for (const document of documents) checkDocument(document, "identity");
  const { word, inlineSize } = identityKinds[kind];
  if (documents.reduce((sum, document) => sum + sizeOf(document), 0) > inlineSize) {
    throw limitExceeded(`Maximum policy size of ${inlineSize} bytes exceeded for ${word.toLowerCase()} ${name}`);
  }
}

export function limitExceeded(message: string): AwsError {
  return new AwsError("LimitExceeded", message, 409);
}

export function validationError(constraint: string): AwsError {
  return new AwsError("ValidationError", `1 validation error detected: ${constraint}`);
}
