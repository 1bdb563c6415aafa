import assert from "node:assert/strict";
import { assertIssues, issuesOf, judged } from "./judged";

const allowed = "a public PGP key in Base64 (not armored), or keybase:<user>";
const printed = "`gpg --export <address> | base64` prints it";
const bob = { name: "bob", tiers: ["ReadOnly"] };

/** As `gpg --export | base64` printed it for a key made for this test: Ed25519 to sign, Curve25519 to encrypt. */
const exported = `
mDMEawroWRYJKwYBBAHaRw8BAQdAEN3WXaCGkqBaANCgfHTW4tnPgzNYVf8F74qyaZi7+ii0EnNv
YyA8c29jQGFjbWUuZGV2PoiQBBMWCAA4FiEESWsSE9iwWMbn36KnEQRrAeOTXcQFAmsK6FkCGwMF
CwkIBwIGFQoJCAsCBBYCAwECHgECF4AACgkQEQRrAeOTXcRJKwD8Ci1d10gBM5iR7MB/PXCoNkYx
+5oJKDgMj0R4nCdRjeUA/0PfmpYE6hpuThj01gY/HaTWm/eSKxRKCO57J2xjLGgJuDgEawroWRIK
KwYBBAGXVQEFAQEHQAbR9A1EtewLRd70OphFSRXTuHz5QhOUPnTDptQxRE80AwEIB4h4BBgWCAAg
FiEESWsSE9iwWMbn36KnEQRrAeOTXcQFAmsK6FkCGwwACgkQEQRrAeOTXcRbogEA0aARhiKMyzHB
IKLSX3GmHXuFSs+h0i1EV1oHrUjmDmIBAPtL9knJBc2X7F7q3ccUp7mo/a9v3wTkIE2ZRdh6qXkN
`;

/** Packets by hand, after RFC 9580: §4.2 for the headers, §5.5.2 for the bodies. The key material is zeros. */
const body = (version: number, algorithm: number, octets = 40) =>
  Buffer.from([version, 0x6b, 0x0a, 0xe8, 0x59, algorithm, ...Array.from({ length: octets }, () => 0)]);
const rsa = body(4, 1, 265);
const packet = (tag: number, content: Buffer) => Buffer.from([0xc0 | tag, content.length, ...content]);
/** Legacy: tag in the middle, two octets of length. */
const legacy = (tag: number, content: Buffer) =>
  Buffer.from([0x80 | (tag << 2) | 1, content.length >> 8, content.length & 0xff, ...content]);
const base64 = (...packets: readonly Uint8Array[]) => Buffer.concat(packets).toString("base64");
const [privateKey, publicKey, privateSubkey, publicSubkey] = [5, 6, 7, 14] as const;

const withKey = (pgpKey: unknown) => ({ responders: [{ name: "alice", tiers: ["ReadOnly"], pgpKey }, bob] });

function assertRefused(pgpKey: unknown, found: string, fix = printed): void {
  assertIssues(withKey(pgpKey), [["lifeline:responders[0].pgpKey", found, allowed, fix]]);
}

describe("A PGP key is accepted", () => {
  it("as gpg prints it, and handed on without its line breaks", () => {
    const result = judged(withKey(exported));
    assert.ok(result.ok, result.ok ? "" : result.message);
    assert.equal(result.facts.responders[0].pgpKey, exported.replaceAll("\n", ""));
  });

  it("by the name of its owner at Keybase", () => {
    const result = judged(withKey("keybase:alice"));
    assert.ok(result.ok && result.facts.responders[0].pgpKey === "keybase:alice");
  });

  const accepted: readonly (readonly [string, string])[] = [
    ["RSA with a legacy header of two octets of length", base64(legacy(publicKey, rsa))],
    ["RSA with a new header of two octets of length", base64(Buffer.from([0xc6, 192, 271 - 192]), rsa)],
    ["RSA with a new header of five octets of length", base64(Buffer.from([0xc6, 255, 0, 0, 1, 15]), rsa)],
    ["RSA with a legacy header of four octets of length", base64(Buffer.from([0x9a, 0, 0, 1, 15]), rsa)],
    ["version 6, Ed25519 with X25519", base64(packet(publicKey, body(6, 27)), packet(publicSubkey, body(6, 25)))],
    ["DSA with Elgamal", base64(packet(publicKey, body(4, 17)), packet(publicSubkey, body(4, 16)))],
  ];
  for (const [title, key] of accepted) {
    it(`of ${title}`, () => {
      assert.deepEqual(issuesOf(withKey(key)), []);
    });
  }
});

