import { compilePattern, matches, type Pattern } from "../../../events";
import type { Subject } from "../../judge/subject";
import { isUnknown, holdsUnknown, textOf, listOf, valueAt, type Value } from "../../../proofs/model/value";
import { undecided, violated, type Example, type Finding, type ResourceRule, type StackRule } from "../../rule";
import { checkedAll, mustNotBe } from "../checks";
import { accounts } from "../examples";

const row = { family: "alerting", scope: "resource" } as const;
const allEvents = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
const managementEvents =
  "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html";
const spellings = ["AWS Console Sign In via CloudTrail", "AWS Console Signin via CloudTrail"] as const;
const retries = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html";

function rule(pattern: object, more: Example["properties"] = {}): Example {
  return {
    type: "aws:cloudwatch/eventRule:EventRule",
    properties: { name: "watch", eventPattern: JSON.stringify(pattern), ...more },
  };
}

const assumed = {
  source: ["aws.sts"],
  "detail-type": ["AWS API Call via CloudTrail"],
  detail: { eventName: ["AssumeRole"] },
};
const signIn = { "detail-type": spellings };

/** Rules of EventBridge: switched on, able to match, and sure to arrive. */
export const eventRules = [
  {
    ...row,
    id: "keep-event-rules-on",
    title: "Event rules are switched on",
    severity: "high",
    stops: "A disabled rule is an alert that never comes",
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-delete-rule.html",
    requirements: ["E9"],
    frameworks: { wellArchitected: "SEC04-BP04", nist: "SI-4" },
    kinds: ["eventRule"],
    fix: "Remove state: DISABLED and isEnabled: false",
    findingsFor: (subject) =>
      checkedAll(subject, {
        state: mustNotBe("DISABLED", "the rule is switched off"),
        isEnabled: mustNotBe(false, "the rule is switched off"),
      }),
    good: rule(assumed, { state: allEvents }),
    bad: rule(assumed, { state: "DISABLED" }),
  },
  {
    ...row,
    id: "see-reads-too",
    title: "Rules for AssumeRole see every management event",
    severity: "high",
    stops: "AssumeRole is a read, and a rule in state ENABLED does not see reads",
    source: managementEvents,
    requirements: ["E9"],
    frameworks: { wellArchitected: "SEC04-BP04", nist: "SI-4" },
    kinds: ["eventRule"],
    fix: `Set state: ${allEvents}`,
    findingsFor: (subject) =>
      patternFindings(subject, (pattern) => {
        const { state } = subject.properties;
        if (!matches(pattern, sampleOf("AWS API Call via CloudTrail", "AssumeRole", "sts"))) return undefined;
        // A rule that takes every event is a forwarder, and one for writes alone names them.
        if (isUnknown(state)) return "unknown";
        return state === allEvents ? undefined : "it waits for AssumeRole and does not see reads";
      }),
    good: rule(assumed, { state: allEvents }),
    bad: rule(assumed),
  },
  {
    ...row,
    id: "match-both-sign-in-spellings",
    title: "Sign-in rules match both spellings",
    severity: "high",
    stops: "AWS writes the event's type in two ways; a rule with one of them misses the sign-ins of the other",
    source: "https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-signin.html",
    requirements: ["E9", "E11"],
    frameworks: { wellArchitected: "SEC04-BP04", nist: "SI-4" },
    kinds: ["eventRule"],
    fix: `List both "${spellings.join('" and "')}" as detail-type`,
    findingsFor: (subject) =>
      patternFindings(subject, (pattern) => {
        const seen = spellings.filter((type) => matches(pattern, sampleOf(type, "ConsoleLogin", "signin")));
        return seen.length === 1 ? "it matches one of the two spellings of sign-in" : undefined;
      }),
    good: rule(signIn, { state: allEvents }),
    bad: rule({ "detail-type": [spellings[0]] }, { state: allEvents }),
  },
  {
    ...row,
    id: "write-patterns-that-can-match",
    title: "Event patterns are valid",
    severity: "high",
    stops: "EventBridge refuses the pattern at update, or never matches it",
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html",
    requirements: ["E9"],
    frameworks: { wellArchitected: "SEC04-BP04", nist: "SI-4" },
    kinds: ["eventRule"],
    fix: "Write values as lists and operators as EventBridge's guide has them",
    findingsFor(subject) {
      const value = subject.properties["eventPattern"];
      const where = `${subject.within}eventPattern`;
      if (value === undefined || value === null) return [];
      if (holdsUnknown(value)) return [undecided(where)];
      return patternOf(value) === undefined ? [violated(where, "it is no event pattern")] : [];
    },
    good: rule(assumed, { state: allEvents }),
    bad: rule({ source: "aws.sts" }, { state: allEvents }),
  },
  {
    ...row,
    id: "keep-what-is-not-delivered",
    title: "Targets have a dead-letter queue",
    severity: "medium",
    stops: "What EventBridge cannot deliver is thrown away, and nobody learns that an alert was lost",
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html",
    requirements: ["E9", "E10"],
    frameworks: { wellArchitected: "SEC04-BP04", nist: "SI-4" },
    kinds: ["eventTarget", "eventRule"],
    fix: "Set deadLetterConfig.arn to a standard queue of the rule's Region",
    findingsFor: (subject) =>
      targetsOf(subject).flatMap(([where, target]) => {
        if (isUnknown(target)) return [undecided(where)];
        const arn = valueAt(target, "deadLetterConfig.arn");
        // A queue that is not made yet is a queue.
        return arn === undefined || arn === null || arn === "" ? [violated(where, "no dead-letter queue")] : [];
      }),
    good: target({ deadLetterConfig: { arn: "arn:aws:sqs:eu-central-1:100000000011:lost" } }),
    bad: target({}),
  },
  {
    ...row,
    id: "retry-for-a-day",
    title: "Targets are tried for a day",
    severity: "medium",
    stops: "An alert that is given up after a minute does not survive a small outage",
    source: retries,
    requirements: ["E9", "E10"],
    frameworks: { wellArchitected: "SEC04-BP04", nist: "SI-4" },
    kinds: ["eventTarget", "eventRule"],
    fix: "Leave retryPolicy out, or set maximumEventAgeInSeconds: 86400 and maximumRetryAttempts: 185",
    findingsFor: (subject) =>
      targetsOf(subject).flatMap(([where, item]) => {
        const age = valueAt(item, "retryPolicy.maximumEventAgeInSeconds");
        const attempts = valueAt(item, "retryPolicy.maximumRetryAttempts");
        if (isUnknown(age) || isUnknown(attempts)) return [undecided(`${where}retryPolicy`)];
        const isShort = (typeof age === "number" && age < 86_400) || (typeof attempts === "number" && attempts < 185);
        return isShort ? [violated(`${where}retryPolicy`, "delivery is given up within a day")] : [];
      }),
    good: target({
      deadLetterConfig: { arn: "arn:aws:sqs:eu-central-1:100000000011:lost" },
      retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
    }),
    bad: target({
      deadLetterConfig: { arn: "arn:aws:sqs:eu-central-1:100000000011:lost" },
      retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 2 },
    }),
  },
] as const satisfies readonly ResourceRule[];

