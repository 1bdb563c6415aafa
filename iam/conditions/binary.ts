import type { Operator } from "./operator";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The bytes of base64 text; padding may be missing, and unused low bits carry nothing. */
function bytesFrom(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const digits = text.replace(/=+$/, "");
  if (digits.length % 4 === 1) return undefined;
  let bits = 0;
  let held = 0;
  let bytes = "";
  for (const digit of digits) {
    held = (held << 6) | DIGITS.indexOf(digit);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += String.fromCharCode((held >> bits) & 0xff);
    held &= (1 << bits) - 1;
  }
  return bytes;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals */
export const binaryOperators: readonly Operator[] = [
  {
    name: "BinaryEquals",
    family: "Binary",
    comparison: "value",
    negated: false,
    variables: false,
    wildcards: false,
    problemWith: (value) => (bytesFrom(value) === undefined ? "is not base64" : undefined),
    matcherFor: (policyValue) => {
      const wanted = bytesFrom(policyValue);
      return (requestValue) => bytesFrom(requestValue) === wanted;
    },
  },
];
