const known = new Map<string, string>();

/** Beyond that many names, somebody makes them up as they go: then nothing is worth remembering. */
const ENOUGH = 20_000;

/**
 * The lower case of a name that comes again and again, an action or a condition key. Always the same text for the same
 * name, so that looking it up in a map needs no new hash.
 */
export function lowerCaseOf(name: string): string {
  const found = known.get(name);
  if (found !== undefined) return found;
  const lower = name.toLowerCase();
  if (known.size >= ENOUGH) known.clear();
  known.set(name, lower);
  return lower;
}
