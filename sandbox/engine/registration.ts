import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { oldFor, ownerOf } from "./aliases";
import { type Deployment, stepOf } from "./deployment";
import { covers, withIgnoredChanges } from "./property-paths";
import { type Diff, differenceIn, type Manager } from "./provider";
import { deleteForReplacement } from "./removal";
import { EngineError, type ResourceState } from "./types";
import { isProviderType, nameOf, packageOf, PROVIDER_TYPE, providerUrnOf, urnFor } from "./urn";
import { isSame, isSecret, type Properties, secretOf } from "./values";

/** What the program wants a resource to be. */
export interface Goal {
  readonly state: ResourceState;
  readonly aliases: readonly Alias[];
  readonly deleteBeforeReplace: boolean | undefined;
}

/** The URN, which nothing else in this run may have. */
export function claimed({ run, project, urns }: Deployment, parent: string, type: string, name: string): string {
  if (parent !== "" && !urns.has(parent)) throw new EngineError(`could not find parent resource ${parent}`);
  const urn = urnFor({ stack: run.stack, project: project.name }, parent, type, name);
  if (urns.has(urn)) throw new EngineError(`Duplicate resource URN '${urn}'; try giving it a unique name`);
  urns.add(urn);
  return urn;
}

/** Enters the result of an operation in the state; what came in secret, or is declared so, stays secret. */
export function enter(
  { snapshot, states }: Deployment,
  state: ResourceState,
  result: object,
  old?: ResourceState,
): void {
  const { inputs = {}, additionalSecretOutputs = [], outputs = {} } = Object.assign(state, result);
  const isMarked = (key: string): boolean => isSecret(inputs[key]) || additionalSecretOutputs.includes(key);
  const entries = Object.entries(outputs).map(([key, value]) => [key, isMarked(key) ? secretOf(value) : value]);
  snapshot.mark(state, { outputs: Object.fromEntries(entries) as Properties });
  snapshot.add(state, old);
  states.set(state.urn, state);
}

/** Brings a resource to what the program wants it to be: step_generator.go and step.go of Pulumi's engine. */
export async function register(deployment: Deployment, goal: Goal): Promise<ResourceState> {
  const { state, deleteBeforeReplace } = goal;
  const { registry } = deployment;
  const isProvider = isProviderType(state.type);
  const manager = !state.custom ? undefined : isProvider ? registry : await registry.provider(state.provider);
  const old = oldFor(deployment, state, goal.aliases);
  return new Registration(deployment, state, manager, deleteBeforeReplace, state.inputs).perform(old);
}

class Registration {
  constructor(
    private readonly deployment: Deployment,
    private readonly state: ResourceState,
    private readonly manager: Manager | undefined,
    private readonly deleteBeforeReplace: boolean | undefined,
    private readonly wanted: Properties = {},
  ) {}

  async perform(found: ResourceState | undefined): Promise<ResourceState> {
    const { deployment, state, wanted } = this;
    const { urn, importID, ignoreChanges = [] } = state;
    const isManaged = found !== undefined && !found.external && (found.importID || found.id) === importID;
    const isImport = state.custom && !!importID && !isManaged;
    const old = isImport ? await this.imported(importID, found) : found;
    const isRecreated = deployment.deleted.delete(urn);
    if (old === undefined || old.external || isRecreated) {
      state.inputs = await this.checked(undefined, wanted);
      return this.create(old, []);
    }
    state.inputs = await this.checked(old.inputs, withIgnoredChanges(wanted, old.inputs ?? {}, ignoreChanges));
    const diff = await this.diff(old, state.inputs);
    if ((diff.isChanged && diff.replaces.length > 0) || old.pendingReplacement) return this.replace(old, diff);
    if (diff.isChanged || old.initErrors?.length) return this.update(old, diff);
    if (isImport) return old;
    // An unchanged provider goes on with the inputs it had: what it calls no difference does not count.
    if (isProviderType(state.type)) await deployment.registry.start({ ...old, urn }, old.id);
    enter(deployment, state, { id: old.id, outputs: old.outputs }, old);
    deployment.record(stepOf("same", state));
    return state;
  }

  private async checked(olds: Properties | undefined, news: Properties): Promise<Properties> {
    if (this.manager === undefined) return news;
    const { urn, type } = this.state;
    const { inputs, failures } = await this.manager.check(urn, olds, news);
    const messages = failures.map((failure) => {
      const value = news[failure.getProperty()] ?? null;
      const where = `: property ${failure.getProperty()} value {${isSecret(value) ? "[secret]" : JSON.stringify(value)}}`;
      return `${type} resource '${nameOf(urn)}'${failure.getProperty() && where} has a problem: ${failure.getReason()}`;
    });
    if (messages.length > 0) throw new EngineError(messages.join("\n"));
    return inputs;
  }

  private async diff(old: ResourceState, inputs: Properties): Promise<Diff> {
    const { deletedWith = "", replaceOnChanges = [], ignoreChanges } = this.state;
    if (this.deployment.replaced.has(deletedWith)) return differenceIn("deletedWith");
    if (await this.isOtherProvider(old.provider, this.state.provider)) return differenceIn("provider");
    if (this.manager === undefined) return { ...differenceIn(), isChanged: !isSame(old.inputs, inputs) };
    const diff = await this.manager.diff(old, inputs, ignoreChanges);
    const forced = diff.changed.filter((property) => replaceOnChanges.some((path) => covers(path, property)));
    return { ...diff, replaces: [...new Set([...diff.replaces, ...forced])] };
  }

