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

const BUILDKITE_CLAIMS = [
  "build_branch",
  "cluster_id",
  "cluster_name",
  "organization_id",
  "organization_slug",
  "pipeline_id",
  "pipeline_slug",
];

/** Claims that AWS passes on from some providers only, whose host name may have a part of the user's choice. */
const CLAIMS_BY_HOST: readonly (readonly [host: RegExp, claims: readonly string[]])[] = [
  [/^(token\.actions\.(githubusercontent|[a-z0-9-]+\.ghe)|github)\.com$/, GITHUB_CLAIMS],
  [/^agent\.[a-z0-9-]+\.buildkite\.(dev|site)$/, BUILDKITE_CLAIMS],
  [/^oidc\.circleci\.com$/, ["oidc.circleci.com/project-id"]],
  [/^idcs-[a-z0-9]+\.identity\.oraclecloud\.com$/, ["rpst_id"]],
];

export function isWebIdentityKey(lowerCaseKey: string): boolean {
  const colon = lowerCaseKey.lastIndexOf(":");
  const [host = ""] = lowerCaseKey.slice(0, Math.max(colon, 0)).split("/");
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host)) return false;
  const claims = CLAIMS_BY_HOST.filter(([pattern]) => pattern.test(host)).flatMap(([, names]) => names);
  return [...CLAIMS, ...claims].includes(lowerCaseKey.slice(colon + 1));
}