/** Rules of one stack, taken together. */
export const signInRules = [
  {
    ...row,
    scope: "stack",
    id: "watch-every-sign-in-region",
    kinds: ["eventRule", "stack"],
    title: "Sign-in rules stand in every Region where AWS logs sign-ins",
    severity: "high",
    stops: "The global endpoint logs in us-east-1, us-east-2, eu-north-1 or ap-southeast-2 as it likes",
    source:
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html",
    requirements: ["E9"],
    frameworks: { wellArchitected: "SEC04-BP04", nist: "SI-4" },
    fix: "Deploy the rule to every sign-in Region by the region argument",
    findingsFor(subjects, law) {
      const rules = subjects.filter(watchesSignIns);
      const [first] = rules;
      const open = subjects.find(
        ({ kind, properties }) => kind === "eventRule" && holdsUnknown(properties["eventPattern"]),
      );
      if (open !== undefined) return [{ ...undecided("eventPattern"), urn: open.urn }];
      if (first === undefined) return [];
      if (rules.some(({ region }) => isUnknown(region))) return [{ ...undecided("region"), urn: first.urn }];
      const covered = new Set(rules.map(({ region }) => textOf(region)));
      const left = law.rulebook.signInRegions.filter((name) => !covered.has(name));
      return left.length === 0
        ? []
        : [{ ...violated("region", `no sign-in rule in ${left.join(", ")}`), urn: first.urn }];
    },
    good: [signInRule("us-east-1"), signInRule("us-east-2"), signInRule("eu-north-1"), signInRule("ap-southeast-2")],
    bad: [signInRule("us-east-1"), signInRule("eu-north-1")],
  },
] as const satisfies readonly StackRule[];

