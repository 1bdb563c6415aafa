import { randomUUID } from "node:crypto";
import { type Checked, type Diff, type Found, type Manager, Provider } from "./provider";
import { EngineError, type ResourceState } from "./types";
import { packageOf, typeOf } from "./urn";
import { type Properties, UNKNOWN } from "./values";

/** The inputs without the field that the engine keeps for itself. */
const forProvider = ({ __internal: _, ...inputs }: Properties): Properties => inputs;

/** The provider resources of a stack and the instances behind them (pkg/resource/deploy/providers/registry.go). */
export class Registry implements Manager {
  /** Set once the engine listens. */
  address = "";
  private readonly connections: Provider[] = [];
  private readonly checked = new Map<string, Provider>();
  private readonly started = new Map<string, Promise<Provider>>();

  constructor(
    private readonly ports: Readonly<Record<string, number>>,
    private readonly olds: readonly ResourceState[],
    private readonly dryRun: boolean,
  ) {}

  /** The provider of a reference; one that only the last state knows is started with what it says there. */
  async provider(reference = ""): Promise<Provider> {
    const old = this.old(reference);
    const provider = this.started.get(reference) ?? (old && this.start(old, old.id));
    if (provider === undefined) throw new EngineError(`unknown provider '${reference}'`);
    return provider;
  }

  async check(urn: string, olds: Properties | undefined, news: Properties): Promise<Checked> {
    const provider = await this.connect(urn);
    const { inputs, failures } = await provider.check(urn, olds && forProvider(olds), forProvider(news));
    this.checked.set(urn, provider);
    const own = Object.entries(news).filter(([key]) => key === "__internal" || key === "version");
    return { failures, inputs: { ...inputs, ...Object.fromEntries(own) } };
  }

  async diff(old: ResourceState, news: Properties): Promise<Diff> {
    const provider = this.checked.get(old.urn) ?? (await this.connect(old.urn));
    return provider.diff({ ...old, inputs: forProvider(old.inputs ?? {}) }, forProvider(news));
  }

  /** True if the one instance could not go on managing what the other has made. */
  async isReplacement(reference: string, next: ResourceState): Promise<boolean> {
    const old = this.old(reference);
    return !old || (await this.diff({ ...old, urn: next.urn }, next.inputs ?? {})).replaces.length > 0;
  }

  async create(state: ResourceState): Promise<Found> {
    const id = this.dryRun ? UNKNOWN : randomUUID();
    await this.start(state, id);
    return { id, outputs: forProvider(state.inputs ?? {}) };
  }

  async update(old: ResourceState, next: ResourceState): Promise<Properties> {
    await this.start(next, old.id);
    return forProvider(next.inputs ?? {});
  }

  async remove(): Promise<void> {
    // Nothing but the state knows of it; its connection is closed with all others.
  }

  read(): Promise<undefined> {
    throw new EngineError("provider resources may not be read");
  }

  close(): void {
    for (const provider of this.connections) provider.close();
  }

  /** Configures the instance that was checked, or a new one. */
  start({ urn, inputs = {} }: ResourceState, id = ""): Promise<Provider> {
    const checked = this.checked.get(urn);
    this.checked.delete(urn);
    const started = (async () => {
      const provider = checked ?? (await this.connect(urn));
      await provider.configure(urn, id, forProvider(inputs));
      return provider;
    })();
    this.started.set(`${urn}::${id}`, started);
    return started;
  }

  private old(reference: string): ResourceState | undefined {
    return this.olds.find(({ urn, id }) => `${urn}::${id}` === reference);
  }

  private async connect(urn: string): Promise<Provider> {
    const port = this.ports[packageOf(typeOf(urn))];
    if (port === undefined) throw new EngineError(`no provider for ${packageOf(typeOf(urn))} is running (${urn})`);
    const provider = new Provider(port, this.dryRun);
    this.connections.push(provider);
    return provider.connect(this.address);
  }
}
