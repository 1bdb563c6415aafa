import { comparisonOperatorsFor } from "./comparison";

/** The W3C profile of ISO 8601: https://www.w3.org/TR/NOTE-datetime */
const ISO = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?)?)?$/i;

/** Epoch seconds; four digits are a year. */
const EPOCH = /^-?\d+(\.\d+)?$/;

/**
 * The time in milliseconds. Dates are ISO 8601 or epoch time.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
function timeFrom(text: string): number | undefined {
  const iso = ISO.exec(text);
  if (iso === null) return EPOCH.test(text) ? Number(text) * 1000 : undefined;
  const [, year = "", month = "01", day = "01", hour = "00", minute = "00", second = "00", fraction = "", zone = "Z"] =
    iso;
  const date = `${year}-${month}-${day}`;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // A day that the month does not have would silently roll over into the next month.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date) return undefined;
  const time = Date.parse(`${date}T${hour}:${minute}:${second}${fraction.slice(0, 4)}${zone.toUpperCase()}`);
  return Number.isNaN(time) ? undefined : time;
}

export const dateOperators = comparisonOperatorsFor(
  "Date",
  "Date",
  timeFrom,
  "a date: use ISO 8601 (2025-01-31T12:00:00Z) or epoch seconds",
);
