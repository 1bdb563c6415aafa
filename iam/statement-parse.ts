import { actionMatcherFor, actionPatternFor, problemWithAction } from "./action";
import { conditionsFrom } from "./conditions/parse";
import { isRecord, stringsFrom, type JsonRecord } from "./json";
import { kindRules, type PolicyKind } from "./kind";
import type { Report } from "./report";
import { principalsFrom } from "./principal";
import { problemWithResource, problemWithVariables, resourcePatternsFor } from "./resource";
import type { Statement } from "./statement";
import { templateFor } from "./variables";

export interface Place {
  readonly path: string;
  readonly index: number;
  readonly kind: PolicyKind;
  /** Whether the policy's version has policy variables. */
  readonly variables: boolean;
}

const PAIRS = ["Principal", "Action", "Resource"];
const ELEMENTS = ["Sid", "Effect", ...PAIRS, ...PAIRS.map((name) => `Not${name}`), "Condition"];

export function statementFrom(element: unknown, place: Place, report: Report): Statement | undefined {
  const { path, index, kind } = place;
  if (!isRecord(element)) {
    report(path, `expected a statement object, found ${JSON.stringify(element)}`);
    return undefined;
  }
  for (const name of Object.keys(element)) {
    if (!ELEMENTS.includes(name)) report(`${path}.${name}`, `unknown element; allowed are ${ELEMENTS.join(", ")}`);
  }
  const effect = element["Effect"];
  if (effect !== "Allow" && effect !== "Deny") {
    report(`${path}.Effect`, `found ${JSON.stringify(effect)}; it must be "Allow" or "Deny"`);
  }
  const resource = resourceFrom(element, place, report);
  const principal = principalFrom(element, place, report);
  const statement: Statement = {
    id: sidFrom(element, place, report) ?? `#${index}`,
    effect: effect === "Allow" ? "Allow" : "Deny",
    action: actionFrom(element, place, report),
    resource,
    principal,
    conditions: conditionsFrom(element["Condition"], `${path}.Condition`, place.variables, report),
  };
  if (kind === "rcp" && effect === "Allow" && !isRcpFullAccess(element)) {
    report(`${path}.Effect`, 'only the AWS managed RCPFullAWSAccess may allow; write "Deny"');
  }
  return statement;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
function sidFrom(element: JsonRecord, { path, kind }: Place, report: Report): string | undefined {
  const sid = element["Sid"];
  if (sid === undefined || sid === "") return undefined;
  if (typeof sid !== "string") {
    report(`${path}.Sid`, `expected text, found ${JSON.stringify(sid)}`);
    return undefined;
  }
  if (kindRules[kind].plainSid && !/^[A-Za-z0-9]+$/.test(sid)) {
    report(`${path}.Sid`, `"${sid}" may hold only letters and digits in a policy of kind ${kind}`);
  }
  return sid;
}

/** Exactly one of an element and its Not… form; undefined if neither is there. */
function eitherOf(element: JsonRecord, name: string, path: string, report: Report): "plain" | "not" | undefined {
  const plain = element[name] !== undefined;
  const negated = element[`Not${name}`] !== undefined;
  if (plain && negated) report(path, `has both ${name} and Not${name}; keep one of them`);
  return plain ? "plain" : negated ? "not" : undefined;
}

function actionFrom(element: JsonRecord, { path, kind }: Place, report: Report): Statement["action"] {
  const form = eitherOf(element, "Action", path, report);
  if (form === undefined) report(path, "needs Action or NotAction");
  const name = form === "not" ? "NotAction" : "Action";
  const at = `${path}.${name}`;
  if (form === "not" && !kindRules[kind].notAction)
    report(at, `is not supported in a policy of kind ${kind}; use Action (${kindRules[kind].source})`);
  const actions = form === undefined ? [] : (stringsFrom(element[name], at, report) ?? []);
  for (const action of actions) {
    const problem = problemWithAction(action) ?? problemInKind(action, element, kind);
    if (problem !== undefined) report(at, problem);
  }
  const patterns = actions.map(actionPatternFor);
  return { except: form === "not", patterns, matches: actionMatcherFor(patterns) };
}

function problemInKind(action: string, element: JsonRecord, kind: PolicyKind): string | undefined {
  const isStar = action.startsWith("*");
  if (kind === "rcp" && isStar && element["Effect"] !== "Allow") {
    return `"${action}" is not supported in an RCP; name the service, such as "s3:*"`;
  }
  if (kind === "trust" && !isStar && !action.toLowerCase().startsWith("sts:")) {
    return `"${action}" cannot stand in a trust policy, which only takes actions of sts`;
  }
  return undefined;
}

function resourceFrom(element: JsonRecord, place: Place, report: Report): Statement["resource"] {
  const { path, kind } = place;
  const form = eitherOf(element, "Resource", path, report);
  const { resource } = kindRules[kind];
  if (form === undefined) {
    if (resource === "required") report(path, "needs Resource or NotResource");
    return undefined;
  }
  const name = form === "not" ? "NotResource" : "Resource";
  const at = `${path}.${name}`;
  if (resource === "refused") report(at, "a trust policy has no Resource: it belongs to its role");
  const templates = (stringsFrom(element[name], at, report) ?? []).map((text) => {
    const problem = problemWithResource(text) ?? (place.variables ? problemWithVariables(text) : undefined);
    if (problem !== undefined) report(at, problem);
    return templateFor(text, { variables: place.variables, wildcards: true }, (message) => report(at, message));
  });
  return { except: form === "not", patterns: resourcePatternsFor(templates) };
}

function principalFrom(element: JsonRecord, { path, kind }: Place, report: Report): Statement["principal"] {
  const form = eitherOf(element, "Principal", path, report);
  const rules = kindRules[kind];
  if (form === undefined) {
    if (rules.principal === "required") report(path, `needs a Principal in a policy of kind ${kind} (${rules.source})`);
    return undefined;
  }
  const name = form === "not" ? "NotPrincipal" : "Principal";
  const at = `${path}.${name}`;
  if (rules.principal === "refused") {
    report(at, `is not supported in a policy of kind ${kind}: it applies to what it is attached to (${rules.source})`);
    return undefined;
  }
  if (form === "not" && !rules.notPrincipal)
    report(at, `is not supported in a policy of kind ${kind} (${rules.source})`);
  else if (form === "not" && element["Effect"] === "Allow") report(at, "must be used with the effect Deny");
  if (kind === "rcp" && element[name] !== "*") report(at, 'an RCP supports only "Principal": "*"');
  return { except: form === "not", principals: principalsFrom(element[name], at, report) };
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html */
function isRcpFullAccess(element: JsonRecord): boolean {
  const onlyStar = (value: unknown) =>
    value === "*" || (Array.isArray(value) && value.length === 1 && value[0] === "*");
  const allowsAll = onlyStar(element["Action"]) && onlyStar(element["Resource"]) && element["Principal"] === "*";
  return allowsAll && element["Condition"] === undefined;
}
