import { alice, at, takes } from "./people";
import { incidentEvent, type Scene } from "./scene";

export const carol = "arn:aws:iam::222222222222:user/break-glass/carol";
export const security = "444444444444";

/** A responder takes one of the incident roles, then sends the step by it. */
export async function step(
  soc: Scene,
  person: string,
  name: string,
  minutes: number,
  detail: object = { id: "INC-1" },
): Promise<string> {
  const role =
    {
      IncidentDeclared: "BreakGlassIncidentDeclare",
      IncidentApproved: "BreakGlassIncidentApprove",
      IncidentClosed: "BreakGlassIncidentClose",
    }[name] ?? "";
  await soc.send(takes(person, role, security, minutes), at(minutes));
  const { verdict, reason } = await soc.send(incidentEvent(name, security, at(minutes), { ...detail }), at(minutes));
  return `${verdict}: ${reason}`;
}

export function state(soc: Scene): unknown {
  return soc.register.partition("incident#INC-1").find(({ sk }) => sk === "state")?.body;
}

export async function use(soc: Scene, minutes: number): Promise<string> {
  return (await soc.send(takes(alice, "BreakGlassOperator", "555555555555", minutes), at(minutes))).verdict;
}
