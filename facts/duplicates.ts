import type { FactIssue } from "./issue";
import { shown } from "./parse";

export function duplicates<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  path: string,
  allowed: string,
  field = "",
): readonly FactIssue[] {
  return items.flatMap((item, index) => {
    const first = items.findIndex((other) => keyOf(other) === keyOf(item));
    return first === index
      ? []
      : [
          {
            path: `${path}[${index}]${field}`,
            found: `${shown(keyOf(item))}, as in [${first}]`,
            allowed,
            fix: "remove one of the two",
          },
        ];
  });
}
