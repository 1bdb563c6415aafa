import { classify } from "./classify";
import { decide, isTick, lookupsFor } from "./decide";
import { keys, lookupName } from "./keys";
import { numberOf } from "./reading";
import type { Register } from "./register";
import type { Decision, Measure, Message, RegisterView, Row, Sighting, TriageSettings, Write } from "./types";
import { missingIn } from "./view";

/** What triage needs of the world. */
export interface Ports {
  readonly register: Register;
  readonly notify: (message: Message) => Promise<void>;
  readonly measure: (measures: readonly Measure[]) => void;
  readonly warn: (what: string, fault: unknown) => void;
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** Longer than one delivery takes: whoever finds an older claim takes over, and an alert may come twice, never not at all. */
const lease = 15_000;
const poll = 250;
/** Two weeks of a dead letter, and a day. */
const remembered = 15 * 24 * 3600;
/** Decided anew when another delivery has changed what the decision stands on. */
const rounds = 8;

/**
 * One delivery, from its claim to its mark: claimed first, written, told, marked as done last. Without faults each event
 * is handled once; after a fault in between it is handled again. Throws only where nobody could be told, so that the
 * event is delivered again and ends among the dead letters, which alarm.
 */
export async function triage(event: unknown, ports: Ports, settings: TriageSettings): Promise<Decision> {
  const sighting = read(event, settings);
  const isClaimed = sighting !== undefined && !isTick(sighting) && sighting.kind !== "unrelated";
  const { decision, mark } = await handledWith(event, isClaimed ? sighting : undefined, ports, settings);
  for (const message of decision.messages) await told(message, ports);
  const leftOver = await finished([...decision.after, ...(mark === undefined ? [] : [mark])], ports);
  ports.measure([...decision.measures, ...leftOver]);
  return decision;
}

/** `decide` itself alerts where an event cannot be read. */
function read(event: unknown, settings: TriageSettings): Sighting | undefined {
  try {
    return classify(event, settings);
  } catch {
    return undefined;
  }
}

interface Handled {
  readonly decision: Decision;
  readonly mark: Write | undefined;
}

async function handledWith(
  event: unknown,
  sighting: Sighting | undefined,
  ports: Ports,
  settings: TriageSettings,
): Promise<Handled> {
  try {
    const mark = sighting === undefined ? undefined : await claim(sighting, ports);
    if (mark === "done") return { decision: duplicate(sighting), mark: undefined };
    return { decision: await settled(event, ports, settings), mark };
  } catch (fault) {
    ports.warn("the register failed; alerting without it", fault);
    const why = fault instanceof Error ? `${fault.name}: ${fault.message}` : "no reason given";
    const decision = decide(event, { reachable: false, why }, ports.now(), settings);
    return { decision: { ...decision, measures: [...decision.measures, { name: "TriageFailures" }] }, mark: undefined };
  }
}

/** The row that marks the event as done, or that it is. Another delivery at work is waited for, no longer than its lease. */
async function claim({ useId, eventId }: Sighting, { register, now, pause }: Ports): Promise<Write | "done"> {
  const key = keys.seen(useId, eventId);
  for (;;) {
    const [found] = await register.find(key);
    if (found?.body["state"] === "done") return "done";
    const moment = now();
    const since = numberOf(found?.body["since"]) ?? moment - lease;
    if (found !== undefined && moment - since < lease) {
      await pause(poll);
      continue;
    }
    const version = (found?.version ?? 0) + 1;
    const row: Row = {
      ...key,
      body: { state: "claimed", since: moment },
      version,
      expires: Math.floor(moment / 1000) + remembered,
    };
    if (await register.write({ do: "put", row, only: found === undefined ? "new" : "unchanged" })) {
      return {
        do: "put",
        row: { ...row, body: { state: "done", since: moment }, version: version + 1 },
        only: "always",
      };
    }
  }
}

/** Reads what the decision asks for, decides, writes; and again, while others write in between. */
async function settled(event: unknown, ports: Ports, settings: TriageSettings): Promise<Decision> {
  for (let round = 1; round <= rounds; round += 1) {
    const now = ports.now();
    const decision = decide(event, await viewFor(event, now, ports, settings), now, settings);
    if (await written(decision.writes, ports)) return decision;
  }
  throw new Error(`others changed the register ${rounds} times in a row`);
}

async function viewFor(
  event: unknown,
  now: number,
  { register }: Ports,
  settings: TriageSettings,
): Promise<RegisterView> {
  const rows = new Map<string, readonly Row[]>();
  const view = { reachable: true, rows } as const;
  for (;;) {
    const lookups = missingIn(view, lookupsOf(event, view, now, settings));
    if (lookups.length === 0) return view;
    const answers = await Promise.all(lookups.map((lookup) => register.find(lookup)));
    lookups.forEach((lookup, index) => rows.set(lookupName(lookup), answers[index] ?? []));
  }
}

/** An event that cannot be read asks for nothing. */
function lookupsOf(
  event: unknown,
  view: RegisterView,
  now: number,
  settings: TriageSettings,
): ReturnType<typeof lookupsFor> {
  try {
    return lookupsFor(event, view, now, settings);
  } catch {
    return [];
  }
}

/** In their order. A loose write that comes second is not worth another round. */
async function written(writes: readonly Write[], { register }: Ports): Promise<boolean> {
  for (const write of writes) {
    const isFirst = await register.write(write);
    const mayLose = write.do === "delete" || write.loose === true;
    if (!isFirst && !mayLose) return false;
  }
  return true;
}

async function told(message: Message, ports: Ports): Promise<void> {
  try {
    await ports.notify(message);
  } catch (fault) {
    ports.warn("nobody could be told", fault);
    ports.measure([{ name: "TriageFailures" }]);
    throw fault;
  }
}

/** What is left undone here is done again by the next delivery, which may tell it twice. */
async function finished(writes: readonly Write[], ports: Ports): Promise<readonly Measure[]> {
  try {
    await written(writes, ports);
    return [];
  } catch (fault) {
    ports.warn("told, but not marked as done", fault);
    return [{ name: "TriageFailures" }];
  }
}

function duplicate(sighting: Sighting | undefined): Decision {
  const kind = sighting?.kind ?? "unknown";
  return { verdict: "ignore", kind, reason: "handled already", messages: [], writes: [], after: [], measures: [] };
}
