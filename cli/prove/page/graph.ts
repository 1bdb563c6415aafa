import type { ClaimResult } from "../../../proofs/prove";
import type { AccessGraph, Reach } from "../../../proofs/view/graph";
import { html, type Markup } from "./markup";

/** Left edge and width of each column, in the drawing's units. */
export const columns = { who: [0, 390], by: [470, 400], on: [950, 350] } as const;
const rowHeight = 26;
const boxHeight = 20;
const headHeight = 30;
const unitsPerCharacter = 6.8;
const heads = { who: "Who", by: "By which statements", on: "Reaches what" } as const;

type Column = keyof typeof columns;
const names = Object.keys(columns) as Column[];
type Places = Readonly<Record<Column, ReadonlyMap<string, number>>>;

interface Drawing {
  /** From the top. */
  readonly places: Places;
  readonly verdicts: ReadonlyMap<string, ClaimResult["verdict"]>;
}

/**
 * Three columns and a line for each way through them. The page's script lays out anew what a filter leaves, by the same
 * rule: every column from the top, in the order given.
 */
export function graphMarkup(graph: AccessGraph, claims: readonly ClaimResult[]): Markup {
  if (graph.reaches.length === 0) return html`<p>No claim looked at anybody's access.</p>`;
  const drawing: Drawing = {
    places: { who: numbered(graph.who), by: numbered(graph.by), on: numbered(graph.on) },
    verdicts: new Map(claims.map(({ id, verdict }) => [id, verdict])),
  };
  const { who, by, on } = drawing.places;
  const width = columns.on[0] + columns.on[1];
  const height = headHeight + Math.max(1, who.size, by.size, on.size) * rowHeight;
  const label = `Access graph: ${graph.reaches.length} ways of ${who.size} principals to ${on.size} things. The tables of evidence say the same in words.`;
  return html`<svg
    id="graph"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    role="img"
    aria-label="${label}"
    data-row="${rowHeight}"
    data-head="${headHeight}"
    data-box="${boxHeight}"
  >
    ${names.map((column) => html`<text class="head" x="${columns[column][0]}" y="14">${heads[column]}</text>`)}
    <g>${graph.reaches.map((reach) => lineMarkup(reach, drawing))}</g>
    ${names.map((column) => html`<g>${graph[column].map((name) => boxMarkup(column, name, drawing))}</g>`)}
  </svg>`;
}

function numbered(texts: readonly string[]): ReadonlyMap<string, number> {
  return new Map(texts.map((text, index) => [text, index]));
}

function boxMarkup(column: Column, name: string, drawing: Drawing): Markup {
  const [left, width] = columns[column];
  const text = shortened(name, Math.floor((width - 12) / unitsPerCharacter));
  return html`<g class="box ${column}" transform="translate(${left} ${topOf(column, name, drawing)})">
    <title>${name}</title>
    <rect width="${width}" height="${boxHeight}" rx="3" />
    <text x="6" y="14">${text}</text>
  </g>`;
}

function topOf(column: Column, name: string, { places }: Drawing): number {
  return headHeight + (places[column].get(name) ?? 0) * rowHeight;
}

function lineMarkup(reach: Reach, drawing: Drawing): Markup {
  const { who, by, on, does, decision, refutes, claims, accounts } = reach;
  const middleOf = (column: Column, name: string): number => topOf(column, name, drawing) + boxHeight / 2;
  const boxes = names.map((column) => drawing.places[column].get(reach[column]) ?? -1).join(" ");
  const says = [...new Set(claims.map((id) => drawing.verdicts.get(id) ?? ""))].join(" ");
  return html`<path
    class="${refutes ? "refutes" : decision}"
    data-boxes="${boxes}"
    data-verdicts="${says}"
    d="${lineThrough(middleOf("who", who), middleOf("by", by), middleOf("on", on))}"
  >
    <title>${who}: ${some(does)} on ${on}: ${decision} by ${by} (${some(claims)}; ${accounts.join(", ")})</title>
  </path>`;
}

function some(texts: readonly string[]): string {
  return texts.length > 6 ? `${texts.slice(0, 5).join(", ")} and ${texts.length - 5} more` : texts.join(", ");
}

/** The script of the page draws the same line. */
function lineThrough(from: number, through: number, to: number): string {
  const { who, by, on } = columns;
  return `${curve(who[0] + who[1], from, by[0], through)}${curve(by[0] + by[1], through, on[0], to)}`;
}

function curve(x: number, y: number, toX: number, toY: number): string {
  const middle = (x + toX) / 2;
  return `M${x} ${y}C${middle} ${y} ${middle} ${toY} ${toX} ${toY}`;
}

/** The end of a name tells more than its middle; a sentence begins with what it is about. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  if (text.startsWith("any ")) return `${text.slice(0, most - 1)}…`;
  const tail = Math.floor(most * 0.6);
  return `${text.slice(0, most - tail - 1)}…${text.slice(-tail)}`;
}
