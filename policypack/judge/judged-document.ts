import { parsePolicy, policyOf, type Policy, type PolicyKind } from "../../iam";
import {
  holdsUnknown,
  isMapping,
  isUnknown,
  listOf,
  UNKNOWN,
  type Properties,
  type Value,
} from "../../proofs/model/value";

/** A document read statement by statement: what is unknown or unreadable in one hides none of the others. */
export interface Judged {
  /** Of the statements that can be judged; undefined where there is none. */
  readonly policy: Policy | undefined;
  readonly statements: readonly WrittenStatement[];
  /** Paths of what is not known before the update. */
  readonly undecided: readonly string[];
  /** Whether a Deny is among what is unknown: then an Allow proves nothing yet. */
  readonly mayDenyMore: boolean;
  /** Paths of what AWS refuses or this pack does not know. */
  readonly unreadable: readonly string[];
  /** Account ids named anywhere in it. */
  readonly accounts: readonly string[];
  /** Condition keys asked anywhere in it, in lower case. */
  readonly conditionKeys: readonly string[];
}

/** As written, with one value as a list of it. */
export interface WrittenStatement {
  /** The Sid, or "#" and the index. */
  readonly id: string;
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly exceptActions: readonly string[];
  readonly resources: readonly string[];
  readonly exceptResources: readonly string[];
  readonly principal: Value;
  readonly exceptPrincipal: Value;
  /** Operator → key → values. */
  readonly conditions: readonly WrittenCondition[];
}

export interface WrittenCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

const memory = new Map<string, Judged>();
/** The same document stands in many resources; what is remembered stays small. */
const remembered = 2_000;

export function judgedDocument(document: Value, kind: PolicyKind): Judged {
  if (isUnknown(document)) return { ...nothing, undecided: [""], mayDenyMore: true };
  const key = `${kind} ${typeof document === "string" ? document : keyOf(document)}`;
  const known = memory.get(key);
  if (known !== undefined) return known;
  if (memory.size >= remembered) memory.clear();
  const judged = judgedFrom(document, kind);
  memory.set(key, judged);
  return judged;
}

const nothing: Judged = {
  policy: undefined,
  statements: [],
  undecided: [],
  mayDenyMore: false,
  unreadable: [],
  accounts: [],
  conditionKeys: [],
};

function keyOf(document: Value): string {
  return JSON.stringify(document, (_, value: unknown) => (value === UNKNOWN ? "\u0000" : value)) ?? "";
}

function judgedFrom(document: Value, kind: PolicyKind): Judged {
  const root = rootOf(document);
  if (root === undefined) return { ...nothing, unreadable: [""] };
  const parts = listOf(root["Statement"]).map((statement, index) => partFrom(statement, index));
  const accounts = [...new Set(keyOf(root).match(/(?<!\d)\d{12}(?!\d)/g) ?? [])];
  const undecided = parts.flatMap(({ undecided: paths }) => paths);
  const kept = parts.flatMap(({ kept: statement }) => (statement === undefined ? [] : [statement]));
  const whole =
    undecided.length === 0 ? parsePolicy(typeof document === "string" ? document : root, kind, "it") : undefined;
  const parsed = whole?.ok === true ? { policy: whole.policy, unreadable: [] } : oneByOne(root, kept, kind);
  const statements = kept.map(({ index, statement }) => writtenFrom(statement, index));
  return {
    ...parsed,
    statements,
    undecided,
    mayDenyMore: parts.some((part) => part.mayDeny),
    accounts,
    conditionKeys: [...new Set(statements.flatMap(({ conditions }) => conditions.map(({ key }) => key.toLowerCase())))],
  };
}

function rootOf(document: Value): Properties | undefined {
  let root = document;
  if (typeof document === "string") {
    try {
      root = JSON.parse(document) as Value;
    } catch {
      return undefined;
    }
  }
  return isMapping(root) && root["Statement"] !== undefined ? root : undefined;
}

interface Part {
  readonly kept: Kept | undefined;
  readonly undecided: readonly string[];
  readonly mayDeny: boolean;
}

interface Kept {
  readonly index: number;
  readonly statement: Properties;
}

