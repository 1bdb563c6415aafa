/**
 * The number that a text of JSON stands for, if a double holds it exactly (by the double's shortest decimal form).
 * Other numbers are compared as texts only: two of them may share a double and still differ.
 * https://github.com/aws/event-ruler/blob/v2.0.1/src/main/software/amazon/event/ruler/ComparableNumber.java
 */
export function comparableFor(text: string): number | undefined {
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  if (decimalFor(text) !== decimalFor(String(value))) return undefined;
  return value === 0 ? 0 : value;
}

/** Digits without leading and trailing zeros, and the power of ten: 1.50e2 and 150 are both "15e1". */
function decimalFor(text: string): string {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  const power = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${mantissa.startsWith("-") ? "-" : ""}${significant}e${power}`;
}
