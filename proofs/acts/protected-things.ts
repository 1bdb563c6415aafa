import { names } from "../../rulebook/names";
import type { AccountClass, Organization, Role, Thing } from "../model/organization";
import type { ProtectedKind } from "./act";
import { unregisteredThingsOf } from "./unregistered-things";

/** A thing that acts are done to, in one class of accounts. */
export interface ProtectedThing {
  readonly kind: ProtectedKind;
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  /** "" for what is global. */
  readonly region: string;
  /** What every request about it carries, such as the aliases of a key. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  readonly class: AccountClass;
  /** Where calls about what has no Region are made, and who manages the organization. */
  readonly home: { readonly region: string; readonly managementAccount: string };
  /** What stands in the rows' texts for this one. */
  readonly placeholders: Readonly<Record<string, string>>;
}

const known = new WeakMap<Organization, readonly ProtectedThing[]>();

/**
 * What stands on the path or tells of it, in each class of accounts: everything of the stack that has one of these kinds,
 * roles, policies and users by their protected names, and the names that AWS or a deployer's owner gives.
 */
export function protectedThings(organization: Organization): readonly ProtectedThing[] {
  const found = known.get(organization) ?? thingsOf(organization);
  known.set(organization, found);
  return found;
}

function thingsOf(organization: Organization): readonly ProtectedThing[] {
  return organization.classes.flatMap((accountClass) => [
    ...accountClass.things.flatMap((thing) => fromThing(thing, accountClass, organization)),
    ...unregisteredThingsOf(accountClass, organization).map((thing) => complete(thing, accountClass, organization)),
  ]);
}

type Bare = Pick<ProtectedThing, "kind" | "arn" | "name" | "account" | "region" | "context"> & {
  readonly placeholders?: Readonly<Record<string, string>>;
};

function fromThing(thing: Thing, accountClass: AccountClass, organization: Organization): readonly ProtectedThing[] {
  return bareFrom(thing, accountClass).map((bare) => complete(bare, accountClass, organization));
}

function bareFrom(thing: Thing, { things }: AccountClass): readonly Bare[] {
  const { arn, name, account, region } = thing;
  const as = (kind: ProtectedKind, more: Partial<Bare> = {}): Bare => ({ kind, arn, name, account, region, ...more });
  switch (thing.kind) {
    case "role":
      return name.startsWith(names.prefix) ? [as(kindOfRole(thing), { placeholders: { path: thing.path } })] : [];
    case "policy":
      return name.startsWith(names.prefix) || arn.includes(`:policy${names.policyPath}`)
        ? [as("pathPolicy", { placeholders: { path: arn.replace(/^.*:policy(\/.*)?[^/]+$/, "$1") } })]
        : [];
    case "user":
      return thing.path === names.responderPath ? [as("responder", { placeholders: { path: thing.path } })] : [];
    case "bucket":
      return [as("bucket"), as("object", { arn: `${arn}/any`, placeholders: { bucket: name } })];
    case "key":
      return [
        as("key", { context: { "kms:ResourceAliases": thing.aliases } }),
        ...thing.aliases.map((alias) => as("keyAlias", { arn: aliasArn(arn, alias), name: alias })),
      ];
    case "topic":
      return [as("topic"), ...(thing.subscriptions.length === 0 ? [] : [as("subscription")])];
    case "rule":
      return [as("rule", { placeholders: { bus: thing.bus } })];
    case "bus":
      return [as("bus", { placeholders: { ruleOnBus: `${arn.replace(":event-bus/", ":rule/")}/any` } })];
    case "table":
      return [as("register")];
    case "logGroup":
      return isListenedTo(thing.arn, name, things) ? [as("logGroup")] : [];
    case "metricFilter":
      return [
        as("metricFilter", {
          arn: filterArn(thing.region, account, thing.logGroup),
          placeholders: { logGroup: thing.logGroup },
        }),
      ];
    case "stack":
      return [as(thing.stackSet === undefined ? "stack" : "memberStack")];
    case "samlProvider":
    case "queue":
    case "function":
    case "alarm":
    case "schedule":
    case "trail":
    case "stackSet":
      return [as(thing.kind)];
    case "organizationPolicy":
      return [as(thing.kind, { context: { "organizations:PolicyType": thing.type } })];
    default:
      return thing satisfies never;
  }
}

function kindOfRole({ name, path }: Role): ProtectedKind {
  if (path === names.hubPath) return "hubRole";
  const isTarget = Object.values<string>(names.targetRole).includes(name);
  return isTarget ? "targetRole" : "pathRole";
}

function aliasArn(keyArn: string, alias: string): string {
  return keyArn.replace(/:key\/.*$/, `:${alias}`);
}

/** Metric filters have no ARN of their own: IAM is asked about the log group. */
function filterArn(region: string, account: string, logGroup: string): string {
  return `arn:aws:logs:${region}:${account}:log-group:${logGroup}`;
}

/** Other log groups tell nobody anything: no trail writes to them, and no filter reads them. */
function isListenedTo(arn: string, name: string, things: readonly Thing[]): boolean {
  return things.some(
    (thing) =>
      (thing.kind === "metricFilter" && thing.logGroup === name) ||
      (thing.kind === "trail" && thing.logGroupArn?.startsWith(arn) === true),
  );
}

function complete(bare: Bare, accountClass: AccountClass, organization: Organization): ProtectedThing {
  const { name, arn, account, region } = bare;
  const id = /[^/:]*$/.exec(arn)?.[0] ?? arn;
  const root = organization.rootId ?? "r-unknown";
  return {
    ...bare,
    class: accountClass,
    home: { region: organization.homeRegion, managementAccount: organization.managementAccount },
    placeholders: { name, arn, account, region, id, root, ...bare.placeholders },
  };
}
