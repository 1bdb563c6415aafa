import { oldFor } from "./aliases";
import { type Deployment, operate, record, report, reportError, stepFor, Stopped } from "./deployment";
import type { Goal } from "./goal";
import { covers, withIgnoredChanges } from "./property-paths";
import type { Diff, Manager } from "./provider";
import { deleteReplaced, dependentReplacements } from "./removal";
import { mark, replaceIn } from "./snapshot";
import { EngineError, type ResourceState } from "./types";
import { isProviderType, nameOf, packageOf, providerParts, providerTypeFor, urnFor } from "./urn";
import { isSame, isSecret, type Properties, secretOf } from "./values";

/** Brings one resource to what the program wants it to be: step_generator.go and step.go of Pulumi's engine. */
export async function register(deployment: Deployment, goal: Goal): Promise<ResourceState> {
  const urn = claim(deployment, goal);
  const found = oldFor(deployment, urn, goal);
  deployment.goals.set(urn, goal);
  const state = stateFor(deployment, urn, goal, found);
  const manager = goal.custom ? await managerFor(deployment, state) : undefined;
  const { importID } = goal.kept;
  const knownAs = found?.importID ?? found?.id;
  const isImport = goal.custom && !!importID && (found === undefined || found.external || knownAs !== importID);
  const old = isImport ? await imported(deployment, state, found, manager) : found;
  if (found !== undefined) deployment.kept.add(found.urn);
  const isRecreated = deployment.deleted.has(urn);
  const fresh = old === undefined || isRecreated || old.external === true;
  const { ignoreChanges = [] } = state;
  const news = old === undefined ? goal.inputs : withIgnoredChanges(goal.inputs, old.inputs ?? {}, ignoreChanges);
  state.inputs = await checked(manager, state, fresh ? undefined : old.inputs, fresh ? goal.inputs : news);
  if (fresh) {
    deployment.deleted.delete(urn);
    return create(deployment, manager, state, old);
  }
  const diff = await diffOf(deployment, manager, old, state);
  if (diff.warning !== undefined) report(deployment, { severity: "warning", message: diff.warning, urn });
  const isReplaced = (diff.isChanged && diff.replaces.length > 0) || old.pendingReplacement === true;
  if (isReplaced) return replace(deployment, manager, state, old, goal, diff);
  if (diff.isChanged || (old.initErrors ?? []).length > 0) return update(deployment, manager, state, old, diff);
  return keep(deployment, state, old, isImport);
}

/** The URN, which nothing else in this run may have. */
export function claim(deployment: Deployment, of: { type: string; name: string; parent: string }): string {
  if (of.parent !== "" && !deployment.urns.has(of.parent)) {
    throw new EngineError(`could not find parent resource ${of.parent}`);
  }
  const urn = urnFor({ stack: deployment.run.stack, project: deployment.project.name, ...of });
  if (deployment.urns.has(urn)) throw new EngineError(`Duplicate resource URN '${urn}'; try giving it a unique name`);
  deployment.urns.add(urn);
  return urn;
}

function stateFor(deployment: Deployment, urn: string, goal: Goal, old: ResourceState | undefined): ResourceState {
  const alias = deployment.aliases.get(urn);
  return {
    urn,
    custom: goal.custom,
    type: goal.type,
    parent: goal.parent,
    ...goal.kept,
    protect: goal.protect ?? false,
    retainOnDelete: goal.retainOnDelete ?? false,
    aliases: alias === undefined ? [] : [alias],
    ...(old?.created === undefined ? {} : { created: old.created }),
    ...(old?.modified === undefined ? {} : { modified: old.modified }),
  };
}

export async function managerFor(deployment: Deployment, state: ResourceState): Promise<Manager> {
  if (isProviderType(state.type)) return deployment.registry;
  const { provider = "" } = state;
  const manager = deployment.registry.provider(provider);
  if (manager === undefined) throw new EngineError(`unknown provider '${provider}' for resource '${state.urn}'`);
  return manager;
}

