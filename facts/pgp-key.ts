/** What a text that should be a public key turns out to be. */
export type PgpKey =
  { readonly kind: "public" } | { readonly kind: "private" } | { readonly kind: "neither"; readonly found: string };

/**
 * Enough of OpenPGP to tell a key that a password can be encrypted to from everything else, above all from a private one.
 * https://www.rfc-editor.org/rfc/rfc9580.html: packets §4.2 and §5, keys §5.5.2, algorithms §9.1
 */
const tag = { privateKey: 5, publicKey: 6, privateSubkey: 7, publicSubkey: 14 } as const;
const versions = [4, 6];
/** RSA, RSA that only signs, DSA, ECDSA, EdDSA, Ed25519, Ed448: a primary key vouches for its owner and its subkeys. */
const certifying = [1, 3, 17, 19, 22, 27, 28];
/** RSA, RSA that only encrypts, Elgamal, ECDH, X25519, X448. */
const encrypting = [1, 2, 16, 18, 25, 26];

interface Packet {
  readonly tag: number;
  readonly body: Buffer;
}

export function pgpKeyOf(text: string): PgpKey {
  const base64 = text.replace(/\s/g, "");
  const isBase64 = base64.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(base64);
  const bytes = Buffer.from(isBase64 ? base64 : "", "base64");
  const armor = isBase64 ? bytes.toString("latin1") : text;
  if (armor.includes("PRIVATE KEY")) return { kind: "private" };
  if (armor.includes("-----BEGIN ")) return neither("an armored text");
  return isBase64 ? keyIn(bytes) : neither("a text that is no Base64");
}

function keyIn(bytes: Buffer): PgpKey {
  const { packets, whole } = packetsOf(bytes);
  const [primary] = packets;
  if (packets.some(isPrivate)) return { kind: "private" };
  if (primary?.tag !== tag.publicKey) return neither("Base64 of something else than an OpenPGP key");
  if (!versions.includes(versionOf(primary)) || !certifying.includes(algorithmOf(primary))) {
    return neither("an OpenPGP key of an unknown version or algorithm");
  }
  if (!whole) return neither("an OpenPGP key that is cut off");
  return packets.some(encrypts) ? { kind: "public" } : neither("an OpenPGP key that only signs");
}

function neither(found: string): PgpKey {
  return { kind: "neither", found };
}

/** Older versions count: whoever pastes an old private key has given it away as well. */
function isPrivate(packet: Packet): boolean {
  const isKey = packet.tag === tag.privateKey || packet.tag === tag.privateSubkey;
  return isKey && versionOf(packet) >= 2 && versionOf(packet) <= 6;
}

function encrypts(packet: Packet): boolean {
  const isKey = packet.tag === tag.publicKey || packet.tag === tag.publicSubkey;
  return isKey && encrypting.includes(algorithmOf(packet));
}

function versionOf({ body }: Packet): number {
  return body[0] ?? 0;
}

/** After the version and four octets of time, in versions 4 and 6. */
function algorithmOf({ body }: Packet): number {
  return body[5] ?? 0;
}

/** As many packets as can be read; `whole` where nothing is left over and nothing is missing. */
function packetsOf(bytes: Buffer): { readonly packets: readonly Packet[]; readonly whole: boolean } {
  const packets: Packet[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const header = headerOf(rest);
    if (header === undefined) return { packets, whole: false };
    const end = header.size + header.length;
    packets.push({ tag: header.tag, body: rest.subarray(header.size, end) });
    if (end > rest.length) return { packets, whole: false };
    rest = rest.subarray(end);
  }
  return { packets, whole: true };
}

interface Header {
  readonly tag: number;
  /** Octets of the header itself. */
  readonly size: number;
  /** Octets of the body. */
  readonly length: number;
}

function headerOf(bytes: Buffer): Header | undefined {
  const [first = 0, second = 0, third = 0] = bytes;
  if (first < 0x80) return undefined;
  if (first < 0xc0) return legacyHeaderOf(bytes, first);
  const id = first & 0x3f;
  if (second < 192) return { tag: id, size: 2, length: second };
  if (second < 224) return { tag: id, size: 3, length: (second - 192) * 256 + third + 192 };
  // What lies between is a length in parts, which keys do not have.
  return second === 255 && bytes.length >= 6 ? { tag: id, size: 6, length: bytes.readUInt32BE(2) } : undefined;
}

function legacyHeaderOf(bytes: Buffer, first: number): Header | undefined {
  // The fourth type is a length without an end, which keys do not have.
  const octets = [1, 2, 4][first & 3];
  if (octets === undefined || bytes.length <= octets) return undefined;
  return { tag: (first >> 2) & 0x0f, size: 1 + octets, length: bytes.readUIntBE(1, octets) };
}
