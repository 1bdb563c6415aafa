import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { crypterFor } from "./passphrase";
import { EngineError, type StackRun } from "./types";
import { ASSET, contains, isAsset, isObject, mapped, type Properties, SIGNATURE, type Value } from "./values";

/** Pulumi.yaml and Pulumi.<stack>.yaml, as the CLI reads them; the types that `config:` declares are left to the program. */
export interface Project {
  readonly name: string;
  readonly workingDirectory: string;
  readonly entryPoint: string;
  /** Of the runtime: nodeargs, tsconfig, typescript. */
  readonly options: Properties;
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  /** Under which the stack's secrets are kept, where its file says so. */
  readonly salt: string | undefined;
}

export async function projectFor(run: StackRun): Promise<Project> {
  const path = join(run.directory, "Pulumi.yaml");
  if (!existsSync(path)) throw new EngineError(`no Pulumi project: ${path} does not exist`);
  const [file, stack] = [yamlIn(path), yamlIn(join(run.directory, `Pulumi.${run.stack}.yaml`))];
  const { name = "", main = "" } = file;
  refuseUnsupported(file, stack);
  const salt = "encryptionsalt" in stack ? textOf(stack["encryptionsalt"]) : undefined;
  const fullKey = (key: string): string => (key.includes(":") ? key : `${textOf(name)}:${key}`);
  const config = new Map(Object.entries(objectOf(stack["config"])).map(([key, value]) => [fullKey(key), value]));
  const secretKeys = [...config].filter(([, value]) => contains(value, isSecure)).map(([key]) => key);
  const crypter = secretKeys.length > 0 ? await crypterFor(run.passphrase, salt) : undefined;
  const open = (part: Value) => (isSecure(part) ? crypter?.decrypt(part.secure) : undefined);
  for (const [key, value] of Object.entries(mapped(Object.fromEntries(config), open))) config.set(key, value);
  for (const [key, text] of Object.entries(run.config ?? {})) config.set(key, text);
  const missing: string[] = [];
  for (const [key, rule] of Object.entries(objectOf(file["config"]))) {
    const fallback = isObject(rule) ? (rule["default"] ?? rule["value"]) : rule;
    if (config.has(fullKey(key))) continue;
    if (fallback !== undefined) config.set(fullKey(key), fallback);
    else if (fullKey(key).startsWith(`${textOf(name)}:`)) missing.push(`'${key}'`);
  }
  const complaint = `Stack '${run.stack}' is missing configuration value${missing[1] ? "s" : ""} ${missing.join(", ")}`;
  if (missing.length > 0) throw new EngineError(complaint);
  const program = join(run.directory, textOf(main));
  const isDirectory = statSync(program, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return {
    name: textOf(name),
    workingDirectory: isDirectory ? program : dirname(program),
    entryPoint: isDirectory ? "." : basename(program),
    options: objectOf(objectOf(file["runtime"])["options"]),
    config: Object.fromEntries([...config].map(([key, value]) => [key, textOf(value)])),
    secretKeys,
    salt,
  };
}

function yamlIn(path: string): Properties {
  const content = existsSync(path) ? (parse(readFileSync(path, "utf8")) as Value) : null;
  if (content !== null && !isObject(content)) throw new EngineError(`${path} is not a mapping`);
  return content ?? {};
}

const textOf = (value: Value = ""): string => (typeof value === "string" ? value : JSON.stringify(value));
const objectOf = (value: Value | undefined): Properties => (isObject(value) ? value : {});
const isSecure = (value: Value): value is { readonly secure: string } =>
  isObject(value) && Object.keys(value).length === 1 && typeof value["secure"] === "string";

function refuseUnsupported(file: Properties, stack: Properties): void {
  const runtime = textOf(isObject(file["runtime"]) ? file["runtime"]["name"] : file["runtime"]);
  const secretsProvider = textOf(stack["secretsprovider"] ?? "passphrase");
  const unsupported = {
    [`the runtime "${runtime}"`]: runtime !== "nodejs",
    "packages (parameterized providers)": "packages" in file,
    "options.refresh": "refresh" in objectOf(file["options"]),
    "environment (Pulumi ESC)": "environment" in stack,
    [`the secrets provider "${secretsProvider}"`]: secretsProvider !== "passphrase",
  };
  const refused = Object.entries(unsupported).flatMap(([what, isUsed]) => (isUsed ? [what] : []));
  if (refused.length > 0) throw new EngineError(`the embedded engine does not support ${refused.join(", ")}`);
}

const archives = [".zip", ".jar", ".tar", ".tgz", ".tar.gz"];

/** The properties with the SHA-256 of every asset; of an archive file it is that of its bytes as they are. */
export function withHashes(properties: Properties, directory: string): Properties {
  return mapped(properties, (part) => {
    if (!isAsset(part)) return undefined;
    const { __pulumiAsset: _asset, __pulumiArchive: _archive, ...told } = part; // the SDK's own marks
    return { ...told, hash: createHash("sha256").update(contentOf(part, directory)).digest("hex") };
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
