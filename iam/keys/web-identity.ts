/**
 * Keys that an OpenID Connect provider fills: its host name, perhaps with a path, and a claim of its token
 * (`token.actions.githubusercontent.com:sub`, `oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:aud`).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const CLAIMS = ["amr", "aud", "azp", "email", "oaud", "sub"];

const GITHUB_CLAIMS = [
  "actor",
  "actor_id",
  "enterprise_id",
  "environment",
  "job_workflow_ref",
  "ref",
  "repository",
  "repository_id",
  "repository_owner_id",
  "workflow",
];

/** Claims that AWS passes on from some providers only. */
const CLAIMS_BY_HOST: Readonly<Record<string, readonly string[]>> = {
  "token.actions.githubusercontent.com": GITHUB_CLAIMS,
  "github.com": GITHUB_CLAIMS,
  "gitlab.com": [
    "namespace_id",
    "pipeline_source",
    "project_id",
    "ref_protected",
    "runner_environment",
    "user_access_level",
    "user_email",
    "user_id",
    "user_login",
  ],
  "accounts.google.com": ["google/organization_number"],
};

export function isWebIdentityKey(lowerCaseKey: string): boolean {
  const colon = lowerCaseKey.lastIndexOf(":");
  const [host = ""] = lowerCaseKey.slice(0, Math.max(colon, 0)).split("/");
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host)) return false;
  return [...CLAIMS, ...(CLAIMS_BY_HOST[host] ?? [])].includes(lowerCaseKey.slice(colon + 1));
}
