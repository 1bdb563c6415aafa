import { changed } from "./alerting";
import { dayOf, keys, newRow } from "./keys";
import { published } from "./message";
import { isoOf, numberOf, textOf } from "./reading";
import type { Lookup, Message, RegisterView, Row, Write } from "./types";
import { rowAt, rowsAt } from "./view";

const waitingPk = "digest#alerts";
const day = 24 * 3_600_000;
const lines = 100;

interface Digest {
  readonly messages: readonly Message[];
  readonly after: readonly Write[];
}

const nothing: Digest = { messages: [], after: [] };

export function digestLookups(now: number, view: RegisterView): readonly Lookup[] {
  const yesterday = dayOf(now - day);
  const threads = rowsAt(view, waitingPk)
    .map(({ body }) => textOf(body["thread"]))
    .filter((thread) => thread !== undefined);
  return [
    { pk: waitingPk, first: lines },
    keys.digest(`machines#${yesterday}`),
    { pk: `automation#${yesterday}`, first: lines },
    ...threads.map(keys.thread),
  ];
}

export function digestOf(view: RegisterView, now: number): Digest {
  const [alerts, machines] = [alertDigest(view), machineDigest(view, now)];
  return {
    messages: [...alerts.messages, ...machines.messages],
    after: [...alerts.after, ...machines.after],
  };
}

/** What was counted instead of sent. The rows go after the message is out: a fault in between tells them again. */
function alertDigest(view: RegisterView): Digest {
  const waiting = rowsAt(view, waitingPk);
  if (waiting.length === 0) return nothing;
  const told = waiting.map((row) => ({ row, thread: threadOf(row, view) }));
  const message = published({
    page: true,
    subject: `ALERT: ${waiting.length} threads with more events`,
    lines: [
      "Events of sessions that have been told, and alerts beyond the rate:",
      "",
      ...told.map(({ row, thread }) => lineOf(row, thread)),
      "",
      "Runbook: docs/runbook.md#digests",
    ],
    attributes: { decision: "digest", kind: "activity", threads: waiting.length },
  });
  const after = told.flatMap(({ row, thread }): readonly Write[] => [
    ...(thread === undefined
      ? []
      : [{ ...changed(thread, { ...thread.body, told: thread.body["count"] }), loose: true } as const]),
    { do: "delete", pk: row.pk, sk: row.sk, version: row.version },
  ]);
  return { messages: [message], after };
}

function threadOf({ body }: Row, view: RegisterView): Row | undefined {
  const thread = textOf(body["thread"]);
  return thread === undefined ? undefined : rowAt(view, keys.thread(thread));
}

function lineOf({ body }: Row, thread: Row | undefined): string {
  const summary = textOf(body["summary"]) ?? "an alert";
  if (thread === undefined) return `- ${summary}`;
  const more = (numberOf(thread.body["count"]) ?? 0) - (numberOf(thread.body["told"]) ?? 0);
  return `- ${more} more, the last: ${summary}`;
}

/** Yesterday's machines, once a day: the channel stays quiet, and nobody forgets what they do. */
function machineDigest(view: RegisterView, now: number): Digest {
  const yesterday = dayOf(now - day);
  const acts = rowsAt(view, `automation#${yesterday}`);
  const mark = keys.digest(`machines#${yesterday}`);
  if (acts.length === 0 || rowAt(view, mark) !== undefined) return nothing;
  const told = acts.map(({ sk, body }) => `- ${numberOf(body["count"]) ?? 1} × ${sk}`);
  const message = published({
    page: false,
    subject: `Notice: what the machines did on ${yesterday}`,
    lines: [
      `Expected calls of deployers and readiness on ${yesterday}:`,
      "",
      ...told,
      "",
      "Runbook: docs/runbook.md#automation",
    ],
    attributes: { decision: "digest", kind: "automation", day: yesterday, acts: acts.length },
  });
  return {
    messages: [message],
    after: [{ do: "put", row: newRow(mark, { at: isoOf(now) }), only: "new", loose: true }],
  };
}
