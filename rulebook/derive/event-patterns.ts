import type { AlertRow, Matcher, PatternData, Spared } from "../alerts";
import type { SettledFacts } from "../facts";
import type { NonEmpty } from "../types";
import type { Rulebook } from "../rulebook";
import { sidFor } from "./document";
import { sparedDeployersOf } from "./guardrail-statements";
import { mapNonEmpty, nonEmpty } from "./non-empty";

/** Forwarding rules bear the prefix by which the guardrails protect them. */
export function ruleNameFor(row: Pick<AlertRow, "id">, { names }: Rulebook): string {
  return `${names.prefix}${sidFor(row.id)}`;
}

/** The row's event pattern, its placeholders filled in. */
export function eventPatternFor(row: AlertRow, rulebook: Rulebook, facts: SettledFacts): PatternData {
  const pattern = filled(row.pattern, valuesFor(rulebook, facts), row.id);
  return row.spared === undefined ? pattern : sparing(pattern, row.spared, facts, row.id);
}

type Values = Readonly<Record<string, readonly string[]>>;

function valuesFor({ names, transport, incidentSteps }: Rulebook, facts: SettledFacts): Values {
  const { logArchive, accounts, organization } = facts;
  const deployers = sparedDeployersOf(facts);
  const incidentRoles = incidentSteps.flatMap(({ role }) => (role === undefined ? [] : [names[role]]));
  const identity = accounts.identity === organization.managementAccountId ? [] : [accounts.identity];
  return {
    prefix: [names.prefix],
    lowerPrefix: [names.prefix.toLowerCase()],
    upperPrefix: [names.prefix.toUpperCase()],
    targetPath: [names.targetPath],
    hubPath: [names.hubPath],
    responderPath: [names.responderPath],
    policyPath: [names.policyPath],
    alarmPrefix: [names.alarmPrefix],
    stackSetPrefix: [names.stackSetPrefix],
    protectedRole: [...Object.values(names.targetRole), ...incidentRoles],
    triageRole: [names.triageRole],
    triageFunction: [names.triageFunction],
    register: [names.register],
    bus: [names.centralBus, names.standbyBus],
    heartbeatSource: [transport.heartbeatSource],
    heartbeatDetailType: [transport.heartbeatDetailType],
    emergency: [facts.emergencyAccount.id],
    protectedAccount: [facts.emergencyAccount.id, accounts.security, accounts.logArchive, ...identity],
    deployerAccount: eachOnce(deployers.map(({ account }) => account)),
    deployerRole: eachOnce(deployers.map(({ name }) => name.split("/").at(-1) ?? name)),
    trailName: [logArchive.mode === "own" ? names.trail : logArchive.trailName],
    logGroupName: [logArchive.mode === "own" ? names.trailLogGroup : logArchive.logGroupName],
    bucketName: [
      logArchive.mode === "own" ? `${names.logArchiveBucketPrefix}${organization.id}` : logArchive.bucketName,
    ],
  };
}

function eachOnce(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

function filled(pattern: PatternData, values: Values, id: string): PatternData {
  return Object.fromEntries(
    Object.entries(pattern).map(([field, value]) => {
      if (isAlternatives(field, value)) return [field, mapNonEmpty(value, (item) => filled(item, values, id))];
      return [field, isMatchers(value) ? matchersFor(value, values, id) : filled(value, values, id)];
    }),
  );
}

type Part = PatternData[string];

function isAlternatives(field: string, value: Part): value is NonEmpty<PatternData> {
  return field === "$or" && Array.isArray(value);
}

function isMatchers(value: Part): value is NonEmpty<Matcher> {
  return Array.isArray(value);
}

function matchersFor(list: NonEmpty<Matcher>, values: Values, id: string): NonEmpty<Matcher> {
  return nonEmpty(
    list.flatMap((item) => spelledOut(item, values, id)),
    `${id}: a list of its pattern is empty.`,
  );
}

/** One matcher for each combination of the placeholders' values. */
function spelledOut(item: Matcher, values: Values, id: string): readonly Matcher[] {
  const [placeholder, name = ""] = /\{(\w+)\}/.exec(JSON.stringify(item)) ?? [];
  if (placeholder === undefined) return [item];
  const known = values[name];
  if (known === undefined) throw new Error(`${id}: {${name}} is neither a name nor a fact.`);
  return known.flatMap((value) => spelledOut(replaced(item, placeholder, value), values, id));
}

function replaced(item: Matcher, placeholder: string, value: string): Matcher {
  return JSON.parse(JSON.stringify(item).replaceAll(placeholder, value)) as Matcher;
}

/** "Not theirs": whoever is not of that name, or is not called for by that service. */
function sparing(pattern: PatternData, spared: Spared, facts: SettledFacts, id: string): PatternData {
  const detail = (pattern["detail"] ?? {}) as PatternData;
  if (detail["$or"] !== undefined) throw new Error(`${id}: spares somebody, so its detail cannot have a $or.`);
  return { ...pattern, detail: { ...detail, ...notBy(spared, facts) } };
}

function notBy(spared: Spared, { organization }: SettledFacts): PatternData {
  switch (spared) {
    case "stackSets":
      return {
        $or: [
          sessionIssuer({ "anything-but": { prefix: "stacksets-exec-" } }),
          { userIdentity: { invokedBy: [{ exists: false }, { "anything-but": ["cloudformation.amazonaws.com"] }] } },
          // There StackSets have no such role, and no guardrail keeps anybody from making one.
          { recipientAccountId: [organization.managementAccountId] },
        ],
      };
    case "stackSetsService":
      return sessionIssuer({ "anything-but": ["AWSServiceRoleForCloudFormationStackSetsOrgMember"] });
    default:
      return spared satisfies never;
  }
}

/** A caller without a session is nobody's session either. */
function sessionIssuer(matcher: Matcher): PatternData {
  return { userIdentity: { sessionContext: { sessionIssuer: { userName: [{ exists: false }, matcher] } } } };
}
