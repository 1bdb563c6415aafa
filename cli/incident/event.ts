import { detailSchemas, type IncidentStep } from "../../functions/triage/incident-events";
import { schemaIssues } from "../../functions/triage/validation";
import type { DeclareOptions, StepOptions } from "./options";

/** The event of a step, or everything that is wrong with what was asked for. */
export type Built =
  | { readonly ok: true; readonly detailType: IncidentStep; readonly detail: Detail }
  | { readonly ok: false; readonly issues: readonly string[] };

type Detail = Readonly<Record<string, unknown>> & { readonly id: string };

export interface Moment {
  readonly now: Date;
  /** Tells incidents of the same second apart. */
  readonly suffix: string;
}

export function eventFor(options: StepOptions, moment: Moment): Built {
  switch (options.step) {
    case "declare":
      return judged("IncidentDeclared", declarationFor(options, moment), timeIssues(options, moment));
    case "approve":
      return judged("IncidentApproved", { id: options.id, ...given({ note: options.note }) }, []);
    case "extend":
      return judged(
        "IncidentExtended",
        { id: options.id, ...given({ end: endOf(options, moment.now), reason: options.reason }) },
        timeIssues({ ...options, start: undefined }, moment),
      );
    case "close":
      return judged("IncidentClosed", { id: options.id, ...given({ note: options.note }) }, []);
    default:
      return options satisfies never;
  }
}

function declarationFor(options: DeclareOptions, { now, suffix }: Moment): Detail {
  const { ticket, reason, failureMode, tiers, accounts, start, approver, secondApprover, drill } = options;
  return {
    id: options.id ?? `${isoOf(now).slice(0, 10)}-${suffix}`,
    ...given({ ticket, reason, failureMode, start, end: endOf(options, startOf(options, now)) }),
    tiers,
    accounts,
    ...(drill ? { drill } : {}),
    ...(approver === undefined && secondApprover === undefined
      ? {}
      : { approvers: given({ first: approver, second: secondApprover }) }),
  };
}

interface Times {
  readonly start?: string | undefined;
  readonly end: string | undefined;
  readonly hours: string | undefined;
}

/** What a schema cannot say: one end, after the start and after now. */
function timeIssues(times: Times, { now }: Moment): readonly string[] {
  const { end, hours } = times;
  if (end !== undefined && hours !== undefined) return ["--end and --hours: one of them, not both"];
  if (end === undefined && hours === undefined) return ["--hours or --end: missing"];
  if (hours !== undefined && !isHours(hours))
    return ["--hours: a number above 0 and at most 168, for example 2 or 0.5"];
  const [from, to] = [startOf(times, now), new Date(endOf(times, startOf(times, now)) ?? "")];
  if (Number.isNaN(to.getTime()) || Number.isNaN(from.getTime())) return [];
  if (to <= now) return ["--end: lies in the past"];
  return to <= from ? ["--end: lies before --start"] : [];
}

function startOf({ start }: Times, now: Date): Date {
  return start === undefined ? now : new Date(start);
}

function endOf({ end, hours }: Times, from: Date): string | undefined {
  if (hours === undefined || !isHours(hours) || Number.isNaN(from.getTime())) return end;
  return isoOf(new Date(from.getTime() + Number(hours) * 3_600_000));
}

function isHours(text: string): boolean {
  return /^\d{1,3}(\.\d+)?$/.test(text) && Number(text) > 0 && Number(text) <= 168;
}

function isoOf(moment: Date): string {
  return moment.toISOString().replace(/\.\d+Z$/, "Z");
}

function judged(detailType: IncidentStep, detail: Detail, more: readonly string[]): Built {
  // Without an end the schema says so too, in the name of one option only.
  const faults = schemaIssues(detail, detailSchemas[detailType]).filter(
    (issue) => more.length === 0 || !issue.startsWith("detail.end: missing"),
  );
  const issues = [...faults.map(inOptions), ...more];
  return issues.length === 0 ? { ok: true, detailType, detail } : { ok: false, issues };
}

const optionNames: Readonly<Record<string, string>> = {
  tiers: "--tier",
  accounts: "--account",
  "approvers.first": "--approver",
  "approvers.second": "--second-approver",
};

/** `detail.failureMode: missing` → `--failure-mode: missing`. */
function inOptions(issue: string): string {
  const [, path = "", rest = ""] = /^detail\.([\w.]+)(?:\[\d+\])?(: .*)$/s.exec(issue) ?? [];
  if (path === "") return issue;
  const name =
    optionNames[path] ??
    (path === "id" ? "id" : `--${path.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
  return `${name}${rest}`;
}

function given(values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