function signInRule(region: string): Example {
  return rule(signIn, { name: `sign-ins-${region}`, state: allEvents, region });
}

function target(properties: Example["properties"]): Example {
  return {
    type: "aws:cloudwatch/eventTarget:EventTarget",
    properties: { rule: "watch", arn: `arn:aws:sns:eu-central-1:${accounts.workload}:soc`, ...properties },
  };
}

/** The native provider and CloudFormation keep targets inside the rule. */
function targetsOf(subject: Subject): readonly (readonly [where: string, target: Value])[] {
  if (subject.kind === "eventTarget") return [[subject.within, subject.properties]];
  if (subject.dialect === "classic") return [];
  return listOf(subject.properties["targets"]).map((item, index) => [`${subject.within}targets[${index}].`, item]);
}

function patternFindings(subject: Subject, judge: (pattern: Pattern) => string | undefined): readonly Finding[] {
  const value = subject.properties["eventPattern"];
  const where = `${subject.within}eventPattern`;
  if (value === undefined || value === null) return [];
  if (holdsUnknown(value)) return [undecided(where)];
  const pattern = patternOf(value);
  const seen = pattern === undefined ? undefined : judge(pattern);
  if (seen === undefined) return [];
  return [seen === "unknown" ? undecided(`${subject.within}state`) : violated(where, seen)];
}

const compiled = new Map<string, Pattern | undefined>();

function patternOf(value: Value): Pattern | undefined {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (compiled.has(text)) return compiled.get(text);
  if (compiled.size > 500) compiled.clear();
  const result = compilePattern(text);
  const pattern = result.ok ? result.pattern : undefined;
  compiled.set(text, pattern);
  return pattern;
}

function watchesSignIns({ kind, properties, region, dialect }: Subject): boolean {
  if (kind !== "eventRule" || (dialect === "template" && region === undefined)) return false;
  // AWS's own events come by the default bus; on another one they are forwarded.
  const bus = properties["eventBusName"];
  if (bus !== undefined && bus !== null && bus !== "default") return false;
  const value = properties["eventPattern"];
  if (value === undefined || holdsUnknown(value)) return false;
  const pattern = patternOf(value);
  return pattern !== undefined && spellings.some((type) => matches(pattern, sampleOf(type, "ConsoleLogin", "signin")));
}

/** The least that such an event holds: what asks for more, asks for somebody in particular. */
function sampleOf(detailType: string, eventName: string, service: string): object {
  return {
    version: "0",
    source: `aws.${service}`,
    "detail-type": detailType,
    account: accounts.workload,
    region: "us-east-1",
    detail: { eventSource: `${service}.amazonaws.com`, eventName, readOnly: eventName === "AssumeRole" },
  };
}
