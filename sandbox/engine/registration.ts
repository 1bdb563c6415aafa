import { isDeepStrictEqual } from "node:util";
import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { type Deployment, stepOf } from "./deployment";
import { type Diff, differenceIn } from "./provider";
import { deleteForReplacement } from "./removal";
import { EngineError, type ResourceState } from "./types";
import { homeOf, isProviderType, nameOf, packageOf, providerUrnOf, typeOf, urnFor } from "./urn";
import { PROVIDER_TYPE, STACK_TYPE } from "./urn";
import { covers, isSecret, type Properties, withIgnoredChanges, withSecrets } from "./values";

/** The URN, which nothing else in this run may have. */
export function claimed({ run, project, urns }: Deployment, parent: string, type: string, name: string): string {
  if (parent !== "" && !urns.has(parent)) throw new EngineError(`could not find parent resource ${parent}`);
  const urn = urnFor({ stack: run.stack, project: project.name }, parent, type, name);
  if (urns.has(urn)) throw new EngineError(`Duplicate resource URN '${urn}'; try giving it a unique name`);
  urns.add(urn);
  return urn;
}

/** The resource of the last state that this one continues: found under its URN or, failing that, under an alias. */
export function oldFor(deployment: Deployment, state: ResourceState, named: readonly Alias[]) {
  const { snapshot, urns, aliases, kept } = deployment;
  const { urn } = state;
  const candidates = [urn, ...aliasesFor(deployment, state, named)];
  const isOld = ({ urn, delete: isDeleted }: ResourceState, candidate: string) => urn === candidate && !isDeleted;
  const alias = candidates.find((candidate) => snapshot.olds.some((each) => isOld(each, candidate))) ?? "";
  const old = snapshot.olds.find((each) => isOld(each, alias));
  if (old === undefined) return undefined;
  const other = ownerOf(deployment, alias) ?? (alias !== urn && urns.has(alias) ? urn : undefined);
  const conflict = `applied to resource with URN '${urn}' conflicting with resource with URN '${other}'`;
  if (other !== undefined) throw new EngineError(`Duplicate resource alias '${alias}' ${conflict}`);
  if (alias !== urn) aliases.set(urn, alias);
  kept.add(alias);
  Object.assign(state, { created: old.created, modified: old.modified, aliases: alias === urn ? [] : [alias] });
  return old;
}

/** The resource that was found under this URN as an alias. */
const ownerOf = ({ aliases }: Deployment, alias: string) => [...aliases].find(([, old]) => old === alias)?.[0];

/** Every URN the resource may have had: its own aliases, also below the alias under which its parent was found. */
function aliasesFor({ aliases }: Deployment, state: ResourceState, named: readonly Alias[]): readonly string[] {
  const { urn, type, parent = "" } = state;
  const own = named.map((alias) => {
    const spec = alias.getSpec();
    if (spec === undefined) return alias.getUrn();
    const given = spec.getParenturn();
    const before = given === "" ? parent : (aliases.get(given) ?? given);
    const home = { stack: spec.getStack() || homeOf(urn).stack, project: spec.getProject() || homeOf(urn).project };
    const isTop = spec.getNoparent() || typeOf(before) === STACK_TYPE;
    return urnFor(home, isTop ? "" : before, spec.getType() || type, spec.getName() || nameOf(urn));
  });
  const around = aliases.get(parent);
  if (around === undefined) return own;
  const below = [urn, ...own].map((candidate) => {
    const [name, prefix] = [nameOf(candidate), nameOf(parent)];
    const renamed = name.startsWith(prefix) ? nameOf(around) + name.slice(prefix.length) : name;
    return urnFor(homeOf(urn), around, typeOf(candidate), renamed);
  });
  return [...own, ...below];
}

