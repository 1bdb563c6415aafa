import { randomUUID } from "node:crypto";
import { type Checked, type Created, type Diff, type Manager, Provider } from "./provider";
import { EngineError, type ResourceState } from "./types";
import { packageOf, providerParts, typeOf } from "./urn";
import { type Properties, UNKNOWN } from "./values";

/** The engine's own field of a provider's inputs; the provider never sees it. */
const INTERNAL = "__internal";
const forProvider = ({ [INTERNAL]: _, ...inputs }: Properties): Properties => inputs;

/** The provider resources of a stack and the instances behind them (pkg/resource/deploy/providers/registry.go). */
export class Registry implements Manager {
  /** Set once the engine listens; providers may call it back. */
  address = "";
  private readonly checked = new Map<string, Provider>();
  private readonly configured = new Map<string, Promise<Provider>>();
  private readonly connections: Provider[] = [];

  constructor(
    private readonly ports: Readonly<Record<string, number>>,
    private readonly olds: readonly ResourceState[],
    private readonly dryRun: boolean,
  ) {}

  /** The provider of a reference; one that only the last state knows is started with what it says there. */
  provider(reference: string): Promise<Provider> | undefined {
    const found = this.configured.get(reference);
    if (found !== undefined) return found;
    const { urn, id } = providerParts(reference);
    const old = this.olds.find((state) => state.urn === urn && state.id === id);
    return old === undefined ? undefined : this.start(urn, id, old.inputs ?? {}, this.connect(urn));
  }

  /** A provider found under another name answers to that name as well. */
  alias(reference: string, old: string): void {
    const provider = this.configured.get(reference);
    if (provider !== undefined) this.configured.set(old, provider);
  }

  async check(urn: string, olds: Properties | undefined, news: Properties): Promise<Checked> {
    const provider = await this.connect(urn);
    const result = await provider.checkConfig(urn, olds && forProvider(olds), forProvider(news));
    this.checked.set(urn, provider);
    const own = Object.fromEntries(Object.entries(news).filter(([key]) => key === INTERNAL || key === "version"));
    return { ...result, inputs: { ...result.inputs, ...own } };
  }

  async diff(old: ResourceState, news: Properties, ignoreChanges: readonly string[]): Promise<Diff> {
    const provider = this.checked.get(old.urn) ?? (await this.connect(old.urn));
    return provider.diffConfig({ ...old, inputs: forProvider(old.inputs ?? {}) }, forProvider(news), ignoreChanges);
  }

  /** True if the change from one instance to another would replace what they manage. */
  async isReplacement(oldReference: string, next: ResourceState): Promise<boolean> {
    const { urn, id } = providerParts(oldReference);
    const old = this.olds.find((state) => state.urn === urn && state.id === id);
    if (old === undefined || old.type !== next.type) return true;
    const diff = await this.diff({ ...old, urn: next.urn }, next.inputs ?? {}, []);
    return diff.replaces.length > 0;
  }

  async create({ urn, inputs = {} }: ResourceState): Promise<Created> {
    const id = this.dryRun ? UNKNOWN : randomUUID();
    await this.start(urn, id, inputs, this.taken(urn));
    return { id, outputs: forProvider(inputs) };
  }

  async update({ id = "" }: ResourceState, { urn, inputs = {} }: ResourceState): Promise<Properties> {
    await this.start(urn, id, inputs, this.taken(urn));
    return forProvider(inputs);
  }

  /** An unchanged provider works with the inputs it had: differences that it calls none do not count. */
  async keep(old: ResourceState, urn: string): Promise<void> {
    await this.start(urn, old.id ?? "", old.inputs ?? {}, this.taken(urn));
  }

  remove(): Promise<void> {
    return Promise.resolve();
  }

  read(): Promise<undefined> {
    throw new EngineError("provider resources may not be read");
  }

  close(): void {
    for (const provider of this.connections) provider.close();
  }

  private start(urn: string, id: string, inputs: Properties, connection: Promise<Provider>): Promise<Provider> {
    const started = connection.then(async (provider) => {
      await provider.configure(urn, id, forProvider(inputs));
      return provider;
    });
    this.configured.set(`${urn}::${id}`, started);
    return started;
  }

  private taken(urn: string): Promise<Provider> {
    const provider = this.checked.get(urn);
    this.checked.delete(urn);
    return provider === undefined ? this.connect(urn) : Promise.resolve(provider);
  }

  private async connect(urn: string): Promise<Provider> {
    const name = packageOf(typeOf(urn));
    const port = this.ports[name];
    if (port === undefined) throw new EngineError(`no provider for the package "${name}" is running (${urn})`);
    const provider = await Provider.connect(port, this.address, this.dryRun);
    this.connections.push(provider);
    return provider;
  }
}
