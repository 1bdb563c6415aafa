import type { Place, Tier, TriageSettings } from "./types";

/** A role of the path, recognised by account, path and name; the path is missing where CloudTrail leaves it out. */
export interface PathRole {
  readonly name: string;
  readonly account: string;
  /** What an incident must cover; undefined for roles that only machines take. */
  readonly place: Place | undefined;
  /** The AWS service that alone takes it. */
  readonly service: string | undefined;
}

/** Parts of `arn:aws:iam::<account>:role/<path>/<name>` or of the session's ARN, which has no path. */
interface RoleParts {
  readonly account: string;
  readonly path: string | undefined;
  readonly name: string;
}

export function pathRoleOf(arn: string | undefined, settings: TriageSettings): PathRole | undefined {
  const parts = arn === undefined ? undefined : partsOf(arn);
  return parts === undefined ? undefined : roleOf(parts, settings);
}

export function partsOf(arn: string): RoleParts | undefined {
  const found = /^arn:aws[a-z-]*:(?:iam|sts)::(\d{12}):(role|assumed-role)\/(.+)$/.exec(arn);
  if (found === null) return undefined;
  const [, account = "", type, rest = ""] = found;
  const pieces = rest.split("/");
  if (type === "assumed-role") return { account, path: undefined, name: pieces[0] ?? "" };
  const name = pieces.pop() ?? "";
  return { account, path: pieces.length === 0 ? "/" : `/${pieces.join("/")}/`, name };
}

function roleOf({ account, path, name }: RoleParts, settings: TriageSettings): PathRole | undefined {
  const { paths, accounts } = settings;
  const isUnder = (wanted: string): boolean => path === undefined || path === wanted;
  const target = isUnder(paths.target) ? tierNamed(name, settings.targetRoles) : undefined;
  if (target !== undefined)
    return { name, account, place: { kind: "target", account, tier: target }, service: undefined };
  const hub = isUnder(paths.hub) && account === accounts.emergency ? tierNamed(name, settings.hubRoles) : undefined;
  if (hub !== undefined) return { name, account, place: { kind: "hub", tier: hub }, service: undefined };
  const step = isUnder(paths.target) && account === accounts.security ? stepNamed(name, settings) : undefined;
  if (step !== undefined) return { name, account, place: { kind: "incident-role", step }, service: undefined };
  const isProtected = isUnder(paths.target) || isUnder(paths.hub);
  const service = Object.hasOwn(settings.serviceRoles, name) ? settings.serviceRoles[name] : undefined;
  if (isProtected && service !== undefined) return { name, account, place: undefined, service };
  // A path of ours holds nothing else; without a path the name alone must tell.
  const isOurs = path === undefined ? name.toLowerCase().startsWith(settings.prefix.toLowerCase()) : isProtected;
  return isOurs ? { name, account, place: undefined, service: undefined } : undefined;
}

function tierNamed(name: string, roles: Readonly<Record<Tier, string>>): Tier | undefined {
  for (const tier in roles) {
    if (roles[tier as Tier] === name) return tier as Tier;
  }
  return undefined;
}

function stepNamed(name: string, { incidentRoles }: TriageSettings): "declare" | "approve" | "close" | undefined {
  if (name === incidentRoles.declare) return "declare";
  if (name === incidentRoles.approve) return "approve";
  return name === incidentRoles.close ? "close" : undefined;
}

/** The user's ARN where it is a responder of the emergency account. */
export function responderOf(arn: string | undefined, { accounts, paths }: TriageSettings): string | undefined {
  return arn?.startsWith(`arn:aws:iam::${accounts.emergency}:user${paths.responder}`) === true ? arn : undefined;
}
