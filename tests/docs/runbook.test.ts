import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { incidentCommand } from "../../cli/commands/incident";
import { nextSteps } from "../../functions/triage/next-steps";
import { rulebook } from "../../rulebook";
import { project, read } from "./markdown";

const english = read("docs/runbook.md");
const japanese = read("docs/runbook.ja.md");
const pages = [
  ["docs/runbook.md", english],
  ["docs/runbook.ja.md", japanese],
] as const;

/** By hand: what a message of triage, or the text of an alarm, sends people to. */
const linkedByHand = [
  "automation",
  "credential-change",
  "dead-letters",
  "digests",
  "failed-attempts",
  "heartbeats",
  "incidents",
  "rotate-credentials",
  "squatting",
  "tampering",
  "undeclared-use",
  "unknown-events",
];

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(project, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => read(`${folder}/${name}`));
}

function linkedInText(text: string): readonly string[] {
  return [...text.matchAll(/docs\/runbook\.md#([\w-]+)/g)].map(([, anchor]) => String(anchor));
}

function anchorsLinked(): readonly string[] {
  const texts = ["cli", "components", "functions", "policypack", "rulebook"].flatMap(sourcesIn).flatMap(linkedInText);
  const chapters = Object.values(nextSteps).map(({ chapter }) => chapter);
  return [...new Set([...texts, ...chapters])].sort();
}

/** Of headings only: a link to an anchor inside a paragraph would show half a chapter. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#{2,3} <a id="([\w-]+)"><\/a>\S/gm)].map(([, anchor]) => String(anchor));
}

function linksWithin(text: string): readonly string[] {
  return [...text.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor]) => String(anchor));
}

function blocksOf(text: string): readonly string[] {
  return [...text.matchAll(/^ *```\w+\n[^]*?^ *```$/gm)].map(([block]) => block);
}

/** Spans of code; what is code in both languages is the same. */
function spansOf(text: string): readonly string[] {
  const prose = text.replace(/^ *```\w+\n[^]*?^ *```$/gm, "");
  return [...new Set([...prose.matchAll(/`([^`]+)`/g)].map(([, code]) => String(code)))].sort();
}

/** What such a line names that the command does not have. */
function unknownIn(line: string): readonly string[] {
  const [, step = "", rest = ""] = /\blifeline incident (\w+)(.*)$/.exec(line) ?? [];
  const command = incidentCommand().commands.find((known) => known.name() === step);
  if (command === undefined) return [`lifeline incident ${step}`];
  const named = [...rest.matchAll(/ (--[\w-]+)/g)].map(([, option]) => String(option));
  const known = command.options.flatMap(({ long }) => (long === undefined || long === null ? [] : [long]));
  return named.filter((option) => !known.includes(option)).map((option) => `${step} ${option}`);
}

describe("the runbook", () => {
  it("is linked to from where this test looks: messages, digests, alarms", () => {
    assert.deepEqual(anchorsLinked(), linkedByHand);
    assert.deepEqual(linkedInText("see docs/runbook.md#gone."), ["gone"]);
  });

  for (const [page, text] of pages) {
    it(`${page} has a chapter for every anchor that a message or an alarm links to`, () => {
      assert.deepEqual(
        anchorsLinked().filter((anchor) => !anchorsOf(text).includes(anchor)),
        [],
      );
    });

    it(`${page} has each anchor once and links to none that it has not`, () => {
      const anchors = anchorsOf(text);
      assert.deepEqual([...new Set(anchors)], anchors);
      assert.ok(linksWithin(text).length > 20);
      assert.deepEqual(
        linksWithin(text).filter((anchor) => !anchors.includes(anchor)),
        [],
      );
    });

    it(`${page} says in every such chapter what the message means`, () => {
      const chapters = text.split(/^#{2,3} <a id="/m).slice(1);
      const told = chapters.filter((chapter) => linkedByHand.includes(chapter.split('"')[0] ?? ""));
      assert.equal(told.length, linkedByHand.length);
      const silent = told.filter((chapter) => !/^\*\*(Means|意味)\*\*/m.test(chapter));
      assert.deepEqual(silent, []);
    });

    it(`${page} names every alarm of the rulebook and of the second path`, () => {
      const ids = [
        ...rulebook.alarms.map(({ id }) => id),
        "tampering",
        "unhandled-uses",
        "uses",
        "silence",
        "uses-unreconciled",
      ];
      assert.deepEqual(
        ids.filter((id) => !text.includes(`\`${id}\``)),
        [],
      );
    });

    it(`${page} uses steps and options of lifeline incident that exist`, () => {
      const lines = text.split("\n").filter((line) => /\blifeline incident [a-z]/.test(line));
      assert.ok(lines.length >= 5);
      assert.deepEqual(lines.flatMap(unknownIn), []);
    });
  }

  it("would be refused with a step or an option that the command has not", () => {
    assert.deepEqual(unknownIn("lifeline incident refuse <id>"), ["lifeline incident refuse"]);
    assert.deepEqual(unknownIn("lifeline incident close <id> --force"), ["close --force"]);
  });

  it("reads an anchor of a heading only", () => {
    assert.deepEqual(anchorsOf('## <a id="one"></a>One\ntext <a id="two"></a>\n## <a id="three"></a>\n'), ["one"]);
  });

  it("has the same chapters in the same order, and the same commands, in both languages", () => {
    assert.deepEqual(anchorsOf(japanese), anchorsOf(english));
    assert.ok(blocksOf(english).length > 10);
    assert.deepEqual(blocksOf(japanese), blocksOf(english));
    assert.deepEqual(spansOf(japanese), spansOf(english));
  });
});
