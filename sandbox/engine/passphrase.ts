import { createCipheriv, createDecipheriv, pbkdf2, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { EngineError } from "./types";

/**
 * Pulumi's passphrase secrets provider: AES-256-GCM under a key from PBKDF2-SHA256 with 1,000,000 rounds; the salt comes
 * with the encrypted word "pulumi", by which a wrong passphrase is found out.
 * https://github.com/pulumi/pulumi/blob/master/pkg/secrets/passphrase/manager.go
 */
export type Crypter = Awaited<ReturnType<typeof derivedCrypter>>;

const crypters = new Map<string, Promise<Crypter>>();
/** The crypter for a salt as Pulumi writes it, or of a new salt. Deriving a key takes half a second: it is kept. */
export async function crypterFor(passphrase: string, salt?: string): Promise<Crypter> {
  const crypter = crypters.get(`${salt} ${passphrase}`) ?? derivedCrypter(passphrase, salt);
  crypters.set(`${salt ?? (await crypter).salt} ${passphrase}`, crypter);
  return crypter;
}

async function derivedCrypter(passphrase: string, salt?: string) {
  const [version, bytes = randomBytes(8).toString("base64"), ...check] = salt?.split(":") ?? ["v1"];
  if (version !== "v1") throw new EngineError("unknown version of the encryption salt");
  const key = await promisify(pbkdf2)(passphrase, Buffer.from(bytes, "base64"), 1_000_000, 32, "sha256");
  if (salt !== undefined && decrypted(key, check.join(":")) !== "pulumi") throw new EngineError("incorrect passphrase");
  return {
    salt: salt ?? `v1:${bytes}:${encrypted(key, "pulumi")}`,
    encrypt: (text: string) => encrypted(key, text),
    decrypt: (text: string) => decrypted(key, text),
  };
}

function encrypted(key: Buffer, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
}

function decrypted(key: Buffer, text: string): string {
  const [, nonce = "", sealed = ""] = text.split(":");
  const bytes = Buffer.from(sealed, "base64");
  try {
    const cipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64"));
    cipher.setAuthTag(bytes.subarray(-16));
    return cipher.update(bytes.subarray(0, -16), undefined, "utf8") + cipher.final("utf8");
  } catch {
    throw new EngineError("incorrect passphrase");
  }
}
