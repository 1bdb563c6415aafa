import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ruleIds } from "../../policypack/catalogue";
import { lawFrom } from "../../policypack/facts-file";
import type { Law } from "../../policypack/judge/law";
import type { Resource, Subject } from "../../policypack/judge/subject";
import { subjectsOf } from "../../policypack/judge/subjects";
import type { Properties } from "../../proofs/model/value";
import type { Example, Rule } from "../../policypack/rule";
import { judgementsFor, ruleBookFor, stackJudgementsFor, type Judgement } from "../../policypack/judge/pass";

const project = join(__dirname, "..", "..");

/** The fictitious organization of the sandbox as the pack's facts.json, with two parties and one exception. */
export const factsText = JSON.stringify({
  stack: "sandbox",
  facts: sandboxFacts(),
  policies: {
    projects: [{ project: "lifeline" }],
    accounts: ["100000000011"],
    thirdParties: [
      {
        name: "auditor",
        account: "444444444444",
        externalId: "6f9619ff-8b86-4011-b42d-00c04fc964ff",
        owner: "security@sandbox.example",
        review: "2027-06-30",
      },
    ],
    exceptions: [
      {
        rule: "make-no-access-keys",
        urn: "urn:pulumi:prod::legacy::*",
        owner: "platform@sandbox.example",
        reason: "The old build server is replaced in spring.",
        review: "2999-01-01",
      },
      {
        rule: "make-no-users",
        urn: "urn:pulumi:prod::legacy::*",
        owner: "platform@sandbox.example",
        reason: "Was to be gone by now.",
        review: "2020-01-01",
      },
    ],
  },
});

export const sandboxLaw: Law = lawFrom(factsText, ruleIds);

function sandboxFacts(): Readonly<Record<string, unknown>> {
  const { config } = parse(readFileSync(join(project, "Pulumi.sandbox.yaml"), "utf8")) as {
    readonly config: Readonly<Record<string, unknown>>;
  };
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key.replace("lifeline:", ""), value]));
}

/** As a stack registers it: an ordinary one, or the landing zone's. */
export function resourceFrom(example: Example, name = "it", properties: Properties = example.properties): Resource {
  const { type, landingZone, protect, account, region } = example;
  return {
    type,
    urn: `urn:pulumi:prod::${landingZone === true ? "lifeline" : "orders"}::${type}::${name}`,
    name,
    properties,
    protect: protect === true,
    provider: { properties: providerProperties(account, region) },
  };
}

/** Settings of a provider travel as JSON text. */
export function providerProperties(account: string | undefined, region: string | undefined): Properties {
  return {
    ...(account === undefined ? {} : { allowedAccountIds: JSON.stringify([account]) }),
    region: region ?? "eu-central-1",
  };
}

const today = "2026-11-28";

/** What one rule alone says of one of its examples, by the sandbox's facts. */
export function judgedAlone(rule: Rule, which: "good" | "bad", change: (example: Example) => Example = (one) => one) {
  const book = ruleBookFor([rule]);
  if (rule.scope === "stack") {
    const resources = rule[which].map((one: Example, index: number) => resourceFrom(change(one), `it-${index}`));
    return stackJudgementsFor(resources, book, sandboxLaw, today);
  }
  return judgementsFor(resourceFrom(change(rule[which])), book, sandboxLaw, today);
}

/** Without the place: a finding as one line. */
export function seenIn({ where, seen, verdict }: Judgement): string {
  return `${verdict} ${where}: ${seen}`;
}

/** The example as a rule sees it. */
export function subjectFor(example: Example): Subject {
  const [subject] = subjectsOf(resourceFrom(example), sandboxLaw);
  if (subject === undefined) throw new Error("a resource is a subject");
  return subject;
}
