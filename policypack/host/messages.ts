import type { Properties } from "../../proofs/model/value";
import { propertiesFrom } from "./struct";
import { Reader, Writer } from "./wire";

/**
 * The messages of Pulumi's analyzer protocol, as far as they are used here.
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/analyzer.proto
 */
export interface ProviderMessage {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  readonly properties: Properties;
}

export interface ResourceMessage {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  readonly properties: Properties;
  readonly protect: boolean;
  readonly parent: string;
  readonly provider: ProviderMessage | undefined;
  /** Property → URNs of the resources that its value comes from; told of a stack's resources only. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

/** Tells whether a resource's properties are read at all. */
export type IsWanted = (type: string, urn: string) => boolean;

export const levels = ["advisory", "mandatory", "disabled", "remediate"] as const;
export type Level = (typeof levels)[number];
export const severities = ["", "low", "medium", "high", "critical"] as const;

/** Most resources of a stack are of no interest: their properties are passed over. */
export function resourceFrom(reader: Reader, isWanted: IsWanted = () => true): ResourceMessage {
  let [type, urn, name, parent, protect] = ["", "", "", "", false];
  let unread: Reader | undefined;
  const dependencies: Reader[] = [];
  let provider: ProviderMessage | undefined;
  while (!reader.done) {
    const tag = reader.tag();
    if (tag === 10) type = reader.text();
    else if (tag === 18) unread = reader.message();
    else if (tag === 26) urn = reader.text();
    else if (tag === 34) name = reader.text();
    else if (tag === 42) {
      const options = optionsFrom(reader.message());
      protect = options.protect;
      parent ||= options.parent;
    } else if (tag === 50) provider = providerFrom(reader.message());
    else if (tag === 58) parent = reader.text();
    else if (tag === 74) dependencies.push(reader.message());
    else reader.skip(tag);
  }
  const isRead = isWanted(type, urn);
  const properties = isRead && unread !== undefined ? propertiesFrom(unread) : {};
  const propertyDependencies = isRead ? Object.fromEntries(dependencies.map(dependencyFrom)) : {};
  return { type, urn, name, properties, protect, parent, provider, propertyDependencies };
}

/** An entry of a map: the property's name, and a message whose one field is the URNs. */
function dependencyFrom(entry: Reader): readonly [property: string, urns: readonly string[]] {
  let property = "";
  const urns: string[] = [];
  while (!entry.done) {
    const tag = entry.tag();
    if (tag === 10) property = entry.text();
    else if (tag === 18) {
      const list = entry.message();
      while (!list.done) urns.push(textAt(list));
    } else entry.skip(tag);
  }
  return [property, urns];
}

function textAt(list: Reader): string {
  list.tag();
  return list.text();
}

export function resourcesFrom(reader: Reader, isWanted: IsWanted): readonly ResourceMessage[] {
  const resources: ResourceMessage[] = [];
  while (!reader.done) {
    const tag = reader.tag();
    if (tag === 10) resources.push(resourceFrom(reader.message(), isWanted));
    else reader.skip(tag);
  }
  return resources;
}

/** The properties' own bytes: what a remedy sets is written behind them, and of one name the last entry counts. */
export function propertyBytesFrom(reader: Reader): Buffer {
  while (!reader.done) {
    const tag = reader.tag();
    if (tag === 18) return reader.copy();
    reader.skip(tag);
  }
  return Buffer.alloc(0);
}

function optionsFrom(reader: Reader): { readonly protect: boolean; readonly parent: string } {
  let [protect, parent] = [false, ""];
  while (!reader.done) {
    const tag = reader.tag();
    if (tag === 8) protect = reader.varint() !== 0;
    else if (tag === 66) parent = reader.text();
    else reader.skip(tag);
  }
  return { protect, parent };
}

function providerFrom(reader: Reader): ProviderMessage {
  let [type, urn, name] = ["", "", ""];
  let properties: Properties = {};
  while (!reader.done) {
    const tag = reader.tag();
    if (tag === 10) type = reader.text();
    else if (tag === 18) properties = propertiesFrom(reader.message());
    else if (tag === 26) urn = reader.text();
    else if (tag === 34) name = reader.text();
    else reader.skip(tag);
  }
  return { type, urn, name, properties };
}

export function dryRunFrom(reader: Reader): boolean {
  let dryRun = false;
  while (!reader.done) {
    const tag = reader.tag();
    if (tag === 32) dryRun = reader.varint() !== 0;
    else reader.skip(tag);
  }
  return dryRun;
}

/** Policy name → level; `all` stands for every policy. */
export function levelsFrom(reader: Reader): ReadonlyMap<string, Level> {
  const found = new Map<string, Level>();
  while (!reader.done) {
    const tag = reader.tag();
    if (tag !== 10) {
      reader.skip(tag);
      continue;
    }
    const entry = reader.message();
    let [name, level] = ["", 0];
    while (!entry.done) {
      const field = entry.tag();
      if (field === 10) name = entry.text();
      else if (field === 18) level = levelIn(entry.message());
      else entry.skip(field);
    }
    found.set(name, levels[level] ?? "mandatory");
  }
  return found;
}

function levelIn(config: Reader): number {
  let level = 0;
  while (!config.done) {
    const tag = config.tag();
    if (tag === 8) level = config.varint();
    else config.skip(tag);
  }
  return level;
}

export interface Pack {
  readonly name: string;
  readonly version: string;
}

export interface Diagnostic {
  readonly policy: string;
  readonly title: string;
  readonly message: string;
  readonly level: Level;
  readonly severity: (typeof severities)[number];
  readonly urn: string;
}

export function diagnosticsWriter(diagnostics: readonly Diagnostic[], pack: Pack): Writer {
  const response = new Writer();
  for (const { policy, title, message, level, severity, urn } of diagnostics) {
    const diagnostic = new Writer()
      .text(1, policy)
      .text(2, pack.name)
      .text(3, pack.version)
      .text(4, title)
      .text(5, message)
      .number(7, levels.indexOf(level))
      .text(8, urn)
      .number(9, severities.indexOf(severity));
    response.message(2, diagnostic);
  }
  return response;
}
