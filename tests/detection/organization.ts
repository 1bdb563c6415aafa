import assert from "node:assert/strict";
import { compilePattern, matches } from "../../events";
import { detectionFor, rulebook, type Rulebook, type SettledFacts } from "../../rulebook";
import { sandboxFacts } from "../rulebook/sandbox-facts";
import { expandedIn, type Place, type PlainTemplate } from "../rulebook/template-expansion";

/** The organization of the recorded events: its own account ids, and its own names of what we name otherwise. */
export const accounts = {
  management: "111111111111",
  emergency: "222222222222",
  logArchive: "333333333333",
  security: "444444444444",
  workload: "555555555555",
  identity: "666666666666",
} as const;

export const recordedFacts: SettledFacts = {
  ...sandboxFacts,
  organization: { id: "o-exampleorgid", rootId: "r-exam", managementAccountId: accounts.management },
  emergencyAccount: { mode: "given", id: accounts.emergency },
  accounts: { logArchive: accounts.logArchive, security: accounts.security, identity: accounts.identity },
  deployers: ["emergency", "security", "logArchive"].map((account) => ({
    name: "OrganizationAccountAccessRole",
    account: accounts[account as keyof typeof accounts],
    managedBy: { kind: "management" },
  })),
  logArchive: {
    mode: "existing",
    trailName: "organization-trail",
    bucketName: "organization-logs-333333333333",
    logGroupName: "organization-logs",
    says: {
      organizationTrail: true,
      multiRegion: true,
      logFileValidation: true,
      readEvents: true,
      writeEvents: true,
      encrypted: true,
    },
  },
};

export const recordedLaw: Rulebook = {
  ...rulebook,
  names: {
    ...rulebook.names,
    stackSetPrefix: "break-glass-",
    targetRolesStackSet: "break-glass-roles",
    centralBus: "break-glass-central",
    socTopic: "break-glass-alerts",
    triageFunction: "break-glass-triage",
  },
};

export interface Rule {
  readonly name: string;
  readonly pattern: object;
  readonly state: string;
  readonly targets: readonly Target[];
}

export interface Target {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn: string;
  readonly DeadLetterConfig: { readonly Arn: string };
  readonly RetryPolicy: { readonly MaximumEventAgeInSeconds: number; readonly MaximumRetryAttempts: number };
}

/** An event as EventBridge delivers it. */
export interface DeliveredEvent {
  readonly account: string;
  readonly region: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The rules that stand in each account and Region, as the templates make them there; the same for the same law and facts. */
export function rulesFrom(law: Rulebook, facts: SettledFacts): (place: Place) => readonly Rule[] {
  const { stackSet, managementStacks } = detectionFor(law, facts);
  const templates = new Map<string, PlainTemplate>();
  const known = new Map<string, readonly Rule[]>();
  return (place) => {
    const key = `${place.account} ${place.region}`;
    const rules = known.get(key) ?? rulesIn(place);
    known.set(key, rules);
    return rules;
  };

  function rulesIn(place: Place): readonly Rule[] {
    const isManagement = place.account === facts.organization.managementAccountId;
    const text = isManagement
      ? managementStacks.find(({ region }) => region === place.region)?.template
      : stackSet.regions.includes(place.region)
        ? stackSet.template
        : undefined;
    if (text === undefined) return [];
    const template = templates.get(text) ?? (JSON.parse(text) as PlainTemplate);
    templates.set(text, template);
    const resources = expandedIn(template, place);
    return Object.values(resources).flatMap(({ Type, Properties }) =>
      Type === "AWS::Events::Rule" && Properties !== undefined ? [ruleFrom(Properties)] : [],
    );
  }
}

function ruleFrom(properties: Readonly<Record<string, unknown>>): Rule {
  const { Name, EventPattern, State, Targets } = properties;
  return {
    name: String(Name),
    pattern: EventPattern as object,
    state: String(State),
    targets: Targets as readonly Target[],
  };
}

/**
 * Names of the rules that match the event where it is logged. Read-only management events reach none but those that ask
 * for all: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
export function caughtBy(event: DeliveredEvent, rules: readonly Rule[]): readonly string[] {
  return rules
    .filter(({ state }) => state === allEvents || (state === "ENABLED" && event.detail["readOnly"] !== true))
    .filter(({ pattern }) => patternMatches(pattern, event))
    .map(({ name }) => name)
    .sort();
}

export const allEvents = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

const compiledPatterns = new WeakMap<object, ReturnType<typeof compilePattern>>();

export function patternMatches(pattern: object, event: unknown): boolean {
  const compiled = compiledPatterns.get(pattern) ?? compilePattern(pattern);
  compiledPatterns.set(pattern, compiled);
  if (!compiled.ok) assert.fail(JSON.stringify(compiled.issues));
  return matches(compiled.pattern, event);
}
