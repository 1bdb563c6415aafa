import { textOf } from "./reading";
import { partsOf, responderOf } from "./roles";
import type { Trail } from "./trail";
import type { TriageSettings } from "./types";

/**
 * Whether the second path's filters count this record as a use. It is then counted as handled too, whatever it turned
 * out to be: the second path pages as long as more was seen than handled.
 */
export function isCounted(trail: Trail, settings: TriageSettings): boolean {
  const { identity, issuer, eventSource, account, extra } = trail;
  const arn = textOf(identity["arn"]);
  const issuerArn = textOf(issuer["arn"]);
  const isResponder = responderOf(arn, settings) !== undefined;
  const session = arn === undefined ? undefined : partsOf(arn);
  const { accounts, paths, targetRoles } = settings;
  const isTarget = (name: string | undefined): boolean => Object.values(targetRoles).some((role) => role === name);
  if (eventSource === "signin.amazonaws.com") {
    const isSwitch = responderOf(textOf(extra["SwitchFrom"]), settings) !== undefined;
    return account === accounts.emergency || identity["type"] === "Root" || isSwitch || isTarget(session?.name);
  }
  if (eventSource === "sts.amazonaws.com") return isStsCounted(trail, settings, isResponder, session?.name);
  const issued = issuerArn === undefined ? undefined : partsOf(issuerArn);
  const isHub = issued?.account === accounts.emergency && issued.path === paths.hub;
  return isResponder || isHub || (issued?.path === paths.target && isTarget(issued.name));
}

/** Machines that take their own roles are left out: services, the canary, readiness. */
function isStsCounted(
  { identity, issuer, request, errorMessage, name }: Trail,
  { paths, machines }: TriageSettings,
  isResponder: boolean,
  session: string | undefined,
): boolean {
  const role = textOf(request["roleArn"]) ?? "";
  if (identity["type"] === "AWSService" || machines.some((machine) => machine === session)) return false;
  if (machines.some((machine) => role.endsWith(`:role${paths.target}${machine}`))) return false;
  const texts = [role, errorMessage ?? "", textOf(issuer["arn"]) ?? ""];
  const isOurs = [paths.target, paths.hub].some((path) => texts.some((text) => text.includes(`:role${path}`)));
  return isOurs || isResponder || name === "AssumeRoot";
}
