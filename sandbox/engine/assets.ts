import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { EngineError } from "./types";
import { ASSET, isAsset, mapped, type Properties, SIGNATURE } from "./values";

const archives = [".zip", ".jar", ".tar", ".tgz", ".tar.gz"];

/** The properties with the SHA-256 of every asset; of an archive file it is that of its bytes as they are. */
export function withHashes(properties: Properties, directory: string): Properties {
  return mapped(properties, (part) => {
    if (!isAsset(part)) return undefined;
    return { ...part, hash: createHash("sha256").update(contentOf(part, directory)).digest("hex") };
  });
}

function contentOf(asset: Properties, directory: string): string | Buffer {
  const { text, path } = asset;
  const isFileAsset = asset[SIGNATURE] === ASSET;
  if (isFileAsset && typeof text === "string") return text;
  const file = typeof path === "string" ? resolve(directory, path) : "an asset that is neither text nor a file";
  const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
  if (isFile && (isFileAsset || archives.some((extension) => file.endsWith(extension)))) return readFileSync(file);
  throw new EngineError(`the embedded engine reads text, files and archives (${archives.join(", ")}), not ${file}`);
}
