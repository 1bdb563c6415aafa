/**
 * Kleene's three-valued logic, ordered false < unknown < true, so that "and" is the minimum and "or" the maximum.
 * Unknown means: it depends on a value that the caller controls and that we do not know.
 */
export const FALSE = 0;
export const UNKNOWN = 1;
export const TRUE = 2;
export type Truth = typeof FALSE | typeof UNKNOWN | typeof TRUE;

export function truthOf(value: boolean): Truth {
  return value ? TRUE : FALSE;
}

export function and(...values: readonly Truth[]): Truth {
  let result: Truth = TRUE;
  for (const value of values) if (value < result) result = value;
  return result;
}

export function or(...values: readonly Truth[]): Truth {
  let result: Truth = FALSE;
  for (const value of values) if (value > result) result = value;
  return result;
}

export function not(value: Truth): Truth {
  if (value === UNKNOWN) return UNKNOWN;
  return value === TRUE ? FALSE : TRUE;
}
