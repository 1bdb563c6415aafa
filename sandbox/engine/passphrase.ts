import { createCipheriv, createDecipheriv, pbkdf2, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { EngineError } from "./types";

/**
 * Pulumi's passphrase secrets provider: AES-256-GCM under a key from PBKDF2-SHA256 with 1,000,000 rounds; the salt comes
 * with the encrypted word "pulumi", by which a wrong passphrase is found out.
 * https://github.com/pulumi/pulumi/blob/master/pkg/secrets/passphrase/manager.go
 */
export interface Crypter {
  readonly salt: string;
  encrypt(text: string): string;
  decrypt(text: string): string;
}

const crypters = new Map<string, Promise<Crypter>>();

/** The crypter for a salt as Pulumi writes it; without one, of a new salt. Deriving the key takes half a second. */
export function crypterFor(passphrase: string, salt?: string): Promise<Crypter> {
  if (salt === undefined) return newCrypter(passphrase);
  const key = `${salt} ${passphrase}`;
  const found = crypters.get(key) ?? existingCrypter(passphrase, salt);
  crypters.set(key, found);
  return found;
}

async function newCrypter(passphrase: string): Promise<Crypter> {
  const bytes = randomBytes(8);
  const key = await keyFor(passphrase, bytes);
  const salt = `v1:${bytes.toString("base64")}:${encrypted(key, "pulumi")}`;
  const crypter = crypterWith(key, salt);
  crypters.set(`${salt} ${passphrase}`, Promise.resolve(crypter));
  return crypter;
}

async function existingCrypter(passphrase: string, salt: string): Promise<Crypter> {
  const [version, bytes, ...check] = salt.split(":");
  if (version !== "v1" || bytes === undefined || check.length !== 3) {
    throw new EngineError(`encryption salt "${salt}" is not of the form v1:<salt>:v1:<nonce>:<text>`);
  }
  const crypter = crypterWith(await keyFor(passphrase, Buffer.from(bytes, "base64")), salt);
  if (crypter.decrypt(check.join(":")) !== "pulumi") throw new EngineError("incorrect passphrase");
  return crypter;
}

const keyFor = (passphrase: string, salt: Buffer): Promise<Buffer> =>
  promisify(pbkdf2)(passphrase, salt, 1_000_000, 32, "sha256");

function crypterWith(key: Buffer, salt: string): Crypter {
  return { salt, encrypt: (text) => encrypted(key, text), decrypt: (text) => decrypted(key, text) };
}

function encrypted(key: Buffer, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
}

function decrypted(key: Buffer, text: string): string {
  const [version, nonce, sealed] = text.split(":");
  if (version !== "v1" || nonce === undefined || sealed === undefined) {
    throw new EngineError("an encrypted value is not of the form v1:<nonce>:<text>");
  }
  const bytes = Buffer.from(sealed, "base64");
  const cipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64"));
  try {
    cipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([cipher.update(bytes.subarray(0, -16)), cipher.final()]).toString("utf8");
  } catch {
    throw new EngineError("incorrect passphrase");
  }
}
