import type { Read, Recorded } from "./recorded";
import { aResource, isStored, recordedFrom, type Stored } from "./stored";

/** https://github.com/pulumi/pulumi/blob/v3.260.0/sdk/go/common/apitype/core.go */
const versions: ReadonlySet<unknown> = new Set([1, 2, 3, 4]);

/** The resources of a state: the output of `pulumi stack export`, or a checkpoint as a backend keeps it. */
export function recordedFromState(json: unknown): Read<readonly Recorded[]> {
  const stored = storedIn(json);
  return stored.ok ? { ok: true, value: recordedFrom(stored.value) } : stored;
}

/** As they stand there, without what is deleted or only waits for it. */
export function storedIn(json: unknown): Read<readonly Stored[]> {
  const root = json as {
    readonly version?: unknown;
    readonly deployment?: { readonly resources?: unknown } | null;
    readonly checkpoint?: { readonly latest?: { readonly resources?: unknown } };
    readonly resources?: unknown;
  } | null;
  const [path, resources] =
    root?.deployment !== undefined
      ? ["deployment.resources", listIn(root.deployment)]
      : root?.checkpoint !== undefined
        ? ["checkpoint.latest.resources", listIn(root.checkpoint.latest ?? {})]
        : ["resources", root?.resources];
  const { version } = root ?? {};
  if (version !== undefined && !versions.has(version)) {
    const message = `expected ${[...versions].join(", ")}, found ${JSON.stringify(version)}: this Lifeline does not know that form of a state`;
    return { ok: false, issues: [{ path: "version", message }] };
  }
  // A stack that was never updated has no list.
  if (path !== "resources" && (resources === undefined || resources === null)) return { ok: true, value: [] };
  if (!Array.isArray(resources)) {
    const message = "expected the output of `pulumi stack export` or a checkpoint, found no list of resources";
    return { ok: false, issues: [{ path, message }] };
  }
  const list = resources as readonly unknown[];
  const issues = list.flatMap((item, index) =>
    isStored(item) ? [] : [{ path: `${path}[${index}]`, message: aResource }],
  );
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, value: list.filter(isStored).filter(stands) };
}

/** No list where the whole is no object. */
function listIn(deployment: { readonly resources?: unknown } | null): unknown {
  if (deployment === null) return null;
  return typeof deployment === "object" ? deployment.resources : "";
}

function stands(resource: Stored): boolean {
  return resource.delete !== true && resource.pendingReplacement !== true;
}
