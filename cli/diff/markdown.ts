import type { Organization } from "../../proofs";
import type { Difference, MergedChange, VerdictChange } from "../../proofs/diff";
import { scopeText } from "../prove/scope";
import { verdicts } from "../prove/verdicts";

/** More lines than anybody reviews; --json has all of them. */
const mostLines = 40;
/** More items of a line than anybody reads. */
const mostItems = 8;

/** For a pull request: what a reviewer must know first, and nothing where nothing changes. */
export function markdownFor(
  { access, claims, compared, exitCode }: Difference,
  after: Pick<Organization, "scope" | "snapshotTaken">,
  today: string,
): string {
  const worse = claims.filter(({ isWorse }) => isWorse);
  const better = claims.filter(({ isWorse }) => !isWorse);
  const hasChange = access.length + claims.length > 0;
  const lines = [
    "## Access",
    "",
    ...(hasChange ? [] : ["No access gained or lost."]),
    ...chapter("Claims that got worse", worse.map(claimLine)),
    ...chapter("Gained", linesOf(access, "gained")),
    ...chapter("Lost", linesOf(access, "lost")),
    ...chapter("Possible as before, on other conditions", linesOf(access, "altered")),
    ...chapter("Cannot be told", linesOf(access, "untold")),
    ...chapter("Claims that got better", better.map(claimLine)),
    ...(exitCode === 2 ? ["", "Something is unknown: `lifeline prove` says what is missing."] : []),
    "",
    `<sub>${scopeText(after, today)} Compared: ${compared.people} kinds of callers, ${compared.things} protected things, ${compared.accounts} accounts.</sub>`,
    "",
  ];
  return lines.filter((line, index) => line !== "" || lines[index - 1] !== "").join("\n");
}

function chapter(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const left = lines.length - mostLines;
  return [
    `### ${title}`,
    "",
    ...lines.slice(0, mostLines),
    ...(left > 0 ? [`- … and ${left} more (\`--json\`)`] : []),
    "",
  ];
}

function claimLine({ id, question, before, after, because }: VerdictChange): string {
  const reasons = because.slice(0, 3).map((reason) => `\n  ${escaped(reason)}`);
  return `- **${id}**: ${verdicts[before].says} → **${verdicts[after].says}** (${escaped(question)})${reasons.join("")}`;
}

function linesOf(access: readonly MergedChange[], change: MergedChange["change"]): readonly string[] {
  return access.filter((one) => one.change === change).map(accessLine);
}

function accessLine({ who, from, actions, on, regions, at, detail }: MergedChange): string {
  const where = from.length === 0 ? "" : ` in ${listed(from.map(escaped))}`;
  const things = `${listed(on.map(code))}${regions.length === 0 ? "" : ` (${listed(regions)})`}`;
  const home = at.length === 0 ? "" : ` of ${listed(at.map(escaped))}`;
  const hangs = detail === "" ? "" : `, ${escaped(detail)}`;
  return `- **${listed(who.map(escaped))}**${where}: ${listed(actions.map(code))} on ${things}${home}${hangs}`;
}

function listed(items: readonly string[]): string {
  const left = items.length - mostItems;
  return left > 1 ? `${items.slice(0, mostItems).join(", ")} and ${left} more` : items.join(", ");
}

/** A backtick would end the code. */
function code(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}

/** Names are other people's text: they are shown, and format, link and mention nothing. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_[\]<>#|~]/g, "\\$&")
    .replaceAll("@", "@\u200b")
    .replaceAll("\n", " ");
}
