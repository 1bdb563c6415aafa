import type { Read, ReadIssue } from "./recorded";
import type { Snapshot } from "./snapshot";

type Check = (value: unknown, path: string, issues: ReadIssue[]) => void;

const accountId = text(/^\d{12}$/, "an account id of 12 digits");
const unitId = text(/^(r-[0-9a-z]{4,32}|ou-[0-9a-z-]+)$/, "the id of the root or of an OU");
const anyText = text(/^/, "text");
const targetId = text(/^(\d{12}|r-[0-9a-z]{4,32}|ou-[0-9a-z-]+)$/, "the id of an account, an OU or the root");

/** What is used must be there and well formed; what else stands in the file is left alone. */
const form = fields({
  taken: text(/^\d{4}-\d\d-\d\dT\d\d:\d\d/, "a time as in 2026-11-28T08:00:00Z"),
  organization: fields({
    id: text(/^o-[a-z0-9]{10,32}$/, "an organization's id (o-…)"),
    rootId: text(/^r-[0-9a-z]{4,32}$/, "the root's id (r-…)"),
    managementAccountId: accountId,
    enabledPolicyTypes: list(anyText),
    trustedServices: list(anyText),
    delegatedAdministrators: list(fields({ accountId, servicePrincipal: anyText })),
    resourcePolicy: optional(anyText),
  }),
  units: list(fields({ id: unitId, name: anyText, parentId: unitId })),
  accounts: list(
    fields({ id: accountId, name: anyText, parentId: unitId, status: text(/./, "a status such as ACTIVE") }),
  ),
  policies: list(fields({ id: text(/^p-/, "a policy's id (p-…)"), name: anyText, type: anyText, content: anyText })),
  attachments: list(fields({ policyId: text(/^p-/, "a policy's id (p-…)"), targetId })),
  signInPolicies: optional(list(fields({ accountId, content: text(/./, "a document as JSON text") }))),
});

/** Every issue at once: where, what was found, what is expected. */
export function snapshotFrom(json: unknown): Read<Snapshot> {
  const issues: ReadIssue[] = [];
  form(json, "", issues);
  if (issues.length > 0) return { ok: false, issues };
  const snapshot = json as Snapshot;
  referenceIssues(snapshot, issues);
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: snapshot };
}

/** Half a tree would prove nothing: whatever is named must be there. */
function referenceIssues(
  { organization, units, accounts, policies, attachments, signInPolicies = [] }: Snapshot,
  issues: ReadIssue[],
): void {
  const parents = new Map(units.map(({ id, parentId }) => [id, parentId]));
  const ids = new Set(policies.map(({ id }) => id));
  const known = new Set([organization.rootId, ...parents.keys(), ...accounts.map(({ id }) => id)]);
  const isBelowRoot = (id: string): boolean => {
    let at: string | undefined = id;
    for (let level = 0; at !== undefined && level <= units.length; level += 1) {
      if (at === organization.rootId) return true;
      at = parents.get(at);
    }
    return false;
  };
  units.forEach(({ id, parentId }, index) => {
    if (!isBelowRoot(id))
      issues.push({
        path: `units[${index}].parentId`,
        message: `${parentId} does not lead to the root ${organization.rootId}`,
      });
  });
  accounts.forEach(({ parentId }, index) => {
    if (parentId !== organization.rootId && !parents.has(parentId)) {
      issues.push({ path: `accounts[${index}].parentId`, message: `${parentId} is not among the units` });
    }
  });
  if (!accounts.some(({ id }) => id === organization.managementAccountId)) {
    issues.push({ path: "accounts", message: `the management account ${organization.managementAccountId} is missing` });
  }
  const signIn = signInPolicies.map(({ accountId: id }) => id);
  signIn.forEach((id, index) => {
    const path = `signInPolicies[${index}].accountId`;
    if (!accounts.some((account) => account.id === id))
      issues.push({ path, message: `${id} is not among the accounts` });
    if (signIn.indexOf(id) !== index)
      issues.push({ path, message: `${id} stands there twice: an account has one policy of AWS Sign-In` });
  });
  attachments.forEach(({ policyId, targetId: target }, index) => {
    if (!ids.has(policyId))
      issues.push({ path: `attachments[${index}].policyId`, message: `${policyId} is not among the policies` });
    if (!known.has(target))
      issues.push({
        path: `attachments[${index}].targetId`,
        message: `${target} is neither the root nor a unit nor an account`,
      });
  });
}

function text(pattern: RegExp, expected: string): Check {
  return (value, path, issues) => {
    if (typeof value === "string" && pattern.test(value)) return;
    issues.push({ path, message: `expected ${expected}, found ${shown(value)}` });
  };
}

function optional(check: Check): Check {
  return (value, path, issues) => {
    if (value !== undefined) check(value, path, issues);
  };
}

function list(check: Check): Check {
  return (value, path, issues) => {
    if (!Array.isArray(value)) issues.push({ path, message: `expected a list, found ${shown(value)}` });
    else value.forEach((item, index) => check(item, `${path}[${index}]`, issues));
  };
}

function fields(checks: Readonly<Record<string, Check>>): Check {
  return (value, path, issues) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      issues.push({ path, message: `expected an object, found ${shown(value)}` });
      return;
    }
    for (const [name, check] of Object.entries(checks)) {
      check((value as Readonly<Record<string, unknown>>)[name], path === "" ? name : `${path}.${name}`, issues);
    }
  };
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : (JSON.stringify(value) ?? typeof value).slice(0, 80);
}
