import { incidentOf, senderText, type Incident } from "../../functions/triage/incident";
import { keys } from "../../functions/triage/keys";
import { exitCodes, type ExitCode } from "../user-error";
import type { Access } from "./options";
import { placeFor } from "./place";
import { answered, credentialsFor, type World } from "./run";

/** The latest incidents first, as the register has them. */
export async function runList(limit: number, access: Access, world: World): Promise<ExitCode> {
  const place = placeFor(access);
  const aws = world.aws(place.regions.home, access.profile);
  const incidents = await answered(async () => {
    const register = aws.register(place.table, await credentialsFor(access.role || undefined, aws, access));
    const listed = await register.find({ pk: "incidents", first: limit, descending: true });
    const rows = await Promise.all(listed.map(({ body }) => register.find(keys.incident(String(body["id"])))));
    return rows.flat().flatMap((row) => incidentOf(row) ?? []);
  });
  world.write(access.json ? `${JSON.stringify({ incidents: incidents.map(jsonOf) })}\n` : textOf(incidents));
  return exitCodes.holds;
}

function jsonOf(incident: Incident): object {
  const { id, state, ticket, reason, failureMode, tiers, accounts, drill } = incident;
  return {
    id,
    state,
    ticket,
    reason,
    failureMode,
    tiers,
    accounts,
    drill,
    start: isoOf(incident.start),
    end: isoOf(incident.end),
    declaredAt: isoOf(incident.declaredAt),
    deadline: isoOf(incident.deadline),
    requester: senderText(incident.requester),
    approver: incident.approver === undefined ? null : senderText(incident.approver),
    approvedAt: incident.approvedAt === undefined ? null : isoOf(incident.approvedAt),
    closedAt: incident.closedAt === undefined ? null : isoOf(incident.closedAt),
  };
}

function textOf(incidents: readonly Incident[]): string {
  if (incidents.length === 0) return "The register has no incident.\n";
  return incidents.map(linesOf).join("\n");
}

function linesOf(incident: Incident): string {
  const { id, state, drill, ticket, reason, tiers, accounts, start, end, requester, approver } = incident;
  return [
    `${id}  ${state}${drill ? "  (drill)" : ""}  ${isoOf(start)} to ${isoOf(end)}`,
    `  ${ticket}: ${reason}`,
    `  ${tiers.join(", ")} in ${accounts.join(", ")}`,
    `  declared by ${senderText(requester)}; ${approver === undefined ? "not approved" : `approved by ${senderText(approver)}`}`,
    "",
  ].join("\n");
}

function isoOf(moment: number): string {
  return new Date(moment).toISOString().replace(/\.\d+Z$/, "Z");
}
