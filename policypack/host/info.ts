import type { Rule } from "../rule";
import { levels, severities, type Pack } from "./messages";
import { Writer } from "./wire";

/** AnalyzerInfo: what the pack says of itself and of each of its policies. */
export function infoWriter(pack: Pack, rules: readonly Rule[]): Writer {
  const info = new Writer().text(1, pack.name).text(2, "Lifeline");
  for (const rule of rules) info.message(3, policyWriter(rule));
  return info
    .text(4, pack.version)
    .flag(5, true)
    .text(7, "Keeps stacks from weakening emergency access")
    .text(9, "aws");
}

function policyWriter(rule: Rule): Writer {
  const { id, title, severity, stops, source, fix, family, frameworks, scope } = rule;
  const policy = new Writer()
    .text(1, id)
    .text(2, title)
    .text(3, `${title}. ${stops}`)
    .number(5, levels.indexOf("mandatory"))
    .number(7, scope === "stack" ? 2 : 1)
    .number(8, severities.indexOf(severity))
    .message(
      9,
      new Writer()
        .text(1, "AWS Well-Architected Framework")
        .text(2, "2026-05")
        .text(3, "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/welcome.html")
        .text(4, frameworks.wellArchitected),
    )
    .text(10, family);
  return policy.text(11, fix).text(12, source);
}
