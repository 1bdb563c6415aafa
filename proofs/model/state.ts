import type { Read, Recorded } from "./recorded";
import { isStored, recordedFrom, type Stored } from "./stored";

/** The resources of a state: the output of `pulumi stack export`, or a checkpoint as a backend keeps it. */
export function recordedFromState(json: unknown): Read<readonly Recorded[]> {
  const stored = storedIn(json);
  return stored.ok ? { ok: true, value: recordedFrom(stored.value) } : stored;
}

/** As they stand there, without what is deleted or only waits for it. */
export function storedIn(json: unknown): Read<readonly Stored[]> {
  const root = json as {
    readonly deployment?: { readonly resources?: unknown };
    readonly checkpoint?: { readonly latest?: { readonly resources?: unknown } };
    readonly resources?: unknown;
  } | null;
  const [path, resources] =
    root?.deployment !== undefined
      ? ["deployment.resources", root.deployment.resources]
      : root?.checkpoint !== undefined
        ? ["checkpoint.latest.resources", root.checkpoint.latest?.resources]
        : ["resources", root?.resources];
  // A stack that was never updated has no list.
  if (path !== "resources" && (resources === undefined || resources === null)) return { ok: true, value: [] };
  if (!Array.isArray(resources)) {
    const message = "expected the output of `pulumi stack export` or a checkpoint, found no list of resources";
    return { ok: false, issues: [{ path, message }] };
  }
  const list = resources as readonly unknown[];
  const issues = list.flatMap((item, index) =>
    isStored(item) ? [] : [{ path: `${path}[${index}]`, message: "a resource has a type and a urn" }],
  );
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, value: list.filter(isStored).filter(stands) };
}

function stands(resource: Stored): boolean {
  return resource.delete !== true && resource.pendingReplacement !== true;
}
