import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { EngineError } from "./types";
import { ASSET, isAsset, mappedProperties, type Properties, SIGNATURE } from "./values";

const archives = [".zip", ".jar", ".tar", ".tgz", ".tar.gz"];

/**
 * The properties with the SHA-256 of every asset: of an archive file its bytes as they are, so that two builds of the
 * same zip are no change. Paths are relative to the program.
 */
export function withHashes(properties: Properties, directory: string): Properties {
  return mappedProperties(properties, (part) => {
    if (!isAsset(part) || part["hash"] !== undefined) return undefined;
    return { ...part, hash: createHash("sha256").update(contentOf(part, directory)).digest("hex") };
  });
}

function contentOf(asset: Properties, directory: string): string | Buffer {
  const { text, path } = asset;
  const isFileAsset = asset[SIGNATURE] === ASSET;
  if (isFileAsset && typeof text === "string") return text;
  if (typeof path !== "string") throw new EngineError("the embedded engine reads assets from text and files only");
  const file = resolve(directory, path);
  if (!statSync(file, { throwIfNoEntry: false })) throw new EngineError(`the asset ${file} does not exist`);
  if (statSync(file).isDirectory() || (!isFileAsset && !archives.some((extension) => path.endsWith(extension)))) {
    throw new EngineError(`the embedded engine reads archives of ${archives.join(", ")} only, not ${file}`);
  }
  return readFileSync(file);
}