async function checked(
  manager: Manager | undefined,
  state: ResourceState,
  olds: Properties | undefined,
  news: Properties,
): Promise<Properties> {
  if (manager === undefined) return news;
  const { inputs, failures } = await manager.check(state.urn, olds, news);
  if (failures.length === 0) return inputs;
  const problem = `${state.type} resource '${nameOf(state.urn)}'`;
  const shown = (property: string): string => (isSecret(news[property]) ? "[secret]" : JSON.stringify(news[property]));
  const messages = failures.map(({ property, reason }) => {
    if (property === "") return `${problem} has a problem: ${reason}`;
    return `${problem}: property ${property} value {${shown(property)}} has a problem: ${reason}`;
  });
  throw new EngineError(messages.join("\n"));
}

async function diffOf(
  deployment: Deployment,
  manager: Manager | undefined,
  old: ResourceState,
  state: ResourceState,
): Promise<Diff> {
  const { provider = "", deletedWith = "", replaceWith = [], inputs = {}, replaceOnChanges = [] } = state;
  const before = old.provider ?? "";
  const because = (cause: string): Diff => ({
    isChanged: true,
    changed: [],
    replaces: [cause],
    deleteBeforeReplace: false,
  });
  if (replaceWith.some((urn) => deployment.replaced.has(urn))) return because("replaceWith");
  if (deployment.replaced.has(deletedWith)) return because("deletedWith");
  if (before !== provider && (await isOtherProvider(deployment, before, provider))) return because("provider");
  if (manager === undefined) {
    return { isChanged: !isSame(old.inputs, inputs), changed: [], replaces: [], deleteBeforeReplace: false };
  }
  const diff = await manager.diff(old, inputs, state.ignoreChanges ?? []);
  const forced = diff.changed.filter((changed) => replaceOnChanges.some((path) => covers(path, changed)));
  return { ...diff, replaces: [...new Set([...diff.replaces, ...forced])] };
}

async function isOtherProvider(deployment: Deployment, before: string, now: string): Promise<boolean> {
  if (before === "" || now === "") return true;
  const next = deployment.states.get(providerParts(now).urn);
  if (next === undefined || deployment.aliased.get(providerParts(before).urn) === next.urn) return next === undefined;
  return deployment.registry.isReplacement(before, next);
}

async function create(
  deployment: Deployment,
  manager: Manager | undefined,
  state: ResourceState,
  old?: ResourceState,
  changed: readonly string[] = [],
): Promise<ResourceState> {
  const created = new Date().toISOString();
  await operate(deployment, {
    type: "creating",
    step: stepFor(old === undefined ? "create" : "replace", state, changed),
    resource: state,
    send: async () => manager?.create(state),
    commit: (result) => {
      enter(deployment, state, { id: result?.id ?? "", outputs: result?.outputs ?? {}, created, modified: created });
      if (old?.pendingReplacement) deployment.snapshot.done.add(old);
      else if (old !== undefined) mark(deployment.snapshot, old, { delete: true });
    },
  });
  if (old !== undefined) deployment.replaced.add(state.urn);
  return state;
}

async function update(
  deployment: Deployment,
  manager: Manager | undefined,
  state: ResourceState,
  old: ResourceState,
  diff: Diff,
): Promise<ResourceState> {
  mark(deployment.snapshot, state, { id: old.id ?? "" });
  await operate(deployment, {
    type: "updating",
    step: stepFor("update", state, diff.changed),
    resource: state,
    send: async () => manager?.update(old, state),
    commit: (outputs) => enter(deployment, state, { outputs: outputs ?? {}, modified: new Date().toISOString() }, old),
  });
  return state;
}

async function keep(deployment: Deployment, state: ResourceState, old: ResourceState, isImport: boolean) {
  if (isImport) return old;
  if (isProviderType(state.type)) await deployment.registry.keep(old, state.urn);
  enter(deployment, state, { id: old.id ?? "", outputs: old.outputs ?? {} }, old);
  record(deployment, stepFor("same", state));
  return state;
}

