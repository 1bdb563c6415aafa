import type { Deployer, SettledFacts } from "../facts";
import type { LogTest } from "../logging";
import type { Names } from "../names";
import type { Rulebook } from "../rulebook";
import type { NonEmpty } from "../types";
import { sparedDeployersOf } from "./guardrail-statements";
import { mapNonEmpty } from "./non-empty";
import { logGroupNameOf } from "./trail-arns";

/** A filter on the trail's log group that counts what it matches. */
export interface MetricFilter {
  readonly name: string;
  readonly pattern: string;
  readonly metric: SecondPathMetric;
}

export type SecondPathMetric = "SeenUses" | "SeenTampering";

/** One filter for each way of use, so that they stay apart; tampering in as few as AWS's limit on their length allows. */
export function metricFiltersFor(rulebook: Rulebook, facts: SettledFacts): readonly MetricFilter[] {
  const words = wordsFor(rulebook.names, facts);
  const deployers = sparedDeployersOf(facts).map((deployer) => ({ ...words, ...wordsForDeployer(deployer) }));
  const name = rulebook.names.secondPathTopic;
  return [
    ...rulebook.useFilters.map(({ id, when }) => ({
      name: `${name}-${id}`,
      pattern: patternOf(textOfTest(when, words)),
      metric: "SeenUses" as const,
    })),
    ...tamperingPatternsFor(rulebook, words, deployers).map((pattern, index) => ({
      name: `${name}-tampering-${index + 1}`,
      pattern,
      metric: "SeenTampering" as const,
    })),
  ];
}

/** Each row joins the first filter that has room for it. */
function tamperingPatternsFor(rulebook: Rulebook, words: Words, deployers: readonly Words[]): readonly string[] {
  const guard = textOfTest(rulebook.tamperingGuard, words);
  const most = rulebook.limits.filterPatternCharacters.value;
  const patternFor = (tests: readonly string[]): string => patternOf(`${guard} && (${tests.join(" || ")})`);
  const texts = rulebook.tamperingFilters.flatMap(({ when, each }) =>
    each === undefined ? [textOfTest(when, words)] : deployers.map((deployer) => textOfTest(when, deployer)),
  );
  return [...new Set(texts)]
    .reduce<readonly (readonly string[])[]>((filters, test) => {
      const roomy = filters.findIndex((tests) => patternFor([...tests, test]).length <= most);
      return roomy === -1 ? [...filters, [test]] : filters.with(roomy, [...(filters[roomy] ?? []), test]);
    }, [])
    .map(patternFor);
}

function patternOf(test: string): string {
  return `{ ${test} }`;
}

/** Every composition stands in parentheses, so that no precedence is relied upon. */
function textOfTest(test: LogTest, words: Words): string {
  if ("all" in test)
    return joined(
      mapNonEmpty(test.all, (part) => textOfTest(part, words)),
      "&&",
    );
  if ("any" in test)
    return joined(
      mapNonEmpty(test.any, (part) => textOfTest(part, words)),
      "||",
    );
  if ("is" in test) {
    const values = typeof test.is === "string" ? [test.is] : test.is;
    const tests = values.flatMap((value) => spelledOut(value, words)).map((value) => `${test.field} = "${value}"`);
    return joined(tests, "||");
  }
  if ("isNot" in test) return `${test.field} != "${test.isNot}"`;
  if ("isNever" in test) {
    const values = typeof test.isNever === "string" ? [test.isNever] : test.isNever;
    const tests = values.flatMap((value) => spelledOut(value, words)).map((value) => `${test.field} != "${value}"`);
    return joined([`${test.field} NOT EXISTS`, joined(tests, "&&")], "||");
  }
  if ("fits" in test) return `${test.field} = %${spelledOut(test.fits, words).join("|")}%`;
  if ("flag" in test) return `${test.field} IS ${test.flag ? "TRUE" : "FALSE"}`;
  return `${test.field} NOT EXISTS`;
}

function joined(tests: readonly string[], operator: "&&" | "||"): string {
  const [first = "", ...others] = tests;
  return others.length === 0 ? first : `(${tests.join(` ${operator} `)})`;
}

/** What a placeholder stands for: one word, or several of which each makes a value of its own. */
type Words = Readonly<Record<string, NonEmpty<string>>>;

/** Of each a test of its own: of all together one could become longer than a filter. */
function wordsForDeployer({ name, account }: Deployer): Words {
  return { deployerRole: [name.split("/").at(-1) ?? name], deployerAccount: [account] };
}

function wordsFor(names: Names, facts: SettledFacts): Words {
  const called = names.targetPath.slice(1, -1);
  return {
    management: [facts.organization.managementAccountId],
    emergency: [facts.emergencyAccount.id],
    security: [facts.accounts.security],
    logArchive: [facts.accounts.logArchive],
    protectedAccount: [
      facts.emergencyAccount.id,
      facts.accounts.security,
      facts.accounts.logArchive,
      facts.accounts.identity,
    ],
    targetPath: [names.targetPath],
    hubPath: [names.hubPath],
    responderPath: [names.responderPath],
    policyPath: [names.policyPath],
    prefix: [names.prefix],
    prefixInAnyCase: [inAnyCase(names.prefix)],
    targetRole: [
      names.targetRole.ReadOnly,
      names.targetRole.Operator,
      names.targetRole.Admin,
      names.targetRole.IdentityAdmin,
      names.targetRole.Management,
    ],
    canaryRole: [names.canaryRole],
    readinessRole: [names.readinessRole],
    stackSetPrefix: [names.stackSetPrefix],
    logGroup: [logGroupNameOf(names, facts)],
    // What a thing of the path is called by; rules have the prefix of roles besides.
    thing: [called, names.stackSetPrefix],
    mark: [names.prefix, called, names.stackSetPrefix],
  };
}

/** `Ab` → `[Aa][Bb]`: a filter tells letter cases apart. */
function inAnyCase(text: string): string {
  return text.replaceAll(/[A-Za-z]/g, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`);
}

function spelledOut(value: string, words: Words): readonly string[] {
  const [placeholder, key = ""] = /\{(\w+)\}/.exec(value) ?? [];
  if (placeholder === undefined) return [value];
  const meanings = words[key];
  if (meanings === undefined) throw new Error(`A log filter names {${key}}, which stands for nothing.`);
  return meanings.flatMap((word) => spelledOut(value.replace(placeholder, word), words));
}
