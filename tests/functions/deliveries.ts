import { setTimeout as pause } from "node:timers/promises";
import type { Register } from "../../functions/triage/register";
import { triage, type Ports } from "../../functions/triage/run";
import type { Lookup, Message, Row, Write } from "../../functions/triage/types";
import { alice, otherSide, takes, user } from "./people";
import { changed, declaration, incidentEvent, settings, type Event } from "./scene";

/** Repeatable chance. */
export function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    const mixed = Math.imul(state ^ (state >>> 12), 0x297a2d39);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

export function shuffled<T>(items: readonly T[], chance: () => number): readonly T[] {
  return items
    .map((item) => ({ item, at: chance() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}

export class Timeout extends Error {}

/** Fails a part of all calls: half of them before anything happened, half after it did and nobody heard of it. */
export function faulty(register: Register, rate: number, chance: () => number): Register {
  const failing = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
    const luck = chance();
    if (luck < rate / 2) throw new Timeout("the request timed out");
    const answer = await call();
    if (luck < rate) throw new Timeout("the answer was lost");
    return answer;
  };
  return {
    find: (lookup: Lookup): Promise<readonly Row[]> => failing(() => register.find(lookup)),
    write: (write: Write): Promise<boolean> =>
      chance() < rate / 2 && write.do === "put" && write.only !== "always"
        ? Promise.resolve(false)
        : failing(() => register.write(write)),
  };
}

export interface Use {
  readonly useId: string;
  readonly covered: boolean;
  readonly deliveries: readonly Event[];
}

/** Uses, each in a session of its own, delivered more than once; a third is logged on both sides, a third is declared. */
export function usesAt(moment: string, count: number): readonly Use[] {
  return Array.from({ length: count }, (_, index): Use => {
    const covered = index % 3 === 0;
    const account = covered ? "555555555555" : "666666666666";
    const id = `use-${index}`;
    if (index % 3 === 1) {
      const signIn = changed("consolelogin-iam-failure-mfa-us-east-1", id, moment, {
        sourceIPAddress: `203.0.113.${index}`,
      });
      return { useId: id, covered, deliveries: [signIn, signIn, signIn, signIn] };
    }
    const taken = { ...takes(alice, "BreakGlassOperator", account, 0, id) };
    const use = { ...taken, time: moment, detail: { ...taken.detail, eventTime: moment, userIdentity: user(alice) } };
    const other = otherSide(use, account);
    return { useId: `shared-${id}`, covered, deliveries: [use, other, use, other] };
  });
}

export interface Outcome {
  /** How often each use was paged. */
  readonly pages: ReadonlyMap<string, number>;
  readonly redelivered: number;
}

interface Run {
  readonly register: Register;
  readonly notify: (message: Message) => Promise<void>;
  readonly uses: readonly Use[];
  readonly chance: () => number;
  readonly now: () => number;
  /** How many are under way together. */
  readonly together: number;
}

/** All deliveries in disorder; one that throws is delivered again, as Lambda does with an event nobody could be told of. */
export async function delivered({ register, notify, uses, chance, now, together }: Run): Promise<Outcome> {
  const pages = new Map<string, number>();
  let redelivered = 0;
  const ports: Ports = {
    register,
    notify: async (message) => {
      await notify(message);
      const { use } = JSON.parse(message.attributes["details"] ?? "{}") as { readonly use?: string };
      if (message.page && use !== undefined) pages.set(use, (pages.get(use) ?? 0) + 1);
    },
    measure: () => {},
    warn: () => {},
    now,
    pause: () => pause(2),
  };
  const waiting = [
    ...shuffled(
      uses.flatMap(({ deliveries }) => deliveries),
      chance,
    ),
  ];
  const work = async (): Promise<void> => {
    for (let event = waiting.pop(); event !== undefined; event = waiting.pop()) {
      try {
        await triage(event, ports, settings);
      } catch {
        redelivered += 1;
        waiting.unshift(event);
      }
    }
  };
  await Promise.all(Array.from({ length: together }, work));
  return { pages, redelivered };
}

/** An approved incident around a moment, written without faults. */
export async function declare(register: Register, moment: number): Promise<void> {
  const at = (offset: number): string => new Date(moment + offset).toISOString();
  const ports: Ports = {
    register,
    notify: () => Promise.resolve(),
    measure: () => {},
    warn: () => {},
    now: () => moment - 60_000,
    pause: () => pause(2),
  };
  const detail = { ...declaration, start: at(-120_000), end: at(3_600_000) };
  await triage(incidentEvent("IncidentDeclared", "777777777777", at(-60_000), detail), ports, settings);
  await triage(incidentEvent("IncidentApproved", "888888888888", at(-60_000), { id: "INC-1" }), ports, settings);
}

/** How often a use is known to the SOC or to its incident: paged, waiting for the digest, or recorded. */
export function toldTimes({ useId, covered }: Use, { pages }: Outcome, rows: readonly Row[]): number {
  const paged = pages.get(useId) ?? 0;
  const keptIn = covered ? `use#${useId}` : undefined;
  const recorded = rows.filter(({ pk, sk }) => pk === "incident#INC-1" && sk === keptIn).length;
  const event = useId.replace(/^shared-/, "");
  const waits = rows.filter(
    ({ pk, sk }) => pk === "digest#alerts" && (sk === `one#${event}` || sk === `one#${event}-other`),
  );
  return paged + recorded + waits.length;
}
