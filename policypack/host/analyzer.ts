import type { Law } from "../judge/law";
import { isMandatory, messageOf } from "../judge/message";
import { isReadForStacks, judgementsFor, ruleBookFor, stackJudgementsFor, type Judgement } from "../judge/pass";
import { subjectsOf } from "../judge/subjects";
import type { Rule } from "../rule";
import { infoWriter } from "./info";
import {
  diagnosticsWriter,
  dryRunFrom,
  levelsFrom,
  propertyBytesFrom,
  resourceFrom,
  resourcesFrom,
  type Diagnostic,
  type Level,
  type Pack,
} from "./messages";
import type { Call } from "./server";
import { structWriter } from "./struct";
import { Reader, Writer } from "./wire";

const empty = Buffer.alloc(0);

/** What the engine asks of a policy pack, answered by the rules. */
export function analyzerFor(pack: Pack, rules: readonly Rule[], law: Law): Readonly<Record<string, Call>> {
  const book = ruleBookFor(rules);
  const remedies = rules.filter((rule) => rule.scope === "resource" && rule.remedyFor !== undefined);
  let levels: ReadonlyMap<string, Level> = new Map();
  let isPreview = process.env["PULUMI_NODEJS_DRY_RUN"] !== "false";
  let today = new Date().toISOString().slice(0, 10);

  return {
    Handshake: () => empty,
    ConfigureStack(request) {
      isPreview = dryRunFrom(new Reader(request));
      today = new Date().toISOString().slice(0, 10);
      return empty;
    },
    GetAnalyzerInfo: () => infoWriter(pack, rules).finish(),
    GetPluginInfo: () => new Writer().text(1, pack.version).finish(),
    Configure(request) {
      levels = levelsFrom(new Reader(request));
      return empty;
    },
    Analyze(request) {
      const resource = resourceFrom(new Reader(request));
      return answerFor(judgementsFor(resource, book, law, today), resource.urn);
    },
    AnalyzeStack(request) {
      const resources = resourcesFrom(new Reader(request), (type, urn) => isReadForStacks({ type, urn }, book, law));
      // What is switched off costs nothing.
      const active = { ...book, ofStacks: book.ofStacks.filter((rule) => levelOf(rule) !== "disabled") };
      return answerFor(stackJudgementsFor(resources, active, law, today), "");
    },
    Remediate: (request) => remediationsFor(request),
    Cancel: () => empty,
  };

  function levelOf(rule: Rule): Level {
    return levels.get(rule.id) ?? levels.get("all") ?? "mandatory";
  }

  function answerFor(judgements: readonly Judgement[], urn: string): Buffer {
    const diagnostics = judgements.flatMap((judgement): readonly Diagnostic[] => {
      const { rule } = judgement;
      const level = levelOf(rule);
      if (level === "disabled") return [];
      return [
        {
          policy: rule.id,
          title: rule.title,
          message: messageOf(judgement),
          // What a remedy has not put right is a violation.
          level: isMandatory(judgement, isPreview) && level !== "advisory" ? "mandatory" : "advisory",
          severity: rule.severity,
          urn: judgement.urn ?? urn,
        },
      ];
    });
    return diagnosticsWriter(diagnostics, pack).finish();
  }

  /** The properties as they came, and behind them what each remedy sets. */
  function remediationsFor(request: Buffer): Buffer {
    const active = remedies.filter((rule) => levelOf(rule) === "remediate");
    if (active.length === 0) return empty;
    const [subject] = subjectsOf(resourceFrom(new Reader(request)), law);
    const response = new Writer();
    if (subject === undefined || subject.kind === undefined || subject.dialect !== "classic") return empty;
    let properties = propertyBytesFrom(new Reader(request));
    for (const rule of active) {
      if (rule.scope !== "resource" || rule.kinds === "every" || !rule.kinds.includes(subject.kind)) continue;
      if (rule.findingsFor(subject, law).every(({ verdict }) => verdict === "undecided")) continue;
      const remedy = rule.remedyFor?.(subject);
      if (remedy === undefined) continue;
      properties = Buffer.concat([properties, structWriter(remedy).finish()]);
      response.message(
        1,
        new Writer().text(1, rule.id).text(2, pack.name).text(3, pack.version).text(4, rule.title).bytes(5, properties),
      );
    }
    return response.finish();
  }
}