/**
 * An Allow keeps those of its actions, resources and principals that are known: what these allow is allowed whatever the
 * others are. Of a Deny, of a Not… element and of a condition nothing is known until all of it is.
 */
function partFrom(statement: Value, index: number): Part {
  const path = `Statement[${index}]`;
  if (!isMapping(statement)) {
    return isUnknown(statement)
      ? { kept: undefined, undecided: [path], mayDeny: true }
      : { kept: { index, statement: { invalid: true } }, undecided: [], mayDeny: false };
  }
  const open = Object.entries(statement).filter(([, value]) => holdsUnknown(value));
  if (open.length === 0) return { kept: { index, statement }, undecided: [], mayDeny: false };
  // A name that the grammar has not may be anything.
  const undecided = open.map(([name]) =>
    /^(Not)?(Action|Resource|Principal)$|^(Condition|Effect|Sid)$/.test(name) ? `${path}.${name}` : path,
  );
  if (statement["Effect"] !== "Allow") return { kept: undefined, undecided, mayDeny: true };
  const reduced: Record<string, Value> = { ...statement };
  for (const [name, value] of open) {
    const left = ["Action", "Resource", "Principal"].includes(name) ? knownOf(value) : undefined;
    if (left === undefined) return { kept: undefined, undecided, mayDeny: false };
    reduced[name] = left;
  }
  return { kept: { index, statement: reduced }, undecided, mayDeny: false };
}

function knownOf(value: Value): Value {
  if (Array.isArray(value)) {
    const known = (value as readonly Value[]).filter((item) => !holdsUnknown(item));
    return known.length === 0 ? undefined : known;
  }
  if (!isMapping(value)) return undefined;
  const entries = Object.entries(value)
    .map(([name, item]) => [name, holdsUnknown(item) ? knownOf(item) : item] as const)
    .filter(([, item]) => item !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** What one statement's fault is must not hide the others. A condition that cannot be read may be true. */
function oneByOne(root: Properties, kept: readonly Kept[], kind: PolicyKind): Pick<Judged, "policy" | "unreadable"> {
  const unreadable: string[] = [];
  const statements = kept.flatMap(({ index, statement }) => {
    const id = sidOf(statement) ?? `#${index}`;
    const parsed = (candidate: Properties) => {
      const result = parsePolicy({ ...root, Statement: [candidate] }, kind, "it");
      return result.ok ? result.policy.statements.map((compiled) => ({ ...compiled, id })) : undefined;
    };
    const whole = parsed(statement);
    if (whole !== undefined) return whole;
    unreadable.push(`Statement[${index}]`);
    if (statement["Effect"] !== "Allow") return [];
    const { Condition: _, ...unconditional } = statement;
    return parsed(unconditional) ?? [];
  });
  return {
    policy: statements.length === 0 ? undefined : policyOf({ name: "it", kind, version: "2012-10-17", statements }),
    unreadable,
  };
}

function sidOf(statement: Properties): string | undefined {
  const sid = statement["Sid"];
  return typeof sid === "string" && /^[A-Za-z0-9]{1,128}$/.test(sid) ? sid : undefined;
}

function writtenFrom(statement: Properties, index: number): WrittenStatement {
  return {
    id: sidOf(statement) ?? `#${index}`,
    effect: statement["Effect"] === "Deny" ? "Deny" : "Allow",
    actions: textsOf(statement["Action"]),
    exceptActions: textsOf(statement["NotAction"]),
    resources: textsOf(statement["Resource"]),
    exceptResources: textsOf(statement["NotResource"]),
    principal: statement["Principal"],
    exceptPrincipal: statement["NotPrincipal"],
    conditions: Object.entries(isMapping(statement["Condition"]) ? statement["Condition"] : {}).flatMap(
      ([operator, block]) =>
        Object.entries(isMapping(block) ? block : {}).map(([key, values]) => ({
          operator,
          key,
          values: listOf(values).map(String),
        })),
    ),
  };
}

function textsOf(value: Value): readonly string[] {
  return listOf(value).filter((item): item is string => typeof item === "string");
}
