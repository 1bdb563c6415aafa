import { accessSync, constants, existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../user-error";

/** Before anything is proved: a page that could not be written in the end would be told too late. */
export function assertWritable(file: string): void {
  if (file === "") throw new UserError("--html: expected the name of a file, found nothing.");
  if (existsSync(file) && statSync(file).isDirectory()) {
    throw new UserError(`--html ${file}: cannot be written: expected a file, found a directory.`);
  }
  const directory = dirname(file);
  if (!existsSync(directory))
    throw new UserError(`--html ${file}: cannot be written: there is no directory ${directory}.`);
  try {
    accessSync(existsSync(file) ? file : directory, constants.W_OK);
  } catch {
    throw new UserError(`--html ${file}: cannot be written by you.`);
  }
}

/** As a whole or not at all; what is no file, as a pipe, is written to as it is. */
export function writePage(file: string, page: string): void {
  const isOther = existsSync(file) && !statSync(file).isFile();
  const target = existsSync(file) ? realpathSync(file) : file;
  const beside = isOther ? target : `${target}.${process.pid}`;
  try {
    writeFileSync(beside, page);
    if (!isOther) renameSync(beside, target);
  } catch (error) {
    if (!isOther) rmSync(beside, { force: true });
    throw new UserError(`--html ${file}: cannot be written: ${(error as Error).message}`);
  }
}