describe("A PGP key is refused", () => {
  it("that is noise in Base64", () => {
    // Every packet begins with a set bit.
    const headless = base64(Buffer.from([0x19, 1, 15]), rsa);
    for (const noise of [
      "a".repeat(200),
      base64(Buffer.alloc(120, 0xff)),
      base64(Buffer.from("x".repeat(99))),
      headless,
    ]) {
      assertRefused(noise, "Base64 of something else than an OpenPGP key");
    }
  });

  it("that is no Base64, or no text", () => {
    for (const text of ["", "see the wiki", `${exported.trim()}=`, "keybase:", "keybase:Alice"]) {
      assertRefused(text, "a text that is no Base64");
    }
    for (const value of [7, null, [exported], {}]) assertRefused(value, "no text");
  });

  it("that is armored, which the provider cannot read, in Base64 as well", () => {
    const armored = `-----BEGIN PGP PUBLIC KEY BLOCK-----\n${exported}`;
    assertRefused(armored, "an armored text");
    assertRefused(base64(Buffer.from(armored)), "an armored text");
  });

  it("that is another packet than a key", () => {
    // A signature, an encrypted message, a subkey without its primary key.
    for (const tag of [2, 1, publicSubkey]) {
      assertRefused(base64(packet(tag, body(4, 1))), "Base64 of something else than an OpenPGP key");
    }
  });

  it("of another version or algorithm than the RFC's", () => {
    for (const [version, algorithm] of [
      [3, 1],
      [5, 1],
      [4, 0],
      // Algorithms that only encrypt cannot vouch for an owner.
      [4, 16],
      [6, 25],
    ] as const) {
      assertRefused(
        base64(packet(publicKey, body(version, algorithm))),
        "an OpenPGP key of an unknown version or algorithm",
      );
    }
  });

  it("that is cut off, within a packet, within a header, or of a length without an end", () => {
    const whole = Buffer.from(exported, "base64");
    for (const cut of [
      whole.subarray(0, 300),
      Buffer.concat([whole, Buffer.from([0xb9])]),
      Buffer.concat([whole, Buffer.from([0xb9, 0])]),
      Buffer.concat([whole, Buffer.from([0xff, 0xff, 0, 0])]),
      Buffer.concat([whole, Buffer.from([0xbb, 1, 1])]),
      Buffer.concat([whole, Buffer.from([0xce, 224, 0, 0, 0, 0])]),
      Buffer.concat([whole, Buffer.from("\n")]),
    ]) {
      assertRefused(base64(cut), "an OpenPGP key that is cut off");
    }
  });

  it("that only signs: no password can be encrypted to it", () => {
    const key = base64(packet(publicKey, body(4, 22)), packet(publicSubkey, body(4, 22)));
    assertRefused(key, "an OpenPGP key that only signs");
    // What looks like an algorithm in a packet that is no key is none.
    assertRefused(base64(packet(publicKey, body(4, 22)), packet(2, body(4, 1))), "an OpenPGP key that only signs");
  });
});

describe("A private key in the facts", () => {
  const revoke = "revoke it, for it stood in a file; then give a new one's public half";
  const keys: readonly (readonly [string, string])[] = [
    ["of version 4", base64(legacy(privateKey, rsa))],
    ["of version 3", base64(packet(privateKey, body(3, 0)))],
    ["of version 6", base64(packet(privateKey, body(6, 27)))],
    ["cut off", base64(legacy(privateKey, rsa).subarray(0, 120))],
    ["behind a public one", base64(legacy(publicKey, rsa), packet(privateSubkey, body(4, 18)))],
    ["armored", `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${exported}`],
    ["armored, in Base64", base64(Buffer.from(`-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${exported}`))],
  ];
  for (const [title, key] of keys) {
    it(`is refused and not repeated: ${title}`, () => {
      assertRefused(key, "a private key", revoke);
      assertNotRepeated(key, withKey(key));
    });

    it(`is not repeated where it stands in a wrong place: ${title}`, () => {
      const responder = { name: key, tiers: ["ReadOnly"] };
      assertNotRepeated(key, { responders: [responder, bob] });
      assertNotRepeated(key, { responders: { k: key } });
      assertNotRepeated(key, withKey([key]));
      assertNotRepeated(key, { responders: key });
    });
  }

  function assertNotRepeated(key: string, changes: Readonly<Record<string, unknown>>): void {
    const result = judged(changes);
    assert.ok(!result.ok);
    const start = key.startsWith("-----") ? "BEGIN PGP" : key.slice(0, 12);
    assert.ok(!result.message.includes(start), result.message);
    assert.ok(!JSON.stringify(result.issues).includes(start));
  }
});
