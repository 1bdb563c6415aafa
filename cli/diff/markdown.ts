import type { Organization } from "../../proofs";
import { inCrowds, type Crowd, type Difference, type MergedChange, type VerdictChange } from "../../proofs/diff";
import { scopeText } from "../prove/scope";
import { verdicts } from "../prove/verdicts";

/** More lines than anybody reviews; --json has all of them. */
const mostLines = 40;
/** A comment holds 65,536 characters, and others have something to say in it too. */
const mostCharacters = 45_000;
/** Whoever writes more than this in one line, as by the name of a statement, does not do it for a reader. */
const mostOfLine = 3_000;
/** More items of a line than anybody reads. */
const mostItems = 8;

/** For a pull request: what a reviewer must know first, and nothing where nothing changes. */
export function markdownFor(
  { access, claims, compared, crowds, exitCode }: Difference,
  after: Pick<Organization, "scope" | "snapshotTaken">,
  today: string,
): string {
  const changes = (change: MergedChange["change"]): readonly string[] =>
    access.filter((one) => one.change === change).map((one) => accessLine(one, crowds));
  const chapters = [
    ["Claims that got worse", claims.filter(({ isWorse }) => isWorse).map(claimLine)],
    ["Gained", changes("gained")],
    ["Lost", changes("lost")],
    ["Possible as before, on other conditions", changes("altered")],
    ["Cannot be told", changes("untold")],
    ["Claims that got better", claims.filter(({ isWorse }) => !isWorse).map(claimLine)],
  ] as const;
  const text = [
    "## Access\n",
    ...(access.length + claims.length > 0 ? within(mostCharacters, chapters) : ["No access gained or lost.\n"]),
    ...(exitCode === 2 ? ["Something is unknown: `lifeline prove` says what is missing.\n"] : []),
    `<sub>${scopeText(after, today)} Compared: ${compared.people} kinds of callers, ${compared.things} protected things, ${compared.accounts} accounts.</sub>\n`,
  ];
  return text.join("\n");
}

/** Chapters that are not empty, each as long as the ones before it leave room for; whatever is left out is counted. */
function within(most: number, chapters: readonly (readonly [title: string, lines: readonly string[]])[]) {
  let room = most;
  return chapters.flatMap(([title, lines]): readonly string[] => {
    if (lines.length === 0) return [];
    const shown: string[] = [];
    for (const line of lines.slice(0, mostLines)) {
      room -= Math.min(line.length, mostOfLine) + 1;
      if (room < 0) break;
      shown.push(line.length > mostOfLine ? `${line.slice(0, mostOfLine)} …` : line);
    }
    const left = lines.length - shown.length;
    const rest = left > 0 ? [`- … and ${left} more (\`--json\`)`] : [];
    return [`### ${title}\n`, [...shown, ...rest, ""].join("\n")];
  });
}

function claimLine({ id, question, before, after, because }: VerdictChange): string {
  const reasons = because.slice(0, 3).map((reason) => `\n  ${escaped(reason)}`);
  return `- **${id}**: ${verdicts[before].says} → **${verdicts[after].says}** (${escaped(question)})${reasons.join("")}`;
}

function accessLine({ who, from, actions, on, regions, at, detail }: MergedChange, crowds: readonly Crowd[]): string {
  const where = from.length === 0 ? "" : ` in ${listed(from.map(escaped))}`;
  const things = `${listed(on.map(code))}${regions.length === 0 ? "" : ` (${listed(regions)})`}`;
  const home = at.length === 0 ? "" : ` of ${listed(at.map(escaped))}`;
  const hangs = detail === "" ? "" : `, ${escaped(detail)}`;
  return `- **${listed(inCrowds(who, from, crowds).map(escaped))}**${where}: ${listed(actions.map(code))} on ${things}${home}${hangs}`;
}

function listed(items: readonly string[]): string {
  const left = items.length - mostItems;
  return left > 1 ? `${items.slice(0, mostItems).join(", ")} and ${left} more` : items.join(", ");
}

/** A backtick would end the code, and an empty line the whole item. */
function code(text: string): string {
  return `\`${text.replaceAll("`", "'").replace(/\s+/g, " ")}\``;
}

/** Names are other people's text: they are shown, and format, link and mention nothing. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_[\]<>#|~]/g, "\\$&")
    .replaceAll("@", "@\u200b")
    .replace(/\s+/g, " ");
}
