import type { Rule, Severity } from "../../policypack/rule";
import type { CheckFinding } from "./finding";

const levels = { critical: "error", high: "error", medium: "warning", low: "note" } as const satisfies Readonly<
  Record<Severity, string>
>;
/** What GitHub sorts by. */
const scores = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" } as const satisfies Readonly<
  Record<Severity, string>
>;

/**
 * SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * Code scanning wants a place in a file: it is the file that was checked; the resource stands in the logical location.
 */
export function sarifFor(
  findings: readonly CheckFinding[],
  rules: readonly Rule[],
  file: string,
  version: string,
): object {
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Lifeline",
            version,
            rules: rules.map((rule) => ({
              id: rule.id,
              shortDescription: { text: rule.title },
              fullDescription: { text: rule.stops },
              help: { text: `${rule.fix}.` },
              helpUri: rule.source,
              defaultConfiguration: { level: levels[rule.severity] },
              properties: {
                tags: ["security", rule.family, ...rule.requirements],
                "security-severity": scores[rule.severity],
              },
            })),
          },
        },
        results: findings.map((finding) => resultFor(finding, rules, file)),
      },
    ],
  };
}

function resultFor(
  { rule, severity, urn, where, message, verdict }: CheckFinding,
  rules: readonly Rule[],
  file: string,
) {
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    // Only a failure has a level.
    ...(verdict === "undecided" ? { kind: "open", level: "none" } : { kind: "fail", level: levels[severity] }),
    message: { text: message },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: file }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: where === "" ? urn : `${urn}#${where}`, kind: "resource" }],
      },
    ],
    partialFingerprints: { resource: `${rule} ${urn} ${where}` },
    ...(verdict === "excepted" ? { suppressions: [{ kind: "external", status: "accepted" }] } : {}),
  };
}
