type Pattern = Readonly<Record<string, unknown>>;

/**
 * The pattern once without each matcher that stands beside others, and once without each alternative of a `$or`.
 * A matcher that stands alone is not taken away: without it the pattern would catch more, not less.
 */
export function withoutOne<T extends Pattern>(pattern: T): readonly { readonly what: string; readonly pattern: T }[] {
  return removals(pattern, []).map(({ what, changed }) => ({ what, pattern: changed as T }));
}

interface Removal {
  readonly what: string;
  readonly changed: unknown;
}

function removals(value: unknown, path: readonly string[]): readonly Removal[] {
  if (Array.isArray(value)) return listRemovals(value, path);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    removals(part, [...path, key]).map(({ what, changed }) => ({ what, changed: { ...value, [key]: changed } })),
  );
}

function listRemovals(list: readonly unknown[], path: readonly string[]): readonly Removal[] {
  const where = path.join(".");
  const isAlternatives = path.at(-1) === "$or";
  const inside = isAlternatives
    ? list.flatMap((item, index) =>
        removals(item, [...path, String(index)]).map(({ what, changed }) => ({
          what,
          changed: list.map((other, at) => (at === index ? changed : other)),
        })),
      )
    : [];
  if (list.length < 2) return inside;
  return [
    ...list.flatMap((item, index) => {
      const others = list.filter((_, at) => at !== index);
      // A $or of one alternative is none to AWS: it becomes the same alternative twice.
      const [only] = others;
      const changed = isAlternatives && others.length === 1 ? [only, only] : others;
      return [{ what: `${JSON.stringify(item)} of ${where}`, changed }];
    }),
    ...inside,
  ];
}
