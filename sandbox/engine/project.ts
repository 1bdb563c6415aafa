import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parse } from "yaml";
import { crypterFor } from "./passphrase";
import { EngineError, type StackRun } from "./types";
import { contains, isList, isObject, mapped, type Properties, type Value } from "./values";

/** Pulumi.yaml and Pulumi.<stack>.yaml, as the CLI reads them. */
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
  const opened = mapped(Object.fromEntries(config), (part) =>
    isSecure(part) ? crypter?.decrypt(part.secure) : undefined,
  );
  for (const [key, value] of Object.entries(opened)) config.set(key, value);
  for (const [key, text] of Object.entries(run.config ?? {})) config.set(key, jsonOrText(text));
  const declared = Object.entries(objectOf(file["config"])).map(([key, rule]) => {
    return { key, fullKey: fullKey(key), rule: isObject(rule) ? rule : { default: rule } };
  });
  for (const { fullKey, rule } of declared) {
    const fallback = rule["default"] ?? rule["value"];
    if (!config.has(fullKey) && fallback !== undefined) config.set(fullKey, fallback);
  }
  const issues = declared.flatMap(({ key, fullKey, rule }) => {
    const value = config.get(fullKey);
    const must = `Stack '${run.stack}' with configuration key '${key}' must be`;
    if (value === undefined && !fullKey.startsWith(`${textOf(name)}:`)) return [];
    if (value === undefined) return [`Stack '${run.stack}' is missing configuration value '${key}'`];
    if (rule["secret"] === true && !secretKeys.includes(fullKey)) return [`${must} encrypted as it's secret`];
    return "type" in rule && !isOfType(value, rule) ? [`${must} of type '${typeNameOf(rule)}'`] : [];
  });
  if (issues.length > 0) throw new EngineError(issues.join("\n"));
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
  const refused = [
    ...(runtime === "nodejs" ? [] : [`the runtime "${runtime}"`]),
    ...("packages" in file ? ["packages (parameterized providers)"] : []),
    ...("refresh" in objectOf(file["options"]) ? ["options.refresh"] : []),
    ...("environment" in stack ? ["environment (Pulumi ESC)"] : []),
    ...(secretsProvider === "passphrase" ? [] : [`the secrets provider "${secretsProvider}"`]),
  ];
  if (refused.length > 0) throw new EngineError(`the embedded engine does not support ${refused.join(", ")}`);
}

/** Objects and lists of an overlay come as JSON; any other text is the value itself. */
function jsonOrText(text: string): Value {
  try {
    const value = JSON.parse(text) as Value;
    return typeof value === "object" && value !== null ? value : text;
  } catch {
    return text;
  }
}

/** https://www.pulumi.com/docs/iac/concepts/projects/project-file/#config-options */
function isOfType(value: Value, rule: Properties): boolean {
  const patterns = new Map([
    ["string", /^/],
    ["integer", /^[+-]?\d+$/],
    ["boolean", /^(true|false)$/],
  ]);
  const type = textOf(rule["type"]);
  if (type === "array") return isList(value) && value.every((item) => isOfType(item, objectOf(rule["items"])));
  if (type === "object") return isObject(value);
  return typeof value !== "object" && (patterns.get(type)?.test(textOf(value)) ?? false);
}

const typeNameOf = (rule: Properties): string =>
  rule["type"] === "array" ? `array<${typeNameOf(objectOf(rule["items"]))}>` : textOf(rule["type"]);