  /** A resource goes on under another provider, or another name of it, if that could manage it as it is. */
  private async isOtherProvider(before = "", now = ""): Promise<boolean> {
    const next = this.deployment.states.get(providerUrnOf(now));
    if (before === now || ownerOf(this.deployment, providerUrnOf(before)) === next?.urn) return before !== now && !next;
    return before === "" || next === undefined || this.deployment.registry.isReplacement(before, next);
  }

  private async create(old: ResourceState | undefined, properties: Iterable<string>): Promise<ResourceState> {
    const { deployment, state } = this;
    const step = stepOf(old === undefined ? "create" : "replace", state, properties);
    const send = async () => this.manager?.create(state);
    await deployment.operate("creating", state, step, send, (made) => {
      const created = new Date().toISOString();
      enter(deployment, state, { ...made, created, modified: created });
      if (old?.pendingReplacement) deployment.snapshot.done.add(old);
      else if (old !== undefined) deployment.snapshot.mark(old, { delete: true });
    });
    if (old !== undefined) deployment.replaced.add(state.urn);
    deployment.record(step);
    return state;
  }

  private async update(old: ResourceState, diff: Diff): Promise<ResourceState> {
    const { deployment, manager } = this;
    const state = Object.assign(this.state, { id: old.id });
    const step = stepOf("update", state, diff.changed);
    const send = async () => manager?.update(old, state);
    await deployment.operate("updating", state, step, send, (outputs) => {
      enter(deployment, state, { outputs, modified: new Date().toISOString() }, old);
    });
    deployment.record(step);
    return state;
  }

  private async replace(old: ResourceState, diff: Diff): Promise<ResourceState> {
    const { deployment, state } = this;
    const { urn, protect, importID } = state;
    if (protect && old.protect) {
      deployment.isRefused = true;
      const how = "remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`";
      const because = `as it is currently marked for protection. To unprotect the resource, ${how}`;
      const message = `unable to replace resource "${urn}"\n${because}`;
      // A preview goes on, to find what else is wrong; an update must not begin what it cannot finish.
      if (!deployment.dryRun) throw new EngineError(message);
      deployment.report("error", message, urn);
    }
    if (importID) {
      const message =
        "previously-imported resources that still specify an ID may not be replaced; please remove the `import` " +
        `declaration from your program;\n${diff.replaces.join("\n")}`;
      if (!deployment.dryRun) throw new EngineError(message);
      deployment.report("warning", message, urn);
    }
    state.inputs = await this.checked(undefined, this.wanted);
    if (this.deleteBeforeReplace ?? diff.deleteBeforeReplace) await deleteForReplacement(deployment, old);
    return this.create(old, new Set([...diff.replaces, ...diff.changed]));
  }

  /** Takes in what exists already; where the program wants it otherwise, it is updated afterwards. */
  private async imported(id: string, original: ResourceState | undefined): Promise<ResourceState> {
    const { deployment, manager, state } = this;
    const taken = { ...state };
    const send = async () => {
      const found = await manager?.read(state.urn, id);
      if (found === undefined) throw new EngineError(`resource '${id}' does not exist`);
      if (found.inputs !== undefined) return found;
      const advice = `please try updating the '${packageOf(state.type)}' plugin`;
      throw new EngineError(`provider does not support importing resources; ${advice}`);
    };
    const step = stepOf("import", state);
    await deployment.operate("importing", state, step, send, (found) => {
      const created = new Date().toISOString();
      enter(deployment, taken, { ...found, created, modified: created });
      if (original !== undefined) deployment.snapshot.mark(original, { delete: true });
    });
    deployment.record(step);
    return taken;
  }
}

/** The provider for resources of a package that name none, unless the project forbids it. */
export function defaultProvider(deployment: Deployment, name: string, version: string, user: string): Promise<string> {
  const { config } = deployment.project;
  const disabled = (JSON.parse(config["pulumi:disable-default-providers"] || "[]") as string[]).map((each) =>
    each.trim(),
  );
  if (disabled.includes("*") || disabled.includes(name)) {
    throw new EngineError(`Default provider for '${name}' disabled. '${user}' must use an explicit provider.`);
  }
  const type = `${PROVIDER_TYPE}${name}`;
  const own = ["default", ...version.split(/[.+-]/).filter((part) => part !== "")].join("_");
  const settings = Object.entries(config).filter(([key]) => key.startsWith(`${name}:`));
  const inputs = Object.fromEntries(settings.map(([key, value]) => [key.slice(name.length + 1), value]));
  const begin = async (): Promise<string> => {
    const state = { urn: claimed(deployment, "", type, own), custom: true, type, inputs: withVersion(inputs, version) };
    const { urn, id } = await register(deployment, { state, aliases: [], deleteBeforeReplace: undefined });
    return `${urn}::${id}`;
  };
  const reference = deployment.defaults.get(type + own) ?? begin();
  deployment.defaults.set(type + own, reference);
  return reference;
}

/** The inputs of a provider resource, with the version of its plugin as Pulumi keeps it. */
export const withVersion = (inputs: Properties, version: string): Properties =>
  version === "" ? inputs : { ...inputs, version, __internal: {} };