async function replace(
  deployment: Deployment,
  manager: Manager | undefined,
  state: ResourceState,
  old: ResourceState,
  goal: Goal,
  diff: Diff,
): Promise<ResourceState> {
  const { urn } = state;
  if (state.protect && old.protect) {
    const message =
      `unable to replace resource "${urn}"\nas it is currently marked for protection. To unprotect the resource, ` +
      "remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`";
    refuse(deployment, message, urn);
  }
  if (goal.kept.importID) {
    const message =
      "previously-imported resources that still specify an ID may not be replaced; " +
      `please remove the \`import\` declaration from your program;\n${diff.replaces.join("\n")}`;
    if (!deployment.dryRun) throw new EngineError(message);
    report(deployment, { severity: "warning", message, urn });
  }
  state.inputs = await checked(manager, state, undefined, goal.inputs);
  if (goal.deleteBeforeReplace ?? diff.deleteBeforeReplace) {
    for (const dependent of (await dependentReplacements(deployment, old)).toReversed()) {
      await deleteReplaced(deployment, dependent);
    }
    if (!old.pendingReplacement) await deleteReplaced(deployment, old);
    deployment.deleted.delete(urn);
  }
  return create(deployment, manager, state, old, [...new Set([...diff.replaces, ...diff.changed])]);
}

/** A preview goes on, to find whatever else is wrong; an update must not begin what it cannot finish. */
export function refuse(deployment: Deployment, message: string, urn: string): void {
  reportError(deployment, message, urn);
  deployment.refusals.push(urn);
  if (deployment.dryRun) return;
  deployment.stop.request();
  throw new Stopped();
}

/** Reads what exists already and takes it in; differences to the program are changed afterwards. */
async function imported(
  deployment: Deployment,
  state: ResourceState,
  original: ResourceState | undefined,
  manager: Manager | undefined,
): Promise<ResourceState> {
  const id = state.importID ?? "";
  const taken: ResourceState = { ...state };
  const created = new Date().toISOString();
  await operate(deployment, {
    type: "importing",
    step: stepFor("import", state),
    resource: state,
    send: async () => {
      const read = await manager?.read(state.urn, id);
      if (read === undefined) throw new EngineError(`resource '${id}' does not exist`);
      if (read.inputs === undefined) {
        const provider = packageOf(state.type);
        throw new EngineError(
          `provider does not support importing resources; please try updating the '${provider}' plugin`,
        );
      }
      return read;
    },
    commit: (read) => {
      enter(deployment, taken, { ...read, created, modified: created });
      if (original !== undefined) mark(deployment.snapshot, original, { delete: true });
    },
  });
  return taken;
}

/** Puts the result of an operation into the state; what came in secret, or is declared so, stays secret. */
export function enter(
  deployment: Deployment,
  state: ResourceState,
  result: Partial<ResourceState> & { readonly outputs: Properties },
  old?: ResourceState,
): void {
  const isMarked = (key: string): boolean =>
    isSecret(state.inputs?.[key]) || (state.additionalSecretOutputs ?? []).includes(key);
  const outputs = Object.fromEntries(
    Object.entries(result.outputs).map(([key, value]) => [key, isMarked(key) ? secretOf(value) : value]),
  );
  mark(deployment.snapshot, state, { ...result, outputs });
  replaceIn(deployment.snapshot, old, state);
  deployment.states.set(state.urn, state);
}

/** The provider of a package for resources that name none, unless the project forbids it. */
export async function defaultProvider(
  deployment: Deployment,
  packageName: string,
  version: string,
  refused: string,
): Promise<string> {
  const { config } = deployment.project;
  const disabled = JSON.parse(config["pulumi:disable-default-providers"] || "[]") as readonly string[];
  if (disabled.some((name) => name.trim() === "*" || name.trim() === packageName)) throw new EngineError(refused);
  const name = ["default", ...version.split(/[.+-]/)].filter((part) => part !== "").join("_");
  const known = deployment.defaults.get(`${packageName} ${name}`);
  if (known !== undefined) return known;
  const settings = Object.entries(config).filter(([key]) => key.startsWith(`${packageName}:`));
  const inputs = Object.fromEntries(settings.map(([key, value]) => [key.slice(packageName.length + 1), value]));
  const goal: Goal = {
    type: providerTypeFor(packageName),
    name,
    custom: true,
    parent: "",
    inputs: { ...inputs, ...(version === "" ? {} : { version, __internal: {} }) },
    aliases: [],
    protect: undefined,
    retainOnDelete: undefined,
    deleteBeforeReplace: undefined,
    providers: {},
    transforms: [],
    kept: {},
  };
  const reference = register(deployment, goal).then(({ urn, id }) => `${urn}::${id}`);
  deployment.defaults.set(`${packageName} ${name}`, reference);
  return reference;
}
