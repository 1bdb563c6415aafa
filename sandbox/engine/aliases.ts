import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import type { Deployment } from "./deployment";
import { EngineError, type ResourceState } from "./types";
import { homeOf, nameOf, STACK_TYPE, typeOf, urnFor } from "./urn";

/** The resource of the last state that this one continues: found under its URN or, failing that, under an alias. */
export function oldFor(
  deployment: Deployment,
  state: ResourceState,
  aliases: readonly Alias[],
): ResourceState | undefined {
  const { urn } = state;
  const owner = ownerOf(deployment, urn);
  if (owner !== undefined) {
    throw new EngineError(`Duplicate resource URN '${urn}' conflicting with alias on resource with URN '${owner}'`);
  }
  for (const candidate of [urn, ...aliasesFor(deployment, state, aliases)]) {
    const old = deployment.snapshot.olds.find((each) => each.urn === candidate && !each.delete);
    if (old === undefined) continue;
    const other = candidate === urn ? undefined : ownerOf(deployment, candidate);
    if (other !== undefined || (candidate !== urn && deployment.urns.has(candidate))) {
      const conflict = `conflicting with resource with URN '${other ?? urn}'`;
      throw new EngineError(
        `Duplicate resource alias '${candidate}' applied to resource with URN '${urn}' ${conflict}`,
      );
    }
    if (candidate !== urn) deployment.aliases.set(urn, candidate);
    const { created, modified } = old;
    Object.assign(state, { created, modified, aliases: candidate === urn ? [] : [candidate] });
    deployment.kept.add(candidate);
    return old;
  }
  return undefined;
}

/** The resource that was found under this URN as an alias. */
export function ownerOf({ aliases }: Deployment, alias: string): string | undefined {
  return [...aliases].find(([, old]) => old === alias)?.[0];
}

/** Every URN the resource may have had: its own aliases, also below the alias under which its parent was found. */
function aliasesFor(deployment: Deployment, state: ResourceState, aliases: readonly Alias[]): readonly string[] {
  const own = aliases.map((alias) => urnOf(deployment, state, alias));
  const { urn, parent = "" } = state;
  const parentAlias = deployment.aliases.get(parent);
  if (parentAlias === undefined) return own;
  const below = (candidate: string): string => {
    const [name, prefix] = [nameOf(candidate), nameOf(parent)];
    const renamed = name.startsWith(prefix) ? nameOf(parentAlias) + name.slice(prefix.length) : name;
    return urnFor(homeOf(urn), parentAlias, typeOf(candidate), renamed);
  };
  return [...own, ...[urn, ...own].map(below)];
}

function urnOf(deployment: Deployment, { urn, type, parent = "" }: ResourceState, alias: Alias): string {
  const spec = alias.getSpec();
  if (spec === undefined) return alias.getUrn();
  const given = spec.getParenturn();
  const before = given === "" ? parent : (deployment.aliases.get(given) ?? given);
  const isTop = spec.getNoparent() || typeOf(before) === STACK_TYPE;
  const [stack, project] = [spec.getStack() || homeOf(urn).stack, spec.getProject() || homeOf(urn).project];
  return urnFor({ stack, project }, isTop ? "" : before, spec.getType() || type, spec.getName() || nameOf(urn));
}
