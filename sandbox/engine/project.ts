import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, basename, join } from "node:path";
import { parse } from "yaml";
import { type Crypter, crypterFor } from "./passphrase";
import { EngineError, type StackRun } from "./types";
import { isList, isObject, type Properties, type Value } from "./values";

/** Pulumi.yaml and Pulumi.<stack>.yaml, read as the CLI reads them. */
export interface Project {
  readonly name: string;
  readonly workingDirectory: string;
  readonly entryPoint: string;
  readonly options: { readonly typescript: boolean; readonly tsconfig?: string; readonly nodeargs: string };
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  /** Under which the stack's secrets are kept, where the stack's file says so. */
  readonly salt?: string;
}

export async function projectFor(run: StackRun): Promise<Project> {
  const file = yamlIn(join(run.directory, "Pulumi.yaml"), true);
  const stack = yamlIn(join(run.directory, `Pulumi.${run.stack}.yaml`), false);
  const name = textIn(file, "name");
  if (name === undefined) throw new EngineError("project is missing a 'name' attribute");
  refuseUnsupported(file, stack);
  const runtime = file["runtime"] ?? null;
  const options = isObject(runtime) && isObject(runtime["options"]) ? runtime["options"] : {};
  const tsconfig = textIn(options, "tsconfig");
  const salt = textIn(stack, "encryptionsalt");
  return {
    name,
    ...placeOf(run.directory, textIn(file, "main")),
    options: {
      typescript: options["typescript"] !== false,
      nodeargs: textIn(options, "nodeargs") ?? "",
      ...(tsconfig === undefined ? {} : { tsconfig }),
    },
    ...(await configFor(run, name, objectIn(file, "config"), objectIn(stack, "config"), salt)),
    ...(salt === undefined ? {} : { salt }),
  };
}

function yamlIn(path: string, required: boolean): Properties {
  if (!existsSync(path)) {
    if (required) throw new EngineError(`no Pulumi project: ${path} does not exist`);
    return {};
  }
  const content = parse(readFileSync(path, "utf8")) as Value;
  if (content !== null && !isObject(content)) throw new EngineError(`${path} is not a mapping`);
  return content ?? {};
}

