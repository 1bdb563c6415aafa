import { pathRoleOf, responderOf } from "./roles";
import { textOf } from "./reading";
import type { Trail } from "./trail";
import type { Place, TriageSettings } from "./types";

export interface SignIn {
  readonly kind: "sign-in" | "switch" | "failed-attempt";
  readonly what: string;
  readonly place: Place | undefined;
  readonly role: string | undefined;
  readonly person: string | undefined;
  readonly alarms: readonly string[];
}

/**
 * Of the sign-in service: in the emergency account everything is one; root's anywhere; a switch into a role of the path.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export function signInOf(trail: Trail, settings: TriageSettings): SignIn | undefined {
  const { identity, issuer, name } = trail;
  const isRoot = identity["type"] === "Root";
  const arn = textOf(identity["arn"]);
  const role = pathRoleOf(textOf(issuer["arn"]) ?? arn, settings);
  const isEmergency = trail.account === settings.accounts.emergency;
  const isSwitch = textOf(trail.extra["SwitchFrom"])?.split(":")[4] === settings.accounts.emergency;
  if (!isRoot && role === undefined && !isEmergency && !isSwitch) return undefined;
  const person = personOf(trail, settings);
  const seen = { role: role?.name, person };
  if (isFailed(trail)) {
    const what = `${name} failed in account ${trail.account}${isRoot ? " for its root user" : ""}`;
    return { kind: "failed-attempt", what, place: undefined, alarms: [], ...seen };
  }
  if (isRoot) {
    const what = `${name} by the root user of account ${trail.account}`;
    return { kind: "sign-in", what, place: undefined, alarms: ["root is never part of an incident"], ...seen };
  }
  if (/^(Switch|Exit|Renew)Role$/.test(name)) {
    const alarms = person === undefined ? ["the switch does not come from a responder"] : [];
    return {
      kind: "switch",
      what: `${name} in the console`,
      place: role?.place,
      alarms: [...alarms, ...strange(role)],
      ...seen,
    };
  }
  const place: Place | undefined = role === undefined ? { kind: "sign-in" } : role.place;
  return { kind: "sign-in", what: `${name} at the emergency account`, place, alarms: strange(role), ...seen };
}

function strange(role: ReturnType<typeof pathRoleOf>): readonly string[] {
  return role !== undefined && role.place === undefined ? [`nobody signs in as ${role.name}`] : [];
}

/** A failure stands in the response, in the error, or where a newer record has it. */
function isFailed({ response, extra, errorCode, errorMessage, name }: Trail): boolean {
  return (
    errorCode !== undefined ||
    errorMessage !== undefined ||
    Object.values(response).includes("Failure") ||
    (name === "CreateOAuth2Token" && extra["success"] === "false")
  );
}

/** SwitchFrom is the ARN that signed in; a failed or half-done sign-in of a user has the name only. */
function personOf({ identity, extra, account }: Trail, settings: TriageSettings): string | undefined {
  const from = textOf(extra["SwitchFrom"]);
  if (from !== undefined) return responderOf(from, settings);
  if (identity["type"] !== "IAMUser") return undefined;
  const name = textOf(identity["userName"]);
  const arn = textOf(identity["arn"]);
  if (arn !== undefined) return arn;
  return name === undefined || account !== settings.accounts.emergency
    ? undefined
    : `arn:aws:iam::${account}:user${settings.paths.responder}${name}`;
}