/** Enters the result of an operation in the state; what came in secret, or is declared so, stays secret. */
export function enter(deployment: Deployment, state: ResourceState, result: object, old?: ResourceState): void {
  const { snapshot, states } = deployment;
  const { inputs = {}, additionalSecretOutputs = [], outputs = {} } = Object.assign(state, result);
  const isMarked = (key: string): boolean => isSecret(inputs[key]) || additionalSecretOutputs.includes(key);
  snapshot.mark(state, { outputs: withSecrets(outputs, isMarked) });
  snapshot.news.push(state);
  if (old !== undefined) snapshot.done.add(old);
  states.set(state.urn, state);
}

/**
 * Brings a resource to the state that the program wants (step_generator.go and step.go of Pulumi's engine), which is
 * completed on the way: checked inputs, then what came of it.
 */
export async function register(
  deployment: Deployment,
  state: ResourceState,
  aliases: readonly Alias[] = [],
  isDeletedFirst?: boolean,
): Promise<ResourceState> {
  const { registry, snapshot, dryRun } = deployment;
  const { urn, type, custom, provider, importID, inputs: wanted = {}, ignoreChanges = [] } = state;
  const manager = !custom ? undefined : isProviderType(type) ? registry : await registry.provider(provider);
  const found = oldFor(deployment, state, aliases);
  const isManaged = found !== undefined && !found.external && (found.importID || found.id) === importID;
  const isImport = custom && !!importID && !isManaged;
  const old = isImport ? await imported(importID) : found;
  const isRecreated = deployment.deleted.delete(urn);
  if (old === undefined || old.external || isRecreated) {
    state.inputs = await checked(undefined, wanted);
    return create(old, []);
  }
  state.inputs = await checked(old.inputs, withIgnoredChanges(wanted, old.inputs ?? {}, ignoreChanges));
  const diff = await diffTo(old, state.inputs);
  if ((diff.isChanged && diff.replaces.length > 0) || old.pendingReplacement) return replace(old, diff);
  if (diff.isChanged || old.initErrors?.length) return update(old, diff);
  if (isImport) return old;
  // An unchanged provider goes on with the inputs it had: what it calls no difference does not count.
  if (isProviderType(type)) await registry.start({ ...old, urn }, old.id);
  enter(deployment, state, { id: old.id, outputs: old.outputs }, old);
  deployment.record(stepOf("same", state));
  return state;
  async function checked(olds: Properties | undefined, news: Properties): Promise<Properties> {
    if (manager === undefined) return news;
    const { inputs, failures } = await manager.check(urn, olds, news);
    const messages = failures.map((failure) => {
      const [property, value] = [failure.getProperty(), news[failure.getProperty()] ?? null];
      const where = `: property ${property} value {${isSecret(value) ? "[secret]" : JSON.stringify(value)}}`;
      return `${type} resource '${nameOf(urn)}'${property && where} has a problem: ${failure.getReason()}`;
    });
    if (messages.length > 0) throw new EngineError(messages.join("\n"));
    return inputs;
  }
  async function diffTo(old: ResourceState, inputs: Properties): Promise<Diff> {
    if (deployment.replaced.has(state.deletedWith ?? "")) return differenceIn("deletedWith");
    if (await isOtherProvider(old.provider, provider)) return differenceIn("provider");
    if (manager === undefined) return { ...differenceIn(), isChanged: !isDeepStrictEqual(old.inputs, inputs) };
    const diff = await manager.diff(old, inputs, ignoreChanges);
    const isForced = (property: string): boolean => !!state.replaceOnChanges?.some((path) => covers(path, property));
    return { ...diff, replaces: [...new Set([...diff.replaces, ...diff.changed.filter(isForced)])] };
  }
  /** A resource goes on under another provider, or another name of it, if that could manage it as it is. */
  async function isOtherProvider(before = "", now = ""): Promise<boolean> {
    const next = deployment.states.get(providerUrnOf(now));
    if (before === now || ownerOf(deployment, providerUrnOf(before)) === next?.urn) return before !== now && !next;
    return before === "" || next === undefined || registry.isReplacement(before, next);
  }
  async function create(old: ResourceState | undefined, properties: Iterable<string>): Promise<ResourceState> {
    const step = stepOf(old === undefined ? "create" : "replace", state, properties);
    const send = async () => manager?.create(state);
    await deployment.operate("creating", state, step, send, (made) => {
      const created = new Date().toISOString();
      enter(deployment, state, { ...made, created, modified: created });
      if (old?.pendingReplacement) snapshot.done.add(old);
      else if (old !== undefined) snapshot.mark(old, { delete: true });
    });
    if (old !== undefined) deployment.replaced.add(urn);
    return state;
  }
  async function update(old: ResourceState, diff: Diff): Promise<ResourceState> {
    const send = async () => manager?.update(old, Object.assign(state, { id: old.id }));
    await deployment.operate("updating", state, stepOf("update", state, diff.changed), send, (outputs) => {
      enter(deployment, state, { id: old.id, outputs, modified: new Date().toISOString() }, old);
    });
    return state;
  }
  async function replace(old: ResourceState, diff: Diff): Promise<ResourceState> {
    if (state.protect && old.protect) {
      deployment.isRefused = true;
      const how = "remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`";
      const because = `as it is currently marked for protection. To unprotect the resource, ${how}`;
      refuse("error", `unable to replace resource "${urn}"\n${because}`);
    }
    if (importID) {
      const advice = "please remove the `import` declaration from your program";
      const because = `previously-imported resources that still specify an ID may not be replaced; ${advice}`;
      refuse("warning", `${because};\n${diff.replaces.join("\n")}`);
    }
    state.inputs = await checked(undefined, wanted);
    if (isDeletedFirst ?? diff.deleteBeforeReplace) await deleteForReplacement(deployment, old);
    return create(old, new Set([...diff.replaces, ...diff.changed]));
  }
  /** A preview goes on, to find what else is wrong; an update must not begin what it cannot finish. */
  function refuse(severity: "error" | "warning", message: string): void {
    if (!dryRun) throw new EngineError(message);
    deployment.report(severity, message, urn);
  }
  /** Takes in what exists already; where the program wants it otherwise, it is updated afterwards. */
  async function imported(id: string): Promise<ResourceState> {
    const taken = { ...state };
    const send = async () => {
      const read = await manager?.read(urn, id);
      if (read === undefined) throw new EngineError(`resource '${id}' does not exist`);
      if (read.inputs !== undefined) return read;
      const advice = `please try updating the '${packageOf(type)}' plugin`;
      throw new EngineError(`provider does not support importing resources; ${advice}`);
    };
    await deployment.operate("importing", state, stepOf("import", state), send, (read) => {
      const created = new Date().toISOString();
      enter(deployment, taken, { ...read, created, modified: created });
      if (found !== undefined) snapshot.mark(found, { delete: true });
    });
    return taken;
  }
}

