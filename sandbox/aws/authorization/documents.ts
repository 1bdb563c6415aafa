import { parsePolicy, type Issue, type Policy, type PolicyKind } from "../../../iam";

/** By document, then by kind and name: the same text is looked up a thousand times, so it is a key of its own. */
const compiled = new Map<string, Map<string, Policy>>();
const checked = new Map<string, Map<PolicyKind, readonly Issue[]>>();
const mostDocuments = 2_000;

/** What is wrong with a document, all at once; [] where AWS would take it. */
export function issuesOf(document: string, kind: PolicyKind): readonly Issue[] {
  const known = checked.get(document)?.get(kind);
  if (known !== undefined) return known;
  const parsed = parsePolicy(document, kind, "");
  const issues = parsed.ok ? [] : parsed.issues;
  entryOf(checked, document).set(kind, issues);
  return issues;
}

/** A deployed document, compiled once however many accounts have it: it was checked when it was stored. */
export function policyOf(document: string, kind: PolicyKind, name: string): Policy {
  const key = `${kind} ${name}`;
  const known = compiled.get(document)?.get(key);
  if (known !== undefined) return known;
  const parsed = parsePolicy(document, kind, name);
  if (!parsed.ok) {
    const issues = parsed.issues.map(({ path, message }) => `${path}: ${message}`);
    throw new Error(`deployed policy ${name} (${kind}) cannot be read: ${issues.join("; ")}`);
  }
  entryOf(compiled, document).set(key, parsed.policy);
  return parsed.policy;
}

function entryOf<Key, Value>(cache: Map<string, Map<Key, Value>>, document: string): Map<Key, Value> {
  let entry = cache.get(document);
  if (entry === undefined) {
    if (cache.size >= mostDocuments) cache.clear();
    entry = new Map();
    cache.set(document, entry);
  }
  return entry;
}
