import { parse } from "yaml";
import { spellingOfCloudFormation } from "../kinds";
import type { Subject, SubjectRow } from "./subject";
import { isMapping, isUnknown, listOf, textOf, UNKNOWN, type Properties, type Value } from "../../proofs/model/value";

/** What a template stands in: its own account and partition; any account of the organization. */
const pseudo: Readonly<Record<string, string>> = {
  "AWS::AccountId": "000000000000",
  "AWS::Partition": "aws",
  "AWS::URLSuffix": "amazonaws.com",
};
const absent = "AWS::NoValue";

/** The template's text or object, or why it cannot be read. */
export function templateOf(body: Value): Properties | "unknown" | "unreadable" | "none" {
  if (body === undefined || body === null) return "none";
  if (isUnknown(body)) return "unknown";
  if (isMapping(body)) return body;
  if (typeof body !== "string") return "unreadable";
  try {
    const template = (
      /^\s*\{/.test(body) ? JSON.parse(body) : parse(body, { customTags, logLevel: "silent" })
    ) as Value;
    return isMapping(template) ? template : "unreadable";
  } catch {
    return "unreadable";
  }
}

/** Short forms of CloudFormation's functions in YAML: `!Sub x` is `{ "Fn::Sub": "x" }`. */
const functions = ["Sub", "GetAtt", "Join", "If", "Select", "Split", "FindInMap", "ImportValue", "Base64", "Cidr"];
const conditions = ["Equals", "And", "Or", "Not"];
const customTags = [...functions, ...conditions, "Ref", "Condition"].flatMap((name) => {
  const key = name === "Ref" || name === "Condition" ? name : `Fn::${name}`;
  return [
    { tag: `!${name}`, resolve: (text: string) => ({ [key]: text }) },
    {
      tag: `!${name}`,
      collection: "seq" as const,
      resolve: (sequence: { toJSON(): unknown }) => ({ [key]: sequence.toJSON() }),
    },
    {
      tag: `!${name}`,
      collection: "map" as const,
      resolve: (map: { toJSON(): unknown }) => ({ [key]: map.toJSON() }),
    },
  ];
});

/** The resources of a stack's or a StackSet's template, each as the kind it is. */
export function templateSubjects(holder: Subject, subjectFrom: (row: SubjectRow) => Subject): readonly Subject[] {
  const template = templateOf(holder.properties["templateBody"]);
  if (typeof template === "string") return [];
  const resources = template["Resources"];
  if (!isMapping(resources)) return [];
  return Object.entries(resources).flatMap(([written, resource], index) => {
    // A logical id is letters and digits; what else stands there may be anything.
    const name = /^[A-Za-z0-9]{1,255}$/.test(written) ? written : `#${index}`;
    if (!isMapping(resource) || typeof resource["Type"] !== "string") return [];
    const spelling = spellingOfCloudFormation(resource["Type"]);
    if (spelling === undefined) return [];
    const settled = settledValue(resource["Properties"] ?? {});
    const properties = structureOf(isMapping(settled) ? settled : {});
    const own: Record<string, Value> = { ...properties };
    for (const [native, classic] of Object.entries(spelling.renamed)) {
      if (native !== classic && native in properties) own[classic] = properties[native];
    }
    return [
      subjectFrom({
        ...holder,
        kind: spelling.kind,
        dialect: "template",
        within: `templateBody.Resources.${name}.Properties.`,
        properties: own,
        protect: true,
        account: undefined,
        // A stack is in one Region, a StackSet in those of its instances.
        region: holder.kind === "stack" ? holder.region : undefined,
      }),
    ];
  });
}

/** Functions worked out as far as the template alone tells; the rest is unknown. */
function settledValue(value: Value): Value {
  if (Array.isArray(value)) {
    return (value as readonly Value[]).map(settledValue).filter((item) => item !== undefined);
  }
  if (!isMapping(value)) return value;
  const [[name, argument] = ["", undefined], ...others] = Object.entries(value);
  if (others.length === 0 && (name === "Ref" || name.startsWith("Fn::"))) return called(name, argument);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, settledValue(item)] as const)
      .filter(([, item]) => item !== undefined),
  );
}

function called(name: string, argument: Value): Value {
  if (name === "Ref") return argument === absent ? undefined : (pseudo[textOf(argument)] ?? UNKNOWN);
  if (name === "Fn::Sub" && typeof argument === "string") {
    const text = argument.replaceAll(/\$\{([^!}]+)\}/g, (whole, key: string) => pseudo[key.trim()] ?? whole);
    return /\$\{[^!]/.test(text) ? UNKNOWN : text.replaceAll("${!", "${");
  }
  if (name === "Fn::Join" && Array.isArray(argument)) {
    const [separator, list] = argument as readonly Value[];
    const items = settledValue(list);
    const isText = Array.isArray(items) && (items as readonly Value[]).every((item) => typeof item === "string");
    return isText ? (items as readonly string[]).join(textOf(separator)) : UNKNOWN;
  }
  if (name === "Fn::If" && Array.isArray(argument)) {
    const branches = (argument as readonly Value[]).slice(1).map(settledValue);
    const left = branches.filter((branch) => branch !== undefined);
    return left.length === 1 ? left[0] : eitherOf(left);
  }
  return UNKNOWN;
}

/** Of two lists of texts what either holds: in a policy, and for whoever fears it, both are allowed. */
function eitherOf(branches: readonly Value[]): Value {
  const texts = branches.map((branch) => listOf(branch));
  const isLists = branches.some((branch) => Array.isArray(branch));
  if (!isLists || !texts.flat().every((item) => typeof item === "string")) return UNKNOWN;
  return [...new Set(texts.flat())];
}

/** CloudFormation begins names of properties with a capital; documents, patterns and tags keep their own. */
function structureOf(properties: Properties): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      /(Document|Policy|Pattern|Tags|Content)$/.test(name) ? value : structuresIn(value),
    ]),
  );
}

function structuresIn(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(structuresIn);
  return isMapping(value) ? structureOf(value) : value;
}
