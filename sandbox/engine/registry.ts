import { randomUUID } from "node:crypto";
import { type Checked, type Diff, type Found, type Manager, Provider } from "./provider";
import { EngineError, type ResourceState } from "./types";
import { packageOf, typeOf } from "./urn";
import { type Properties, UNKNOWN } from "./values";

/** The inputs without the field that the engine keeps for itself. */
const forProvider = ({ __internal, ...inputs }: Properties): Properties => inputs;

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
    const found = this.started.get(reference) ?? (old && this.start(old, old.id ?? "", this.connect(old.urn)));
    if (found === undefined) throw new EngineError(`unknown provider '${reference}'`);
    return found;
  }

  async check(urn: string, olds: Properties | undefined, news: Properties): Promise<Checked> {
    const provider = await this.connect(urn);
    const { inputs, failures } = await provider.checkConfig(urn, olds && forProvider(olds), forProvider(news));
    this.checked.set(urn, provider);
    const own = Object.entries(news).filter(([key]) => key === "__internal" || key === "version");
    return { failures, inputs: { ...inputs, ...Object.fromEntries(own) } };
  }

  async diff(old: ResourceState, news: Properties): Promise<Diff> {
    const provider = this.checked.get(old.urn) ?? (await this.connect(old.urn));
    return provider.diffConfig({ ...old, inputs: forProvider(old.inputs ?? {}) }, forProvider(news));
  }

  /** True if the one instance could not go on managing what the other has made. */
  async isReplacement(reference: string, next: ResourceState): Promise<boolean> {
    const old = this.old(reference);
    return !old || (await this.diff({ ...old, urn: next.urn }, next.inputs ?? {})).replaces.length > 0;
  }

  async create(state: ResourceState): Promise<Found> {
    const id = this.dryRun ? UNKNOWN : randomUUID();
    await this.start(state, id, this.taken(state.urn));
    return { id, outputs: forProvider(state.inputs ?? {}) };
  }

  async update(old: ResourceState, next: ResourceState): Promise<Properties> {
    await this.start(next, old.id ?? "", this.taken(next.urn));
    return forProvider(next.inputs ?? {});
  }

  /** An unchanged provider goes on with the inputs it had: what it calls no difference does not count. */
  async keep(old: ResourceState, urn: string): Promise<void> {
    await this.start({ ...old, urn }, old.id ?? "", this.taken(urn));
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

  private old(reference: string): ResourceState | undefined {
    return this.olds.find(({ urn, id }) => `${urn}::${id}` === reference);
  }

  private start({ urn, inputs = {} }: ResourceState, id: string, connection: Promise<Provider>): Promise<Provider> {
    const started = connection.then(async (provider) => {
      await provider.configure(urn, id, forProvider(inputs));
      return provider;
    });
    this.started.set(`${urn}::${id}`, started);
    return started;
  }

  private async taken(urn: string): Promise<Provider> {
    const provider = this.checked.get(urn) ?? this.connect(urn);
    this.checked.delete(urn);
    return provider;
  }

  private async connect(urn: string): Promise<Provider> {
    const port = this.ports[packageOf(typeOf(urn))];
    if (port === undefined) throw new EngineError(`no provider for ${packageOf(typeOf(urn))} is running (${urn})`);
    const provider = new Provider(port, this.dryRun);
    this.connections.push(provider);
    return provider.connect(this.address);
  }
}
