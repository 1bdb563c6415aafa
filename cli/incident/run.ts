import { rulebook } from "../../rulebook";
import { exitCodes, UserError, type ExitCode } from "../user-error";
import type { Aws, Credentials } from "./aws";
import { eventFor, type Moment } from "./event";
import type { Access, StepOptions } from "./options";
import { placeFor, roleFor, type Place } from "./place";

/** What the command needs of the world. */
export interface World {
  readonly aws: (region: string, profile: string | undefined) => Aws;
  readonly moment: Moment;
  readonly write: (text: string) => void;
}

/** One step of an incident: validated first, then sent as whoever may. */
export async function runStep(options: StepOptions, access: Access, world: World): Promise<ExitCode> {
  const built = eventFor(options, world.moment);
  if (!built.ok) {
    throw new UserError([`Nothing was sent:`, ...built.issues.map((issue) => `- ${issue}`)].join("\n"));
  }
  const place = placeFor(access);
  const aws = world.aws(place.regions.home, access.profile);
  const { detailType, detail } = built;
  const role = access.role === undefined ? roleFor(options.step, place) : access.role || undefined;
  const put = await answered(async () =>
    aws.putEvent(
      { bus: place.bus, source: rulebook.incidentEventSource, detailType, detail: JSON.stringify(detail) },
      await credentialsFor(role, aws, access),
    ),
  );
  if (!put.ok) throw new UserError(`${detailType} was not taken by the bus: ${put.why}`, exitCodes.doesNotHold);
  const sent = { step: options.step, id: detail.id, eventId: put.eventId, bus: place.bus, role: role ?? null };
  world.write(access.json ? `${JSON.stringify({ ...sent, detail })}\n` : textFor(options, detail, place));
  return exitCodes.holds;
}

/** The responder's own name again: another session name would itself be an alert. */
export async function credentialsFor(
  role: string | undefined,
  aws: Aws,
  { mfa }: Pick<Access, "mfa">,
): Promise<Credentials | undefined> {
  if (role === undefined) return undefined;
  const sessionName = (await aws.callerArn()).split("/").at(-1) ?? "";
  return aws.assume({ role, sessionName, mfa });
}

/** What AWS refuses is an answer (1); what cannot be asked is none (2). No stack trace of a library follows. */
export async function answered<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    const refused = /AccessDenied|NotAuthorized|UnauthorizedOperation/.test(name);
    throw new UserError(`AWS: ${name}: ${message}`, refused ? exitCodes.doesNotHold : exitCodes.cannotTell);
  }
}

function textFor(
  options: StepOptions,
  detail: Readonly<Record<string, unknown>> & { readonly id: string },
  place: Place,
): string {
  const { id } = detail;
  switch (options.step) {
    case "declare":
      return `Declared: ${id}, until ${String(detail["end"])}.\nNow somebody else approves it:\n  lifeline incident approve ${id} --bus ${place.bus}\nUntil then every use still alerts. Access never waits for it.\n`;
    case "approve":
      return `Approval of ${id} sent. It counts if you are not the one who declared it; the SOC is told either way.\n`;
    case "extend":
      return `Extension of ${id} until ${String(detail["end"])} sent.\n`;
    case "close":
      return `Closing of ${id} sent. Credentials used in it are to be rotated now; the SOC has the task.\n`;
    default:
      return options satisfies never;
  }
}
