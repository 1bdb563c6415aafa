/**
 * IP addresses as hexadecimal digits, and ranges of them.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-ip-matching
 */
export interface AddressRange {
  readonly bottom: string;
  readonly top: string;
}

/** 8 digits for IPv4, 32 for IPv6; an IPv6 address that maps an IPv4 one is that one. Undefined if it is neither. */
export function addressDigitsFor(text: string): string | undefined {
  return text.includes(":") ? digitsOfV6(text) : digitsOfV4(text);
}

function digitsOfV4(text: string): string | undefined {
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(text)) return undefined;
  const bytes = text.split(".").map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes.map((byte) => hex(byte, 2)).join("") : undefined;
}

const MAPPED = "0".repeat(20) + "FFFF";

function digitsOfV6(text: string): string | undefined {
  if (!/^[0-9a-fA-F:]*$/.test(text)) return undefined;
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const groups = [...head, ...tail];
  if (groups.some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  const gap = 8 - groups.length;
  if (halves.length === 2 ? gap < 1 : gap !== 0) return undefined;
  const all = [...head, ...Array<string>(gap).fill("0"), ...tail];
  const digits = all.map((group) => hex(Number.parseInt(group, 16), 4)).join("");
  return digits.startsWith(MAPPED) ? digits.slice(MAPPED.length) : digits;
}

function hex(value: number, length: number): string {
  return value.toString(16).toUpperCase().padStart(length, "0");
}

/** An address and mask bits, below 32 for IPv4 and below 128 for IPv6; undefined if it is no such range. */
export function addressRangeFor(cidr: string): AddressRange | undefined {
  const found = /^([^/]*)\/\+?(\d{1,9})\/*$/.exec(cidr);
  const digits = addressDigitsFor(found?.[1] ?? "");
  const bits = Number(found?.[2]);
  if (digits === undefined || !(bits < digits.length * 4)) return undefined;
  const binary = Array.from(digits, (digit) => Number.parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
  const fixed = binary.slice(0, bits);
  return { bottom: digitsOf(fixed.padEnd(binary.length, "0")), top: digitsOf(fixed.padEnd(binary.length, "1")) };
}

function digitsOf(binary: string): string {
  return (binary.match(/.{4}/g) ?? []).map((four) => hex(Number.parseInt(four, 2), 1)).join("");
}

/**
 * AWS's matcher walks the digits and stops as soon as they decide, so addresses of the other family can be in a range
 * too: longer ones by their first digits, shorter ones if they differ early. Nobody writes such a rule on purpose; the
 * agreement matters where a pattern is judged.
 */
export function isInRange(digits: string, { bottom, top }: AddressRange): boolean {
  const value = digits.slice(0, bottom.length);
  if (value.length === bottom.length) return value >= bottom && value <= top;
  const head = [bottom, top].map((end) => end.slice(0, value.length));
  return value > (head[0] ?? "") && value < (head[1] ?? "");
}
