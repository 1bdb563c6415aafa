import type { Resource } from "../resources/resource";
import { changesOf, failuresOf, withDefaults, type Change, type Failure } from "./schema";
import { isSame, plain, type Properties } from "./values";

/**
 * The inputs with the provider's defaults, and everything wrong with them: the schema first, AWS's own rules where the
 * values are known. Names are never made up here: a missing name is missing.
 */
export function checkedInputs(
  resource: Resource,
  news: Properties,
): { readonly inputs: Properties; readonly failures: readonly Failure[] } {
  const written = Object.fromEntries(
    Object.entries(news).filter(([name, value]) => value !== null && !name.startsWith("__")),
  );
  const inputs = withDefaults(resource.inputs, written);
  const known = plain(inputs);
  const failures = failuresOf(resource.inputs, known);
  return { inputs, failures: failures.length > 0 ? failures : (resource.check?.(known) ?? []) };
}

/** What would change. A thing whose name stays cannot be made before the old one is gone. */
export function diffOf(
  resource: Resource,
  state: Properties,
  news: Properties,
  ignored: readonly string[],
): { readonly changes: readonly Change[]; readonly deleteBeforeReplace: boolean } {
  const [old, now] = [plain(state), plain(news)];
  const changes = changesOf(resource.inputs, old, now).filter(
    ({ path }) => !ignored.some((name) => path === name || path.startsWith(`${name}.`)),
  );
  const keepsName = resource.inputs["name"] !== undefined && isSame(old["name"], now["name"]);
  return { changes, deleteBeforeReplace: keepsName && changes.some(({ replace }) => replace) };
}
