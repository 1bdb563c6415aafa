import { kinds, type Kind } from "../../policypack/kinds";
import { families, undecidedText, type Family, type Rule } from "../../policypack/rule";

const about: Readonly<Record<Family, string>> = {
  "break-glass": "What is protected stays the landing zone's, and complete.",
  guardrails: "SCPs and RCPs stop everybody but whom they must not.",
  logging: "Trails see everything, and nobody takes back what they saw.",
  alerting: "What is seen arrives.",
  credentials: "No long-lived keys; the responders' credentials live.",
  "third-parties": "Whoever enters from outside is known, and known to be them.",
  "least-privilege": "Nobody may more than the work asks.",
  platform: "What every stack should do anyway.",
};

/** docs/rules.md: every rule of the policy pack, with the sentences that a violation shows. */
export function rulesPageFor(rules: readonly Rule[]): string {
  return [
    "<!-- Generated from policypack/catalogue by `npm run docs`. Edit the rows, not this page. -->",
    "",
    "# Rules of the policy pack",
    "",
    `${rules.length} rules. Each decides on what a policy means, not on how it is written, and each covers every type token`,
    "of a kind: the classic provider's, superseded ones, the native provider's, and the same resource in the template of a",
    "stack or a StackSet. What a rule cannot know before the update it reports as a finding of its own,",
    `"${undecidedText}", as advice; what is known beside it is judged all the same.`,
    "",
    "## Run it",
    "",
    "```sh",
    "pulumi preview --policy-pack policypack                        # in Pulumi's policy host",
    "pulumi preview --policy-pack policypack/dist/lifeline-policy   # one file, no installation (CLI 3.255 or later)",
    "pulumi policy analyze --policy-pack policypack --file state.json",
    "lifeline check --state state.json --sarif > lifeline.sarif     # without a CLI, for code scanning",
    "```",
    "",
    "`npm run prepare` builds both. `pulumi policy publish` in `policypack/` publishes the directory to Pulumi Cloud, which",
    "alone can enforce it on every stack of an organization; `--policy-pack` binds whoever gives it.",
    "",
    "## Facts",
    "",
    "Without facts the pack enforces what needs none. `lifeline policy-config --stack prod` writes the landing zone's facts",
    "to `policypack/facts.json`, and `npm run prepare` puts them into the executable. CrossGuard's own configuration holds",
    "enforcement levels only. Besides `lifeline:` the stack's file may have:",
    "",
    ...tableFor(
      ["setting", "holds"],
      [
        [
          "`lifeline-policies:projects`",
          "stacks that may hold what is protected, the landing zone first: `{ project, stack }`",
        ],
        ["`lifeline-policies:accounts`", "further accounts of the organization"],
        ["`lifeline-policies:thirdParties`", "`{ name, account, externalId, owner, review }`"],
        [
          "`lifeline-policies:exceptions`",
          "`{ rule, urn, owner, reason, review }`; `*` in the URN is any text. It ends on the day of its review and is shown until then",
        ],
      ],
    ),
    ...families.flatMap((family) => chapterFor(family, rules)),
    "",
  ].join("\n");
}

function chapterFor(family: Family, rules: readonly Rule[]): readonly string[] {
  const own = rules.filter((rule) => rule.family === family);
  return ["", `## ${family}`, "", about[family], ...own.flatMap(ruleLines)];
}

function ruleLines(rule: Rule): readonly string[] {
  const { id, title, severity, stops, source, requirements, frameworks, fix, needsFacts } = rule;
  const also = [
    rule.scope === "stack" ? "judges the stack as a whole" : "",
    needsFacts === true ? "needs facts" : "",
    rule.scope === "resource" && rule.remedyFor !== undefined
      ? "can remediate, if its level is set to `remediate`"
      : "",
  ].filter((text) => text !== "");
  return [
    "",
    `### ${id}`,
    "",
    `**${title}.** ${stops}.`,
    "",
    `- Fix: ${fix}.`,
    `- Severity: ${[severity, ...also].join("; ")}.`,
    `- Asked by: ${[...requirements, ...frameworksOf(frameworks)].join(", ")}. Source: <${source}>`,
    `- Types: ${typesOf(rule.kinds)}.`,
  ];
}

function frameworksOf({ wellArchitected, cis, nist }: Rule["frameworks"]): readonly string[] {
  return [
    `Well-Architected ${wellArchitected}`,
    ...(cis === undefined ? [] : [`CIS AWS 3.0 ${cis}`]),
    ...(nist === undefined ? [] : [`NIST 800-53 ${nist}`]),
  ];
}

function typesOf(of: readonly Kind[] | "every"): string {
  if (of === "every") return "every resource";
  const tokens = of.flatMap((kind) => {
    const { classic, native } = kinds[kind];
    return native === undefined ? classic : [...classic, native];
  });
  return tokens.map((token) => `\`${token}\``).join(", ");
}

function tableFor(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}
