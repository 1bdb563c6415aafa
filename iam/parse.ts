import { isRecord, type JsonRecord } from "./json";
import { repeatedNames } from "./json-names";
import { kindRules, type PolicyKind } from "./kind";
import { policyOf, type Parsed } from "./policy";
import type { Issue, Report } from "./report";
import type { Statement } from "./statement";
import { statementFrom } from "./statement-parse";

const VERSIONS = ["2012-10-17", "2008-10-17"];
const ELEMENTS = ["Version", "Id", "Statement"];

/**
 * Reads and compiles a document, given as an object or as JSON text, and tells every issue at once. What AWS would
 * refuse, and what this evaluator does not know, is an issue: nothing unknown is ever read as "does not match".
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(document: unknown, kind: PolicyKind, name: string): Parsed {
  const issues: Issue[] = [];
  const report: Report = (path, message) => issues.push({ path, message });
  const root = rootOf(document, report);
  if (root === undefined) return { ok: false, issues };
  for (const element of Object.keys(root)) {
    if (!ELEMENTS.includes(element)) report(element, `unknown element; allowed are ${ELEMENTS.join(", ")}`);
  }
  if (root["Id"] !== undefined && !kindRules[kind].id) report("Id", `is not supported in a policy of kind ${kind}`);
  else if (root["Id"] !== undefined && typeof root["Id"] !== "string") report("Id", "expected text");
  const version = versionFrom(root, kind, report);
  const statements = statementsFrom(root["Statement"], kind, version, report);
  return issues.length > 0
    ? { ok: false, issues }
    : { ok: true, policy: policyOf({ name, kind, version, statements }) };
}

function rootOf(document: unknown, report: Report): JsonRecord | undefined {
  let root = document;
  if (typeof document === "string") {
    try {
      root = JSON.parse(document);
    } catch (error) {
      report("", `the text is not JSON: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
    for (const path of repeatedNames(document)) report(path, "is given twice; keep one of the two");
  }
  if (isRecord(root)) return root;
  report("", `expected a policy object, found ${JSON.stringify(root)}`);
  return undefined;
}

/** Without a Version, AWS reads the document as 2008-10-17, which has no policy variables. */
function versionFrom(root: JsonRecord, kind: PolicyKind, report: Report): string {
  const version = root["Version"] ?? "2008-10-17";
  if (typeof version !== "string" || !VERSIONS.includes(version)) {
    report("Version", `found ${JSON.stringify(version)}; allowed are ${VERSIONS.join(" and ")}`);
    return "2012-10-17";
  }
  if (version !== "2012-10-17" && !kindRules[kind].oldVersion) {
    report("Version", `a policy of kind ${kind} must say "Version": "2012-10-17" (${kindRules[kind].source})`);
  }
  return version;
}

function statementsFrom(element: unknown, kind: PolicyKind, version: string, report: Report): readonly Statement[] {
  const isList = Array.isArray(element);
  const list: readonly unknown[] = isList ? element : [element];
  if (element === undefined || list.length === 0) {
    report("Statement", "the policy needs at least one statement");
    return [];
  }
  const sids = new Set<string>();
  return list.flatMap((item, index) => {
    const path = isList ? `Statement[${index}]` : "Statement";
    const statement = statementFrom(item, { path, index, kind, variables: version === "2012-10-17" }, report);
    if (statement === undefined) return [];
    if (kindRules[kind].plainSid && sids.has(statement.id))
      report(`${path}.Sid`, `"${statement.id}" is used twice; a Sid must be unique in its policy`);
    sids.add(statement.id);
    return [statement];
  });
}
