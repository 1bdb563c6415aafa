export { evaluate } from "./evaluate";
export { matchesArn } from "./arn";
export { parsePolicy } from "./parse";
export type { Issue, Parsed, Policy, PolicyKind } from "./policy";
export type { Context, Policies, PrincipalKind, Reason, Request, Surroundings, Verdict } from "./request";
