/**
 * AWS's policy language: parse documents, and evaluate requests against them.
 *
 * 1. `parsePolicy(document, kind, name)` compiles a document once. It tells every issue at once; a document with an
 *    issue is not evaluated, so an unknown element, operator or condition key can never pass as "does not match".
 * 2. `evaluate(request, policies, surroundings)` decides one request, as often as needed:
 *    - `policies.resource` is the policy of the resource. For sts:AssumeRole* that is the role's trust policy and for a
 *      KMS key its key policy: there, no policy means no access.
 *    - `scps` are the levels from the root of the organization down to the caller's account, `rcps` down to the
 *      resource's account. A level is the list of the policies attached to it; a level that allows nothing blocks, and
 *      no levels at all mean that no organization is involved.
 *    - `surroundings.managementAccount` is exempt: its principals from SCPs, its resources from RCPs.
 *    - `context` holds what AWS would put into the request, aws:PrincipalArn and the like included: a key that is in
 *      neither `context` nor `unknownKeys` is absent, and absence has a meaning in AWS. For a role session,
 *      `contextAfterAssumingRole` and `contextAfterSaml` build it from the context before; `actionsToAssume` tells all
 *      requests that must be allowed on the way.
 *    - `unknownKeys` are keys that the caller controls: conditions on them are unknown. A verdict that holds whatever
 *      their values stays certain; otherwise the decision is "unknown", with the statements and keys it hangs on.
 *      Proving that somebody can get in, read "unknown" as no; proving that nobody can, read it as yes.
 * 3. Every verdict says why: `by` names statements by Sid (or "#" and the index), `missing` the kinds of policy that
 *    failed to allow. A root user needs no allow, so an allowed root user may have no statement to show.
 * 4. A document that cannot be read is `opaquePolicy`: what it could change is unknown and hangs on `document:<name>`.
 *    One that can be read and perhaps does not bind is `uncertainPolicy`: likewise, of what its statements fit.
 * 5. Who wants an answer for all values of a key asks for the values that conditions tell apart: `patternsOn`, with
 *    `variablesOf`, `principalsOf`, `resourcePatternsOf` and `actionPatternsOf` for the other places of a document.
 *
 * Not modelled: access control lists, KMS grants, VPC endpoint policies (parse them as "resource" and evaluate them
 * apart), the exemption of AWS managed KMS keys from RCPs (leave their `rcps` empty), the calls that AWS
 * answers whatever policies say (sts:GetCallerIdentity, sts:GetSessionToken). Which actions exist is a question apart:
 * `unknownActionsOf` in actions/unknown-actions.ts, which loads a large table.
 */
export { actionsToAssume, type AssumeAction } from "./actions-to-assume";
export { matchesArn, resourceGlobFor } from "./arn";
export { evaluate } from "./evaluate";
export type { Context } from "./facts";
export { ANY_ONE, ANY_RUN, hasWildcard, matchesGlob, patternFor } from "./glob";
export { patternsOn, type KeyPattern } from "./key-patterns";
export type { PolicyKind } from "./kind";
export { DOCUMENT_KEY, opaqueGrant, opaquePolicy } from "./opaque";
export { parsePolicy } from "./parse";
export { policyOf, type Parsed, type Policy } from "./policy";
export type { Principals } from "./principal";
export type { Reason } from "./reason";
export type { Issue } from "./report";
export type { Policies, PrincipalKind, Request, Surroundings, Verdict } from "./request";
export { contextAfterSaml, type SamlAssumption } from "./saml-session";
export { contextAfterAssumingRole, type Assumer, type RoleAssumption, type RoleSession } from "./session";
export { uncertainPolicy } from "./uncertain";
export {
  actionPatternsOf,
  keysOf,
  principalsOf,
  resourcePatternsOf,
  variablesOf,
  type ResourcePattern,
} from "./vocabulary";
