import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue, ruleIds } from "../../policypack/catalogue";
import { lawFrom } from "../../policypack/facts-file";
import { lawWithoutFacts, type Law } from "../../policypack/judge/law";
import { isMandatory, messageOf } from "../../policypack/judge/message";
import { judgementsFor, ruleBookFor, stackJudgementsFor, type Judgement } from "../../policypack/judge/pass";
import { projectDirectory, projectVersion } from "../project";
import { exitCodes, UserError, type ExitCode } from "../user-error";
import type { Rule } from "../../policypack/rule";
import type { Recorded } from "../../proofs";
import type { CheckFinding } from "./finding";
import { previewedIn, recordedIn } from "./resources";
import { sarifFor } from "./sarif";

export interface CheckOptions {
  readonly state?: string;
  readonly preview?: string;
  readonly facts?: string;
  readonly json?: true;
  readonly sarif?: true;
}

/** Exit codes: 0 nothing violated, 1 something is, 2 it cannot be told. */
export function runCheck(options: CheckOptions): ExitCode {
  const { recorded, source } = resourcesFrom(options);
  const law = lawOf(options.facts);
  const findings = findingsFor(recorded, law, new Date().toISOString().slice(0, 10), options.preview !== undefined);
  const holds = findings.every(({ verdict }) => verdict !== "violated");
  if (options.sarif === true) {
    process.stdout.write(`${JSON.stringify(sarifFor(findings, catalogue, source, projectVersion()), null, 2)}\n`);
  } else if (options.json === true) {
    process.stdout.write(
      `${JSON.stringify({ holds, resources: withoutEngines(recorded).length, rules: catalogue.length, findings })}\n`,
    );
  } else {
    process.stdout.write(textOf(findings, withoutEngines(recorded).length));
  }
  return holds ? exitCodes.holds : exitCodes.doesNotHold;
}

export function findingsFor(
  recorded: readonly Recorded[],
  law: Law,
  today: string,
  isPreview: boolean,
  rules: readonly Rule[] = catalogue,
): readonly CheckFinding[] {
  const book = ruleBookFor(rules);
  const ofResources = withoutEngines(recorded).flatMap(({ asked }) =>
    judgementsFor(asked, book, law, today).map((judgement) => ({ judgement, urn: asked.urn })),
  );
  const standing = recorded.map((one) => one.standing);
  const ofStack = stackJudgementsFor(standing, book, law, today).map((judgement) => ({
    judgement,
    urn: judgement.urn ?? "",
  }));
  return [...ofResources, ...ofStack].map(({ judgement, urn }) => ({
    rule: judgement.rule.id,
    severity: judgement.rule.severity,
    urn,
    where: judgement.where,
    message: messageOf(judgement),
    verdict: verdictOf(judgement, isPreview),
  }));
}

/** The stack itself is none of its resources, though its outputs belong to what rules about stacks see. */
function withoutEngines(recorded: readonly Recorded[]): readonly Recorded[] {
  return recorded.filter(({ asked }) => !asked.type.startsWith("pulumi:"));
}

function verdictOf(judgement: Judgement, isPreview: boolean): CheckFinding["verdict"] {
  if (judgement.exception !== undefined) return "excepted";
  return isMandatory(judgement, isPreview) ? "violated" : "undecided";
}

/** The preview is laid over the state, if both are given. */
function resourcesFrom({ state, preview }: CheckOptions): {
  readonly recorded: readonly Recorded[];
  readonly source: string;
} {
  const source = preview ?? state;
  if (source === undefined) throw new UserError("Nothing to check: give --state, --preview or both.");
  const text = textIn(source);
  const recorded =
    state === undefined || preview === undefined
      ? recordedIn(source, text)
      : previewedIn({ file: state, text: textIn(state) }, { file: preview, text });
  return { recorded, source };
}

function lawOf(facts: string | undefined): Law {
  const pack = join(projectDirectory(), "policypack");
  const file = facts ?? join(pack, "facts.json");
  const snapshot = join(pack, "snapshot.json");
  const snapshotText = () => (existsSync(snapshot) ? readFileSync(snapshot, "utf8") : undefined);
  if (facts === undefined && !existsSync(file)) return { ...lawWithoutFacts, snapshotText };
  const law = { ...lawFrom(textIn(file), ruleIds), snapshotText };
  if (law.issues.length > 0) {
    throw new UserError([`${file} cannot be used:`, ...law.issues.map((issue) => `- ${issue}`)].join("\n"));
  }
  return law;
}

function textIn(file: string): string {
  if (!existsSync(file)) throw new UserError(`${file}: there is no such file.`);
  return readFileSync(file, "utf8");
}

function textOf(findings: readonly CheckFinding[], resources: number): string {
  const marks = { violated: "✗", undecided: "?", excepted: "~" } as const;
  const lines = findings.map(({ verdict, severity, message }) => `${marks[verdict]} [${severity}] ${message}`);
  const count = (verdict: CheckFinding["verdict"]) => findings.filter((one) => one.verdict === verdict).length;
  const summary = `${resources} resources, ${catalogue.length} rules: ${count("violated")} violated, ${count("undecided")} undecided, ${count("excepted")} excepted.`;
  return `${[...lines, summary].join("\n")}\n`;
}
