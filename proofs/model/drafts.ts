import { accountInArn, accountOf } from "./provider";
import { classicKind, regionOf, type Draft } from "./draft";
import type { Gap } from "./organization";
import type { Recorded, Registered } from "./recorded";
import { whyUnread } from "./unread";
import { isUnknown, textOf, UNKNOWN, type Properties, type Value } from "./value";

/** What the stack registered, each in its account, and types that the model makes no things of. */
export interface Drafted {
  readonly drafts: readonly Draft[];
  /** Deleted by the preview. */
  readonly gone: readonly Draft[];
  readonly outside: readonly string[];
}

export function draftsFrom(
  recorded: readonly Recorded[],
  known: ReadonlySet<string>,
  report: (gap: Gap) => void,
): Drafted {
  const drafts: Draft[] = [];
  const gone: Draft[] = [];
  const outside = new Map<string, number>();
  for (const one of recorded) {
    const { type, urn } = one.standing;
    const kind = classicKind(type);
    if (kind === undefined || !known.has(kind)) {
      if (isComponent(type, urn) || one.isGone === true) continue;
      outside.set(type, (outside.get(type) ?? 0) + 1);
      const why = whyUnread(type, kind);
      if (why !== undefined) report({ where: one.standing.name, why, hidesThings: true });
      const other = kind === undefined ? undefined : draftFrom(one, kind);
      if (other !== undefined) drafts.push(other);
      continue;
    }
    const draft = draftFrom(one, kind);
    if (draft === undefined)
      report({ where: one.standing.name, why: "nobody can tell in which account it is: its provider names none" });
    else if (one.isGone === true) gone.push(draft);
    else drafts.push(draft);
  }
  return { drafts, gone, outside: [...outside].map(([type, count]) => `${count} × ${type}`) };
}

/** A component has its project's name before its own; the stack itself is the engine's. */
function isComponent(type: string, urn: string): boolean {
  const project = urn.split("::")[1] ?? "";
  return type.startsWith("pulumi:") || type.split(":")[0] === project;
}

function draftFrom({ asked, standing }: Recorded, kind: string): Draft | undefined {
  const properties = merged(asked.properties, standing.properties);
  const account = accountOf(standing.provider?.properties ?? {}) ?? accountInArn(textOf(properties["arn"]));
  if (account === undefined) return undefined;
  return {
    kind,
    origin: { urn: standing.urn },
    label: standing.name,
    account,
    region: regionOf({ ...standing, properties }),
    properties,
    id: idOf(standing, properties),
    dependencies: standing.propertyDependencies ?? {},
  };
}

/** As it stands; where that is not known yet, as it was asked for. */
function merged(asked: Properties, standing: Properties): Properties {
  if (asked === standing) return standing;
  const all: Record<string, Value> = { ...asked };
  for (const [name, value] of Object.entries(standing)) {
    if (value === UNKNOWN && all[name] !== undefined) continue;
    all[name] = value;
  }
  return all;
}

function idOf({ id }: Registered, { id: told }: Properties): string | undefined {
  const value = id ?? (isUnknown(told) ? undefined : told);
  return typeof value === "string" && value !== "" ? value : undefined;
}
