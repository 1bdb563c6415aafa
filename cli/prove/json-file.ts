import { readFileSync } from "node:fs";
import { UserError } from "../user-error";

/** JSON with a name for messages: what the user gave. */
export interface Named {
  readonly name: string;
  readonly json: unknown;
}

export function jsonFile(option: string, file: string): Named {
  const name = `${option} ${file}`;
  if (file === "") throw new UserError(`${option}: expected the name of a file, found nothing.`);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UserError(`${name}: ${reasons[code ?? ""] ?? message}.`);
  }
  return { name, json: parsed(name, textOf(name, bytes)) };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "expected a file, found a directory",
  EACCES: "it may not be read by you",
};

/** PowerShell writes UTF-16 where it redirects what a command prints. */
function textOf(name: string, bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le").replace(byteOrderMark, "");
  try {
    return bytes.toString("utf8").replace(byteOrderMark, "");
  } catch (error) {
    throw new UserError(`${name}: it is too long to be read: ${(error as Error).message}`);
  }
}

const byteOrderMark = /^\uFEFF/;

export function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UserError(`${name}: expected JSON, found something else: ${(error as Error).message}`);
  }
}
