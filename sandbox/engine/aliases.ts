import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import type { Deployment } from "./deployment";
import { EngineError, type ResourceState } from "./types";
import { nameOf, qualifiedTypeOf, STACK_TYPE, typeOf, urnFor } from "./urn";

interface Named {
  readonly name: string;
  readonly type: string;
  readonly parent: string;
  readonly aliases: readonly Alias.AsObject[];
}

/** The resource of the last state that this one continues: found under its URN or, failing that, under an alias. */
export function oldFor(deployment: Deployment, urn: string, resource: Named): ResourceState | undefined {
  const { snapshot, urns, aliased, aliases } = deployment;
  const owner = aliased.get(urn);
  if (owner !== undefined) {
    throw new EngineError(`Duplicate resource URN '${urn}' conflicting with alias on resource with URN '${owner}'`);
  }
  for (const candidate of [urn, ...aliasesFor(deployment, resource)]) {
    const old = snapshot.olds.findLast((state) => state.urn === candidate && state.delete !== true);
    if (old === undefined) continue;
    if (candidate === urn) return old;
    const other = aliased.get(candidate) ?? (urns.has(candidate) ? urn : undefined);
    if (other !== undefined) {
      const conflict = `Duplicate resource alias '${candidate}' applied to resource with URN '${urn}'`;
      throw new EngineError(`${conflict} conflicting with resource with URN '${other}'`);
    }
    aliased.set(candidate, urn);
    aliases.set(urn, candidate);
    return old;
  }
  return undefined;
}

/** Every URN the resource may have had: its own aliases, also below the alias under which its parent was found. */
function aliasesFor(deployment: Deployment, resource: Named): readonly string[] {
  const own = resource.aliases.map((alias) => urnOf(deployment, resource, alias));
  const parentAlias = deployment.aliases.get(resource.parent);
  if (parentAlias === undefined) return own;
  const below = (type: string, name: string): string => {
    const parentName = nameOf(resource.parent);
    const renamed = name.startsWith(parentName) ? nameOf(parentAlias) + name.slice(parentName.length) : name;
    return urnFor({ ...home(deployment), parent: parentAlias, type, name: renamed });
  };
  return [...own, below(resource.type, resource.name), ...own.map((urn) => below(typeOf(urn), nameOf(urn)))];
}

const home = ({ run, project }: Deployment) => ({ stack: run.stack, project: project.name });

function urnOf(deployment: Deployment, resource: Named, alias: Alias.AsObject): string {
  if (alias.spec === undefined) return alias.urn;
  const { name, type, stack, project, parenturn, noparent } = alias.spec;
  const given = parenturn === "" ? resource.parent : (deployment.aliases.get(parenturn) ?? parenturn);
  return urnFor({
    stack: stack || deployment.run.stack,
    project: project || deployment.project.name,
    parent: noparent || qualifiedTypeOf(given) === STACK_TYPE ? "" : given,
    type: type || resource.type,
    name: name || resource.name,
  });
}