/** The provider for resources of a package that name none, unless the project forbids it. */
export function defaultProvider(deployment: Deployment, name: string, version: string, user: string): Promise<string> {
  const { project, defaults } = deployment;
  const disabled = JSON.parse(project.config["pulumi:disable-default-providers"] || "[]") as string[];
  if (disabled.some((each) => [name, "*"].includes(each.trim()))) {
    throw new EngineError(`Default provider for '${name}' disabled. '${user}' must use an explicit provider.`);
  }
  const [type, own] = [`${PROVIDER_TYPE}${name}`, version === "" ? "" : `_${version.replaceAll(/[.+-]/g, "_")}`];
  const settings = Object.entries(project.config).filter(([key]) => key.startsWith(`${name}:`));
  const inputs = Object.fromEntries(settings.map(([key, value]) => [key.slice(name.length + 1), value]));
  const begin = async (): Promise<string> => {
    const state = { urn: claimed(deployment, "", type, `default${own}`), custom: true, type };
    const { urn, id } = await register(deployment, { ...state, inputs: withVersion(inputs, version) });
    return `${urn}::${id}`;
  };
  const reference = defaults.get(type + own) ?? begin();
  defaults.set(type + own, reference);
  return reference;
}

/** The inputs of a provider resource, with the version of its plugin as Pulumi keeps it. */
export const withVersion = (inputs: Properties, version: string): Properties =>
  version === "" ? inputs : { ...inputs, version, __internal: {} };