function textIn(of: Properties, key: string): string | undefined {
  const value = of[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function objectIn(of: Properties, key: string): Properties {
  const value = of[key];
  return isObject(value) ? value : {};
}

function refuseUnsupported(file: Properties, stack: Properties): void {
  const refused: string[] = [];
  const runtime = file["runtime"];
  const runtimeName = isObject(runtime) ? runtime["name"] : runtime;
  if (runtimeName !== "nodejs") refused.push(`runtime ${JSON.stringify(runtimeName ?? null)} (only nodejs)`);
  if ("packages" in file) refused.push("packages (parameterized providers)");
  if (textIn(objectIn(file, "options"), "refresh") !== undefined) refused.push("options.refresh");
  if ("environment" in stack) refused.push("environment (Pulumi ESC)");
  const secretsProvider = textIn(stack, "secretsprovider") ?? "passphrase";
  if (secretsProvider !== "passphrase") refused.push(`secretsprovider ${secretsProvider} (only passphrase)`);
  if (refused.length > 0) throw new EngineError(`the embedded engine does not support: ${refused.join("; ")}`);
}

/** Where the program runs and what is run there: a directory is its own program, a file runs in its directory. */
function placeOf(directory: string, main: string | undefined): { workingDirectory: string; entryPoint: string } {
  const path = join(directory, main ?? "");
  if (main === undefined || (existsSync(path) && statSync(path).isDirectory())) {
    return { workingDirectory: path, entryPoint: "." };
  }
  return { workingDirectory: dirname(path), entryPoint: basename(path) };
}

async function configFor(
  run: StackRun,
  project: string,
  declared: Properties,
  stack: Properties,
  salt: string | undefined,
): Promise<Pick<Project, "config" | "secretKeys">> {
  const config = new Map<string, { readonly value: Value; readonly secret: boolean }>();
  const keyOf = (key: string): string => (key.includes(":") ? key : `${project}:${key}`);
  let crypter: Crypter | undefined;
  for (const [key, value] of Object.entries(stack)) {
    const secret = hasSecureValues(value);
    if (secret) crypter ??= await crypterFor(run.passphrase, salt);
    config.set(keyOf(key), { value: crypter === undefined ? value : decrypted(value, crypter), secret });
  }
  for (const [key, text] of Object.entries(run.config ?? {})) {
    config.set(key, { value: jsonOrText(text), secret: config.get(key)?.secret ?? false });
  }
  const missing: string[] = [];
  const issues: string[] = [];
  for (const [key, declaration] of Object.entries(declared).sort(([one], [other]) => (one < other ? -1 : 1))) {
    const rule = isObject(declaration) ? declaration : { default: declaration };
    const found = config.get(keyOf(key));
    const fallback = rule["default"] ?? rule["value"];
    if (found === undefined) {
      if (fallback !== undefined) config.set(keyOf(key), { value: fallback, secret: false });
      else if (keyOf(key).startsWith(`${project}:`)) missing.push(`'${key}'`);
      continue;
    }
    const issue = `Stack '${run.stack}' with configuration key '${key}' must be`;
    if (rule["secret"] === true && !found.secret) issues.push(`${issue} encrypted as it's secret`);
    if (typeof rule["type"] === "string" && !isOfType(found.value, rule)) {
      issues.push(`${issue} of type '${typeNameOf(rule)}'`);
    }
  }
  if (missing.length > 0) {
    const last = missing.length > 1 ? ` and ${missing.at(-1)}` : "";
    const list = missing.length > 1 ? missing.slice(0, -1).join(", ") + last : missing.join("");
    issues.unshift(`Stack '${run.stack}' is missing configuration value${missing.length > 1 ? "s" : ""} ${list}`);
  }
  if (issues.length > 0) throw new EngineError(issues.join("\n"));
  const text = (value: Value): string => (typeof value === "string" ? value : JSON.stringify(value));
  return {
    config: Object.fromEntries([...config].map(([key, { value }]) => [key, text(value)])),
    secretKeys: [...config].filter(([, { secret }]) => secret).map(([key]) => key),
  };
}

const isSecure = (value: Value): value is { readonly secure: string } =>
  isObject(value) && Object.keys(value).length === 1 && typeof value["secure"] === "string";

function hasSecureValues(value: Value): boolean {
  if (isSecure(value)) return true;
  return isList(value) ? value.some(hasSecureValues) : isObject(value) && Object.values(value).some(hasSecureValues);
}

function decrypted(value: Value, crypter: Crypter): Value {
  if (isSecure(value)) return crypter.decrypt(value.secure);
  if (isList(value)) return value.map((item) => decrypted(item, crypter));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decrypted(item, crypter)]));
}

/** Objects and lists of an overlay come as JSON; other text is the value itself. */
function jsonOrText(text: string): Value {
  if (!text.startsWith("{") && !text.startsWith("[")) return text;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return text;
  }
}

/** Types of `config:` declarations. https://www.pulumi.com/docs/iac/concepts/projects/project-file/#config-options */
function isOfType(value: Value, rule: Properties): boolean {
  switch (rule["type"]) {
    case "string":
      return !isList(value) && !isObject(value);
    case "integer":
      return Number.isInteger(value) || (typeof value === "string" && /^[+-]?\d+$/.test(value));
    case "boolean":
      return typeof value === "boolean" || value === "true" || value === "false";
    case "object":
      return isObject(value);
    case "array":
      return isList(value) && value.every((item) => isOfType(item, objectIn(rule, "items")));
    default:
      return false;
  }
}

function typeNameOf(rule: Properties): string {
  return rule["type"] === "array" ? `array<${typeNameOf(objectIn(rule, "items"))}>` : String(rule["type"]);
}
