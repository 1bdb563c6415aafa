import type { Operator } from "./operator";

/** An address as 16-bit words: two for IPv4, eight for IPv6. */
type Address = readonly number[];

interface Range {
  readonly address: Address;
  readonly bits: number;
}

/** A range in CIDR notation; without a prefix length it is one address. */
function rangeFrom(text: string): Range | undefined {
  const [host = "", length, ...rest] = text.split("/");
  const address = addressFrom(host);
  if (address === undefined || rest.length > 0) return undefined;
  const bits = length === undefined ? address.length * 16 : /^\d{1,3}$/.test(length) ? Number(length) : -1;
  return bits >= 0 && bits <= address.length * 16 ? { address, bits } : undefined;
}

function addressFrom(text: string): Address | undefined {
  return text.includes(":") ? ipv6From(text) : ipv4From(text);
}

function ipv4From(text: string): Address | undefined {
  const bytes = text.split(".").map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  const [a = 256, b = 256, c = 256, d = 256] = bytes;
  if (bytes.length !== 4 || bytes.some((byte) => byte > 255)) return undefined;
  return [a * 256 + b, c * 256 + d];
}

function ipv6From(text: string): Address | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [front, back] = halves.map(wordsFrom);
  if (front === undefined || (halves.length === 2 && back === undefined)) return undefined;
  if (halves.length === 1) return front.length === 8 ? front : undefined;
  const gap = 8 - front.length - (back ?? []).length;
  return gap < 1 ? undefined : [...front, ...Array.from({ length: gap }, () => 0), ...(back ?? [])];
}

function wordsFrom(text: string): Address | undefined {
  if (text === "") return [];
  const words: number[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    const embedded = index === parts.length - 1 && part.includes(".") ? ipv4From(part) : undefined;
    if (embedded !== undefined) words.push(...embedded);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) words.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return words;
}

function contains(range: Range, address: Address): boolean {
  if (range.address.length !== address.length) return false;
  return range.address.every((word, index) => {
    const bits = Math.min(16, Math.max(0, range.bits - index * 16));
    const shift = 16 - bits;
    return word >> shift === (address[index] ?? 0) >> shift;
  });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress */
const inRange = {
  family: "IpAddress",
  comparison: "value",
  variables: false,
  wildcards: false,
  problemWith: (value: string) =>
    rangeFrom(value) === undefined ? "is no IPv4 or IPv6 address or range (203.0.113.0/24, 2001:db8::/32)" : undefined,
  matcherFor: (policyValue: string) => {
    const range = rangeFrom(policyValue);
    return (requestValue: string) => {
      const address = addressFrom(requestValue);
      return range !== undefined && address !== undefined && contains(range, address);
    };
  },
} as const;

export const ipAddressOperators: readonly Operator[] = [
  { name: "IpAddress", negated: false, ...inRange },
  { name: "NotIpAddress", negated: true, ...inRange },
];
