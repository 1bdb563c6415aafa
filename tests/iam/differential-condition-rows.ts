import type { Situation } from "../../bench/evaluate-rival";
import {
  everyCondition,
  everyDocument,
  everyStatement,
  silenced,
  USER_GUIDE,
  withTexts,
  type Row,
  type Statement,
} from "./differential-changes";

/** Differences about the version of a document, its variables and the values of its conditions. */
export const conditionRows: readonly Row[] = [
  {
    id: "old-versions-have-no-variables",
    source: `${USER_GUIDE}/reference_policies_elements_version.html`,
    why: "Before version 2012-10-17 a variable is literal text; the simulator expands it.",
    asTheSimulatorReads: (situation) =>
      everyDocument(situation, (document) => ({ ...document, Version: "2012-10-17" })),
  },
  {
    id: "missing-variables-match-nothing",
    source: `${USER_GUIDE}/reference_policies_variables.html`,
    why: "With a variable that has no value an inverted operator holds and NotResource excepts nothing; the simulator disables the statement.",
    asTheSimulatorReads: (situation) =>
      everyStatement(situation, (statement) => (lacksVariable(statement, situation) ? silenced(statement) : statement)),
  },
  {
    id: "epoch-time-is-in-seconds",
    source: `${USER_GUIDE}/reference_policies_elements_condition_operators.html#Conditions_Date`,
    why: "Dates are ISO 8601 or epoch time, which is in seconds; the simulator takes it for milliseconds.",
    asTheSimulatorReads: (situation) => withTexts(situation, /"(\d{10})"/g, (_, time) => dateText(Number(time))),
  },
  {
    id: "a-range-may-hold-every-address",
    source: `${USER_GUIDE}/reference_policies_elements_condition_operators.html#Conditions_IPAddress`,
    why: "A range is in CIDR notation, 0.0.0.0/0 too; to the simulator it is the address 0.0.0.0 alone.",
    asTheSimulatorReads: (situation) => withTexts(situation, /"0\.0\.0\.0\/0"/g, () => '"0.0.0.0/32"'),
  },
  {
    id: "an-address-is-outside-those-of-the-other-family",
    source: `${USER_GUIDE}/reference_policies_elements_condition_operators.html#Conditions_IPAddress`,
    why: "NotIpAddress means all addresses but those given; to the simulator an IPv6 address is never other than an IPv4 one.",
    asTheSimulatorReads: (situation) =>
      everyCondition(situation, /NotIpAddress/, (key, value) => {
        const asked = String(situation.request.context[key] ?? "");
        const isRange = value.includes("/") || value.includes(":") === asked.includes(":");
        return isRange ? value : asked.includes(":") ? "::/0" : "0.0.0.0/0";
      }),
  },
  {
    id: "arn-conditions-have-variables-anywhere",
    source: `${USER_GUIDE}/reference_policies_variables.html#policy-vars-conditionelement`,
    why: "A variable may stand anywhere in the value of a condition; the simulator counts the colon in it as one of the ARN's.",
    asTheSimulatorReads: (situation) =>
      everyCondition(situation, /Arn/, (_, value) =>
        value.split(":").slice(0, 6).join(":").includes("${") ? "arn:aws:none:::none" : value,
      ),
  },
  {
    id: "escapes-hold-in-every-text",
    source: `${USER_GUIDE}/reference_policies_variables.html#policy-vars-specialchars`,
    why: "${*} is an asterisk wherever a variable may stand; the simulator replaces it only where * is a wildcard.",
    asTheSimulatorReads: (situation) => {
      const literally = (_: string, value: string) => value.replaceAll(/\$\{([*?$])\}/g, "${$}{$1}");
      return everyCondition(situation, /String(Not)?Equals/, literally);
    },
  },
  {
    id: "an-empty-text-is-no-value",
    source: `${USER_GUIDE}/reference_policies_condition-single-vs-multi-valued-context-keys.html`,
    why: "To the set operators a key of empty texts has no value; the simulator compares the empty text.",
    asTheSimulatorReads: (situation) => withTexts(situation, /""/g, () => '"(empty)"'),
  },
];

function dateText(milliseconds: number): string {
  return JSON.stringify(new Date(milliseconds).toISOString());
}

/** A condition on a key that is absent is decided before anybody looks at its values. */
function lacksVariable({ Condition = {}, ...statement }: Statement, { request }: Situation): boolean {
  const known = new Set(Object.keys(request.context).map((key) => key.toLowerCase()));
  const keys = Object.values(Condition as object).flatMap((block) => Object.entries(block as object));
  const asked = keys.filter(([key]) => known.has(key.toLowerCase()));
  const variables = JSON.stringify([statement, asked]).matchAll(/\$\{([a-zA-Z0-9:/]+)\}/g);
  return [...variables].some(([, key = ""]) => !known.has(key.toLowerCase()));
}
