import Table from "cli-table3";

/** Columns without lines: what is below each other belongs together, and copies well. */
const columnsOnly = Object.fromEntries(
  ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"]
    .concat(["left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"])
    .map((place) => [place, place === "middle" ? " " : ""]),
);

/** For a person; nothing where there is no row. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const drawn = new Table({ head: [...head], chars: columnsOnly, style: { head: [], border: [], "padding-left": 0 } });
  for (const row of rows) drawn.push([...row]);
  return drawn.toString().replaceAll(/ +$/gm, "");
}
